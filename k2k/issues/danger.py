"""Danger: which report is safety-critical, what is asked to find out, who is told and when. Pure data and rules.

Telephone first, always: K2K is not an emergency service. These reports are told to the posts on call at once, and to
the next ones by the hour, at night and on holidays too, until somebody has taken them on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

#: What can be the danger.
DANGERS = ("trapped", "gas", "fire", "wires", "falling", "railing", "deep_water")
#: A fault or kind that is dangerous by itself.
BY_FAULT = {"stuck": "trapped", "exposed_wires": "wires"}
BY_CATEGORY = {"gas": "gas"}
#: What is asked of whom reports such a thing; "yes" makes it this danger and changes the route.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "lift": ("trapped",),
    "fire": ("fire",),
    "wiring": ("wires", "fire"),
    "light": ("wires",),
    "leak": ("wires",),
    "railing": ("railing",),
    "structure": ("falling",),
    "roof": ("falling",),
    "playground": ("falling",),
    "water": ("deep_water",),
    "drain": ("deep_water",),
    "safety": ("wires", "falling"),
}
ANSWERS = ("yes", "no")


def danger_of(category: str, fault: str, said: Mapping[str, str]) -> str:
    """The danger of a report: of its fault, of its kind, else of the first question answered with yes; else ""."""
    found = BY_FAULT.get(fault) or BY_CATEGORY.get(category)
    return found or next((asked for asked in DANGERS if said.get(asked) == "yes"), "")


def asked(category: str, fault: str) -> tuple[str, ...]:
    """What is asked before such a report is sent; nothing where the danger is clear already."""
    return () if danger_of(category, fault, {}) else QUESTIONS.get(category, ())


@dataclass(frozen=True)
class Rung:
    """So many hours after it became known, while it stands in one of `states`, these roles are told."""

    hours: int
    states: frozenset[str]
    roles: frozenset[str]


#: Nobody has taken it on: up the ladder. Taken on and not begun: the programme is told.
LADDER = (
    Rung(0, frozenset({"new"}), frozenset({"office", "contractor"})),
    Rung(1, frozenset({"new"}), frozenset({"committee"})),
    Rung(2, frozenset({"new"}), frozenset({"owner"})),
    Rung(4, frozenset({"new", "accepted"}), frozenset({"officer"})),
    Rung(24, frozenset({"new", "accepted", "started"}), frozenset({"officer", "owner"})),
)


def due_rungs(since: datetime, climbed: int, state: str, at: datetime) -> list[int]:
    """The numbers of the rungs that are to be climbed at `at`; those for which the state has passed are left out."""
    return [
        number
        for number, rung in enumerate(LADDER)
        if number >= climbed and state in rung.states and at >= since + timedelta(hours=rung.hours)
    ]


def passed(since: datetime, at: datetime) -> int:
    """How many rungs lie behind `at`, climbed or not."""
    return sum(at >= since + timedelta(hours=rung.hours) for rung in LADDER)
