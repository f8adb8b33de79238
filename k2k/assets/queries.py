"""Reads of assets: what is due, how the lifts ran, what things cost. All of it is public but where it says so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from k2k.assets import availability, rules
from k2k.assets.availability import Ran, Span, Stop
from k2k.assets.models import Certificate, Hours, Part, Schedule, Told
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.places import queries as places
from k2k.works import queries as works

#: So many days are looked back on: a year on the page of a thing, the last weeks for lifts.
YEAR, WEEKS = 365, 28
#: Steps after which it surely stands, perhaps stands, runs.
BEGINS, DOUBTS = ("reported", "recorded", "imported", "reopened", "unmerged"), ("claimed",)


def asset(code: str) -> Node:
    """The thing with this code. Http404 for anything else."""
    node = places.by_code(code)
    if node is None or node.kind != "asset":
        raise Http404
    return node


def site_of(node: Node) -> Node:
    """The site in which a thing lies. Http404 for what lies in none."""
    if node.site is None:
        raise Http404
    return node.site


@dataclass(frozen=True)
class Due:
    """One thing that has a day: a certificate or a visit. `state` is a key of names.DUE."""

    node_id: int
    state: str
    day: date
    certificate: Certificate | None = None
    schedule: Schedule | None = None
    missed: int = 0


_ORDER = ("missed", "due", "soon", "coming", "valid")


def rounds(schedule: Schedule, today: date) -> list[rules.Round]:
    """The visits of a schedule, the next one last; those of an ended one up to its end."""
    visits = {one.due: one for one in schedule.visits.all()}
    found = rules.rounds(schedule.first_due, schedule.months, schedule.grace_days, visits, today)
    return [one for one in found if one.due < schedule.ended_on] if schedule.ended_on else found


def due(nodes: Iterable[Node], today: date) -> list[Due]:
    """What is due of these things, missed first. Three queries at any number of things."""
    ids = [node.pk for node in nodes]
    newest: dict[tuple[int, str], Certificate] = {}
    for one in Certificate.objects.filter(node__in=ids).order_by("issued_on", "id"):
        newest[one.node_id, one.kind] = one
    found = [_of_certificate(one, today) for one in newest.values()]
    plans = Schedule.objects.filter(node__in=ids, ended_on=None).select_related("body").prefetch_related("visits")
    found += [_of_schedule(one, today) for one in plans.order_by("id")]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), one.day))


def _of_certificate(one: Certificate, today: date) -> Due:
    left = one.until - today
    state = "missed" if left < timedelta(0) else "soon" if left <= rules.SOON_CERTIFICATE else "valid"
    return Due(one.node_id, state, one.until, certificate=one)


def _of_schedule(one: Schedule, today: date) -> Due:
    found = rounds(one, today)
    now = rules.next_round(found)
    return Due(one.node_id, now.state, now.due, schedule=one, missed=sum(each.state == "missed" for each in found))


def ending(day: date) -> list[Certificate]:
    """The newest certificates of each kind of things still in use that end up to `day`."""
    rows = Certificate.objects.filter(node__closed_on=None).select_related("node", "node__site", "node__block")
    newest = {(one.node_id, one.kind): one for one in rows.order_by("issued_on", "id")}
    return [one for one in newest.values() if one.until <= day]


def stop_of(issue, at: datetime) -> Stop:
    """What a report with its steps says of a stop, up to `at`."""
    sure: list[Span] = []
    perhaps: list[Span] = []
    since: int | None = None
    claimed: int | None = None
    now = availability.minute(at)
    first = availability.minute(issue.reported_at)
    occurred = availability.minute(issue.occurred_at)
    perhaps.append((min(occurred, first - availability.BEFORE_REPORT), first))
    for step in sorted(issue.steps.all(), key=lambda one: (one.at, one.pk)):
        minute = availability.minute(step.at)
        if step.what in BEGINS:
            since = minute if since is None else since
        elif step.what in DOUBTS and since is not None:
            sure.append((since, minute))
            since = None
        else:
            continue
        if claimed is not None:
            perhaps.append((claimed, minute))
        claimed = minute if step.what in DOUBTS else None
    if since is not None:
        sure.append((since, now))
    if claimed is not None:
        end = availability.minute(issue.confirmed_at) if issue.confirmed_at else now
        perhaps.append((claimed, min(end, claimed + availability.AFTER_CLAIM)))
    return Stop(tuple(sure), tuple(perhaps))


def stops(nodes: Iterable[Node], since: datetime, at: datetime) -> dict[int, list[tuple[Any, Stop]]]:
    """The reported failures of each thing, with the minutes in which it stood. Two queries."""
    found: dict[int, list[tuple[Any, Stop]]] = {}
    for issue in issues.failures(nodes, since):
        found.setdefault(issue.node_id, []).append((issue, stop_of(issue, at)))
    return found


def hours(site: Node) -> list[Hours]:
    """What the site said of its hours, the oldest first."""
    return list(Hours.objects.filter(site=site).order_by("since", "id"))


def sets_on(day: date, said: list[Hours]) -> dict[str, tuple[Span, ...]]:
    """The hours that hold on a day, for each kind of day."""
    own = {one.kind: rules.read_spans(one.spans) for one in said if one.since <= day}
    return {**availability.USUAL, **own}


@dataclass
class Lifts:
    """The lifts of a block over some weeks."""

    block: Node | None
    lifts: list[tuple[Node, Ran]] = field(default_factory=list)
    none: tuple[int, int] = (0, 0)

    @property
    def whole(self) -> Ran:
        """All of them together."""
        return availability.together(one for _node, one in self.lifts)


@dataclass(frozen=True)
class Period:
    """The days that were looked at: from `first` up to and without `last`; `without` lie before K2K began here."""

    first: date
    last: date
    without: int
    peak: list[Span]


def period(site: Node, at: datetime, days: int) -> Period:
    """The hours that count in the last whole days. Two queries."""
    detail, said = places.site_of(site), hours(site)
    last = clock.today(at)
    wanted = last - timedelta(days=days)
    first = min(max(wanted, detail.started_on), last)
    peak = availability.peak(first, last, lambda day: availability.windows(day, detail.state, sets_on(day, said)))
    return Period(first, last, (first - wanted).days, peak)


def lifts(site: Node, over: Period, at: datetime) -> list[Lifts]:
    """How the lifts of each block ran. Three queries."""
    nodes = list(places.lifts(site))
    said = stops(nodes, clock.start_of_day(over.first), at)
    found: dict[int | None, Lifts] = {}
    for node in nodes:
        of = found.setdefault(node.block_id, Lifts(node.block))
        of.lifts.append((node, availability.ran(over.peak, [stop for _issue, stop in said.get(node.pk, [])])))
    for of in found.values():
        each = [[stop for _issue, stop in said.get(node.pk, [])] for node, _ran in of.lifts]
        of.none = availability.none_ran(over.peak, each)
    return list(found.values())


def repeats(found: Iterable[Any]) -> list[Any]:
    """Of these failures of one thing, the oldest first, that came within 30 days of a repair or were reopened."""
    repaired: datetime | None = None
    again = []
    for issue in found:
        soon = repaired is not None and timedelta(0) <= issue.reported_at - repaired <= rules.REPEAT_WITHIN
        if soon or issue.reopened:
            again.append(issue)
        repaired = issue.claimed_at or repaired
    return again


def parts(node: Node) -> list[Part]:
    """The pieces of a thing, those that are there first, each after the piece it belongs to."""
    rows = list(Part.objects.filter(node=node).order_by("-kind", "since", "id"))
    below: dict[int | None, list[Part]] = {}
    for one in sorted(rows, key=lambda one: (one.until is not None, one.kind != "whole", one.since, one.pk)):
        below.setdefault(one.parent_id, []).append(one)
    found: list[Part] = []

    def put(parent: int | None) -> None:
        for one in below.get(parent, []):
            found.append(one)
            put(one.pk)

    put(None)
    return found


def certificates(node: Node) -> QuerySet[Certificate]:
    """The certificates of a thing, the newest first."""
    return Certificate.objects.filter(node=node).select_related("photo").order_by("-issued_on", "-id")


def schedules(node: Node) -> list[Schedule]:
    """The schedules of a thing, those that run first."""
    rows = Schedule.objects.filter(node=node).select_related("body", "node").prefetch_related("visits")
    return sorted(rows, key=lambda one: (one.ended_on is not None, one.pk))


def schedule(node: Node, number: int) -> Schedule:
    """One of them. Http404."""
    found = Schedule.objects.filter(node=node, pk=number, ended_on=None).select_related("node", "body").first()
    if found is None:
        raise Http404
    return found


def part(node: Node, number: int) -> Part:
    """A piece that is still there. Http404."""
    found = Part.objects.filter(node=node, pk=number, until=None).select_related("node", "parent").first()
    if found is None:
        raise Http404
    return found


def orders(viewer: Actor, node: Node) -> QuerySet:
    """The orders for reports of a thing that `viewer` may see, the newest first."""
    return works.rows_of(viewer, site_of(node)).filter(links__issue__node=node).distinct()


def cost_by_year(node: Node) -> list[tuple[int, int]]:
    """What was spent on a thing in each year, in sen, the newest first."""
    sums: dict[int, int] = {}
    for one in works.costs(site_of(node), node=node):
        sums[one.day.year] = sums.get(one.day.year, 0) + one.sen
    return sorted(sums.items(), reverse=True)


def told(pks: Iterable[int]) -> dict[int, Told]:
    """The tellings that messages are about."""
    rows = Told.objects.select_related("issue", "issue__node", "issue__node__block", "issue__node__floor")
    return rows.in_bulk(list(pks))


def last_told(node: Node) -> Told | None:
    """The newest telling of a stop of this lift."""
    return Told.objects.filter(issue__node=node).order_by("-at", "-id").first()


def stands(node: Node, at: datetime) -> bool:
    """Whether a report still says that this lift stands."""
    lifts = issues.lifts(node.block or site_of(node), at)
    return any(each.node.pk == node.pk and each.state in ("stopped", "started") for each in lifts)


def open_dues(sites: Iterable[int], today: date) -> list[Due]:
    """What is missed or due now in the parts of the tree below these nodes; for the to-do list. Four queries."""
    rows = Node.objects.filter(kind="asset", closed_on=None, above__ancestor__in=list(sites)).distinct()
    known = rows.filter(
        Q(pk__in=Certificate.objects.values("node")) | Q(pk__in=Schedule.objects.filter(ended_on=None).values("node"))
    )
    return [one for one in due(known, today) if one.state in ("missed", "due", "soon")]
