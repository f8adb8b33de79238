"""Meetings: kinds, agendas, how long before, who must be there, how a motion is decided. Pure.

What a constitution can set (days of notice, quorum, the second call, who votes) stands in groups/rules.py; here is what
follows from it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from k2k.core import clock

#: agm, egm: general meetings, annual and extraordinary; committee: the posts alone; block: the members of one block.
KINDS = ("agm", "egm", "committee", "block")
GENERAL = ("agm", "egm")
#: Which rule of the constitution gives the days of notice. Nothing is written of blocks: the committee's days hold.
NOTICE_RULE = {
    "agm": "agm_notice_days",
    "egm": "egm_notice_days",
    "committee": "committee_notice_days",
    "block": "committee_notice_days",
}
#: From each state where a meeting can go. open → called is the second call on another day.
MOVES: dict[str, set[str]] = {
    "draft": {"called", "cancelled"},
    "called": {"open", "cancelled"},
    "open": {"closed", "called"},
    "closed": {"published"},
    "published": {"signed"},
    "signed": set(),
    "cancelled": set(),
}
STATES = tuple(MOVES)
#: Held: it took place, whatever became of its minutes.
HELD = ("closed", "published", "signed")
TO_COME = ("called", "open")
#: Attendance may begin so long before the time on the notice.
OPENS_BEFORE = timedelta(hours=3)
#: A claim of a phone a little outside the meeting's hours is believed.
CLAIM_SLACK = timedelta(minutes=15)

ITEM_KINDS = ("follow_up", "approve", "report", "motion", "election", "other")
#: What the secretary can add; the other two are put in by the house.
TYPED_ITEMS = ("report", "motion", "election", "other")
#: The agenda each kind begins with: slugs of words.AGENDA and the kind of item.
TEMPLATES: dict[str, tuple[tuple[str, str], ...]] = {
    "agm": (
        ("welcome", "report"),
        ("annual_report", "report"),
        ("accounts", "report"),
        ("accept_reports", "motion"),
        ("election", "election"),
        ("auditors", "motion"),
        ("other", "other"),
    ),
    "egm": (("welcome", "report"), ("special", "motion"), ("other", "other")),
    "committee": (("chair", "report"), ("matters", "motion"), ("money", "report"), ("other", "other")),
    "block": (("welcome", "report"), ("block", "report"), ("other", "other")),
}
MOST_ITEMS, MOST_MOTIONS = 30, 40

#: How somebody was registered: by their home's card, ticked off on a committee phone, typed from a signed paper.
HOWS = ("card", "tick", "paper")
SUBJECTS = ("ordinary", "money", "remove", "amend")
METHODS = ("hands", "roll", "secret")
CHOICES = ("for", "against", "abstain")
MOTION_MOVES: dict[str, set[str]] = {
    "moved": {"seconded", "withdrawn"},
    "seconded": {"carried", "lost", "withdrawn"},
    "carried": set(),
    "lost": set(),
    "withdrawn": set(),
}
#: What the second call cannot decide, by what the constitution says.
SECOND_CALL_CANNOT = {"amend": {"amend"}, "amend_and_remove": {"amend", "remove"}, "nothing": set()}
#: Why somebody neither votes nor counts in a motion.
INTERESTS = ("declared", "recused", "rule")

CORRECTION_DAYS = 7
CORRECTIONS = ("proposed", "accepted", "noted")
#: Who signs the minutes: two of these, two people.
SIGNING_POSTS = ("chair", "secretary", "treasurer", "committee_member")
SIGNATURES = 2
TITLE_LENGTH, PLACE_LENGTH, TEXT_LENGTH, MINUTES_LENGTH, REASON_LENGTH = 120, 160, 600, 4000, 300

VERBS = {
    "meetings.plan": {"committee"},
    "meetings.add_item": {"committee"},
    "meetings.drop_item": {"committee"},
    "meetings.call": {"committee"},
    "meetings.move": {"committee"},
    "meetings.cancel": {"committee"},
    "meetings.open": {"committee"},
    "meetings.attend": {"resident"},
    "meetings.tick": {"committee"},
    "meetings.second_call": {"committee"},
    "meetings.close": {"committee"},
    "meetings.propose": {"committee"},
    "meetings.second": {"committee"},
    "meetings.withdraw": {"committee"},
    "meetings.declare_interest": {"resident"},
    "meetings.recuse": {"committee"},
    "meetings.vote_hands": {"committee"},
    "meetings.vote_roll": {"committee"},
    "meetings.vote_secret": {"committee"},
    "meetings.read_secret": {"system"},
    "meetings.write": {"committee"},
    "meetings.publish": {"committee"},
    "meetings.correct": {"resident"},
    "meetings.answer": {"committee"},
    "meetings.sign": {"committee"},
    "meetings.note": {"committee"},
    "meetings.decide": {"committee"},
}


class Needs(NamedTuple):
    """What a motion needs among the votes for and against: more than, or at least, so many of so many."""

    part: int
    of: int
    at_least: bool
    source: str

    @property
    def written(self) -> str:
        """As ballots write it: "1/2", "2/3+"."""
        return f"{self.part}/{self.of}{'+' if self.at_least else ''}"


#: More votes for than against: what a meeting decides by where nothing else is written.
SIMPLE = Needs(1, 2, False, "K2K")
#: Changing the constitution. Ours, until the group's constitution says otherwise: constitutions differ here.
TWO_THIRDS = Needs(2, 3, True, "K2K")
NEEDS = {"ordinary": SIMPLE, "money": SIMPLE, "remove": SIMPLE, "amend": TWO_THIRDS}


def carried(needs: Needs, votes_for: int, votes_against: int) -> bool:
    """Whether it is decided. Who abstains counts for neither side; equal votes do not carry."""
    votes, wanted = votes_for * needs.of, needs.part * (votes_for + votes_against)
    return votes_for > 0 and (votes >= wanted if needs.at_least else votes > wanted)


def earliest(kind: str, values: Mapping[str, str], today: date) -> date:
    """The first day for which a meeting can be called today: so many whole days lie between."""
    return today + timedelta(days=int(values[NOTICE_RULE[kind]]))


def cannot_decide(values: Mapping[str, str], second: bool) -> set[str]:
    """The subjects that a second call cannot decide."""
    return SECOND_CALL_CANNOT[values["second_call_cannot"]] if second else set()


def is_doubtful(claimed: datetime, opened: datetime | None, closed: datetime | None) -> bool:
    """Whether a phone's claim lies outside the meeting's hours."""
    if opened is None or claimed < opened - CLAIM_SLACK:
        return True
    return closed is not None and claimed > closed + CLAIM_SLACK


#: Friday noon prayer, and from when an evening is the time of terawih.
FRIDAY, NOON_FROM, NOON_UNTIL, EVENING = 4, time(12, 30), time(14, 45), time(19, 0)


def clashes(starts_at: datetime, state: str) -> list[tuple[str, str]]:
    """What a planner is told about the time, by slug, with a name where there is one. Never a refusal."""
    here = clock.local(starts_at)
    found = []
    if here.weekday() == FRIDAY and NOON_FROM <= here.time() < NOON_UNTIL:
        found.append(("friday", ""))
    if here.time() >= EVENING and clock.in_ramadan(here.date()):
        found.append(("ramadan", ""))
    if named := clock.holiday(here.date(), state):
        found.append(("holiday", named))
    return found


#: An annual general meeting is asked of the committee so long before it is due.
AGM_AHEAD = timedelta(days=60)
