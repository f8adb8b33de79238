"""Makers for tests of this app and of those above: a place with its office, homes with cards, an issue in any state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock
from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node
from k2k.issues import commands
from k2k.issues.models import Issue
from k2k.places.testing import Place


@dataclass
class World:
    """A site with its office, contractor and four homes, two of them on the first unit floor."""

    place: Place
    office: Actor
    body: object
    technician: Actor
    contractor: object
    homes: list[Actor]
    at: datetime

    @property
    def lift(self) -> Node:
        """Lift 1 of the first block."""
        return self.place.lifts[0]


def make_world(at: datetime | None = None, homes: int = 4, **site) -> World:
    """A site whose office manages everything and whose contractor maintains the lifts; cards are 30 days old."""
    from k2k.people import testing as people_testing
    from k2k.places import testing as places_testing

    now = at or clock.now()
    place = places_testing.make_site(**site)
    office = bodies_testing.make_office(place.site)
    contractor = bodies_testing.make_contractor(place.site)
    for noun, duty, body in (("", "manages", office.body), ("lift", "maintains", contractor.body)):
        bodies.assign_responsibility(
            SYSTEM, node=place.site, noun=noun, duty=duty, body=body, since=bodies_testing.LONG_AGO
        )
    cards = [people_testing.make_household(unit, at=now)[1] for unit in place.units[:homes]]
    return World(place, office.clerk, office.body, contractor.clerk, contractor.body, cards, now)


def make_issue(
    world: World, state: str = "new", *, node: Node | None = None, category: str = "lift", by: Actor | None = None,
    days_ago: float = 5, due: datetime | None = None, **given,
) -> Issue:  # fmt: skip
    """An issue brought to `state` by the commands that lead there, reported `days_ago` by the first home."""
    start = world.at - timedelta(days=days_ago)
    issue = commands.report(by or world.homes[0], node=node or world.lift, category=category, at=start, **given)
    step = timedelta(hours=1)
    if state in ("accepted", "started", "claimed", "confirmed"):
        commands.accept(world.office, issue=issue, due=due, at=start + step)
    if state in ("started", "claimed", "confirmed"):
        commands.start(world.office, issue=issue, at=start + 2 * step)
    if state in ("claimed", "confirmed"):
        commands.claim(world.office, issue=issue, at=start + 3 * step)
    if state == "confirmed":
        for number, home in enumerate(world.homes[:2]):
            commands.answer(home, issue=issue, answer="yes", at=start + (4 + number) * step)
    if state == "rejected":
        commands.reject(world.office, issue=issue, reason="Bukan kerja kita", at=start + step)
    issue.refresh_from_db()
    return issue
