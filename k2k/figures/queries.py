"""The numbers of a perumahan, of a body, and of several perumahan side by side; each costs the same at any size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum

from k2k.commitments import queries as commitments
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.figures import rules
from k2k.figures.models import COLUMNS, DayTotal
from k2k.issues import queries as issues
from k2k.places import queries as places
from k2k.works import queries as works

if TYPE_CHECKING:
    from k2k.bodies.models import Body

KINDS = ("total", "confirmed", "claimed", "rejected", "open")
NOW = ("open", "new", "with_body", "late", "claimed")


@dataclass(frozen=True)
class Period:
    """The time that numbers speak of: whole legal days, today included."""

    slug: str
    first: date
    last: date

    @property
    def since(self) -> datetime:
        """Its first instant."""
        return clock.start_of_day(self.first)

    @property
    def until(self) -> datetime:
        """The first instant after it."""
        return clock.end_of_day(self.last)

    @property
    def points(self) -> list[date]:
        """The first days of the steps of its curve, oldest first."""
        step = rules.STEP_DAYS[self.slug]
        return [self.last - timedelta(days=step * back - 1) for back in range(rules.POINTS, 0, -1)]


def period(slug: str, at: datetime) -> Period:
    """The period with this slug, the usual one for any other."""
    known = slug if slug in rules.PERIODS else rules.USUAL
    last = clock.today(at)
    return Period(known, last - timedelta(days=rules.PERIODS[known] - 1), last)


def summed(rows: Iterable[dict[str, Any]], keys: Iterable[str]) -> dict[str, int]:
    """The sums of `keys` over rows."""
    found = list(rows)
    return {key: sum(row[key] for row in found) for key in keys}


@dataclass(frozen=True)
class Waits:
    """How many reports wait for one body: `kind` says whether it is the owner."""

    code: str
    name: str
    kind: str
    n: int
    late: int

    @property
    def is_owner(self) -> bool:
        """Whether these are the owner's."""
        return self.kind == "owner"


def _waits_for(rows: list[dict[str, Any]]) -> list[Waits]:
    found: dict[str, Waits] = {}
    for row in rows:
        if row["body_id"] and row["with_body"]:
            code = row["body__code"]
            old = found.get(code)
            n, late = row["with_body"] + (old.n if old else 0), row["late"] + (old.late if old else 0)
            found[code] = Waits(code, row["body__name"], row["body__kind"], n, late)
    return sorted(found.values(), key=lambda one: (one.name, one.code))


@dataclass(frozen=True)
class Middle:
    """The median of whole days from a report until it was said to be done; `days` is None where too few were."""

    n: int
    days: int | None


def _middle(found: list[timedelta]) -> Middle:
    seconds = [length // timedelta(seconds=1) for length in found]
    days = int(median(seconds)) // 86_400 if len(found) >= rules.FEWEST else None
    return Middle(len(found), days)


@dataclass
class Curve:
    """What came and what was confirmed, step by step, oldest first."""

    days: list[date]
    opened: list[int]
    confirmed: list[int]

    @property
    def rows(self) -> list[tuple[date, int, int]]:
        """The same as a table."""
        return list(zip(self.days, self.opened, self.confirmed, strict=True))

    @property
    def most(self) -> int:
        """The largest number in it."""
        return max([*self.opened, *self.confirmed, 0])


def curves(sites: list[int], time: Period) -> dict[int, Curve]:
    """By site, from the day totals. One statement."""
    points, step = time.points, rules.STEP_DAYS[time.slug]
    found = {pk: Curve(points, [0] * len(points), [0] * len(points)) for pk in sites}
    rows = DayTotal.objects.filter(site__in=sites, day__gte=points[0], day__lte=time.last).order_by()
    for row in rows.values("site_id", "day").annotate(opened_n=Sum("opened"), confirmed_n=Sum("confirmed")):
        place = (row["day"] - points[0]).days // step
        found[row["site_id"]].opened[place] += row["opened_n"]
        found[row["site_id"]].confirmed[place] += row["confirmed_n"]
    return found


def days_of(sites: list[int], time: Period) -> list[dict[str, Any]]:
    """The day totals as they are handed out, by site, day and category. One statement."""
    rows = DayTotal.objects.filter(site__in=sites, day__gte=time.first, day__lte=time.last)
    fields = ("day", "site__code", "site__name", "category", *COLUMNS)
    return list(rows.order_by("day", "site__name", "site_id", "category").values(*fields))


@dataclass
class Heat:
    """Open common faults by block (columns) and band of floors (rows, from the top); the last row has no floor."""

    blocks: list[Node]
    bands: list[str]
    cells: list[list[int | None]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(n or 0 for row in self.cells for n in row)

    @property
    def rows(self) -> list[tuple[str, list[int | None]]]:
        """Each band with its cells."""
        return list(zip(self.bands, self.cells, strict=True))


#: A picture of more blocks than this cannot be read; those with most open faults stand in it.
BLOCKS = 16


def heat(site: Node) -> Heat:
    """Where what is broken in common lies. Two statements; never what is inside a home."""
    floors = list(Node.objects.filter(site=site, kind="floor", closed_on=None).select_related("block"))
    counted = {(row["node__block_id"], row["node__floor_id"]): row["n"] for row in issues.by_floor(site)}
    by_block: dict[int, list[Node]] = {}
    for floor in sorted(floors, key=lambda one: (one.position, one.pk)):
        by_block.setdefault(floor.block_id or 0, []).append(floor)
    busy: dict[int, int] = {}
    for (block, _floor), n in counted.items():
        busy[block] = busy.get(block, 0) + n
    blocks = [found[0].block for found in by_block.values() if found[0].block]
    blocks = sorted(blocks, key=lambda one: -busy.get(one.pk, 0))[:BLOCKS]
    blocks.sort(key=lambda one: (one.position, one.name, one.pk))
    tallest = max((by_block[block.pk] for block in blocks), key=len, default=[])
    starts = range(0, len(tallest), rules.BAND)
    cells = [[_cell(by_block[block.pk][start : start + rules.BAND], counted) for block in blocks] for start in starts]
    ground: list[int | None] = [counted.get((block.pk, None), 0) for block in blocks]
    names = [_band_name(tallest[start : start + rules.BAND]) for start in starts]
    return Heat(blocks, [*names[::-1], ""], [*cells[::-1], ground])


def _band_name(floors: list[Node]) -> str:
    return floors[0].name if len(floors) == 1 else f"{floors[0].name}–{floors[-1].name}"


def _cell(floors: list[Node], counted: dict[tuple, int]) -> int | None:
    return sum(counted.get((floor.block_id, floor.pk), 0) for floor in floors) if floors else None


@dataclass
class Page:
    """The numbers of one perumahan or body."""

    time: Period
    received: dict[str, int]
    now: dict[str, int]
    waits_for: list[Waits]
    middle: Middle
    rows: list[dict[str, Any]] = field(default_factory=list)
    spent: tuple[int, int] = (0, 0)

    @property
    def owners(self) -> list[Waits]:
        """What waits for an owner."""
        return [one for one in self.waits_for if one.is_owner]


def site_numbers(site: Node, time: Period, at: datetime) -> Page:
    """The numbers of a perumahan by category. Four statements."""
    where = Q(site=site)
    rows = issues.received(where, time.since, time.until, "category", "at_home")
    by_category: dict[str, dict[str, Any]] = {}
    for row in rows:
        category = rules.folded(row["category"], row["at_home"])
        mine = by_category.setdefault(category, {"category": category, **dict.fromkeys(KINDS, 0)})
        mine |= {key: mine[key] + row[key] for key in KINDS}
    waiting = issues.waiting(where, at)
    return Page(
        time,
        summed(rows, KINDS),
        summed(waiting, NOW),
        _waits_for(waiting),
        _middle(issues.waits(where, time.since, time.until)),
        sorted(by_category.values(), key=lambda row: (row["category"] == rules.REST, -row["total"], row["category"])),
        works.spent(site, time.first, time.last),
    )


@dataclass
class BodyPage(Page):
    """The numbers of one body: how many of the open reports around it are its own; its promises where they are open."""

    around: int = 0
    tally: commitments.Tally = field(default_factory=commitments.Tally)
    is_open: bool = False
    opens_on: date | None = None


def body_numbers(body: Body, time: Period, at: datetime) -> BodyPage:
    """What waits for a body, by perumahan, and what it kept. At most five statements."""
    waiting = issues.waiting(issues.beside(body), at)
    mine = [row for row in waiting if row["body_id"] == body.pk]
    around = summed(waiting, ["open"])["open"]
    is_open, opens_on = commitments.opening(body, at)
    tally = commitments.judged(Q(body=body), time.since, at, at) if is_open else commitments.Tally()
    names = {node.pk: node for node in Node.objects.filter(pk__in=[row["site_id"] for row in mine])} if mine else {}
    all_open = {pk: sum(row["open"] for row in waiting if row["site_id"] == pk) for pk in names}
    rows = [{**row, "site": names[row["site_id"]], "around": all_open[row["site_id"]]} for row in mine]
    rows.sort(key=lambda row: (row["site"].name, row["site_id"]))
    middle = _middle(issues.waits(Q(body=body), time.since, time.until)) if is_open else Middle(0, None)
    now = summed(mine, NOW)
    return BodyPage(
        time, {}, now, _waits_for(mine), middle, rows, around=around, tally=tally, is_open=is_open, opens_on=opens_on
    )


@dataclass
class SiteRow:
    """One perumahan among several."""

    site: Node
    received: dict[str, int]
    now: dict[str, int]
    owners: list[Waits]
    this: rules.Week
    before: rules.Week
    curve: Curve | None = None

    @property
    def slipped(self) -> bool:
        """Whether it slipped this week, by the rule."""
        return rules.slipped(self.this, self.before)


def sites_over(viewer: Actor) -> list[Node]:
    """The perumahan that the viewer sees side by side, by name; none for whoever is neither programme nor office."""
    if viewer.is_system or viewer.holds(rules.OVER_ALL):
        return [site.node for site in places.sites(viewer)]
    held = viewer.nodes_for(rules.OVER_OWN)
    return [site.node for site in places.sites_at(held)] if held else []


def over(sites: list[Node], time: Period, at: datetime) -> list[SiteRow]:
    """The perumahan side by side, by name. Six statements at any number of them."""
    ids = [site.pk for site in sites]
    where = Q(site__in=ids)
    received = {row["site_id"]: row for row in issues.received(where, time.since, time.until, "site_id")}
    waiting: dict[int, list[dict[str, Any]]] = {}
    for row in issues.waiting(where, at):
        waiting.setdefault(row["site_id"], []).append(row)
    now, before = weeks(ids, at)
    none = dict.fromkeys(KINDS, 0)
    return [
        SiteRow(
            site,
            received.get(site.pk, none),
            summed(waiting.get(site.pk, []), NOW),
            [one for one in _waits_for(waiting.get(site.pk, [])) if one.is_owner],
            now[site.pk],
            before[site.pk],
        )
        for site in sites
    ]


def weeks(sites: list[int], at: datetime) -> tuple[dict[int, rules.Week], dict[int, rules.Week]]:
    """The last seven days and the seven before, by site. Four statements."""
    found = []
    for end in (at, at - timedelta(days=7)):
        start = end - timedelta(days=7)
        fell, moved = commitments.fell(sites, start, end), commitments.moved(sites, start, end)
        found.append({pk: rules.Week(*fell.get(pk, (0, 0)), moved.get(pk, 0)) for pk in sites})
    return found[0], found[1]
