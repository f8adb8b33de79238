"""Which other reports may be of the same fault: of at most 200 near ones, the most alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

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


def candidates(site: Node, issue: Issue, at: datetime) -> list[Issue]:
    """Common reports of the same thing or spot, or of the same kind in the perumahan; newest first. One statement."""
    if issue.at_home:
        return []
    since = at - rules.STILL_COMPARED
    lately = Q(state__in=issues.OPEN) | Q(closed_at__gte=since) | Q(confirmed_at__gte=since)
    near = Q(node_id=issue.node_id) | Q(category=issue.category)
    found = issues.rows_of(SYSTEM, site).filter(near, lately, at_home=False).exclude(pk=issue.pk)
    return list(found[: rules.CANDIDATES])


def twins(site: Node, issue: Issue, at: datetime) -> list[Twin]:
    """The three most likely twins. One statement."""
    text = normalise(issue.text)
    scored = [(_score(issue, text, other), other) for other in candidates(site, issue, at)]
    likely = sorted((pair for pair in scored if pair[0] >= rules.ALIKE), key=lambda pair: (-pair[0], -pair[1].pk))
    return [Twin(other, round(score * 100), _over(other)) for score, other in likely[: rules.TWINS]]


def _score(issue: Issue, text: str, other: Issue) -> float:
    same_kind = other.category == issue.category
    alike = rules.alike(text, normalise(other.text)) if text and other.text else 0.0
    return rules.likeness(
        same_place=other.node_id == issue.node_id, same_kind=same_kind, near=_near(issue.node, other.node), text=alike
    )


def _near(one: Node, other: Node) -> bool:
    """Whether both lie in one block, at most one floor apart, or both outside of blocks."""
    if one.block_id != other.block_id:
        return False
    if one.floor is None or other.floor is None:
        return one.floor_id == other.floor_id
    return abs(one.floor.position - other.floor.position) <= 1


def _over(other: Issue) -> datetime | None:
    return None if other.state in issues.OPEN else other.confirmed_at or other.closed_at
