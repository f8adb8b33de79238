"""What works put on pages of other apps: who repairs a report, what is asked of somebody, the tile, the links."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.works import names, queries
from k2k.works.models import Care, Order

if TYPE_CHECKING:
    from k2k.issues.models import Issue

MOST = 5


def tile(site: Node, at: datetime) -> dict:
    """Work that leaves a history, on the front of a perumahan. No statement."""
    return {
        "icon": "tools",
        "title": _("Work and ideas"),
        "text": _("Who repairs what, and what could be better"),
        "url": reverse("works:list", args=[site.code]),
        "order": 45,
    }


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To the office: prices that wait for an answer. One query, none for others."""
    places = actor.nodes_for({"office"})
    if not places or actor.account is None:
        return []
    inside = NodePath.objects.filter(ancestor_id__in=places).values("descendant_id")
    rows = Order.objects.filter(state="quoted", site_id__in=inside).order_by("made_at", "id")
    return [
        Todo(_("Approve or refuse the price: %(what)s") % {"what": one.what}, names.url(one), one.ref)
        for one in rows[:MOST]
    ]


def on_report(issue: "Issue", viewer: Actor, at: datetime) -> dict | None:
    """Who repairs a report, until when, and why it could not be done; to the office the way to an order. One query."""
    order = queries.running_for(issue)
    if queries.may_be_ordered(viewer, issue, order):
        draft = f"{reverse('works:draft', args=[issue.site.code])}?aduan={issue.code}"
        return {"template": "works/_on_report.html", "draft_url": draft, **_repair(issue, order)}
    found = _repair(issue, order)
    return {"template": "works/_on_report.html", **found} if found else None


def _repair(issue: "Issue", order: Order | None) -> dict:
    if order is None or order.state in ("draft", "quoted"):
        return {}
    photos = [] if issue.at_home else list(order.photos.select_related("file").order_by("id"))
    return {
        "order": order,
        "kind": names.KINDS[order.kind],
        "state": names.MARKS[order.state],
        "state_words": names.STATES[order.state],
        "url": "" if issue.at_home else names.url(order),
        "photos": [photo for photo in photos if photo.file.cleared and not photo.file.erased_at],
    }


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of an order for whoever may see it."""
    order = Order.objects.select_related("site").filter(pk=pk).first()
    if order is None or not queries.rows_of(viewer, order.site).filter(pk=pk).exists():
        return None
    return order.what, names.url(order)


def care_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of what is looked after."""
    care = Care.objects.select_related("order").filter(pk=pk).first()
    return (care.what, names.url(care.order)) if care else None


def load(pks: Iterable[int]) -> dict[int, Order]:
    """The orders that messages are about."""
    return Order.objects.select_related("site", "body").in_bulk(list(pks))
