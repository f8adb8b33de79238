"""Reports as numbers for the dashboards: grouped by the database, at any number of sites. Lists taken over from
elsewhere are left out, for no clock of ours ran for them; what is inside homes is within the sums and on no list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from k2k.issues import rules
from k2k.issues.models import Issue, Step
from k2k.issues.states import has_status

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.core.nodes import Node

#: What a step of a timeline adds to a day; other steps add nothing.
COUNTED = {
    "reported": "opened", "recorded": "opened", "claimed": "claimed", "confirmed": "confirmed", "reopened": "reopened",
}  # fmt: skip
_OURS = Q(source="") & ~Q(state="merged")


def received(where: Q, since: datetime, until: datetime, *by: str) -> list[dict[str, Any]]:
    """What became of the reports that came in from `since` to `until`, as they stand now, by fields. One statement.

    Each row has total, confirmed, claimed, rejected and open, which add up.
    """
    rows = Issue.objects.filter(_OURS & where, reported_at__gte=since, reported_at__lt=until)
    return list(
        rows.order_by().values(*by).annotate(
            total=Count("id"),
            confirmed=Count("id", filter=Q(state="confirmed")),
            claimed=Count("id", filter=Q(state="claimed")),
            rejected=Count("id", filter=Q(state="rejected")),
            open=Count("id", filter=Q(state__in={"new", *rules.IN_HAND})),
        )
    )  # fmt: skip


def waiting(where: Q, at: datetime) -> list[dict[str, Any]]:
    """Whom the open reports wait for at `at`, by site and body (None: nobody accepted). One statement.

    `with_body` and `late` wait for the body, `claimed` for neighbours, `new` for somebody who accepts.
    """
    rows = Issue.objects.filter(_OURS & where, state__in=rules.OPEN).order_by()
    by = ("site_id", "body_id", "body__code", "body__name", "body__kind")
    return list(
        rows.values(*by).annotate(
            open=Count("id"),
            new=Count("id", filter=Q(state="new")),
            with_body=Count("id", filter=Q(state__in=rules.IN_HAND)),
            late=Count("id", filter=has_status("late", at)),
            claimed=Count("id", filter=Q(state="claimed")),
        )
    )  # fmt: skip


def beside(body: Body) -> Q:
    """The reports of every site at which something open lies with `body`."""
    mine = Issue.objects.filter(_OURS, body=body, state__in=rules.OPEN)
    return Q(site__in=mine.order_by().values("site_id"))


def waits(where: Q, since: datetime, until: datetime) -> list[timedelta]:
    """How long each took from the report until it was said to be done, for claims of a time. One statement."""
    rows = Issue.objects.filter(_OURS & where, claimed_at__gte=since, claimed_at__lt=until)
    pairs = rows.order_by().values_list("reported_at", "claimed_at")
    return [claimed - reported for reported, claimed in pairs if claimed]


def by_floor(site: Node) -> list[dict[str, Any]]:
    """The open common faults of a site by block and floor (None: lobby, lifts, around it). One statement."""
    rows = Issue.objects.filter(_OURS, site=site, state__in=rules.OPEN, at_home=False, node__block__isnull=False)
    counted = rows.exclude(node__kind="unit").order_by().values("node__block_id", "node__floor_id")
    return [dict(row) for row in counted.annotate(n=Count("id"))]


def open_by_block(block: Node, at: datetime) -> dict[str, int]:
    """How many common reports are open in a block, and how many of them are late. One statement."""
    rows = Issue.objects.filter(node__block=block, state__in=rules.OPEN, at_home=False)
    return rows.aggregate(open=Count("id"), late=Count("id", filter=has_status("late", at)))


def history(sites: Iterable[int] | None = None) -> Iterator[tuple[int, str, bool, str, datetime]]:
    """Every step that COUNTED names, as (site, category, at home, what it adds, when)."""
    rows = Step.objects.filter(what__in=COUNTED, issue__source="")
    rows = rows.filter(issue__site__in=list(sites)) if sites is not None else rows
    fields = ("issue__site_id", "issue__category", "issue__at_home", "what", "at")
    for site, category, at_home, what, at in rows.order_by("id").values_list(*fields).iterator(chunk_size=2000):
        yield site, category, at_home, COUNTED[what], at
