"""What is drawn: which lifts run now, and the open common faults of each floor of a block."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from k2k.core.nodes import Node
from k2k.issues import rules
from k2k.issues.models import Issue
from k2k.issues.states import ROW, status


@dataclass(frozen=True)
class LiftState:
    """A lift now: `state` is a slug of {% lift %}; `issue` is the report that says so, None where it runs."""

    node: Node
    state: str
    issue: Issue | None = None

    @property
    def name(self) -> str:
        """The lift's name as painted."""
        return self.node.name


_LIFT = {
    "new": "stopped",
    "accepted": "stopped",
    "reopened": "stopped",
    "late": "stopped",
    "started": "started",
    "claimed": "claimed",
    "unconfirmed": "unconfirmed",
}
_WORST = ("stopped", "started", "unconfirmed", "claimed")
_KEEPS_FROM_RUNNING = Q(node__noun="lift", category="lift", fault__in=rules.LIFT_STOPS, at_home=False)
_STOPS = _KEEPS_FROM_RUNNING & Q(state__in=rules.OPEN)


def lifts(place: Node, at: datetime) -> list[LiftState]:
    """Each lift of a site or block with what its open reports say; a dirty lift still runs. Two queries."""
    rows = Node.objects.filter(kind="asset", noun="lift", closed_on=None, **{f"{place.kind}_id": place.pk})
    nodes = list(rows.select_related("block", "floor").order_by("block__position", "block__name", "position", "name"))
    said = _said(Issue.objects.filter(_STOPS, node__in=nodes).select_related(*ROW).order_by("reported_at"), at)
    return [_lift(node, said.get(node.pk, [])) for node in nodes]


def stopped_lifts(site_node: Node, at: datetime) -> list[LiftState]:
    """The lifts of a site that do not simply run, block by block. One query."""
    order = ("node__block__position", "node__block__name", "node__position", "node__name", "reported_at")
    rows = (
        Issue.objects.filter(_STOPS, site_id=site_node.pk, node__closed_on=None).select_related(*ROW).order_by(*order)
    )
    return [_lift(found[0][2].node, found) for found in _said(rows, at).values()]


def stops_lift(issue: Issue) -> bool:
    """Whether the report says that a lift carries nobody. No query where the node is selected along."""
    fits = issue.category == "lift" and issue.fault in rules.LIFT_STOPS and not issue.at_home
    return fits and issue.node.noun == "lift"


def failures(things: Iterable[Node], since: datetime) -> list[Issue]:
    """What was reported of these things and was open at or after `since`, with its steps, the oldest first.

    Of a lift only what keeps it from running. Joined and refused reports are left out. Two queries.
    """
    rows = Issue.objects.filter(_KEEPS_FROM_RUNNING | ~Q(node__noun="lift"), node__in=list(things), at_home=False)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=since)).exclude(state__in=("merged", "rejected"))
    return list(rows.select_related(*ROW).prefetch_related("steps").order_by("reported_at", "id"))


def _said(reports: Iterable[Issue], at: datetime) -> dict[int, list[tuple[int, str, Issue]]]:
    said: dict[int, list[tuple[int, str, Issue]]] = {}
    for issue in reports:
        slug = "started" if issue.state == "started" else _LIFT[status(issue, at)]
        said.setdefault(issue.node_id, []).append((_WORST.index(slug), slug, issue))
    return said


def _lift(node: Node, said: list[tuple[int, str, Issue]]) -> LiftState:
    if not said:
        return LiftState(node, "running")
    _rank, slug, issue = min(said, key=lambda each: each[0])
    return LiftState(node, slug, issue)


@dataclass(frozen=True)
class FloorMarks:
    """The open common faults of one floor (None: around the block, its lobby and grounds), the worst first."""

    floor: Node | None
    issues: list[tuple[Issue, str]] = field(default_factory=list)

    @property
    def states(self) -> list[str]:
        """The status of each."""
        return [slug for _issue, slug in self.issues]


WORST_FIRST = ("late", "reopened", "new", "accepted", "started", "unconfirmed", "claimed")


def block_marks(block: Node, at: datetime) -> list[FloorMarks]:
    """Every floor of a block from the top down, then what has no floor, without stopped lifts and homes. 2 queries."""
    floors = list(Node.objects.filter(block=block, kind="floor").select_related("block").order_by("-position", "-id"))
    rows = Issue.objects.filter(node__block=block, state__in=rules.OPEN, at_home=False).exclude(_STOPS)
    by_floor: dict[int | None, list[tuple[Issue, str]]] = {}
    for issue in rows.exclude(node__kind="unit").select_related(*ROW).order_by("-reported_at", "-id"):
        by_floor.setdefault(issue.node.floor_id, []).append((issue, status(issue, at)))
    for found in by_floor.values():
        found.sort(key=lambda pair: WORST_FIRST.index(pair[1]))
    marks = [FloorMarks(floor, by_floor.get(floor.pk, [])) for floor in floors]
    return marks + ([FloorMarks(None, by_floor[None])] if None in by_floor else [])
