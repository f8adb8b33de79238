"""What the desk shows: its lists with filters, page by page, and what bodies think of each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.desk import rules, words
from k2k.desk.models import Sent, Stance
from k2k.issues import queries as issues
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.issues.models import Issue

#: The desk's lists in the order of the rail.
LISTS = ("mine", "morning", "today", "late", "unconfirmed", "outside", "home", "all")
#: A column of the order, and whether the largest comes first.
Key = tuple[str, bool]


@dataclass(frozen=True)
class Filters:
    """What the address narrows a list to; "" narrows nothing."""

    state: str = ""
    category: str = ""
    block: str = ""
    body: str = ""
    text: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is narrowed."""
        return any(vars(self).values())


def begins_with(viewer: Actor, site: Node) -> str:
    """The list a morning begins with: whoever accepts, what is new; whoever repairs, what was handed to them."""
    return "morning" if viewer.may("issues.accept", site) else "mine"


def _holds(viewer: Actor, at: datetime) -> dict[str, Q]:
    """Which issues each list holds, by its slug."""
    tomorrow = at + timedelta(hours=24)
    return {
        "mine": Q(state__in=issues.IN_HAND, body__in=bodies.own_bodies(viewer, at)),
        "morning": Q(state="new"),
        "today": Q(state__in=issues.IN_HAND, due__gt=at, due__lte=tomorrow),
        "late": issues.has_status("late", at),
        "unconfirmed": Q(state="claimed"),
        "outside": Q(state__in=issues.OPEN) & ~Q(outside_number=""),
        "home": Q(state__in=issues.OPEN, at_home=True),
        "all": Q(),
    }


def order(rows: QuerySet[Issue]) -> tuple[QuerySet[Issue], tuple[Key, ...]]:
    """Reports in the order in which the desk asks: by the published formula, then oldest."""
    return rows, (("priority", True), ("reported_at", False), ("id", False))


#: Where what nobody dated stands: behind everything else.
_SOME_DAY = datetime(9000, 1, 1, tzinfo=UTC)
_BY_DATE: tuple[Key, ...] = (("due", False), ("id", False))
_NEWEST: tuple[Key, ...] = (("reported_at", True), ("id", True))
_KEYS: dict[str, tuple[Key, ...]] = {
    "mine": (("asked_at", False), ("id", False)),
    "today": _BY_DATE,
    "late": _BY_DATE,
    "unconfirmed": (("claimed_at", False), ("id", False)),
    "outside": _NEWEST,
    "home": _NEWEST,
    "all": _NEWEST,
}


def rows(
    viewer: Actor, site: Node, which: str, filters: Filters, at: datetime
) -> tuple[QuerySet[Issue], tuple[Key, ...]]:
    """The issues of one list, narrowed, the most pressing first; and the keys of that order."""
    found = issues.rows_of(viewer, site).filter(_holds(viewer, at)[which])
    narrowed = issues.Filters(state=filters.state, category=filters.category, text=filters.text)
    try:
        found = issues.narrowed(found, viewer, narrowed, at)
    except KeyError:
        found = found.none()
    if filters.block:
        found = found.filter(node__block__code=filters.block)
    if filters.body:
        found = found.filter(body__code=filters.body)
    if which == "morning":
        ordered, keys = order(found)
    else:
        ordered, keys = found, _KEYS[which]
        if which == "mine":
            ordered = ordered.annotate(asked_at=Coalesce("due", Value(_SOME_DAY)))
    return ordered.order_by(*(f"-{name}" if largest else name for name, largest in keys)), keys


def page(ordered: QuerySet[Issue], keys: tuple[Key, ...], after: str = "") -> tuple[list[Issue], str]:
    """At most 20 rows behind the mark `after`, and the mark of the next page or "". One statement."""
    mark = _read(after, keys)
    if mark:
        ordered = ordered.filter(_behind(keys, mark))
    found = list(ordered[: rules.PAGE + 1])
    more = _mark(found[rules.PAGE - 1], keys) if len(found) > rules.PAGE else ""
    return found[: rules.PAGE], more


def _behind(keys: tuple[Key, ...], mark: list[Any]) -> Q:
    """Rows that come after `mark`: equal in the first keys, then beyond it in one."""
    wanted, same = Q(pk__in=[]), Q()
    for (name, largest), value in zip(keys, mark, strict=True):
        wanted |= same & Q(**{f"{name}__{'lt' if largest else 'gt'}": value})
        same &= Q(**{name: value})
    return wanted


def _mark(issue: Issue, keys: tuple[Key, ...]) -> str:
    values = (getattr(issue, name) for name, _largest in keys)
    return "_".join(f"{v.timestamp():.6f}" if isinstance(v, datetime) else str(v) for v in values)


def _read(after: str, keys: tuple[Key, ...]) -> list[Any] | None:
    parts = after.split("_")
    if len(parts) != len(keys):
        return None
    try:
        return [
            datetime.fromtimestamp(float(part), tz=clock.now().tzinfo) if name.endswith(("_at", "due")) else int(part)
            for part, (name, _largest) in zip(parts, keys, strict=True)
        ]
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True)
class List:
    """One entry of the desk's rail; `count` is None where nobody counts it."""

    slug: str
    word: str
    count: int | None


def lists(viewer: Actor, site: Node, at: datetime) -> list[List]:
    """The rail: each list of this viewer with how many it holds. One statement, over what is open only."""
    holds = _holds(viewer, at)
    opened = issues.rows_of(viewer, site).filter(state__in=issues.OPEN).order_by()
    hidden = {"home"} if not viewer.holds({"office"}, site) else set()
    hidden |= {"mine"} if begins_with(viewer, site) == "morning" else {"morning"}
    shown = [slug for slug in LISTS if slug not in hidden]
    found = opened.aggregate(**{slug: Count("id", filter=holds[slug]) for slug in shown if slug != "all"})
    return [List(slug, str(words.LISTS[slug]), found.get(slug)) for slug in shown]


@dataclass
class Row:
    """A report as a row of the desk at a moment: what bodies think of it, and who would see to it."""

    issue: Issue
    at: datetime
    stances: list[Stance] = field(default_factory=list)
    responsible: Body | None = None
    may_accept: bool = False

    @property
    def title(self) -> str:
        """Place and fault in a line."""
        return issues.title(self.issue)

    @property
    def what(self) -> str:
        """The fault."""
        return issues.what(self.issue)

    @property
    def place(self) -> str:
        """The place."""
        return places.label(self.issue.node)

    @property
    def status(self) -> str:
        """Its state now."""
        return issues.status(self.issue, self.at)

    @property
    def views(self) -> str:
        """What the bodies think, in a sentence."""
        return words.views(self.stances)

    @property
    def disputed(self) -> bool:
        """Whether the bodies differ."""
        return rules.disagree([one.stance for one in self.stances])

    @property
    def who(self) -> Body | None:
        """Who has it, or would see to it."""
        return self.issue.body or self.responsible


def shown(viewer: Actor, site: Node, found: list[Issue], at: datetime) -> list[Row]:
    """The rows with what bodies think and who would see to them. At most two statements."""
    latest = stances(found)
    new = [issue.node for issue in found if issue.state == "new"]
    able = viewer.may("issues.accept", site)
    maintain = bodies.responsible_among(new, "maintains", at) if new else {}
    return [
        Row(
            issue,
            at,
            latest.get(issue.pk, []),
            maintain.get(issue.node_id) if issue.state == "new" else None,
            able and issue.state == "new",
        )
        for issue in found
    ]


def stances(found: Iterable[Issue]) -> dict[int, list[Stance]]:
    """The latest view of each body, by the report's id. One statement."""
    rows_ = Stance.objects.filter(issue__in=[issue.pk for issue in found]).select_related("body").order_by("id")
    latest: dict[int, dict[int, Stance]] = {}
    for one in rows_:
        latest.setdefault(one.issue_id, {})[one.body_id] = one
    return {pk: list(each.values()) for pk, each in latest.items()}


def history(issue: Issue) -> QuerySet[Stance]:
    """Every view that a body recorded, oldest first."""
    return Stance.objects.filter(issue=issue).select_related("body").order_by("id")


def sent_of(issue: Issue) -> QuerySet[Sent]:
    """How often and to whom the report was handed outside, the latest first."""
    return Sent.objects.filter(issue=issue).select_related("body", "issue__site", "issue__node").order_by("-id")


def outside_bodies(site: Node, at: datetime) -> list[Body]:
    """The bodies outside that are named here: agencies and owners, whether they joined or not. One statement."""
    return list(bodies.named_at(site, at).filter(kind__in=rules.OUTSIDE_KINDS))


def chosen(viewer: Actor, site: Node, codes: Iterable[str], merged: bool = False) -> list[Issue]:
    """The reports of this desk with these codes, at most sixty, in the desk's order. One statement."""
    wanted = [code for code in dict.fromkeys(codes) if code.isprintable() and len(code) <= 16][: rules.AT_ONCE]
    seen = issues.rows_of(viewer, site, merged=merged)
    ordered, keys = order(seen.filter(code__in=wanted))
    return list(ordered.order_by(*(f"-{name}" if largest else name for name, largest in keys)))


def in_hand_of(viewer: Actor, site: Node, body: str = "") -> list[Issue]:
    """What bodies have in hand here, body by body, nearest date first. One statement."""
    found = issues.rows_of(viewer, site).filter(state__in=issues.IN_HAND, body__isnull=False)
    found = found.filter(body__code=body) if body else found
    return list(found.order_by("body__name", "body_id", F("due").asc(nulls_last=True), "id")[:500])
