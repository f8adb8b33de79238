"""Whose hand writes: a household with its own card, or a mobiliser to whom the card was shown at the door."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from k2k.core.actors import Actor
from k2k.people import queries, sessions, wall
from k2k.people.models import Card, Household, Person


@dataclass(frozen=True)
class Hand:
    """Who acts, for whom, about which household. `voice` is the household's own card."""

    actor: Actor
    voice: Actor
    home: Household

    @property
    def behalf(self) -> Actor | None:
        """On whose behalf, when it is not the household itself that writes."""
        return None if self.actor.key == self.voice.key else self.voice

    @property
    def how(self) -> str:
        """The way in which consent is given: on the phone, or aloud at the door."""
        return "voice" if self.behalf else "screen"

    def persons(self) -> QuerySet[Person]:
        """Who lives in the household."""
        return queries.persons(self.voice, self.home)

    def person(self, code: str) -> Person:
        """One of them. Raises Http404."""
        return queries.person(self.voice, code, "people.correct_person")


def of(request: HttpRequest) -> Hand | None:
    """The hand of this request; None for everybody without a card in it."""
    if request.actor.kind == "card":
        home = queries.household_of(request.actor)
        return Hand(request.actor, request.actor, home)
    shown = sessions.helped_card(request) if request.actor.kind == "account" else None
    if shown is None:
        return None
    card = Card.objects.select_related("household__node__block", "household__site").get(pk=shown)
    voice = queries.card_actor(card, request.at)
    if voice is None or not wall.passes(request.actor, "people.add_person", card.household.node):
        return None
    return Hand(request.actor, voice, card.household)


def needed(request: HttpRequest) -> Hand:
    """As `of`. Raises Http404 for everybody without a hand in it."""
    found = of(request)
    if found is None:
        raise Http404
    return found
