"""Meetings of the residents' association: an annual one on its second call, a decision that was kept, one to come."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from k2k.bodies import queries as bodies
from k2k.commitments import commands as commitments
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.groups import queries as groups_queries
from k2k.meetings import commands as meetings
from k2k.meetings import queries

if TYPE_CHECKING:
    from k2k.home.demo.build import World
    from k2k.meetings.models import Attendance, Meeting

HALL = "Dewan serbaguna, tingkat bawah Blok A"


def tell(world: "World") -> None:
    """Three meetings of one year."""
    group = world.groups["association"]
    _annual(world, group)
    _committee(world, group)
    _coming(world, group)


def _evening(world: "World", days: int) -> datetime:
    """Half past eight in the evening, so many days after the year began."""
    day = clock.today(world.start + timedelta(days=days))
    return datetime.combine(day, time(20, 30), clock.ZONE)


def _called(world: "World", group, kind: str, at: datetime, days: int, **words) -> "Meeting":
    secretary, then = world.actors["secretary"], at - timedelta(days=days, hours=4)
    planned = meetings.plan(secretary, group=group, kind=kind, starts_at=at, place=HALL, at=then)
    for title in words.get("items", ()):
        meetings.add_item(secretary, meeting=planned, title=title, kind="motion", position=2, at=then)
    return meetings.call(secretary, meeting=planned, at=then)


def _there(world: "World", meeting: "Meeting", n: int, at: datetime) -> "list[Attendance]":
    secretary = world.actors["secretary"]
    rows = groups_queries.members(meeting.group, at)[:n]
    return [meetings.tick(secretary, meeting=meeting, membership=row, how="paper", at=at) for row in rows]


def _carried(world: "World", meeting: "Meeting", here: "list[Attendance]", text: str, at: datetime):
    secretary, item = world.actors["secretary"], meeting.items.filter(kind="motion").first()
    motion = meetings.propose(secretary, meeting=meeting, item=item, text=text, proposer=here[0], at=at)
    meetings.second(secretary, motion=motion, seconder=here[1], at=at)
    return meetings.vote_hands(secretary, motion=motion, votes_for=len(here), votes_against=0, abstained=0, at=at)


def _signed(world: "World", meeting: "Meeting", said: dict[str, str], at: datetime) -> None:
    secretary = world.actors["secretary"]
    for kind, words in said.items():
        item = meeting.items.filter(kind=kind).last()
        meetings.write(secretary, meeting=meeting, item=item, said=words, at=at)
    meetings.close(secretary, meeting=meeting, at=at)
    meetings.publish(secretary, meeting=meeting, at=at + timedelta(days=2))
    for who in ("secretary", "treasurer"):
        meetings.sign(world.actors[who], meeting=meeting, at=at + timedelta(days=10))


def _annual(world: "World", group) -> None:
    secretary, at = world.actors["secretary"], _evening(world, 150)
    meeting = _called(world, group, "agm", at, 16)
    meetings.open_meeting(secretary, meeting=meeting, at=at - timedelta(minutes=30))
    _there(world, meeting, 2, at)
    again = at + timedelta(days=7)
    meetings.second_call(secretary, meeting=meeting, starts_at=again, at=at + timedelta(minutes=35))
    meetings.open_meeting(secretary, meeting=meeting, at=again - timedelta(minutes=20))
    here = _there(world, meeting, 5, again)
    _carried(world, meeting, here, "Terima laporan tahunan dan akaun yang diaudit.", again + timedelta(minutes=40))
    said = {
        "report": "Bendahari membentangkan akaun yang diaudit. Tiada pertanyaan.",
        "other": "Ahli meminta papan kenyataan dibersihkan.",
    }
    _signed(world, meeting, said, again + timedelta(hours=2))


def _committee(world: "World", group) -> None:
    secretary, at = world.actors["secretary"], _evening(world, 230)
    meeting = _called(world, group, "committee", at, 8)
    meetings.open_meeting(secretary, meeting=meeting, at=at)
    terms = queries.committee_terms(meeting, at)
    here = [meetings.tick(secretary, meeting=meeting, appointment=term, at=at) for term in terms]
    motion = _carried(world, meeting, here, "Cat semula garisan petak OKU di tempat letak kereta.", at)
    post = bodies.posts(group.body).get(kind="treasurer")
    due = clock.today(at) + timedelta(days=30)
    decided = meetings.decide(
        secretary, motion=motion, what="Garisan petak OKU dicat semula", post=post, due=due, at=at
    )
    _signed(world, meeting, {"report": "Baki tabung penduduk dibentangkan."}, at + timedelta(hours=2))
    done = at + timedelta(days=21)
    commitments.claim(secretary, commitment=decided.commitment, at=done)
    commitments.confirm(SYSTEM, commitment=decided.commitment, at=done + timedelta(days=1))


def _coming(world: "World", group) -> None:
    day = clock.today(world.now) + timedelta(days=18)
    at = datetime.combine(day, time(10, 0), clock.ZONE)
    _called(world, group, "egm", at, 18, items=("Pintu lobi dikunci pada waktu malam",))
