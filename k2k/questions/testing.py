"""Makers for tests of this app and of those above: a desk that is asked, and a question in any state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from k2k.bodies import testing as bodies_testing
from k2k.bodies.testing import Cast
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.people import testing as people_testing
from k2k.places import testing as places_testing
from k2k.questions import commands
from k2k.questions.models import Question

TEXT = "Bila lif 2 akan dibaiki?"


@dataclass
class Desk:
    """A site with its office and association, a programme officer, and homes with cards."""

    site: Node
    office: Cast
    association: Cast
    officer: Actor
    homes: list[Actor]
    at: datetime


def make_desk(at: datetime | None = None, homes: int = 3, **site) -> Desk:
    """A site whose office and association sit at the desk; cards are 30 days old."""
    now = at or clock.now()
    place = places_testing.make_site(**site)
    cards = [people_testing.make_household(unit, at=now)[1] for unit in place.units[:homes]]
    office, association = bodies_testing.make_office(place.site), bodies_testing.make_association(place.site)
    return Desk(place.site, office, association, bodies_testing.make_officer(), cards, now)


def make_question(
    desk: Desk, state: str = "waiting", *, by: Actor | None = None, text: str = TEXT, days_ago: float = 3, **given
) -> Question:
    """A question to the office brought to `state` by the commands that lead there, asked by the first home."""
    start, by = desk.at - timedelta(days=days_ago), by or desk.homes[0]
    given.setdefault("about_person", state in ("held", "refused", "appealed"))
    one = commands.ask(by, site=desk.site, body=desk.office.body, text=text, at=start, **given)
    later = start + timedelta(hours=2)
    if state == "answered":
        commands.answer(desk.office.clerk, question=one, text="Minggu depan.", at=later)
    if state in ("refused", "appealed"):
        commands.refuse(desk.association.clerk, question=one, reason="private", at=later)
    if state == "appealed":
        commands.appeal(by, question=one, text="Tiada nama di dalamnya.", at=later + timedelta(hours=1))
    one.refresh_from_db()
    return one
