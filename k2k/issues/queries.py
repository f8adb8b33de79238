"""Reads of issues. Each takes who looks: what is inside homes is seen by its office and its own household only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.search import SearchEntry, normalise
from k2k.issues import rules, sealing
from k2k.issues.drawn import (  # noqa: F401  (offered to the apps above)
    FloorMarks,
    LiftState,
    block_marks,
    lifts,
    stopped_lifts,
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
from k2k.issues.rules import IN_HAND, OPEN  # noqa: F401
from k2k.issues.standing import has_a_say, reason_not_counted
from k2k.issues.states import ROW, has_status, status  # noqa: F401
from k2k.issues.timeline import lines as timeline  # noqa: F401
from k2k.people import queries as people

PER_PAGE = 30
RESIDENT_ROLES = {"office"}


def visible(viewer: Actor) -> Q:
    """What `viewer` may see: all common faults, and of homes its own and those of its office."""
    seen = Q(at_home=False)
    if viewer.is_system:
        return Q()
    if viewer.household_id:
        own = [place for role, place in viewer.grants if role == "household"]
        since = people.moved_in(viewer.household_id)
        seen |= Q(reporter_id=viewer.household_id) | Q(node_id__in=own, reporter=None, reported_at__gte=since)
    places = viewer.nodes_for(RESIDENT_ROLES)
    if places:
        seen |= Q(node_id__in=NodePath.objects.filter(ancestor_id__in=places).values("descendant_id"))
    return seen


def get(actor: Actor, code: str, verb: str | None = None) -> Issue:
    """Fetch and authorise: Http404 where there is none, or none that `actor` may see and do `verb` to."""
    rows = Issue.objects.filter(visible(actor), code=code).select_related(*ROW, "site", "photo", "done_photo")
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
    rows = Issue.objects.filter(follow_hash=hashed).select_related(*ROW, "site", "photo", "done_photo")
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


def rows_of(viewer: Actor, site_node: Node) -> QuerySet[Issue]:
    """Every issue of a site that `viewer` may see, merged ones left out, the newest first."""
    rows = Issue.objects.filter(visible(viewer), site_id=site_node.pk).exclude(state="merged")
    return rows.select_related(*ROW).order_by("-reported_at", "-id")


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


@dataclass(frozen=True)
class Can:
    """What a viewer may do with an issue now; `why_not` says why an answer would not count, "" when it would."""

    tap: bool = False
    untap: bool = False
    answer: bool = False
    say_no: bool = False
    accept: bool = False
    start: bool = False
    claim: bool = False
    reject: bool = False
    merge: bool = False
    unmerge: bool = False
    comment: bool = False
    promise_date: bool = False
    slip: bool = False
    clear_photo: bool = False
    see_private: bool = False
    read_contact: bool = False
    why_not: str = ""


def can(viewer: Actor, issue: Issue, at: datetime | None = None) -> Can:
    """What `viewer` may do with the issue in its present state. At most eight queries, whatever the issue."""
    now = at or clock.now()
    tapped, known = _has_tapped(viewer, issue), bool(viewer.household_id or viewer.device)
    asked = issue.state == "claimed" or (issue.state == "confirmed" and now < issue.claimed_at + rules.REOPENS_FOR)

    def may(verb: str, *states: str) -> bool:
        return issue.state in states and viewer.may(f"issues.{verb}", issue.node)

    staff = viewer.is_staff or viewer.kind == "link"
    speaks, sees_to_it = _own_work(viewer, issue, now) if staff else (False, False)
    flags = {} if not staff else {
        "accept": may("accept", "new", "rejected"),
        "start": sees_to_it and may("start", "accepted"),
        "claim": sees_to_it and may("claim", *rules.IN_HAND),
        "reject": may("reject", "new", *rules.IN_HAND),
        "merge": may("merge", "new", *rules.IN_HAND),
        "unmerge": may("unmerge", "merged"),
        "comment": may("comment", *rules.STATES),
        "promise_date": speaks and issue.due_kind == "target" and may("promise_date", *rules.IN_HAND),
        "slip": speaks and bool(issue.due) and may("slip", *rules.IN_HAND),
        "clear_photo": bool(issue.photo_id or issue.done_photo_id) and may("clear_photo", *rules.STATES),
        "see_private": may("see_private", *rules.STATES),
        "read_contact": issue.identity == "confidential" and may("read_contact", *rules.STATES),
    }  # fmt: skip
    return Can(
        tap=known and issue.state in rules.OPEN and not tapped,
        untap=issue.state in rules.OPEN and tapped and not _is_first(viewer, issue),
        answer=known and issue.state == "claimed",
        say_no=known and asked and (not viewer.household_id or has_a_say(viewer, issue)),
        why_not=reason_not_counted(viewer, issue, now) if asked else "",
        **flags,
    )


def _own_work(viewer: Actor, issue: Issue, at: datetime) -> tuple[bool, bool]:
    """Whether the viewer names the dates of the issue's body, and whether it may say how its work goes."""
    if issue.body is None or issue.state not in rules.IN_HAND:
        return False, False
    joined = issue.body.has_joined(clock.today(at))
    speaks = bodies.speaks_for(viewer, issue.body, at)
    return speaks and joined, speaks or bodies.may_record(viewer, None, issue.node, at)


def _taps_of(viewer: Actor, issue: Issue) -> QuerySet[Tap]:
    if viewer.household_id:
        return issue.taps.filter(household_id=viewer.household_id, ended_at=None)
    if viewer.device:
        return issue.taps.filter(household=None, device=sealing.device_hash(viewer.device), ended_at=None)
    return Tap.objects.none()


def _has_tapped(viewer: Actor, issue: Issue) -> bool:
    return _taps_of(viewer, issue).exists()


def _is_first(viewer: Actor, issue: Issue) -> bool:
    first = issue.taps.order_by("id").values_list("id", flat=True)[:1]
    return _taps_of(viewer, issue).filter(pk__in=list(first)).exists()
