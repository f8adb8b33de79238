"""What home's pages show, put together from the apps below; each page costs the same at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.ui.facade import Facade, LiftState, Mark
from k2k.issues import queries as issues
from k2k.people import queries as people
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.issues.models import Issue

ROWS = 4
#: So many blocks stand on the page of a perumahan, those with most open reports; the list of blocks has the rest.
BLOCKS = 24


@dataclass(frozen=True)
class Row:
    """An issue as a row of a list, at a moment."""

    issue: "Issue"
    at: datetime

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
    def url(self) -> str:
        """Its page."""
        return reverse("issues:show", args=[self.issue.code])


def rows(found: Iterable["Issue"], at: datetime) -> list[Row]:
    """Issues as rows at a moment."""
    return [Row(issue, at) for issue in found]


@dataclass(frozen=True)
class Promises:
    """What stands on a front: what neighbours are asked, what has a date, what they confirmed."""

    asked: list[Row]
    promised: list[Row]
    done: list[Row]


def promises(shown: "QuerySet[Issue]", at: datetime, most: tuple[int, int, int] = (ROWS, ROWS, ROWS)) -> Promises:
    """The oldest claims, the nearest dates, the newest confirmations. One query."""
    asked = shown.filter(state="claimed").order_by("claimed_at", "id")[: most[0]]
    dated = shown.filter(due__isnull=False, state__in=issues.IN_HAND).order_by("due", "id")[: most[1]]
    done = shown.filter(state="confirmed").order_by("-confirmed_at", "-id")[: most[2]]
    chosen = (Q(pk__in=part.values("pk")) for part in (asked, dated, done))
    found = list(shown.filter(reduce(or_, chosen)))
    return Promises(
        rows(sorted((one for one in found if one.state == "claimed"), key=lambda one: (one.claimed_at, one.pk)), at),
        rows(sorted((one for one in found if one.state in issues.IN_HAND), key=lambda one: (one.due, one.pk)), at),
        rows(sorted((one for one in found if one.state == "confirmed"), key=lambda one: one.confirmed_at)[::-1], at),
    )


@dataclass(frozen=True)
class LiftRow:
    """A lift that does not simply run."""

    lift: issues.LiftState
    name: str


@dataclass
class SitePage:
    """The page of a perumahan. `lift_total` and `block_total` count all, `stopped` and `blocks` are those shown."""

    counts: dict[str, int]
    stopped: list[issues.LiftState]
    lift_total: int
    blocks: list[Node]
    block_total: int
    fronts: Promises
    tiles: list[dict]

    @property
    def lift_rows(self) -> list[LiftRow]:
        """The lifts with a report, each by its name."""
        return [LiftRow(lift, places.label(lift.node)) for lift in self.stopped]

    @property
    def running(self) -> int:
        """How many lifts nobody reported."""
        return self.lift_total - len(self.stopped)

    @property
    def running_names(self) -> str:
        """How many lifts run, in words."""
        if self.running == self.lift_total:
            return ngettext("The one lift", "All %(n)s lifts", self.running) % {"n": self.running}
        return ngettext("%(n)s other lift", "%(n)s other lifts", self.running) % {"n": self.running}

    @property
    def time_sentence(self) -> str:
        """How many are late; where nothing has a date, that, since none can then be late."""
        late = self.counts["late"]
        if late:
            return ngettext("%(n)s is late.", "%(n)s are late.", late) % {"n": late}
        if self.counts["open"] and not self.counts["dated"]:
            return _("Nothing has a date.")
        return _("None is late.") if self.counts["open"] else ""

    @property
    def skyline(self) -> list[tuple[str, int, float]]:
        """For each block (name, floors, share of homes that have a card)."""
        return skyline(self.blocks)


def site_row(code: str, at: datetime):
    """The site with this code, its office's telephone, how many lifts and blocks it has; None: no such. One query."""
    below = Node.objects.filter(site=OuterRef("pk"), closed_on=None).order_by().values("site").annotate(n=Count("pk"))
    found = bodies.with_help_line(places.with_code(code), "pk", at).annotate(
        lift_total=Coalesce(Subquery(below.filter(noun="lift").values("n")), 0),
        block_total=Coalesce(Subquery(below.filter(kind="block").values("n")), 0),
    )
    site = found.first()
    if site:
        bodies.remember_help_line(site.node, site.help_words)
    return site


def site_page(viewer: Actor, detail, at: datetime) -> SitePage:
    """Sentence, lifts, what was promised, what is done, the tiles of the apps. Four queries beside the tiles'."""
    site = detail.node
    return SitePage(
        counts=issues.counts_once(site, at),
        stopped=issues.stopped_lifts(site, at),
        lift_total=detail.lift_total,
        blocks=shown_blocks(site),
        block_total=detail.block_total,
        fronts=promises(issues.rows_of(viewer, site).filter(at_home=False), at),
        tiles=tiles(site, at),
    )


def shown_blocks(site: Node) -> list[Node]:
    """The blocks with most open reports, in the order of the perumahan, each with floors, homes, cards. One query."""
    cards = Node.objects.filter(block=OuterRef("pk"), pk__in=people.homes_with_card()).order_by().values("block")
    busy = places.block_counts(site).annotate(
        open=issues.open_in(OuterRef("pk")),
        cards=Coalesce(Subquery(cards.annotate(n=Count("pk")).values("n")), 0),
    )
    found = busy.order_by(F("open").desc(), "position", "name", "pk")[:BLOCKS]
    return sorted(found, key=lambda block: (block.position, block.name, block.pk))


def tiles(site: Node, at: datetime) -> list[dict]:
    """What the apps put on the front, in their order."""
    found = (tile(site, at) for tile in registry.items("tile"))
    return sorted((tile for tile in found if tile), key=lambda tile: tile["order"])


def skyline(blocks: Iterable[Node]) -> list[tuple[str, int, float]]:
    """For each block (name, floors, share of homes that have a card); a share under five homes is shown as none."""
    return [(block.name, block.floors, _share(block.cards, block.homes)) for block in blocks]


def _share(part: int, total: int) -> float:
    return part / total if total and part >= 5 else 0.0


@dataclass(frozen=True)
class FloorRows:
    """The open faults of one floor as rows; no floor: around the block."""

    floor: Node | None
    rows: list[Row]


@dataclass
class BlockPage:
    """Blok kita: the façade, then its floors as a list."""

    picture: Facade
    floors: list[FloorRows]
    lifts: list[issues.LiftState]
    open: int
    late: int
    late_floors: list[str]


def block_page(block: Node, at: datetime) -> BlockPage:
    """The open common faults of a block by floor, and its lifts. Four queries at any size."""
    floors, lifts = issues.block_marks(block, at), issues.lifts(block, at)
    names = [mark.floor.name for mark in floors if mark.floor]
    marks = [
        Mark(names.index(mark.floor.name) if mark.floor else None, state) for mark in floors for state in mark.states
    ]
    count = len(marks) + sum(lift.issue is not None for lift in lifts)
    late = sum(mark.states.count("late") for mark in floors)
    label = block_sentence(block, count, late)
    return BlockPage(
        picture=Facade(block.name, names, [LiftState(lift.name, lift.state) for lift in lifts], marks, label),
        floors=[
            FloorRows(mark.floor, rows([issue for issue, _slug in mark.issues], at)) for mark in floors if mark.issues
        ],
        lifts=lifts,
        open=count,
        late=late,
        late_floors=[places.short(mark.floor) for mark in floors if mark.floor and "late" in mark.states],
    )


def block_sentence(block: Node, count: int, late: int) -> str:
    """What the picture shows, for those who do not see it."""
    what = ngettext("%(n)s open report", "%(n)s open reports", count) % {"n": count}
    tardy = ngettext("%(n)s late", "%(n)s late", late) % {"n": late}
    return _("%(place)s: %(what)s, %(late)s.") % {"place": places.label(block), "what": what, "late": tardy}


def block_row(code: str, at: datetime) -> Node | None:
    """The block with this code, and its office's telephone. One query."""
    rows_ = Node.objects.select_related("site", "block").filter(code=code, kind="block") if code.isprintable() else None
    found = bodies.with_help_line(rows_, "site_id", at).first() if rows_ is not None else None
    if found:
        bodies.remember_help_line(found.site, found.help_words)
    return found
