"""Homes that become one, and a home that becomes two: asked for, stopped within minutes, carried out by the house."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from k2k.core import ids, jobs, notify, registry
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.nodes import Node
from k2k.people import messages, queries, wall
from k2k.people.commands.households import create_household, end_household, running
from k2k.people.commands.persons import move_person
from k2k.people.models import HomeChange, Household, Person
from k2k.people.rules import CHANGE_MOVES, CHANGE_WAITS


def _there(given: dict) -> Node:
    return given["household"].node


def _of_change(given: dict) -> Node:
    return given["change"].household.node


def hindrance(household: Household, into: Household, at: datetime) -> str:
    """Why the two cannot become one home now, in a sentence: what an app says is still running; "" where nothing is."""
    return next((said for fn in registry.items("homes_join_waits") if (said := fn(household, into, at))), "")


@command("people.join_homes", at_node=_there)
def join_homes(ctx: Context, *, household: Household, into: Household) -> HomeChange:
    """All of `household` live in `into` from ten minutes on; its card then stops, and both count as one home.

    Raises Denied where the mobiliser does not work at both, Refused where the two cannot become one.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    wall.keep(ctx.actor, ctx.verb, into)
    _may_join(household, into, ctx.at)
    return _plan(ctx, HomeChange(kind="join", household=household, into=into, unit=into.node))


def _may_join(household: Household, into: Household, at: datetime) -> None:
    running(household, at)
    running(into, at)
    if household.pk == into.pk:
        raise Refused(_("This is the card of the same home."), field="code")
    if household.site_id != into.site_id:
        raise Refused(_("Both homes must be of the same perumahan."), field="code")
    if said := hindrance(household, into, at):
        raise Refused(said)


@command("people.part_home", at_node=_there)
def part_home(ctx: Context, *, household: Household, persons: list[Person], unit: Node) -> HomeChange:
    """Some of a home open one of their own behind `unit`, ten minutes from now; the card stays with who stays.

    Raises Denied where the mobiliser does not work at both doors, Refused where somebody lives there already.
    """
    wall.keep(ctx.actor, ctx.verb, household)
    running(household, ctx.at)
    if not wall.passes(ctx.actor, ctx.verb, unit):
        raise Denied(ctx.verb)
    if unit.kind != "unit" or unit.site_id != household.site_id:
        raise Refused(_("There is no such door in this perumahan."), field="door")
    if queries.running_at(unit, ctx.at):
        raise Refused(_("A household lives behind this door already. Join the two with both cards."), field="door")
    living, going = set(queries.living_in(household.pk)), sorted(person.pk for person in persons)
    if not going or not living.issuperset(going):
        raise Refused(_("Choose who goes to live there."), field="persons")
    return _plan(ctx, HomeChange(kind="part", household=household, unit=unit, persons=going))


def _plan(ctx: Context, change: HomeChange) -> HomeChange:
    """Write the change down, tell the homes, and have it carried out in ten minutes. Raises Refused."""
    homes = [pk for pk in (change.household_id, change.into_id) if pk]
    if HomeChange.objects.filter(Q(household__in=homes) | Q(into__in=homes), state="waiting").exists():
        raise Refused(_("Something else is about to change here. Stop it first, or wait for it."))
    change.code, change.asked_by = ids.unused_code(HomeChange), ctx.actor.key
    change.asked_at, change.due_at = ctx.at, ctx.at + CHANGE_WAITS
    change.save(force_insert=True)
    ctx.detail(household=change.household_id, into=change.into_id, unit=change.unit_id, persons=len(change.persons))
    inboxes = [f"household:{pk}" for pk in homes]
    notify.send(messages.HomeWillChange, inboxes, subject=change.ref, at=ctx.at, kind=change.kind)
    jobs.enqueue("people.carry_out_change", at=change.due_at, change=change.pk)
    return change


def _settle(change: HomeChange, state: str, at: datetime) -> HomeChange:
    """The change as it stands, held, in its last state. Raises Refused where it is settled already."""
    held = HomeChange.objects.select_for_update(of=("self",)).select_related(
        "household__node", "into__node", "unit", "into__site"
    )
    now = held.get(pk=change.pk)
    if state not in CHANGE_MOVES[now.state]:
        raise Refused(_("This is settled already: it happened, or somebody stopped it."))
    now.state, now.settled_at = state, at
    return now


@command("people.stop_change", at_node=_of_change)
def stop_change(ctx: Context, *, change: HomeChange) -> HomeChange:
    """It does not happen. By the card of one of the homes, or a mobiliser of the place. Raises Denied and Refused."""
    if ctx.actor.kind == "card":
        if ctx.actor.household_id not in (change.household_id, change.into_id):
            raise Denied(ctx.verb)
    else:
        wall.keep(ctx.actor, ctx.verb, change.household)
    stopped = _settle(change, "stopped", ctx.at)
    stopped.save(update_fields=["state", "settled_at"])
    return stopped


@command("people.carry_out_change", at_node=_of_change)
def carry_out_change(ctx: Context, *, change: HomeChange) -> HomeChange:
    """The ten minutes are over and nobody stopped it. Raises Refused where it cannot be done any more."""
    due = _settle(change, "done", ctx.at)
    if ctx.at < due.due_at:
        raise Refused(_("It can still be stopped."))
    if due.kind == "join" and due.into:
        _join(ctx, due.household, due.into)
    else:
        _part(ctx, due)
    due.save(update_fields=["state", "settled_at", "into"])
    notify.send(messages.HomeChanged, _inboxes(due), subject=due.ref, at=ctx.at, kind=due.kind)
    return due


def _join(ctx: Context, home: Household, into: Household) -> None:
    _may_join(home, into, ctx.at)
    for person in Person.objects.filter(pk__in=queries.living_in(home.pk)).order_by("pk"):
        move_person(SYSTEM, person=person, household=into, at=ctx.at)
    end_household(SYSTEM, household=home, at=ctx.at)
    ctx.announce("people.homes_joined", household=home, into=into)


def _part(ctx: Context, change: HomeChange) -> None:
    going = set(change.persons) & set(queries.living_in(change.household_id))
    if not going:
        raise Refused(_("Choose who goes to live there."))
    change.into = create_household(SYSTEM, unit=change.unit, at=ctx.at)
    for person in Person.objects.filter(pk__in=going).order_by("pk"):
        move_person(SYSTEM, person=person, household=change.into, at=ctx.at)


@command("people.give_up_change", at_node=_of_change)
def give_up_change(ctx: Context, *, change: HomeChange) -> HomeChange:
    """It cannot be done any more: the homes stay as they are, and they and the mobiliser hear of it."""
    given_up = _settle(change, "failed", ctx.at)
    given_up.save(update_fields=["state", "settled_at"])
    told = [*_inboxes(given_up), given_up.asked_by]
    notify.send(messages.HomeUnchanged, told, subject=given_up.ref, at=ctx.at)
    return given_up


def _inboxes(change: HomeChange) -> list[str]:
    """The inboxes of the homes that go on."""
    gone = change.state == "done" and change.kind == "join"
    return [f"household:{pk}" for pk in (None if gone else change.household_id, change.into_id) if pk]
