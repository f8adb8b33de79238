"""Assets: kinds of certificates and parts, when something is missed, in which bands homes are counted, who may what."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from k2k.assets.availability import DAY, Span, merged
from k2k.core import clock
from k2k.core.actors import SYSTEM_ROLE

#: For how many months a certificate is usually given, and where that stands; None: as its paper says.
#: What an officer certifies for a thing comes first: ask the officer.
CERTIFICATES: dict[str, tuple[int | None, str]] = {
    "fitness": (
        15,
        "Occupational Safety and Health Act 1994 (Act 514); Occupational Safety and Health (Plant Requiring "
        "Certificate of Fitness) Regulations 2024, P.U. (A) 99",
    ),
    "electrical": (None, ""),
    "water": (None, ""),
    "other": (None, ""),
}
#: Which kinds of things carry nobody without a certificate.
NEEDS_FITNESS = {"lift"}
#: What a thing is made of; "whole" is the thing itself, so that a new lift has its own age.
PARTS = ("whole", "motor", "door", "control", "rope", "pump", "valve", "other")
MONTHS = (1, 2, 3, 6, 12, 24)
GRACE_DAYS, MOST_GRACE = 7, 60
#: A visit may come so many days before its day.
EARLY = timedelta(days=14)
#: A repair that needs another one within so many days was no repair.
REPEAT_WITHIN = timedelta(days=30)
#: The office is reminded of a certificate so many days before it ends.
REMIND = (60, 30, 7, 0)
SOON_CERTIFICATE, SOON_VISIT = timedelta(days=60), timedelta(days=14)
WHAT_LENGTH, NUMBER_LENGTH, SPANS_LENGTH = 120, 60, 120
#: Homes that need the lift are told in bands only; below the first number nothing is said.
BANDS = (5, 10, 20, 50)
#: Who reads the paper for the owner.
CASE_READERS = frozenset({"office", "owner", "committee", "officer", "operator"})
COST_READERS = frozenset({"office", "officer", "operator"})

VERBS = {
    "assets.certify": {"office"},
    "assets.plan": {"office"},
    "assets.end_plan": {"office"},
    "assets.record_visit": {"office"},
    "assets.add_part": {"office"},
    "assets.replace_part": {"office"},
    "assets.set_hours": {"office"},
    "assets.tell_first": {SYSTEM_ROLE},
    "assets.remind": {SYSTEM_ROLE},
}


@dataclass(frozen=True)
class Round:
    """One visit of a schedule: its day, its last day, how it stands, what was written down."""

    due: date
    closes: date
    state: str
    visit: Any = None


def rounds(first: date, months: int, grace: int, visits: dict[date, Any], today: date) -> list[Round]:
    """Every visit up to the next one. A visit that nobody wrote down by its last day is missed and stays so."""
    found: list[Round] = []
    while not found or found[-1].due <= today:
        due = clock.months_later(first, months * len(found))
        closes = due + timedelta(days=grace)
        visit = visits.get(due)
        found.append(Round(due, closes, _state(due, closes, visit, today), visit))
    return found


def _state(due: date, closes: date, visit: Any, today: date) -> str:
    if visit is not None:
        return "done_late" if visit.missed else "done"
    if today > closes:
        return "missed"
    return "due" if today >= due else "coming"


def next_round(found: list[Round]) -> Round:
    """The visit that is written down now: the latest whose day has come, or else the next one."""
    begun = found[-2] if len(found) > 1 else None
    return begun if begun and begun.visit is None else found[-1]


def band(homes: int) -> tuple[int, int | None] | None:
    """From and up to how many homes; None for fewer than five, which is never said."""
    for low, above in zip(BANDS, (*BANDS[1:], None), strict=True):
        if homes >= low and (above is None or homes < above):
            return low, above - 1 if above else None
    return None


_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-\u2013]\s*(\d{1,2})[:.](\d{2})")


def read_spans(text: str) -> tuple[Span, ...]:
    """Hours as they are typed ("06:00-08:30, 16:30-20:00"). Raises ValueError for anything else."""
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,;\n]", text))):
        match = _SPAN.fullmatch(part)
        if not match:
            raise ValueError(part)
        hour, minute, to_hour, to_minute = (int(each) for each in match.groups())
        start, end = hour * 60 + minute, to_hour * 60 + to_minute
        if minute > 59 or to_minute > 59 or not start < end <= DAY:
            raise ValueError(part)
        found.append((start, end))
    return tuple(merged(found))


def write_spans(spans: tuple[Span, ...]) -> str:
    """The same as text."""
    return ", ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in spans)
