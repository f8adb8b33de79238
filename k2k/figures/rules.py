"""Figures: over which time they are counted, how many are too few, when a perumahan slipped."""

from dataclasses import dataclass

#: Figures write nothing themselves: the day totals follow what happens to reports.
VERBS: dict[str, set[str]] = {}
#: Who sees the perumahan side by side: the programme all of them, an office its own.
OVER_ALL, OVER_OWN = {"officer", "operator"}, {"office"}
#: The periods of the address, in days.
PERIODS = {"7": 7, "30": 30, "365": 365}
USUAL = "30"
#: A curve has so many points; each stands for so many days in a period.
POINTS = 12
STEP_DAYS = {"7": 7, "30": 7, "365": 30}
#: With fewer repairs than this no median is named.
FEWEST = 5
#: So many floors are one band of the picture, from the ground up.
BAND = 4
#: From how many open faults on a cell is drawn darker; its number stands in it.
LEVELS = (1, 2, 4, 7)
#: The category under which what is inside a home is counted, so that no kind of fault points at a home.
REST = "other"


@dataclass(frozen=True)
class Week:
    """The dates of a perumahan in one week: how many fell, how many passed undone, how many were moved later."""

    fell: int = 0
    missed: int = 0
    moved: int = 0


def slipped(this: Week, before: Week) -> bool:
    """Whether a perumahan slipped this week: more of its dates passed undone or were moved later than the week before.

    It is measured against its own week before, never against another perumahan; without any such date nothing slipped.
    """
    return this.missed + this.moved > before.missed + before.moved


def level(n: int) -> int:
    """How dark a cell with `n` open faults is, from 0 to 4."""
    return sum(n >= least for least in LEVELS)


def folded(category: str, at_home: bool) -> str:
    """The category under which a report is shown."""
    return REST if at_home else category
