"""What home's pages show, put together from the apps below; each page costs the same at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.ui.facade import Facade, LiftState, Mark
from k2k.issues import queries as issues
from k2k.issues.models import Issue
from k2k.issues.rules import IN_HAND
from k2k.people.models import Household
from k2k.places import queries as places

ROWS = 4


@dataclass(frozen=True)
class Row:
    """An issue as a row of a list, at a moment."""

    issue: Issue
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


def rows(found: Iterable[Issue], at: datetime) -> list[Row]:
    """Issues as rows at a moment."""
    return [Row(issue, at) for issue in found]


@dataclass(frozen=True)
class LiftRow:
    """A lift that does not simply run."""

    lift: issues.LiftState
    name: str


@dataclass
class SitePage:
    """The page of a perumahan."""

    counts: dict[str, int]
    lifts: list[issues.LiftState]
    block_nodes: list[Node]
    asked: list[Row]
    promised: list[Row]
    done: list[Row]
    tiles: list[dict]
    skyline: list[tuple[str, int, float]]

    @property
    def lift_rows(self) -> list[LiftRow]:
        """The lifts with a report, each by its name."""
        return [LiftRow(lift, places.label(lift.node)) for lift in self.lifts if lift.state != "running"]

    @property
    def running(self) -> int:
        """How many lifts nobody reported."""
        return sum(lift.state == "running" for lift in self.lifts)

    @property
    def running_names(self) -> str:
        """How many lifts run, in words."""
        if self.running == len(self.lifts):
            return ngettext("The one lift", "All %(n)s lifts", self.running) % {"n": self.running}
        return ngettext("%(n)s other lift", "%(n)s other lifts", self.running) % {"n": self.running}


def site_page(viewer: Actor, site: Node, at: datetime) -> SitePage:
    """Sentence, lifts, what was promised, what is done, the tiles of the apps."""
    shown = issues.rows_of(viewer, site).filter(at_home=False)
    blocks = list(places.blocks(site))
    return SitePage(
        block_nodes=blocks,
        counts=issues.counts(site, at),
        lifts=issues.lifts(site, at),
        asked=rows(shown.filter(state="claimed").order_by("claimed_at")[:ROWS], at),
        promised=rows(shown.filter(due__isnull=False, state__in=IN_HAND).order_by("due")[:ROWS], at),
        done=rows(shown.filter(state="confirmed").order_by("-confirmed_at")[:ROWS], at),
        tiles=tiles(site, at),
        skyline=skyline(site, blocks),
    )


def tiles(site: Node, at: datetime) -> list[dict]:
    """What the apps put on the front, in their order."""
    found = (tile(site, at) for tile in registry.items("tile"))
    return sorted((tile for tile in found if tile), key=lambda tile: tile["order"])


def skyline(site: Node, blocks: list[Node]) -> list[tuple[str, int, float]]:
    """For each block (name, floors, share of homes that have a card); a share under five homes is shown as none."""
    floors = _per_block(Node.objects.filter(site=site, kind="floor"))
    homes = _per_block(Node.objects.filter(site=site, kind="unit"))
    cards = _per_block(Node.objects.filter(pk__in=Household.objects.filter(site=site, until=None).values("node_id")))
    return [
        (block.name, floors.get(block.pk, 0), _share(cards.get(block.pk, 0), homes.get(block.pk, 0)))
        for block in blocks
    ]


def _per_block(found: QuerySet[Node]) -> dict[int, int]:
    return dict(found.values_list("block_id").annotate(n=Count("id")).order_by())


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
    """The open common faults of a block by floor, and its lifts. Six queries at any size."""
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
