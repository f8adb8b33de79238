"""Which other reports may be of the same fault: of at most 200 near ones, the most alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.core.search import normalise
from k2k.desk import rules
from k2k.issues import queries as issues

if TYPE_CHECKING:
    from k2k.issues.models import Issue


@dataclass(frozen=True)
class Twin:
    """A report that may be the same, in percent; `closed_at` where it is over and would rather be reopened."""

    issue: Issue
    percent: int
    closed_at: datetime | None

    @property
    def title(self) -> str:
        """Place and fault in a line."""
        return issues.title(self.issue)


#: What of a candidate is compared and shown: two hundred whole reports would cost more than the page around them.
FIELDS = (
    "pk", "code", "node_id", "category", "fault", "state", "text", "closed_at", "confirmed_at",
    "node__kind", "node__noun", "node__name", "node__block_id", "node__block__noun", "node__block__name",
    "node__floor_id", "node__floor__name", "node__floor__position",
)  # fmt: skip


def candidates(site: Node, issue: Issue, at: datetime) -> list[Any]:
    """Common reports of the same thing or spot, or of the same kind in the perumahan, as FIELDS; newest first.

    One statement.
    """
    if issue.at_home:
        return []
    since = at - rules.STILL_COMPARED
    lately = Q(state__in=issues.OPEN) | Q(closed_at__gte=since) | Q(confirmed_at__gte=since)
    near = Q(node_id=issue.node_id) | Q(category=issue.category)
    found = issues.rows_of(SYSTEM, site).filter(near, lately, at_home=False).exclude(pk=issue.pk)
    return list(found.select_related(None).values_list(*FIELDS, named=True)[: rules.CANDIDATES])


def twins(site: Node, issue: Issue, at: datetime) -> list[Twin]:
    """The three most likely twins. One statement."""
    text = normalise(issue.text)
    scored = [(_score(issue, text, other), other) for other in candidates(site, issue, at)]
    likely = sorted((pair for pair in scored if pair[0] >= rules.ALIKE), key=lambda pair: (-pair[0], -pair[1].pk))
    return [Twin(_named(other), round(score * 100), _over(other)) for score, other in likely[: rules.TWINS]]


def _score(issue: Issue, text: str, other: Any) -> float:
    same = {"same_kind": other.category == issue.category, "same_place": other.node_id == issue.node_id}
    same["near"] = _near(issue.node, other)
    base = rules.likeness(**same, text=0)
    return rules.likeness(**same, text=rules.alike(text, normalise(other.text), rules.needed(base)))


def _near(one: Node, other: Any) -> bool:
    """Whether both lie in one block, at most one floor apart, or both outside of blocks."""
    if one.block_id != other.node__block_id:
        return False
    if one.floor is None or other.node__floor_id is None:
        return one.floor_id == other.node__floor_id
    return abs(one.floor.position - other.node__floor__position) <= 1


def _named(other: Any) -> Issue:
    """The report as far as its number and title need it; it must not be saved."""
    block = Node(pk=other.node__block_id, kind="block", noun=other.node__block__noun, name=other.node__block__name)
    floor = Node(pk=other.node__floor_id, kind="floor", name=other.node__floor__name)
    place = Node(pk=other.node_id, kind=other.node__kind, noun=other.node__noun, name=other.node__name)
    place.block, place.floor = block if block.pk else None, floor if floor.pk else None
    return issues.Issue(pk=other.pk, code=other.code, node=place, category=other.category, fault=other.fault)


def _over(other: Any) -> datetime | None:
    return None if other.state in issues.OPEN else other.confirmed_at or other.closed_at
