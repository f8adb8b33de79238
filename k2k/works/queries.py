"""Reads of orders. What is for a report inside a home is seen by its office alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, When
from django.http import Http404

from k2k.core import clock, money
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.issues import queries as issues
from k2k.works import rules
from k2k.works.models import Idea, Order, OrderIssue, Support

if TYPE_CHECKING:
    from k2k.issues.models import Issue

PER_PAGE = 30


def rows_of(viewer: Actor, site: Node) -> QuerySet[Order]:
    """The orders of a site that `viewer` may see, the newest first."""
    rows = Order.objects.filter(site=site).select_related("site", "body", "activity", "idea")
    rows = rows.annotate(n_issues=Count("links")).order_by("-made_at", "-id")
    if viewer.is_system or viewer.holds({"office"}, site):
        return rows
    return rows.filter(~Exists(OrderIssue.objects.filter(order=OuterRef("pk"), issue__at_home=True)))


def narrowed(rows: QuerySet[Order], state: str = "", body: str = "") -> QuerySet[Order]:
    """Only one state ("open" for all that go on), only one body by its code."""
    if state == "open":
        rows = rows.filter(state__in=rules.OPEN)
    elif state in rules.STATES:
        rows = rows.filter(state=state)
    return rows.filter(body__code=body) if body else rows


def get(viewer: Actor, code: str, verb: str = "") -> Order:
    """Fetch and authorise: Http404 where there is none, or none that `viewer` may see and do `verb` to."""
    found = Order.objects.filter(code=code).select_related("site").first()
    if found is None or (verb and not viewer.may(verb, found.site)):
        raise Http404
    seen = rows_of(viewer, found.site).filter(pk=found.pk).first()
    if seen is None:
        raise Http404
    return seen


def of_link(holder: Actor) -> Order:
    """The order that a signed link is about. Http404 for a link that is about none."""
    kind, _colon, pk = holder.link.about.partition(":")
    rows = Order.objects.select_related("site", "body")
    found = rows.filter(pk=pk).first() if kind == "works.order" and pk.isdigit() else None
    if found is None:
        raise Http404
    return found


def reports(viewer: Actor, order: Order) -> list["Issue"]:
    """The reports of the order; those inside homes for its office and the holder of its link alone."""
    rows = order.links.select_related("issue__node__block", "issue__node__floor", "issue__body", "issue__site")
    if not (viewer.is_system or viewer.holds({"office"}, order.site) or viewer.reaches(order.ref) and viewer.link):
        rows = rows.filter(issue__at_home=False)
    return [link.issue for link in rows.order_by("issue_id")]


def choosable(viewer: Actor, site: Node) -> QuerySet["Issue"]:
    """Open reports of the site that no order has, the longest waiting first."""
    taken = OrderIssue.objects.filter(issue=OuterRef("pk"), ended_at=None)
    rows = issues.rows_of(viewer, site).filter(~Exists(taken), state__in=("new", "accepted", "started"), source="")
    return rows.order_by("reported_at", "id")


def offered(viewer: Actor, site: Node, asked: list[str], most: int) -> QuerySet["Issue"]:
    """What an order may be written for: first the reports that were asked for, then the longest waiting."""
    first = Case(When(code__in=asked, then=0), default=1)
    return choosable(viewer, site).order_by(first, "reported_at", "id")[:most]


def may_be_ordered(viewer: Actor, issue: "Issue", order: Order | None) -> bool:
    """Whether the viewer may write an order for a report whose newest order is `order`."""
    is_free = order is None or order.state in rules.ENDED
    is_open = issue.state in ("new", *issues.IN_HAND) and not issue.source
    return is_free and is_open and viewer.may("works.draft", issue.site)


def running_for(issue: "Issue") -> Order | None:
    """The newest order for a report: the open one, else the last. One query."""
    return (
        Order.objects.filter(links__issue=issue)
        .exclude(state="cancelled")
        .select_related("body")
        .order_by("-made_at", "-id")
        .first()
    )


@dataclass(frozen=True)
class Cost:
    """What one report cost: the place it is at, its category, its share of the approved sum in sen, on which day.

    The day is that on which the order ended; of one that goes on, that of its approval.
    """

    node_id: int
    block_id: int | None
    category: str
    sen: int
    day: date


def _costs(orders: Iterable[Order]) -> list[Cost]:
    rows = []
    for order in orders:
        day = clock.today(order.ended_at or order.approved_at)
        found = [link.issue for link in sorted(order.links.all(), key=lambda link: link.pk)]
        if found:
            shares = money.split_evenly(order.sen, len(found))
            rows += [
                Cost(issue.node_id, issue.node.block_id, issue.category, sen, day)
                for issue, sen in zip(found, shares, strict=True)
            ]
        else:
            rows.append(Cost(order.idea.node_id if order.idea else order.site_id, None, "improvement", order.sen, day))
    return rows


def costs(
    site: Node, *, node: Node | None = None, block: Node | None = None, category: str = "", done: bool = True
) -> list[Cost]:
    """What was spent at a site, report by report, in exact sen: the shares of an order add up to its sum.

    `node` takes what is at it and below it. Only done orders, unless `done` is False: then all that are approved.
    """
    rows = Order.objects.filter(site=site, approved_at__isnull=False).select_related("idea")
    rows = rows.filter(state="done") if done else rows.filter(~Q(state__in=("cancelled", "cannot_be_done")))
    found = _costs(rows.prefetch_related("links__issue__node").order_by("id"))
    if node is not None:
        within = set(NodePath.objects.filter(ancestor=node).values_list("descendant_id", flat=True)) | {node.pk}
        found = [one for one in found if one.node_id in within]
    if block is not None:
        found = [one for one in found if one.block_id == block.pk]
    return [one for one in found if one.category == category] if category else found


def spent(site: Node, first: date, last: date) -> tuple[int, int]:
    """How many orders were done in these days and their sum in sen, without those for a home. One query."""
    done = Order.objects.filter(site=site, state="done", ended_at__gte=clock.start_of_day(first))
    done = done.filter(~Exists(OrderIssue.objects.filter(order=OuterRef("pk"), issue__at_home=True)))
    found = done.filter(ended_at__lt=clock.end_of_day(last)).aggregate(n=Count("id"), sen=Sum("sen"))
    return found["n"], found["sen"] or 0


def total(found: Iterable[Cost]) -> int:
    """The sum in sen."""
    return sum(one.sen for one in found)


def ideas(site: Node) -> QuerySet[Idea]:
    """The ideas of a site, open ones first, with how many homes want them."""
    rows = Idea.objects.filter(site=site).select_related("site", "node", "node__block", "node__floor", "photo")
    return rows.annotate(homes=Count("supports")).order_by("answered_at", "-homes", "-at", "-id")


def idea(code: str) -> Idea:
    """One idea. Http404 where there is none."""
    found = Idea.objects.filter(code=code).select_related("site", "node", "photo", "order").first()
    if found is None:
        raise Http404
    return found


def common_places(site: Node) -> list[Node]:
    """Where an idea can be for: the site, its blocks, and their common spots, floors apart. One query."""
    common = Q(kind="block") | Q(kind="spot", floor=None)
    rows = Node.objects.filter(common, site=site).select_related("block", "floor", "site")
    return [site, *rows.order_by("block__position", "position", "id")]


def supports(viewer: Actor, one: Idea) -> bool:
    """Whether the viewer's home wants it already."""
    home = viewer.household_id
    return home is not None and Support.objects.filter(idea=one, household_id=home).exists()
