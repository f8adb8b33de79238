"""Writes about households and their cards."""

from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from k2k.core import clock, grants, ids, notify
from k2k.core.commands import Refused, command
from k2k.core.nodes import Node
from k2k.core.notify import push
from k2k.people import numbers, wall
from k2k.people.messages import CardEnded, CardNeeded, CardPrinted
from k2k.people.models import Card, Household, Residency
from k2k.people.rules import CARD_REASONS


@dataclass(frozen=True)
class IssuedCard:
    """A card that was just made. `code` is shown once, on paper; afterwards only its keyed hash exists."""

    card: Card
    code: str = field(repr=False)

    @property
    def ref(self) -> str:
        """Soft reference of the card."""
        return self.card.ref


def _home(given: dict) -> Node:
    return given["household"].node


def _inbox(household: Household) -> list[str]:
    return [f"household:{household.pk}"]


def running(household: Household, at) -> Household:
    """The household. Raises Refused when it has ended."""
    if household.until and household.until <= clock.today(at):
        raise Refused(_("This household no longer lives here."))
    return household


@command("people.create_household", at_node=lambda given: given["unit"])
def create_household(ctx, *, unit: Node, since: date | None = None) -> Household:
    """Open a household for a unit at its door, with or without tenancy, papers or names.

    Raises Refused where the place is no home, the day is not past, or a household already lives there.
    """
    day = since or clock.today(ctx.at)
    if unit.kind != "unit":
        raise Refused(_("A household lives in a home with a number on its door."))
    if day > clock.today(ctx.at):
        raise Refused(_("This day is still to come."), field="since")
    household = Household(
        code=ids.unused_code(Household), node=unit, site_id=unit.site_id, since=day, made_by=ctx.actor.key
    )
    wall.keep(ctx.actor, ctx.verb, household)
    try:
        with transaction.atomic():
            household.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("This home already has a household.")) from None
    ctx.announce("people.household_created", household=household)
    return household


@command("people.issue_card", at_node=_home)
def issue_card(ctx, *, household: Household, reason: str = "first") -> IssuedCard:
    """Print a card for the household. A card before it ends now, and the household is told of the new one.

    Raises Refused when the household has ended.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    if reason not in CARD_REASONS:
        raise Refused(_("Choose why a new card is printed."), field="reason")
    former = _revoke(household, ctx.at)
    code = ids.new_code()
    card = Card.objects.create(
        household=household,
        code_hash=ids.keyed_hash("card", code),
        hint=code[-2:],
        issued_at=ctx.at,
        issued_by=ctx.actor.key,
        reason=reason,
    )
    ctx.detail(reason=reason, household=household.pk, revoked=former)
    notify.send(CardPrinted, _inbox(household), subject=card.ref, at=ctx.at, again=bool(former))
    ctx.announce("people.card_issued", household=household, card=card)
    return IssuedCard(card, code)


@command("people.revoke_card", at_node=_home)
def revoke_card(ctx, *, household: Household, reason: str = "lost") -> Household:
    """End the household's card at once, on every phone; the mobilisers hear that a new one is needed.

    Raises Refused where no card holds.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    if reason not in CARD_REASONS:
        raise Refused(_("Choose why the card ends."), field="reason")
    if not _revoke(household, ctx.at):
        raise Refused(_("This home has no card that works."))
    ctx.detail(reason=reason)
    mobilisers = [f"account:{pk}" for pk in grants.holders({"mobiliser"}, household.node, ctx.at)]
    notify.send(CardNeeded, mobilisers, subject=household.ref, at=ctx.at)
    notify.send(CardEnded, _inbox(household), subject=household.ref, at=ctx.at)
    return household


def _revoke(household: Household, at) -> int:
    """End the card; no phone that was signed in with it, or was named with it, is told of news any more."""
    push.forget(_inbox(household))
    numbers.forget([household.pk], at)
    return Card.objects.filter(household=household, revoked_at=None).update(revoked_at=at)


@command("people.end_household", at_node=_home)
def end_household(ctx, *, household: Household, on: date | None = None) -> Household:
    """The household has moved out: its card and the residencies end on that day. Raises Refused for a day to come."""
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    day = on or clock.today(ctx.at)
    if not household.since <= day <= clock.today(ctx.at):
        raise Refused(_("Choose a day between the first day here and today."), field="on")
    _revoke(household, ctx.at)
    for stay in Residency.objects.filter(household=household, until=None):
        stay.until = max(day, stay.since)
        stay.save(update_fields=["until"])
    household.until = day
    household.save(update_fields=["until"])
    ctx.announce("people.household_ended", household=household)
    return household
