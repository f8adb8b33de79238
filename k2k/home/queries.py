"""What home's pages show, put together from the apps below; each page costs the same at any size."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies.models import Seat
from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.ui.facade import Facade, LiftState, Mark
from k2k.issues import queries as issues
from k2k.issues.models import Issue
from k2k.issues.rules import OPEN
from k2k.people.models import Household
from k2k.places import queries as places

ROWS = 4


@dataclass
class SitePage:
    """The page of a perumahan."""

    counts: dict[str, int]
    lifts: list[issues.LiftState]
    asked: list[Issue] = field(default_factory=list)
    promised: list[Issue] = field(default_factory=list)
    done: list[Issue] = field(default_factory=list)
    tiles: list[dict] = field(default_factory=list)
    skyline: list[tuple[str, int, float]] = field(default_factory=list)

    @property
    def stopped(self) -> int:
        """How many lifts do not carry anybody now."""
        return sum(lift.state != "running" for lift in self.lifts)


def site_page(viewer: Actor, site: Node, at: datetime) -> SitePage:
    """Sentence, lifts, what was promised, what is done, the tiles of the apps."""
    shown = issues.rows_of(viewer, site).filter(at_home=False)
    return SitePage(
        counts=issues.counts(site, at),
        lifts=issues.lifts(site, at),
        asked=list(shown.filter(state="claimed").order_by("claimed_at")[:ROWS]),
        promised=list(shown.filter(due__isnull=False, state__in=("accepted", "started")).order_by("due")[:ROWS]),
        done=list(shown.filter(state="confirmed").order_by("-confirmed_at")[:ROWS]),
        tiles=tiles(site, at),
        skyline=skyline(site, at),
    )


def tiles(site: Node, at: datetime) -> list[dict]:
    """What the apps put on the front, in their order."""
    found = (tile(site, at) for tile in registry.items("tile"))
    return sorted((tile for tile in found if tile), key=lambda tile: tile["order"])


def skyline(site: Node, at: datetime) -> list[tuple[str, int, float]]:
    """For each block (name, floors, share of homes that have a card); a share under five homes is shown as none."""
    blocks = list(places.blocks(site))
    floors = _per_block(Node.objects.filter(site=site, kind="floor"))
    homes = _per_block(Node.objects.filter(site=site, kind="unit"))
    cards = _per_block(Node.objects.filter(pk__in=Household.objects.filter(site=site, until=None).values("node_id")))
    return [
        (block.name, floors.get(block.pk, 0), _share(cards.get(block.pk, 0), homes.get(block.pk, 0)))
        for block in blocks
    ]


def _per_block(rows: Any) -> dict[int, int]:
    return dict(rows.values_list("block_id").annotate(n=Count("id")).order_by())


def _share(part: int, total: int) -> float:
    return part / total if total and part >= 5 else 0.0


@dataclass
class BlockPage:
    """Blok kita: the façade, then its floors as a list."""

    picture: Facade
    floors: list[issues.FloorMarks]
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
        floors=[mark for mark in floors if mark.issues],
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


#: The desk's lists: slug and which issues they hold.
DESK = ("morning", "today", "late", "unconfirmed", "home", "all")


def desk_rows(viewer: Actor, site: Node, which: str, at: datetime) -> Any:
    """The issues of one of the desk's lists, the most pressing first."""
    rows = issues.rows_of(viewer, site)
    end_of_today = at + timedelta(hours=24)
    return {
        "morning": rows.filter(state="new").order_by("reported_at", "id"),
        "today": rows.filter(state__in=("accepted", "started"), due__gt=at, due__lte=end_of_today).order_by("due", "id"),
        "late": rows.filter(issues.has_status("late", at)).order_by("due", "id"),
        "unconfirmed": rows.filter(state="claimed").order_by("claimed_at", "id"),
        "home": rows.filter(at_home=True).order_by("-reported_at", "-id"),
        "all": rows,
    }[which]


@dataclass(frozen=True)
class DeskList:
    """One entry of the desk's rail."""

    slug: str
    word: str
    count: int


def desk_lists(viewer: Actor, site: Node, at: datetime) -> list[DeskList]:
    """The rail: each list with how many it holds. One query."""
    rows = issues.rows_of(viewer, site).order_by()
    tomorrow = at + timedelta(hours=24)
    found = rows.aggregate(
        morning=Count("id", filter=Q(state="new")),
        today=Count("id", filter=Q(state__in=("accepted", "started"), due__gt=at, due__lte=tomorrow)),
        late=Count("id", filter=issues.has_status("late", at)),
        unconfirmed=Count("id", filter=Q(state="claimed")),
        home=Count("id", filter=Q(at_home=True)),
        all=Count("id"),
    )
    words = {
        "morning": _("This morning"),
        "today": _("Due in a day"),
        "late": _("Late"),
        "unconfirmed": _("Waiting for neighbours"),
        "home": _("Inside homes"),
        "all": _("All reports"),
    }
    seen = [slug for slug in DESK if slug != "home" or viewer.holds({"office"}, site)]
    return [DeskList(slug, words[slug], found[slug]) for slug in seen]


@dataclass(frozen=True)
class SiteRow:
    """One perumahan in the programme's table."""

    site: Node
    homes: int
    total: int
    open: int
    unaccepted: int
    late: int
    claimed: int
    confirmed: int
    has_office: bool


def programme_rows(viewer: Actor, at: datetime) -> list[SiteRow]:
    """Every perumahan under the viewer's programme with its numbers; three queries at any number of sites."""
    found = [site.node for site in places.sites(viewer)]
    ids = [node.pk for node in found]
    homes = dict(Node.objects.filter(kind="unit", site__in=ids).values_list("site_id").annotate(n=Count("id")).order_by())
    numbers = {row["site_id"]: row for row in _numbers(ids, at)}
    offices = set(Seat.objects.filter(node__in=ids, kind="office", until=None).values_list("node_id", flat=True))
    empty = dict.fromkeys(("total", "open", "unaccepted", "late", "claimed", "confirmed"), 0)
    return [
        SiteRow(
            site=node,
            homes=homes.get(node.pk, 0),
            has_office=node.pk in offices,
            **{key: numbers.get(node.pk, empty)[key] for key in empty},
        )
        for node in found
    ]


def _numbers(sites: list[int], at: datetime) -> Any:
    rows = Issue.objects.filter(site__in=sites).exclude(state="merged").values("site_id")
    return rows.annotate(
        total=Count("id"),
        open=Count("id", filter=Q(state__in=OPEN)),
        unaccepted=Count("id", filter=Q(state="new")),
        late=Count("id", filter=issues.has_status("late", at)),
        claimed=Count("id", filter=Q(state="claimed")),
        confirmed=Count("id", filter=Q(state="confirmed")),
    ).order_by()


def programme_total(rows: list[SiteRow]) -> dict[str, int]:
    """The sums over the table's rows."""
    keys = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    return {key: sum(getattr(row, key) for row in rows) for key in keys}
