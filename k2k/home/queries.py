"""What home's pages show, put together from the apps below; each page costs the same at any size."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.bodies.models import Body, Seat
from k2k.core import registry
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.ui.facade import Facade, LiftState, Mark
from k2k.issues import queries as issues
from k2k.issues.models import Issue
from k2k.issues.rules import IN_HAND, OPEN
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


#: The desk's lists: slug and which issues they hold.
DESK = ("morning", "today", "late", "unconfirmed", "home", "all")


def desk_rows(viewer: Actor, site: Node, which: str, at: datetime) -> QuerySet[Issue]:
    """The issues of one of the desk's lists, the most pressing first."""
    found = issues.rows_of(viewer, site)
    end_of_today = at + timedelta(hours=24)
    return {
        "morning": found.filter(state="new").order_by("reported_at", "id"),
        "today": found.filter(state__in=IN_HAND, due__gt=at, due__lte=end_of_today).order_by("due", "id"),
        "late": found.filter(issues.has_status("late", at)).order_by("due", "id"),
        "unconfirmed": found.filter(state="claimed").order_by("claimed_at", "id"),
        "home": found.filter(at_home=True).order_by("-reported_at", "-id"),
        "all": found,
    }[which]


@dataclass(frozen=True)
class DeskList:
    """One entry of the desk's rail."""

    slug: str
    word: str
    count: int


def desk_lists(viewer: Actor, site: Node, at: datetime) -> list[DeskList]:
    """The rail: each list with how many it holds. One query."""
    all_rows = issues.rows_of(viewer, site).order_by()
    tomorrow = at + timedelta(hours=24)
    found = all_rows.aggregate(
        morning=Count("id", filter=Q(state="new")),
        today=Count("id", filter=Q(state__in=IN_HAND, due__gt=at, due__lte=tomorrow)),
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
class Picked(Row):
    """The row chosen at the side of the desk, with what one may do."""

    can: issues.Can
    responsible: Body | None
    photo: str


def picked(viewer: Actor, shown: list[Row], code: str, at: datetime) -> Picked | None:
    """The chosen row, else the first; None where the list is empty."""
    row = next((row for row in shown if row.issue.code == code), next(iter(shown), None))
    if row is None:
        return None
    issue = row.issue
    body = bodies.responsible(issue.node, issue.node.noun, "maintains", at) if issue.state == "new" else issue.body
    photo = issue.photo.url if issue.photo_id else ""
    return Picked(issue, at, issues.can(viewer, issue, at), body, photo)


@dataclass(frozen=True)
class Link:
    """An entry of the rail."""

    url: str
    word: str


def desk_links(viewer: Actor, site: Node) -> list[Link]:
    """Where else the desk leads, as far as the viewer's post goes."""
    links = [
        Link(reverse("home:site", args=[site.code]), _("Public page")),
        Link(reverse("commitments:board", args=[site.code]), _("Promise board")),
        Link(reverse("bodies:matrix", args=[site.code]), _("Who is responsible")),
    ]
    if viewer.may("places.read_register", site):
        links += [
            Link(reverse("places:label_sheet", args=[site.code]), _("QR labels")),
            Link(reverse("places:register", args=[site.code]), _("Excel in and out")),
        ]
    return links


def desk_sentence(counts: dict[str, int]) -> dict[str, Any]:
    """How the morning stands, in a sentence and as windows."""
    new = ngettext("%(n)s report waits to be accepted.", "%(n)s reports wait to be accepted.", counts["new"])
    hand = ngettext("%(n)s is in hand.", "%(n)s are in hand.", counts["in_hand"])
    sentence = f"{new % {'n': counts['new']}} {hand % {'n': counts['in_hand']}}"
    return {"counts": counts, "sentence": sentence}


def programme_sentence(total: dict[str, int]) -> str:
    """The programme's finding: what neighbours confirmed, out of what was reported, and what is late."""
    return (
        _("Neighbours confirmed %(confirmed)s of %(total)s reports. %(late)s of %(open)s open ones are late.") % total
    )


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


def programme_sites(viewer: Actor, at: datetime) -> list[SiteRow]:
    """Every perumahan under the viewer's programme with its numbers; three queries at any number of sites."""
    found = [site.node for site in places.sites(viewer)]
    ids = [node.pk for node in found]
    homes = dict(
        Node.objects.filter(kind="unit", site__in=ids).values_list("site_id").annotate(n=Count("id")).order_by()
    )
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
    found = Issue.objects.filter(site__in=sites).exclude(state="merged").values("site_id")
    return found.annotate(
        total=Count("id"),
        open=Count("id", filter=Q(state__in=OPEN)),
        unaccepted=Count("id", filter=Q(state="new")),
        late=Count("id", filter=issues.has_status("late", at)),
        claimed=Count("id", filter=Q(state="claimed")),
        confirmed=Count("id", filter=Q(state="confirmed")),
    ).order_by()


def programme_total(found: list[SiteRow]) -> dict[str, int]:
    """The sums over the table's rows."""
    keys = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    return {key: sum(getattr(row, key) for row in found) for key in keys}
