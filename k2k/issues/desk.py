"""The office's morning: what came in, what is due, what is late, what waits for neighbours, who should take what."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from k2k.bodies.queries import matrix
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.issues import queries, rules
from k2k.issues.models import Issue

LISTS = ("new", "since_yesterday", "today", "late", "unconfirmed", "photos", "home", "all")


def rows(viewer: Actor, site: Node, which: str, at: datetime) -> QuerySet[Issue]:
    """One of the desk's lists, one of LISTS, what presses most first. Raises KeyError for another name."""
    found = queries.rows_of(viewer, site)
    ends = clock.end_of_day(clock.today(at))
    yesterday = clock.start_of_day(clock.today(at) - timedelta(days=1))
    waiting = Q(photo__cleared=False, photo__erased_at=None) | Q(done_photo__cleared=False, done_photo__erased_at=None)
    return {
        "new": found.filter(state="new").order_by("reported_at", "id"),
        "since_yesterday": found.filter(reported_at__gte=yesterday),
        "today": found.filter(state__in=rules.IN_HAND, due__gt=at, due__lt=ends).order_by("due", "id"),
        "late": found.filter(queries.has_status("late", at)).order_by("due", "id"),
        "unconfirmed": found.filter(state="claimed").order_by("claimed_at", "id"),
        "photos": found.filter(waiting, at_home=False).order_by("reported_at", "id"),
        "home": found.filter(at_home=True),
        "all": found,
    }[which]


def suggested(issues: Iterable[Issue], site: Node, at: datetime) -> dict[int, object]:
    """Whom the responsibility matrix names for each issue: who repairs, else who manages. Three queries at any size."""
    lines = {(row.node.pk, row.noun): row for row in matrix(site, at)}
    return {issue.pk: body for issue in issues if (body := _named(issue.node, lines))}


def _named(node: Node, lines: dict):
    chain = [pk for pk in (node.pk, node.floor_id, node.block_id, node.site_id) if pk]
    for duty in ("maintains", "manages"):
        for place in chain:
            line = lines.get((place, node.noun)) or lines.get((place, ""))
            if line and duty in line.named:
                return line.named[duty].body
    return None


def alike(issue: Issue) -> QuerySet[Issue]:
    """Open reports that may be of the same fault: same kind, same place or floor, within a week of each other."""
    near = Q(node_id=issue.node_id) | (Q(node__floor_id=issue.node.floor_id) if issue.node.floor_id else Q(pk=None))
    week = timedelta(days=7)
    others = Issue.objects.filter(near, site_id=issue.site_id, category=issue.category, state__in=rules.OPEN)
    close = others.filter(reported_at__gte=issue.reported_at - week, reported_at__lte=issue.reported_at + week)
    return close.filter(at_home=False).exclude(pk=issue.pk).select_related(*queries.ROW).order_by("-households", "id")
