"""Makers for tests of this app and of those above: an activity in any state, told by commands."""

from datetime import datetime, timedelta

from k2k.activities import commands, queries
from k2k.activities.models import Activity, Story
from k2k.core.actors import Actor
from k2k.groups.testing import Made


def make_activity(made: Made, state: str = "announced", *, days: float = 7, hours: int = 3, **given) -> Activity:
    """A gotong-royong of the group so many days from now (before now where negative), brought to `state`."""
    starts_at = made.at + timedelta(days=days)
    then = min(made.at, starts_at) - timedelta(days=10)
    words = {"kind": "gotong_royong", "title": "Gotong-royong lobi", "place": "Lobi", "bring": "Sarung tangan"}
    one = commands.plan(
        made.secretary, group=made.group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), at=then,
        **{**words, **given},
    )  # fmt: skip
    if state != "planned":
        commands.announce(made.secretary, activity=one, at=then)
    if state == "cancelled":
        commands.cancel(made.secretary, activity=one, reason="Hujan", at=then + timedelta(hours=1))
    if state == "over":
        write(made, one, {made.homes[0].household_id: 2})
    one.refresh_from_db()
    return one


def write(made: Made, one: Activity, homes: dict, without_card: int = 1, at: datetime | None = None):
    """Who came, with the hours as planned."""
    call = commands.correct_turnout if queries.turnout(one) else commands.write_turnout
    return call(
        made.secretary, activity=one, started_at=one.starts_at, ended_at=one.ends_at, homes=homes,
        without_card=without_card, at=at or one.ends_at + timedelta(hours=1),
    )  # fmt: skip


def make_class(made: Made, *, days: float = -13, weeks: int = 4, **given) -> Activity:
    """A class of some weeks that began so many days ago."""
    words = {"kind": "class", "title": "Kelas Matematik", "place": "Dewan", "bring": ""}
    return make_activity(made, days=days, hours=2, weeks=weeks, **{**words, **given})


def make_story(teller: Actor, made: Made, state: str = "held", **given) -> Story:
    """A story of the home, brought to `state`."""
    one = commands.tell(teller, site=made.site, text=given.pop("text", "Dulu di sini ada pokok ceri."), **given)
    if state == "published":
        commands.publish_story(made.secretary, story=one)
    if state == "refused":
        commands.refuse_story(made.secretary, story=one, reason="private")
    one.refresh_from_db()
    return one
