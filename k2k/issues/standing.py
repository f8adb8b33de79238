"""Whose word counts: a household by its card, old enough, not on a staff phone, and with something to do with it."""

from datetime import datetime

from k2k.core.accounts.models import is_staff_device
from k2k.core.actors import Actor
from k2k.issues.models import Issue
from k2k.people import queries as people


def is_of_home(actor: Actor, issue: Issue) -> bool:
    """Whether the actor's household reported it or, where no home did, it lived in the unit it is in."""
    if not actor.household_id:
        return False
    if issue.reporter_id:
        return issue.reporter_id == actor.household_id
    return ("household", issue.node_id) in actor.grants and people.lived_there(actor.household_id, issue.reported_at)


def reason_not_counted(actor: Actor, issue: Issue, at: datetime) -> str:
    """Why an answer of this actor decides nothing, as a slug of rules.WHY_NOT; "" when it counts."""
    if not actor.household_id:
        return "staff" if actor.is_staff or actor.kind == "link" else "no_card"
    if not actor.holds({"resident"}, issue.node):
        return "elsewhere"
    if is_staff_device(actor.device):
        return "staff_device"
    if issue.at_home and not is_of_home(actor, issue):
        return "not_this_home"
    return "" if people.counts(actor.household_id, at) else "young_card"


def has_a_say(actor: Actor, issue: Issue) -> bool:
    """Whether a no of this household reopens: it reported, it tapped before the claim, or it lives on the floor.

    A tap made only after somebody said "done" gives no say: else any household could reopen any repair.
    """
    if not actor.household_id:
        return False
    if is_of_home(actor, issue):
        return True
    if issue.at_home:
        return False
    taps = issue.taps.filter(household_id=actor.household_id, ended_at=None)
    if (taps.filter(at__lt=issue.claimed_at) if issue.claimed_at else taps).exists():
        return True
    return bool(issue.node.floor_id) and people.lives_on_floor(actor.household_id, issue.node.floor)
