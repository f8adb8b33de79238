"""Makers for tests, here and in the apps above. They act through commands, as people do."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse

from k2k.core import actors, clock, grants
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node
from k2k.people import commands, queries
from k2k.people.models import Household, Person


def make_staff(username: str, role: str, node: Node, *, at: datetime | None = None, days_old: int = 60) -> Actor:
    """An account that holds `role` at `node`; its password is its username."""
    at = at or clock.now()
    account = Account.objects.create_user(username, username, display_name=username.title(), is_demo=True)
    grants.give(account, role, node, since=at - timedelta(days=days_old), source=f"test:{username}")
    return actors.for_account(account, at)


def make_household(
    unit: Node, at: datetime | None = None, days_old: int = 30, actor: Actor = SYSTEM
) -> tuple[Household, Actor, str]:
    """A household with a card of that age: (household, card actor, code)."""
    then = (at or clock.now()) - timedelta(days=days_old)
    household = commands.create_household(actor, unit=unit, at=then)
    issued = commands.issue_card(actor, household=household, at=then)
    card_actor = queries.card_actor(issued.card, at or clock.now())
    assert card_actor is not None
    return household, card_actor, issued.code


def sign_in_by_card(client, code: str):
    """Scan a card and press its button; returns the answer to the press."""
    address = reverse("people:scan", args=[code])
    client.get(address)
    token = client.get(address).wsgi_request.form_token
    return client.post(address, {"form_token": token})


def make_person(actor: Actor, household: Household, name: str = "Puan Noraini", language: str = "ms") -> Person:
    """Somebody of the household, who agreed to be known by name."""
    return commands.add_person(actor, household=household, preferred_name=name, language=language)


def bound(card_actor: Actor, person: Person) -> Actor:
    """The card while the person's PIN holds."""
    return replace(card_actor, person_id=person.pk)
