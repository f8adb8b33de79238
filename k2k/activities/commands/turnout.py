"""Who came: homes ticked, the rest as a number, with the hours; once, then only by a correction beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.activities import findable, queries, rules
from k2k.activities.models import Came, Turnout
from k2k.activities.standing import locked, must_read_homes, must_stand
from k2k.core.commands import Context, Refused, command

if TYPE_CHECKING:
    from k2k.activities.models import Activity

_there: dict[str, Any] = {"at_node": lambda given: given["activity"].group.node}


@command("activities.write_turnout", **_there)
def write_turnout(
    ctx: Context, *, activity: Activity, started_at: datetime, ended_at: datetime, homes: Mapping[int, int],
    without_card: int = 0,
) -> Turnout:  # fmt: skip
    """Write who came: `homes` are household ids with their persons. The activity is over by it. Raises Refused."""
    must_read_homes(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "announced")
    if activity.has_roll:
        raise Refused(_("The roll of each day says who came. Close the series when it is over."))
    made = _written(ctx, activity, started_at, ended_at, homes, without_card, None)
    activity.state, activity.over_at, activity.changed_at = "over", ctx.at, ctx.at
    activity.save(update_fields=["state", "over_at", "changed_at"])
    findable.put(activity, ctx.at)
    ctx.announce("activities.over", activity=activity, turnout=made)
    return made


@command("activities.correct_turnout", **_there)
def correct_turnout(
    ctx: Context, *, activity: Activity, started_at: datetime, ended_at: datetime, homes: Mapping[int, int],
    without_card: int = 0,
) -> Turnout:  # fmt: skip
    """Write it anew beside the former, which stays and is shown. Raises Refused."""
    must_read_homes(ctx, activity.group)
    activity = locked(activity)
    must_stand(activity, "over")
    former = queries.turnout(activity)
    if former is None:
        raise Refused(_("This activity has moved on. Look at it again."))
    return _written(ctx, activity, started_at, ended_at, homes, without_card, former)


def _written(
    ctx: Context, activity: Activity, started_at: datetime, ended_at: datetime, homes: Mapping[int, int],
    without_card: int, corrects: Turnout | None,
) -> Turnout:  # fmt: skip
    if not activity.starts_at - rules.LONGEST <= started_at < ended_at <= started_at + rules.LONGEST:
        raise Refused(_("It ends after it begins, within a day."), field="ended")
    if started_at > activity.ends_at + rules.LONGEST or ended_at > ctx.at:
        raise Refused(_("Write it when it is over, with the hours as they were."), field="ended")
    if not 0 <= without_card <= rules.MOST_WITHOUT_CARD:
        raise Refused(_("Between 0 and %(n)s.") % {"n": rules.MOST_WITHOUT_CARD}, field="without_card")
    if any(not 1 <= persons <= rules.MOST_PERSONS for persons in homes.values()):
        raise Refused(_("Between 1 and %(n)s persons.") % {"n": rules.MOST_PERSONS}, field="others")
    if queries.homes_here(activity.site, homes) != set(homes):
        raise Refused(_("Choose a home of this perumahan."), field="others")
    made = Turnout.objects.create(
        activity=activity, started_at=started_at, ended_at=ended_at, homes=len(homes),
        persons=sum(homes.values()) + without_card, without_card=without_card, at=ctx.at, corrects=corrects,
    )  # fmt: skip
    Came.objects.bulk_create(
        [Came(turnout=made, household_id=pk, persons=persons) for pk, persons in sorted(homes.items())]
    )
    ctx.detail(activity=activity.pk, homes=made.homes, persons=made.persons, minutes=made.minutes)
    return made
