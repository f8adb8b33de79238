"""Makers for tests of this app and of those above: a group with a meeting in any state, told by commands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from k2k.core import clock
from k2k.groups.testing import Made, make_group
from k2k.meetings import commands, queries
from k2k.meetings.models import Attendance, Meeting, Motion

#: All of this story happens around this hour, long enough after the members joined.
NOTICE = timedelta(days=20)


@dataclass
class Held:
    """A group with its meeting; `at` is the time on its notice; `here` are the attendances so far."""

    made: Made
    meeting: Meeting
    at: datetime
    here: list[Attendance] = field(default_factory=list)

    @property
    def secretary(self):
        """Who writes for the group."""
        return self.made.secretary

    def tick(self, *members: int, minutes: int = 5) -> list[Attendance]:
        """The secretary ticks off these members, by their number."""
        at = self.at + timedelta(minutes=minutes)
        rows = [
            commands.tick(self.secretary, meeting=self.meeting, membership=self.made.memberships[number], at=at)
            for number in members
        ]
        self.here += rows
        return rows

    def item(self, kind: str = "motion"):
        """The first item of that kind on the agenda."""
        return self.meeting.items.filter(kind=kind).first()

    def seconded(self, text: str = "Cat semula lobi", minutes: int = 20, **words) -> Motion:
        """A motion of the first of those here, seconded by the next."""
        at = self.at + timedelta(minutes=minutes)
        given = {"item": self.item(), "proposer": self.here[0], **words}
        motion = commands.propose(self.secretary, meeting=self.meeting, text=text, at=at, **given)
        return commands.second(self.secretary, motion=motion, seconder=self.here[1], at=at)


def make_meeting(
    state: str = "open", *, kind: str = "agm", members: int = 6, at: datetime | None = None, made: Made | None = None,
    rules: str = "residents", here: int = 0, others: int = 1,
) -> Held:  # fmt: skip
    """A meeting brought to `state`: draft, called, open (ten minutes before its time), closed, published or signed.

    `here` members are ticked off once it is open. By default all of it lies around now.
    """
    at = at or clock.now() - timedelta(hours=1)
    made = made or make_group(members=members, kind=rules, at=at, others=others)
    drafted = commands.plan(
        made.secretary, group=made.group, kind=kind, starts_at=at, place="Dewan", at=at - NOTICE - timedelta(days=1)
    )
    held = Held(made, drafted, at)
    steps = ("draft", "called", "open", "closed", "published", "signed")
    for step in steps[1 : steps.index(state) + 1]:
        bring(held, step, here)
    held.meeting.refresh_from_db()
    return held


def bring(held: Held, step: str, here: int = 0) -> None:
    """The next step of a meeting."""
    secretary, meeting, at = held.secretary, held.meeting, held.at
    if step == "called":
        commands.call(secretary, meeting=meeting, at=at - NOTICE)
    elif step == "open":
        commands.open_meeting(secretary, meeting=meeting, at=at - timedelta(minutes=10))
        if meeting.kind != "committee":
            held.tick(*range(here))
        else:
            terms = queries.committee_terms(meeting, at)[:here]
            held.here = [commands.tick(secretary, meeting=meeting, appointment=term, at=at) for term in terms]
    elif step == "closed":
        commands.close(secretary, meeting=meeting, at=at + timedelta(hours=2))
    elif step == "published":
        commands.publish(secretary, meeting=meeting, at=at + timedelta(days=1))
    else:
        for post in ("secretary", "chair"):
            commands.sign(held.made.posts[post], meeting=meeting, at=at + timedelta(days=9))
