"""Two homes have become one: what both said counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from k2k.core.commands import Context, command
from k2k.issues import ranking
from k2k.issues.changes import count_yes, recount, take
from k2k.issues.models import Issue, Tap

if TYPE_CHECKING:
    from k2k.people.models import Household


def _of(household: Household) -> QuerySet[Issue]:
    """The reports of common places at which the home that goes is counted."""
    counted = Q(taps__household=household, taps__ended_at=None) | Q(answers__household=household, answers__counts=True)
    return Issue.objects.filter(counted, at_home=False).exclude(state="rejected").distinct().order_by("pk")


@command("issues.join_homes", at_node=lambda given: given["into"].node)
def join_homes(ctx: Context, *, household: Household, into: Household) -> Household:
    """What `household` said "me too" to, `into` says from now on, each counted once.

    Its answer to a repair that is still asked about no longer counts: `into` answers for both.
    """
    for issue in _of(household):
        take(issue)
        _carry_tap(ctx, issue, household, into)
        if issue.state == "claimed":
            _drop_answer(issue, household)
        recount(issue)
        issue.save(update_fields=["households", "without_card", "yes_households"])
        ranking.rank(issue, ctx.at)
    ctx.detail(household=household.pk)
    return into


def _carry_tap(ctx: Context, issue: Issue, household: Household, into: Household) -> None:
    former = issue.taps.filter(household=household, ended_at=None).first()
    if former is None:
        return
    former.ended_at = ctx.at
    former.save(update_fields=["ended_at"])
    if not issue.taps.filter(household=into, ended_at=None).exists():
        Tap.objects.create(issue=issue, household=into, at=former.at, moved_from_id=former.moved_from_id)


def _drop_answer(issue: Issue, household: Household) -> None:
    said = issue.answers.filter(round=issue.round, household=household, counts=True)
    said.update(counts=False, why_not="elsewhere")
    count_yes(issue)
