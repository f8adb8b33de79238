"""Who is told what about activities and stories; inside the command's transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from k2k.activities import commands, messages, queries, rules
from k2k.activities.models import Activity, Pupil, Story
from k2k.core import grants, notify
from k2k.core.actors import SYSTEM
from k2k.core.events import on


def _tell(message, subject: Activity | Story, homes: Iterable[int | None], at: datetime) -> None:
    to = [f"household:{pk}" for pk in homes if pk]
    if to:
        notify.send(message, to, subject=subject.ref, at=at)


def _coming(activity: Activity) -> list[int | None]:
    return [each.row.household_id for each in queries.line(activity)]


def _on_roll(activity: Activity) -> list[int]:
    homes = activity.pupils.filter(withdrawn_at=None).values_list("household_id", flat=True)
    return sorted(set(homes))


@on("activities.announced")
def _announced(*, at, actor, activity) -> None:
    _tell(messages.Announced, activity, queries.invited_homes(activity, at), at)


@on("activities.moved")
def _moved(*, at, actor, activity) -> None:
    _tell(messages.Moved, activity, [*_coming(activity), *_on_roll(activity)], at)


@on("activities.cancelled")
def _cancelled(*, at, actor, activity) -> None:
    _tell(messages.Cancelled, activity, [*_coming(activity), *_on_roll(activity)], at)


@on("activities.place_came_free")
def _place_free(*, at, actor, activity, homes) -> None:
    _tell(messages.PlaceFree, activity, homes, at)


@on("activities.over")
def _over(*, at, actor, activity, turnout) -> None:
    _tell(messages.Thanks, activity, turnout.came.order_by("id").values_list("household_id", flat=True), at)


@on("activities.story_told")
def _told(*, at, actor, story) -> None:
    to = [f"account:{pk}" for pk in grants.holders(set(rules.STORY_MODERATORS), story.site, at)]
    if to:
        notify.send(messages.StoryTold, to, subject=story.ref, at=at)


@on("activities.story_published")
def _published(*, at, actor, story) -> None:
    _tell(messages.StoryPublished, story, [story.household_id], at)


@on("activities.story_refused")
def _refused(*, at, actor, story) -> None:
    _tell(messages.StoryRefused, story, [story.household_id], at)


@on("people.household_ended")
def _left(*, at, actor, household) -> None:
    """The home moved out: its children are no longer on rolls, and its places are for others."""
    for pupil in Pupil.objects.filter(household=household, withdrawn_at=None):
        commands.withdraw_pupil(SYSTEM, pupil=pupil, at=at)
    for_home = replace(SYSTEM, household_id=household.pk)
    for row in queries.own_coming(household.pk, at):
        if row.activity.ends_at > at:
            commands.take_back(for_home, activity=row.activity, at=at)
