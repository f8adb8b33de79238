"""Papan Janji: what was promised at a site, or by a body over its sites, counted and listed by the database.

What is on a board: without a month, every promise not yet done, and those said to be done or withdrawn this month;
with a month, the promises whose first date lies in it, so that no slip moves a promise out of its month. Targets are
nobody's promise: they are counted beside, never within.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from k2k.bodies import queries as bodies
from k2k.commitments import rules, verdicts
from k2k.commitments.models import Commitment, Slip
from k2k.core import clock
from k2k.core.nodes import Node

if TYPE_CHECKING:
    from k2k.bodies.models import Body

#: The lists of a board and the verdicts in each, the bad news first.
LISTS: dict[str, tuple[str, ...]] = {
    "late": ("late",),
    "broken": ("broken",),
    "waiting": ("waiting", "unconfirmed"),
    "running": ("running",),
    "done_late": ("done_late",),
    "kept": ("kept",),
}
#: Lists of what is over: the newest first. The others begin with the oldest date.
OVER = {"done_late", "kept", "broken"}
#: How many of each list the whole board shows, and how many a page of one list.
GLANCE, PAGE = 4, 25
_SHOWN = ("body", "site", "node", "node__site", "node__block", "node__floor")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Tally:
    """How many promises have each verdict; `first` counts the kept ones that were done by their first date.

    `private` counts those inside homes: within every number, on no list.
    """

    late: int = 0
    running: int = 0
    waiting: int = 0
    unconfirmed: int = 0
    kept: int = 0
    done_late: int = 0
    broken: int = 0
    stopped: int = 0
    first: int = 0
    targets: int = 0
    late_targets: int = 0
    private: int = 0

    def add(self, row: dict) -> None:
        """Count one row of `_counted`."""
        verdict, n = row["verdict"], row["n"]
        if row["kind"] == "target":
            self.targets += n if verdict in ("running", "late") else 0
            self.late_targets += n if verdict == "late" else 0
            return
        setattr(self, verdict, getattr(self, verdict) + n)
        self.first += row["first"] if verdict == "kept" else 0
        self.private += row["private_n"] if verdict != "stopped" else 0

    @property
    def total(self) -> int:
        """Every promise that counts; what somebody else stopped does not."""
        return self.running + self.claimed + self.confirmed + self.late + self.broken

    @property
    def claimed(self) -> int:
        """Done by the promiser's word alone: waiting for neighbours or not confirmed by them."""
        return self.waiting + self.unconfirmed

    @property
    def confirmed(self) -> int:
        """Confirmed by neighbours, on time or late."""
        return self.kept + self.done_late

    @property
    def finished(self) -> int:
        """Said to be done, whoever says so."""
        return self.claimed + self.confirmed

    @property
    def bad(self) -> int:
        """Late, broken or done late: what the meter draws as late."""
        return self.late + self.broken + self.done_late

    @property
    def under_way(self) -> int:
        """Running or only claimed: what the meter draws as under way."""
        return self.running + self.claimed

    @property
    def lists(self) -> list[tuple[str, int]]:
        """Each list of the board with how many it holds."""
        return [(name, sum(getattr(self, verdict) for verdict in inside)) for name, inside in LISTS.items()]


@dataclass
class Part:
    """One line of the summary: a body at the site, or a site of the body."""

    tally: Tally
    body: Body | None = None
    site: Node | None = None
    state: str = "open"
    opens_on: date | None = None


@dataclass
class Board:
    """One board: its numbers, its summary, and its lists (all at a glance, or a page of one)."""

    tally: Tally
    parts: list[Part]
    lists: dict[str, list[Commitment]]
    month: date | None = None
    chosen: str = ""
    next_cursor: str = ""

    @property
    def rows(self) -> list[Commitment]:
        """Every promise listed, the late ones first."""
        return [row for rows in self.lists.values() for row in rows]


@dataclass(frozen=True)
class Filter:
    """What a reader asks of a board: a month (its first day), a body's code, one list, and where to go on."""

    month: date | None = None
    body: str = ""
    state: str = ""
    after: str = ""


def _month_end(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def within(month: date | None, at: datetime) -> Q:
    """Which commitments a board holds: see the head of this file."""
    if month is not None:
        start, end = clock.start_of_day(month.replace(day=1)), clock.start_of_day(_month_end(month))
        return Q(first_due__gte=start, first_due__lt=end)
    since = clock.start_of_day(clock.today(at).replace(day=1))
    undone = Q(withdrawn_at=None, proof__in=("none", "denied"))
    return undone | Q(claimed_at__gte=since) | Q(withdrawn_at__gte=since)


def _asked(where: Q, wanted: Filter, at: datetime) -> QuerySet[Commitment]:
    found = Commitment.objects.filter(where, imported=False).filter(within(wanted.month, at))
    found = found.filter(body__code=wanted.body) if wanted.body else found
    return found.annotate(verdict=verdicts.verdict(at))


def _counted(found: QuerySet[Commitment], *by: str) -> list[dict]:
    """How many of each kind and verdict, for each body or site. One statement."""
    on_first_date = Count("id", filter=Q(claimed_at__lt=F("first_due")))
    rows = found.order_by().values("kind", "verdict", *by)
    inside = Count("id", filter=Q(private=True))
    return list(rows.annotate(n=Count("id"), first=on_first_date, private_n=inside))


def _listed(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Rows as a board shows them: with body, place and the reason of the newest slip."""
    slips = Slip.objects.filter(commitment=OuterRef("pk")).order_by("-id")
    rows = found.filter(kind="promise", private=False).annotate(reason=Subquery(slips.values("reason")[:1]))
    return rows.select_related(*_SHOWN)


def _glance(found: QuerySet[Commitment]) -> dict[str, list[Commitment]]:
    """The first few of each list that is not over well, in one statement."""
    whens = [When(verdict__in=inside, then=Value(name)) for name, inside in LISTS.items()]
    rows = _listed(found).annotate(part=Case(*whens, default=Value(""), output_field=CharField()))
    nth = Window(RowNumber(), partition_by=[F("part")], order_by=[F("due").asc(), F("id").asc()])
    shown = rows.annotate(nth=nth).filter(nth__lte=GLANCE, part__in=("late", "broken", "waiting", "running"))
    lists: dict[str, list[Commitment]] = {}
    for row in shown.order_by("due", "id"):
        lists.setdefault(row.part, []).append(row)
    return {name: lists[name] for name in LISTS if name in lists}


def _page(found: QuerySet[Commitment], wanted: Filter) -> tuple[dict[str, list[Commitment]], str]:
    """One page of one list by keyset, and where the next begins ("" at the end)."""
    newest_first = wanted.state in OVER
    rows = _listed(found).filter(verdict__in=LISTS[wanted.state])
    place = _read_cursor(wanted.after)
    if place is not None:
        due, pk = place
        step = "lt" if newest_first else "gt"
        rows = rows.filter(Q(**{f"due__{step}": due}) | Q(due=due, **{f"id__{step}": pk}))
    order = ("-due", "-id") if newest_first else ("due", "id")
    shown = list(rows.order_by(*order)[: PAGE + 1])
    after = _cursor(shown[PAGE - 1]) if len(shown) > PAGE else ""
    return {wanted.state: shown[:PAGE]}, after


def _cursor(row: Commitment) -> str:
    return f"{(row.due - EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    """Where a page begins; nonsense begins at the start."""
    due, _dash, pk = text.partition("-")
    if not (due.isdecimal() and pk.isdecimal() and len(due) < 18 and len(pk) < 18):
        return None
    return EPOCH + timedelta(microseconds=int(due)), int(pk)


def _board(found: QuerySet[Commitment], wanted: Filter, counted: Iterable[dict], parts: list[Part]) -> Board:
    total = Tally()
    for row in counted:
        total.add(row)
    lists, after = _page(found, wanted) if wanted.state in LISTS else (_glance(found), "")
    return Board(total, parts, lists, wanted.month, wanted.state, after)


def board(site: Node, at: datetime, wanted: Filter = Filter()) -> Board:  # noqa: B008  (frozen)
    """Papan Janji of a site. Three statements at any size."""
    found = _asked(Q(site=site), wanted, at)
    counted = _counted(found, "body_id")
    return _board(found, wanted, counted, _bodies_of(site, counted, at, wanted.body))


def _bodies_of(site: Node, counted: list[dict], at: datetime, only: str) -> list[Part]:
    """Each body with promises here or named here; a body's numbers stay closed until its board opens."""
    day = clock.today(at)
    by_body: dict[int, Tally] = {}
    for row in counted:
        by_body.setdefault(row["body_id"], Tally()).add(row)
    parts = [
        Part(by_body.get(body.pk, Tally()), body=body, **_opening(body, day))
        for body in bodies.named_at(site, day, [pk for pk, count in by_body.items() if count.total])
        if not only or body.code == only
    ]
    order = {"open": 0, "closed": 1, "not_joined": 2}
    return sorted(parts, key=lambda part: (order[part.state], -part.tally.total, str(part.body)))


def _opening(body: Body, day: date) -> dict:
    opens = rules.board_opens_on(body.joined_on, body.first_meeting_on)
    if not body.has_joined(day):
        return {"state": "not_joined", "opens_on": None}
    is_open = rules.board_is_open(body.joined_on, body.first_meeting_on, day)
    return {"state": "open" if is_open else "closed", "opens_on": opens}


def body_board(body: Body, at: datetime, wanted: Filter = Filter()) -> Board:  # noqa: B008  (frozen)
    """What one body promised, over all its sites. Three statements at any size.

    Until the board opens it holds nothing: no list and no number.
    """
    day = clock.today(at)
    if not rules.board_is_open(body.joined_on, body.first_meeting_on, day):
        return Board(Tally(), [Part(Tally(), body=body, **_opening(body, day))], {}, wanted.month)
    found = _asked(Q(body=body), wanted, at)
    counted = _counted(found, "site_id")
    by_site: dict[int, Tally] = {}
    for row in counted:
        by_site.setdefault(row["site_id"], Tally()).add(row)
    sites = Node.objects.filter(pk__in=by_site).order_by("name", "id")
    return _board(found, wanted, counted, [Part(by_site[site.pk], site=site, body=body) for site in sites])


def exported(site: Node, wanted: Filter, at: datetime) -> QuerySet[Commitment]:
    """Every date of a site's board that is listed, targets too, oldest first, for a download."""
    found = _asked(Q(site=site, private=False), wanted, at).annotate(slips_n=Count("slips"))
    found = found.filter(verdict__in=LISTS[wanted.state]) if wanted.state in LISTS else found
    return found.select_related(*_SHOWN).order_by("due", "id")


def heeded(wanted: Filter, at: datetime) -> Filter:
    """The filter without a body whose board is not open: its numbers alone are nobody's to read yet."""
    body = bodies.by_code(wanted.body) if wanted.body else None
    if body is not None and rules.board_is_open(body.joined_on, body.first_meeting_on, clock.today(at)):
        return wanted
    return replace(wanted, body="")


def summary(site: Node, at: datetime) -> Tally:
    """The numbers of the site's board alone. One statement."""
    total = Tally()
    for row in _counted(_asked(Q(site=site), Filter(), at)):
        total.add(row)
    return total


def judged(where: Q, since: datetime, until: datetime, at: datetime) -> Tally:
    """The numbers of the promises whose first date lay from `since` to `until`. One statement."""
    found = Commitment.objects.filter(where, imported=False, first_due__gte=since, first_due__lt=until)
    total = Tally()
    for row in _counted(found.annotate(verdict=verdicts.verdict(at))):
        total.add(row)
    return total


def opening(body: Body, at: datetime) -> tuple[bool, date | None]:
    """Whether the numbers of a body are open at `at`, and the day on which they open or opened."""
    state = _opening(body, clock.today(at))
    return state["state"] == "open", state["opens_on"]


def fell(sites: Iterable[int], since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """By site: how many dates fell from `since` to `until`, how many of them passed undone. One statement."""
    rows = Commitment.objects.filter(site__in=list(sites), imported=False, due__gte=since, due__lt=until)
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("due"))
    missed = Count("id", filter=Q(claimed_at=None) | Q(claimed_at__gte=F("due")))
    counted = rows.filter(stood).order_by().values("site_id").annotate(n=Count("id"), missed=missed)
    return {row["site_id"]: (row["n"], row["missed"]) for row in counted}


def moved(sites: Iterable[int], since: datetime, until: datetime) -> dict[int, int]:
    """By site: how many dates were moved later from `since` to `until`. One statement."""
    rows = Slip.objects.filter(commitment__site__in=list(sites), at__gte=since, at__lt=until).order_by()
    counted = rows.values("commitment__site_id").annotate(n=Count("commitment", distinct=True))
    return {row["commitment__site_id"]: row["n"] for row in counted}
