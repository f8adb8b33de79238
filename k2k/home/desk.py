"""What the office's desk shows: its lists, the row chosen at the side, where else the rail leads."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.bodies.models import Body
from k2k.core.actors import Actor
from k2k.core.files import photos
from k2k.core.nodes import Node
from k2k.home.queries import Row
from k2k.issues import queries as issues
from k2k.issues.models import Issue
from k2k.issues.rules import IN_HAND

#: The desk's lists: slug and which issues they hold.
DESK = ("morning", "today", "late", "unconfirmed", "home", "all")


def rows(viewer: Actor, site: Node, which: str, at: datetime) -> QuerySet[Issue]:
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
class List:
    """One entry of the desk's rail."""

    slug: str
    word: str
    count: int


def lists(viewer: Actor, site: Node, at: datetime) -> list[List]:
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
    return [List(slug, words[slug], found[slug]) for slug in seen]


@dataclass(frozen=True)
class Picked(Row):
    """The row chosen at the side of the desk, with what one may do; the reporter's words for those who see to it."""

    can: issues.Can
    responsible: Body | None
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
    return Picked(issue, at, issues.can(viewer, issue, at), body, _photo(viewer, issue), words)


def _photo(viewer: Actor, issue: Issue) -> str:
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


def sentence(counts: dict[str, int]) -> dict[str, Any]:
    """How the morning stands, in a sentence and as windows."""
    new = ngettext("%(n)s report waits to be accepted.", "%(n)s reports wait to be accepted.", counts["new"])
    hand = ngettext("%(n)s is in hand.", "%(n)s are in hand.", counts["in_hand"])
    sentence = f"{new % {'n': counts['new']}} {hand % {'n': counts['in_hand']}}"
    return {"counts": counts, "sentence": sentence}
