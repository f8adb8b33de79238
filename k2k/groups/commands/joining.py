"""Somebody asks to belong, by their card or on paper; takes it back; leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.core import clock, ids
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Refused, command
from k2k.groups import queries, rules
from k2k.groups.commands.allowed import locked, must_be_bound, must_be_oneself, must_run
from k2k.groups.models import Group, Membership
from k2k.people import commands as people
from k2k.people import queries as people_queries

if TYPE_CHECKING:
    from k2k.people.models import Household, Person

_at_group: dict[str, Any] = {"at_node": lambda given: given["group"].node}
_there: dict[str, Any] = {"at_node": lambda given: given["membership"].group.node}


def _ask(
    ctx: Context, group: Group, household: Household, person: Person | None, *, says: str, age: str,
    guardian: Person | None,
) -> Membership:  # fmt: skip
    per_home = queries.rule(group, "vote", clock.today(ctx.at)) == "household"
    _must_fit(group, household, says, age)
    _must_be_looked_after(person, household, age, guardian)
    holder: dict[str, Any] = {"household": household, "person": None} if per_home else {"person": person}
    if Membership.objects.filter(group=group, state__in=rules.RUNNING, **holder).exists():
        raise Refused(_("This home belongs already.") if per_home else _("You asked already, or belong already."))
    made = Membership.objects.create(
        code=ids.unused_code(Membership),
        group=group,
        person=None if per_home else person,
        household=household,
        guardian=guardian if age == "under_18" else None,
        says=says,
        age=age,
        asked_at=ctx.at,
        entered_by=ctx.actor.key,
    )
    ctx.detail(group=group.pk)
    return made


def _must_fit(group: Group, household: Household, says: str, age: str) -> None:
    if household.site_id != group.site_id:
        raise Refused(_("This group is of another perumahan."))
    if says not in ("", *rules.SAYS) or age not in ("", *rules.AGES):
        raise Refused(_("Choose one of the answers, or leave it empty."))


def _must_be_looked_after(person: Person | None, household: Household, age: str, guardian: Person | None) -> None:
    if age != "under_18":
        return
    living = people_queries.living_in(household.pk)
    if guardian is None or guardian.pk not in living or (person and guardian.pk == person.pk):
        raise Refused(_("Somebody under 18 joins with an adult of the same home who agrees."), field="guardian")


def show(ctx: Context, membership: Membership, how: str) -> Membership:
    """That they live here is shown: from now on members can object, for the days their rules name."""
    days = int(queries.rule(membership.group, "member_objection_days", clock.today(ctx.at)))
    membership.state, membership.shown_by = "open", how
    membership.open_until = ctx.at + timedelta(days=days)
    membership.save(update_fields=["state", "shown_by", "open_until"])
    ctx.announce("groups.opened", membership=membership)
    return membership


@command("groups.join", **_at_group)
def join(ctx: Context, *, group: Group, says: str = "", age: str = "", guardian: Person | None = None) -> Membership:
    """Ask to belong, under one's PIN; the card shows that one lives here. Raises Refused."""
    must_be_bound(ctx)
    household = people_queries.household_of(ctx.actor)
    if household is None:
        raise Refused(_("Use the card of your home and your PIN."))
    person = people_queries.persons(ctx.actor, household).filter(pk=ctx.actor.person_id or 0).first()
    if person is None:
        raise Refused(_("Use the card of your home and your PIN."))
    made = _ask(ctx, group, household, person, says=says, age=age, guardian=guardian)
    return show(ctx, made, "card")


@command("groups.enter", **_at_group)
def enter(
    ctx: Context, *, group: Group, household: Household, preferred_name: str, language: str = "ms", says: str = "",
    age: str = "", guardian: Person | None = None,
) -> Membership:  # fmt: skip
    """Type a form that somebody without a phone signed on paper; that they live here is shown afterwards.

    The home must be one that a mobiliser has visited. Raises Refused.
    """
    if not ctx.actor.holds({"mobiliser"}, group.node):
        must_run(ctx, group)
    if household.until is not None:
        raise Refused(_("This home has ended. Choose the one that lives there now."), field="unit")
    person = people.add_person(
        SYSTEM, household=household, preferred_name=preferred_name, language=language, consent_how="paper", at=ctx.at
    )
    return _ask(ctx, group, household, person, says=says, age=age, guardian=guardian)


@command("groups.withdraw", **_there)
def withdraw(ctx: Context, *, membership: Membership) -> Membership:
    """Take back that one asked. Raises Refused and Denied."""
    membership = locked(membership)
    must_be_oneself(ctx, membership)
    if "withdrawn" not in rules.MOVES[membership.state]:
        raise Refused(_("This has moved on. Look at it again."))
    membership.state = "withdrawn"
    membership.ended_at = ctx.at
    membership.save(update_fields=["state", "ended_at"])
    return membership


@command("groups.leave", **_there)
def leave(ctx: Context, *, membership: Membership) -> Membership:
    """Leave the group; the right to vote there ends with it. Raises Refused and Denied."""
    membership = locked(membership)
    must_be_oneself(ctx, membership)
    return end(ctx, membership, "left")


def end(ctx: Context, membership: Membership, ending: str) -> Membership:
    """The membership is over, and why. Raises Refused."""
    if membership.state != "member":
        raise Refused(_("This has moved on. Look at it again."))
    membership.state, membership.ending, membership.ended_at = "ended", ending, ctx.at
    membership.save(update_fields=["state", "ending", "ended_at"])
    ctx.detail(group=membership.group_id, ending=ending)
    ctx.announce("groups.ended", membership=membership)
    return membership
