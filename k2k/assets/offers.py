"""What assets put on pages of others: the tile, what is asked of the office, the names of what is kept here."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.assets import names, queries
from k2k.assets.models import Certificate
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.todo import Todo
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.issues.models import Issue

MOST = 5


def tile(site: Node, at: datetime) -> dict:
    """Lifts, pumps and tanks, on the front of a perumahan. No statement."""
    return {
        "icon": "lift",
        "title": _("Lifts, pumps, tanks"),
        "text": _("How they run, what is due, what was missed"),
        "url": reverse("assets:list", args=[site.code]),
        "order": 46,
    }


def on_report(issue: "Issue", viewer: Actor, at: datetime) -> dict | None:
    """The way from a report to the thing it is about: how it ran, what is due, what it cost. No statement."""
    if issue.node.kind != "asset":
        return None
    return {"template": "assets/_on_report.html", "url": reverse("assets:show", args=[issue.node.code])}


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To the office: certificates that end and visits that are due, missed ones first."""
    where = actor.nodes_for({"office"})
    if not where or actor.account is None:
        return []
    rows = queries.open_dues(where, clock.today(at))[:MOST]
    nodes = places.by_ids({one.node_id for one in rows}) if rows else {}
    return [_todo(one, nodes[one.node_id]) for one in rows]


def _todo(one: queries.Due, node: Node) -> Todo:
    words = {"what": names.what(one), "thing": places.label(node)}
    sentence = _("Missed: %(what)s, %(thing)s") if one.state == "missed" else _("Due: %(what)s, %(thing)s")
    return Todo(
        sentence % words, reverse("assets:show", args=[node.code]), f"core.node:{node.pk}", clock.due_at(one.day)
    )


def load_certificates(pks: Iterable[int]) -> dict[int, Certificate]:
    """The certificates that messages are about."""
    return Certificate.objects.select_related("node", "node__block", "node__floor").in_bulk(list(pks))
