"""Priority: which open report comes first, by a formula that everybody can read. Whole numbers, no table, no clock.

    points = danger + kind + homes + without a card + private needs near + days waiting + opened again + comes back
           + what a post decided, with its reason

A report in which somebody is in danger stands before all others, whatever else is added up. Nothing goes below zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass

#: Somebody is in danger now: before everything else.
DANGER = 1000
#: What each kind of fault weighs by itself.
KIND: dict[str, int] = {
    "gas": 40, "fire": 40, "wiring": 30, "railing": 30, "structure": 30, "lift": 30, "safety": 20, "water": 20,
    "leak": 10, "light": 10, "door": 10, "roof": 10, "drain": 10, "playground": 10, "heating": 10, "pest": 5,
    "waste": 5, "cleaning": 5, "noise": 5, "parking": 5, "inspection": 5, "other": 5,
}  # fmt: skip
#: Points for each home by its card; all together at most so many.
HOME, HOMES_MOST = 3, 60
#: Points for each neighbour without a card; a few only, for one phone can be many.
WITHOUT_CARD, WITHOUT_CARD_MOST = 1, 5
#: Homes of the block that said in private that they need it: some, or many. Never how many, never which.
NEEDS_SOME, NEEDS_MANY, MANY = 10, 20, 5
#: Which private needs count for which kind of fault.
NEEDED_BY: dict[str, frozenset[str]] = {
    "lift": frozenset({"dialysis", "wheelchair", "infant", "elder_alone"}),
    "water": frozenset({"dialysis", "infant"}),
}
#: A point for each day that it waits.
DAY, DAYS_MOST = 1, 30
#: For each time that neighbours said "not yet" after it was said to be done.
REOPENED, REOPENED_MOST = 15, 45
#: For each earlier report of the same fault at the same place within so many days.
REPEAT, REPEATS_MOST, REPEAT_DAYS = 5, 20, 90
#: What a post may decide, with a reason that everybody reads.
MOVES: dict[str, int] = {"": 0, "first": 100, "later": -50}

COMPONENTS = ("danger", "kind", "homes", "without_card", "needs", "days", "reopened", "repeats", "moved")


@dataclass(frozen=True)
class Facts:
    """What is known of an open report when it is weighed."""

    category: str
    danger: bool = False
    homes: int = 0
    without_card: int = 0
    needs: int = 0
    days: int = 0
    reopened: int = 0
    repeats: int = 0
    moved: str = ""


def components(facts: Facts) -> dict[str, int]:
    """The points of each component, by its name in COMPONENTS."""
    return {
        "danger": DANGER if facts.danger else 0,
        "kind": KIND[facts.category],
        "homes": min(HOME * facts.homes, HOMES_MOST),
        "without_card": min(WITHOUT_CARD * facts.without_card, WITHOUT_CARD_MOST),
        "needs": NEEDS_MANY if facts.needs >= MANY else NEEDS_SOME if facts.needs else 0,
        "days": min(DAY * max(facts.days, 0), DAYS_MOST),
        "reopened": min(REOPENED * facts.reopened, REOPENED_MOST),
        "repeats": min(REPEAT * facts.repeats, REPEATS_MOST),
        "moved": MOVES[facts.moved],
    }


def total(points: Iterable[int]) -> int:
    """All points together, never below zero."""
    return max(sum(points), 0)


def points(facts: Facts) -> int:
    """The priority of a report."""
    return total(components(facts).values())
