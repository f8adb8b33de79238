"""Elections: their states, their days, which posts, who may do what. Pure; a committee secretary could read it.

An election has days that were told when it was called. Days pass by themselves: nobody on the committee can hold an
election up by not pressing a button, nor hurry it.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from k2k.core import clock
from k2k.core.actors import ANYONE

#: From each state, where it can go. A vote whose ballot was given up (a lost passphrase) is held again: back to listed.
MOVES: dict[str, set[str]] = {
    "called": {"nominating", "cancelled"},
    "nominating": {"objecting", "cancelled"},
    "objecting": {"listed", "cancelled"},
    "listed": {"voting", "counted", "cancelled"},
    "voting": {"counted", "listed", "cancelled"},
    "counted": {"settled", "cancelled"},
    "settled": set(),
    "cancelled": set(),
}
STATES = tuple(MOVES)
RUNNING = ("called", "nominating", "objecting", "listed", "voting", "counted")
#: Until then candidates come and go; from "listed" on nothing about them changes.
BEFORE_LIST = ("called", "nominating", "objecting")

#: Posts that members elect.
POSTS = ("chair", "secretary", "treasurer", "committee_member")
#: Posts that one person holds; the others can have several places.
SINGLE = ("chair", "secretary", "treasurer")
#: For whom a contest is held apart, agreed beforehand.
RESERVED = ("", "women", "youth", "block")
METHODS = ("approval", "scottish-stv", "phragmen")
#: How a seat was filled; "" until the list stands.
FILLED = ("", "vote", "unopposed", "vacant")
MOST_SEATS, MOST_PLACES, MOST_CANDIDATES = 8, 15, 40

#: From each state of a candidacy, where it can go. proposed: not yet seconded and agreed to; struck: an objection held.
CANDIDATE_MOVES: dict[str, set[str]] = {
    "proposed": {"standing", "withdrawn", "struck", "lapsed"},
    "standing": {"withdrawn", "struck", "listed"},
    "listed": {"elected", "not_elected"},
    "elected": set(),
    "not_elected": set(),
    "withdrawn": set(),
    "struck": set(),
    "lapsed": set(),
}
STANDS = ("proposed", "standing", "listed", "elected", "not_elected")
ON_LIST = ("listed", "elected", "not_elected")
HOW = ("card", "paper")
NAME_LENGTH, STATEMENT_LENGTH, REASON_LENGTH, TITLE_LENGTH = 80, 300, 300, 120

#: Why somebody objects: to a candidate, or to the result.
TO_CANDIDATE = ("not_member", "not_reserved", "not_agreed", "other")
TO_RESULT = ("roll", "count", "secrecy", "pressure", "other")
#: So many who do not stand must say the same before an objection is decided.
RULINGS = 2
FEWEST_TELLERS, MOST_TELLERS = 2, 5
#: Who belongs to the landlord neither counts nor decides in an election of residents.
LANDLORD = frozenset({"office", "owner"})
#: The longest vote, and how far ahead an election is called.
LONGEST_VOTE, FURTHEST = 31, 366
#: From the first day of voting the committee can open with lots drawn in public; after so long the house opens.
OPENS_BY_ITSELF = timedelta(hours=12)
#: Fewer people than this are not shown as a number.
FEW = 5

VERBS = {
    "elections.call": {"committee"},
    "elections.nominate": {"resident"},
    "elections.enter": {"committee"},
    "elections.second": {"resident"},
    "elections.consent": {"resident"},
    "elections.withdraw": {"resident"},
    "elections.object": {"resident"},
    # whoever decides is a teller or holds a post of the group, whatever else they are; the commands look there
    "elections.decide": {ANYONE},
    "elections.name_teller": {"committee"},
    "elections.open_vote": {"committee"},
    "elections.object_to_result": {"resident"},
    "elections.cancel": {"committee", "officer"},
    "elections.suspend": {"officer"},
    "elections.resume": {"officer"},
    # who was elected, under their PIN, or the programme; the command looks
    "elections.invite": {ANYONE},
    "elections.advance": {"system"},
    "elections.vote_opened": {"system"},
    "elections.vote_given_up": {"system"},
    "elections.count": {"system"},
    "elections.settle": {"system"},
}


class Days(NamedTuple):
    """The days of an election, each the first or the last on which something can be done."""

    nominate_from: date
    nominate_until: date
    object_until: date
    vote_from: date
    vote_until: date


def trouble(days: Days, today: date, objection_days: int) -> str:
    """What is wrong with these days: "order", "objection", "long", "far", or ""."""
    if not today <= days.nominate_from <= days.nominate_until < days.object_until < days.vote_from <= days.vote_until:
        return "order"
    if (days.object_until - days.nominate_until).days < objection_days:
        return "objection"
    if (days.vote_until - days.vote_from).days >= LONGEST_VOTE:
        return "long"
    return "far" if (days.vote_until - today).days > FURTHEST else ""


def next_by_clock(state: str, days: Days, at: datetime) -> str:
    """Where the days alone lead from `state` at `at`; "" where they lead nowhere."""
    if state == "called" and at >= clock.start_of_day(days.nominate_from):
        return "nominating"
    if state == "nominating" and at >= clock.end_of_day(days.nominate_until):
        return "objecting"
    if state == "objecting" and at >= clock.end_of_day(days.object_until):
        return "listed"
    return ""


def state_at(state: str, days: Days, at: datetime) -> str:
    """The state as the days make it at `at`, before a job has written it down."""
    while to := next_by_clock(state, days, at):
        state = to
    return state


def filled(candidates: int, places: int) -> str:
    """How a seat with so many candidates is filled."""
    if not candidates:
        return "vacant"
    return "vote" if candidates > places else "unopposed"


def fits(reserved: str, *, says: str, age: str, in_block: bool) -> bool:
    """Whether somebody who says this of themselves can stand for a seat that is kept for some."""
    return {"": True, "women": says == "woman", "youth": age == "youth", "block": in_block}[reserved]
