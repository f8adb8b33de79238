"""What the apps above put on a group's pages, through the registry: parts, duties with days, evidence of its health.

registry.add("group_part", fn)   fn(group, viewer, at) -> Part | None
registry.add("group_due", fn)    fn(group, at) -> list[Due]
registry.add("group_health", fn) fn(group, since, until) -> list[Evidence]
"""

from dataclasses import dataclass
from datetime import date, datetime

from k2k.core import registry
from k2k.core.actors import Actor
from k2k.groups.models import Group


@dataclass(frozen=True)
class Part:
    """A link on the group's page: an icon's name, a title, one line of words, where it leads; small `order` first."""

    icon: str
    title: str
    text: str
    url: str
    order: int = 50


@dataclass(frozen=True)
class Due:
    """Something the group owes by a day: what, to whom or by which rule (`source`), by when, and when it was done.

    `missing` says in words what is still lacking. `due` is None where only a number in a year is asked.
    """

    what: str
    source: str
    due: date | None
    done_on: date | None = None
    missing: str = ""
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """One sign of a group's health: a sentence, `n` of `of` (None: no denominator), and where the evidence stands.

    Without `n` the sentence says it all: a number would point at somebody.
    """

    what: str
    n: int | None
    of: int | None
    url: str = ""


def parts(group: Group, viewer: Actor, at: datetime) -> list[Part]:
    """The links that the apps above put on the group's page."""
    found = [part for make in registry.items("group_part") if (part := make(group, viewer, at))]
    return sorted(found, key=lambda part: part.order)


def dues(group: Group, at: datetime) -> list[Due]:
    """What the group owes, what is not done first, the nearest day first."""
    found = [due for make in registry.items("group_due") for due in make(group, at)]
    return sorted(found, key=lambda due: (due.done_on is not None, due.due is None, due.due or date.max))


def health(group: Group, since: date, until: date) -> list[Evidence]:
    """The signs of health from `since` to before `until`, in the order of the apps."""
    return [each for make in registry.items("group_health") for each in make(group, since, until)]
