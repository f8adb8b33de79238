"""Reads of issues. Each takes who looks: what is inside homes is seen by its office and its own household only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import ngettext

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.search import SearchEntry, normalise
from k2k.issues import rules, sealing
from k2k.issues.allowed import Can, can  # noqa: F401
from k2k.issues.drawn import (  # noqa: F401  (offered to the apps above)
    FloorMarks,
    LiftState,
    block_marks,
    failures,
    lifts,
    stopped_lifts,
    stops_lift,
)
from k2k.issues.models import Issue, Tap
from k2k.issues.names import (  # noqa: F401  (offered to views and to the apps above)
    Choice,
    category_icon,
    category_label,
    choice,
    fault_label,
    title,
    what,
)
from k2k.issues.names import choices as categories_for  # noqa: F401
from k2k.issues.priority import NEEDED_BY  # noqa: F401
from k2k.issues.rules import CATEGORIES, IN_HAND, OPEN, OUTSIDE_NUMBER, OUTSIDE_SYSTEMS  # noqa: F401
from k2k.issues.states import ROW, ROW_JOINED, has_status, status  # noqa: F401
from k2k.issues.tallies import (  # noqa: F401  (offered to the apps above)
    beside,
    by_floor,
    history,
    open_by_block,
    received,
    waiting,
    waits,
)
from k2k.issues.timeline import lines as timeline  # noqa: F401
from k2k.people import queries as people

if TYPE_CHECKING:
    from k2k.people.models import Household

PER_PAGE = 30
#: What the page of one report needs beside it.
WHOLE = (*ROW, "site__site_detail", "photo", "done_photo")
RESIDENT_ROLES = {"office"}


def visible(viewer: Actor) -> Q:
    """What `viewer` may see: all common faults, and of homes its own and those of its office; by a link its report."""
    seen = Q(at_home=False)
    if viewer.is_system:
        return Q()
    if viewer.link is not None:
        return Q(pk=_about(viewer))
    if viewer.household_id:
        own = [place for role, place in viewer.grants if role == "household"]
        since = people.moved_in(viewer.household_id)
        seen |= Q(reporter_id=viewer.household_id) | Q(node_id__in=own, reporter=None, reported_at__gte=since)
    places = viewer.nodes_for(RESIDENT_ROLES)
    if places:
        seen |= Q(node_id__in=NodePath.objects.filter(ancestor_id__in=places).values("descendant_id"))
    return seen


def _about(holder: Actor) -> int | None:
    """Id of the one report that the holder's link is about."""
    kind, _colon, pk = holder.link.about.partition(":")
    return int(pk) if kind == "issues.issue" and pk.isdigit() else None


def of_link(holder: Actor) -> Issue:
    """The report that a signed link is about. Http404 for a link that is about none."""
    found = Issue.objects.filter(visible(holder)).select_related(*WHOLE).first()
    if found is None or holder.link is None:
        raise Http404
    return found


def get(actor: Actor, code: str, verb: str | None = None) -> Issue:
    """Fetch and authorise: Http404 where there is none, or none that `actor` may see and do `verb` to."""
    rows = Issue.objects.filter(visible(actor), code=code).select_related(*WHOLE)
    found = rows.first()
    if found is None or (verb and not actor.may(verb, found.node)):
        raise Http404
    return found


def follow(secret: str) -> Issue:
    """The issue of a follow-up link; whoever has the link sees it, inside a home or not. Http404 for anything else."""
    try:
        hashed = sealing.follow_hash(secret)
    except ValueError:
        raise Http404 from None
    rows = Issue.objects.filter(follow_hash=hashed).select_related(*WHOLE)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def waiting_days(issue: Issue, at: datetime) -> int:
    """For how many whole days nobody has accepted it; 0 for one that somebody accepted."""
    return (at - issue.reported_at) // timedelta(days=1) if issue.state == "new" else 0


def open_at(node: Node) -> QuerySet[Issue]:
    """Open public reports of exactly this spot or thing, the one with most neighbours first."""
    rows = Issue.objects.filter(node=node, state__in=rules.OPEN, at_home=False).select_related(*ROW)
    return rows.order_by(F("households").desc(), "-reported_at", "-id")


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty values narrow nothing. `state` is a slug of `status`."""

    state: str = ""
    category: str = ""
    block: Node | None = None
    late: bool = False
    unconfirmed: bool = False
    text: str = ""
    body_id: int | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list: its rows, how many there are in all, and the mark where the next page begins ("": none)."""

    rows: list[Issue]
    total: int
    next: str = ""


def rows_of(viewer: Actor, site_node: Node, merged: bool = False) -> QuerySet[Issue]:
    """Every issue of a site that `viewer` may see, the newest first; merged ones left out unless asked for."""
    rows = Issue.objects.filter(site_id=site_node.pk)
    if not viewer.holds(RESIDENT_ROLES, site_node):  # who sees all of it needs no condition, and the database no join
        rows = rows.filter(visible(viewer))
    rows = rows.select_related(*ROW_JOINED) if merged else rows.exclude(state="merged").select_related(*ROW)
    return rows.order_by("-reported_at", "-id")


def narrowed(rows: QuerySet[Issue], viewer: Actor, filters: Filters, at: datetime) -> QuerySet[Issue]:
    """Apply `filters` to a list of one site."""
    if filters.state:
        rows = rows.filter(has_status(filters.state, at))
    if filters.late:
        rows = rows.filter(has_status("late", at))
    if filters.unconfirmed:
        rows = rows.filter(has_status("unconfirmed", at))
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.block is not None:
        rows = rows.filter(node__block=filters.block)
    if filters.body_id:
        rows = rows.filter(body_id=filters.body_id)
    if filters.text.strip():
        rows = rows.filter(pk__in=_found(viewer, filters.text))
    return rows


def _found(viewer: Actor, text: str) -> list[int]:
    """Ids of the issues in which every word of `text` occurs, in what `viewer` may search."""
    entries = SearchEntry.objects.filter(ref__startswith="issues.issue:")
    for word in normalise(text).split()[:8]:
        entries = entries.filter(text__contains=word)
    seen = Q(public=True)
    if places := viewer.nodes_for(RESIDENT_ROLES):
        seen |= Q(node_id__in=NodePath.objects.filter(ancestor_id__in=places).values("descendant_id"))
    refs = entries.filter(seen).order_by("-updated_at").values_list("ref", flat=True)[:500]
    return [int(ref.split(":")[1]) for ref in refs]


def site_list(
    viewer: Actor, site_node: Node, filters: Filters | None = None, page: str = "", at: datetime | None = None
) -> Page:
    """A page of a site's issues. `page` is the `next` of the page before; a mark that is none begins anew."""
    now = at or clock.now()
    rows = narrowed(rows_of(viewer, site_node), viewer, filters or Filters(), now)
    return paged(rows, page)


def paged(rows: QuerySet[Issue], page: str = "", size: int = PER_PAGE) -> Page:
    """One page by keyset on (reported_at, id), newest first; it costs the same on the hundredth page."""
    total = rows.count()
    mark = _read_mark(page)
    if mark:
        moment, pk = mark
        rows = rows.filter(Q(reported_at__lt=moment) | Q(reported_at=moment, pk__lt=pk))
    found = list(rows[: size + 1])
    more = found[size - 1] if len(found) > size else None
    return Page(found[:size], total, f"{more.reported_at.timestamp():.6f}_{more.pk}" if more else "")


def _read_mark(page: str) -> tuple[datetime, int] | None:
    moment, _, pk = page.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), tz=clock.now().tzinfo), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def counts(site_node: Node, at: datetime) -> dict[str, int]:
    """How many issues of a site have which status at `at`, those inside homes included; one query.

    Keys: each slug of `status`, "open", "dated" (open with a date), "total", "in_hand", and
    "waiting_days": how long the oldest unaccepted waits.
    """
    slugs = ("new", "accepted", "reopened", "started", "late", "claimed", "unconfirmed", "confirmed", "rejected")
    rows = Issue.objects.filter(site_id=site_node.pk).exclude(state="merged")
    found = rows.aggregate(
        total=Count("id"),
        open=Count("id", filter=Q(state__in=rules.OPEN)),
        dated=Count("id", filter=Q(state__in=rules.OPEN, due__isnull=False)),
        oldest=Min("reported_at", filter=Q(state="new")),
        confirmed_month=Count("id", filter=Q(state="confirmed", confirmed_at__gt=at - timedelta(days=30))),
        **{slug: Count("id", filter=has_status(slug, at)) for slug in slugs},
    )
    oldest = found.pop("oldest")
    found["waiting_days"] = (at - oldest) // timedelta(days=1) if oldest else 0
    found["in_hand"] = found["accepted"] + found["reopened"] + found["started"] + found["late"]
    return found


def counts_once(site_node: Node, at: datetime) -> dict[str, int]:
    """The same for several parts of one page: asked once for each site object and moment."""
    if getattr(site_node, "_counted_at", None) != at:
        site_node._counted, site_node._counted_at = counts(site_node, at), at
    return site_node._counted


def open_in(block: OuterRef) -> Coalesce:
    """How many common reports are open in the block of an outer row, for a query of places."""
    rows = Issue.objects.filter(node__block=block, state__in=rules.OPEN, at_home=False).order_by().values("node__block")
    return Coalesce(Subquery(rows.annotate(n=Count("id")).values("n")), 0)


def numbers(sites: Iterable[int], at: datetime) -> dict[int, dict[str, int]]:
    """The programme's numbers of each site by its id, those inside homes included; one query at any number of sites."""
    found = Issue.objects.filter(site__in=list(sites)).exclude(state="merged").values("site_id")
    rows = found.annotate(
        total=Count("id"),
        open=Count("id", filter=Q(state__in=rules.OPEN)),
        unaccepted=Count("id", filter=Q(state="new")),
        late=Count("id", filter=has_status("late", at)),
        claimed=Count("id", filter=Q(state="claimed")),
        confirmed=Count("id", filter=Q(state="confirmed")),
    )
    return {row["site_id"]: row for row in rows.order_by()}


def my_issues(actor: Actor) -> QuerySet[Issue]:
    """What this household reported or tapped, or what was sent from this phone without a card; newest first."""
    if actor.household_id:
        mine = Tap.objects.filter(household_id=actor.household_id, ended_at=None)
    elif actor.device:
        mine = Tap.objects.filter(device=sealing.device_hash(actor.device), household=None, ended_at=None)
    else:
        return Issue.objects.none()
    rows = Issue.objects.filter(Q(pk__in=mine.values("issue_id"))).filter(visible(actor))
    return rows.exclude(state="merged").select_related(*ROW).order_by("-reported_at", "-id")


def known_to_both(household: Household, into: Household) -> str:
    """How many reports two homes said "me too" to, for the page on which they become one; "" for none. One query."""
    known = Issue.objects.filter(at_home=False, taps__household=household, taps__ended_at=None)
    both = known.filter(pk__in=Tap.objects.filter(household=into, ended_at=None).values("issue")).distinct().count()
    if not both:
        return ""
    return ngettext(
        "%(n)s report that both said “me too” to then counts one home.",
        "%(n)s reports that both said “me too” to then count one home each.",
        both,
    ) % {"n": both}
