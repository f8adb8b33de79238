"""What the office's desk shows: its lists, the row chosen at the side, where else the rail leads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.core.actors import Actor
from k2k.core.files import photos
from k2k.core.nodes import Node
from k2k.home.queries import Row
from k2k.issues import queries as issues

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.issues.models import Issue

#: The desk's lists: slug and which issues they hold.
DESK = ("mine", "morning", "today", "late", "unconfirmed", "home", "all")


def begins_with(viewer: Actor, site: Node) -> str:
    """The list a morning begins with: whoever accepts, what is new; whoever repairs, what was handed to them."""
    return "morning" if viewer.may("issues.accept", site) else "mine"


def _holds(viewer: Actor, at: datetime) -> dict[str, Q]:
    """Which issues each list holds. One query."""
    tomorrow = at + timedelta(hours=24)
    return {
        "mine": Q(state__in=issues.IN_HAND, body__in=bodies.bodies_of(viewer, at)),
        "morning": Q(state="new"),
        "today": Q(state__in=issues.IN_HAND, due__gt=at, due__lte=tomorrow),
        "late": issues.has_status("late", at),
        "unconfirmed": Q(state="claimed"),
        "home": Q(at_home=True),
        "all": Q(),
    }


#: The most pressing first.
ORDER = {
    "mine": (F("due").asc(nulls_last=True), "id"),
    "morning": ("reported_at", "id"),
    "today": ("due", "id"),
    "late": ("due", "id"),
    "unconfirmed": ("claimed_at", "id"),
    "home": ("-reported_at", "-id"),
    "all": ("-reported_at", "-id"),
}


def rows(viewer: Actor, site: Node, which: str, at: datetime) -> "QuerySet[Issue]":
    """The issues of one of the desk's lists, the most pressing first."""
    return issues.rows_of(viewer, site).filter(_holds(viewer, at)[which]).order_by(*ORDER[which])


@dataclass(frozen=True)
class List:
    """One entry of the desk's rail."""

    slug: str
    word: str
    count: int


def lists(viewer: Actor, site: Node, at: datetime) -> list[List]:
    """The rail: each list of this viewer with how many it holds. Two queries."""
    holds = _holds(viewer, at)
    found = (
        issues.rows_of(viewer, site)
        .order_by()
        .aggregate(**{slug: Count("id", filter=which) if which else Count("id") for slug, which in holds.items()})
    )
    words = {
        "mine": _("Handed to us"),
        "morning": _("This morning"),
        "today": _("Due in a day"),
        "late": _("Late"),
        "unconfirmed": _("Waiting for neighbours"),
        "home": _("Inside homes"),
        "all": _("All reports"),
    }
    first = begins_with(viewer, site)
    hidden = {"home"} if not viewer.holds({"office"}, site) else set()
    hidden |= {"mine"} if first == "morning" else {"morning"}
    return [List(slug, words[slug], found[slug]) for slug in DESK if slug not in hidden]


@dataclass(frozen=True)
class Picked(Row):
    """The row chosen at the side of the desk, with what one may do; the reporter's words for those who see to it."""

    accept: bool
    responsible: "Body | None"
    photo: str
    words: str


def picked(viewer: Actor, shown: list[Row], code: str, at: datetime) -> Picked | None:
    """The chosen row, else the first; None where the list is empty."""
    row = next((row for row in shown if row.issue.code == code), next(iter(shown), None))
    if row is None:
        return None
    issue = row.issue
    body = bodies.responsible(issue.node, issue.node.noun, "maintains", at) if issue.state == "new" else issue.body
    words = issue.text if viewer.may("issues.start", issue.node) else ""
    return Picked(
        issue, at, issue.state == "new" and viewer.may("issues.accept", issue.node), body, _photo(viewer, issue), words
    )


def _photo(viewer: Actor, issue: "Issue") -> str:
    """The address of the report's photograph, for those who may see it."""
    if issue.photo is None:
        return ""
    issue.photo.node = issue.node
    return issue.photo.thumb_url if photos.may_see(viewer, issue.photo) else ""


@dataclass(frozen=True)
class Link:
    """An entry of the rail."""

    url: str
    word: str


def links(viewer: Actor, site: Node) -> list[Link]:
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


def sentence(shown: list[List]) -> dict[str, Any]:
    """How the morning stands for this viewer, in a sentence and as windows: the rail's own numbers."""
    counts = {each.slug: each.count for each in shown}
    if "mine" in counts:
        words = ngettext("%(n)s report was handed to us.", "%(n)s reports were handed to us.", counts["mine"])
        return {"hand": counts["mine"], "new": 0, "sentence": words % {"n": counts["mine"]}}
    new = ngettext("%(n)s report waits to be accepted.", "%(n)s reports wait to be accepted.", counts["morning"])
    late = ngettext("%(n)s is late.", "%(n)s are late.", counts["late"])
    words = f"{new % {'n': counts['morning']}} {late % {'n': counts['late']}}"
    return {"hand": counts["late"], "new": counts["morning"], "sentence": words}
