"""Makers for tests of this app and of those above: a post that has changed hands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from k2k.bodies import commands as bodies
from k2k.bodies.testing import make_account
from k2k.core import actors, clock
from k2k.core.actors import SYSTEM, Actor
from k2k.groups.testing import Made, make_group
from k2k.handover import commands, jobs
from k2k.handover.models import Handover


@dataclass
class Change:
    """A post of a group that went from `outgoing` to `incoming` at `at`."""

    made: Made
    handover: Handover
    outgoing: Actor
    incoming: Actor
    at: datetime

    def day(self, days: int) -> datetime:
        """So many days after the change."""
        return self.at + timedelta(days=days)


def make_change(post: str = "treasurer", *, at: datetime | None = None) -> Change:
    """The treasurer's term has ended, another one follows, and the list is open."""
    at = at or clock.now()
    made = make_group(members=2, at=at)
    old = made.posts[post]
    row = made.group.body.posts.get(kind=post)
    bodies.end_appointment(SYSTEM, appointment=row.appointments.get(), at=at)
    new = make_account(f"{post} baharu")
    bodies.appoint(SYSTEM, post=row, account=new.account, since=at, at=at)
    jobs.open_lists(at + timedelta(hours=1))
    found = Handover.objects.get(body=made.group.body, post=post)
    return Change(made, found, actors.for_account(old.account, at), actors.for_account(new.account, at), at)


def say_all(
    change: Change, side: str, word: str, *, sen: int = 0, but: dict[str, str] | None = None, days: int = 1
) -> None:
    """One side says the same of everything, but of what is named by kind."""
    actor, items = getattr(change, side), list(change.handover.items.all())
    says = {item.number: (but or {}).get(item.kind, word) for item in items}
    cash = {item.number: sen for item in items if item.kind == "cash"}
    commands.mark(actor, handover=change.handover, says=says, sen=cash, at=change.day(days))
