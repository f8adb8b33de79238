"""What the programme's page shows: the perumahan side by side, in numbers with their denominators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from k2k.bodies.models import Seat
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.issues.models import Issue
from k2k.issues.rules import OPEN
from k2k.places import queries as places


@dataclass(frozen=True)
class SiteRow:
    """One perumahan in the programme's table."""

    site: Node
    homes: int
    total: int
    open: int
    unaccepted: int
    late: int
    claimed: int
    confirmed: int
    has_office: bool


def sites(viewer: Actor, at: datetime) -> list[SiteRow]:
    """Every perumahan under the viewer's programme with its numbers; three queries at any number of sites."""
    found = [site.node for site in places.sites(viewer)]
    ids = [node.pk for node in found]
    homes = dict(
        Node.objects.filter(kind="unit", site__in=ids).values_list("site_id").annotate(n=Count("id")).order_by()
    )
    numbers = {row["site_id"]: row for row in _numbers(ids, at)}
    offices = set(Seat.objects.filter(node__in=ids, kind="office", until=None).values_list("node_id", flat=True))
    empty = dict.fromkeys(("total", "open", "unaccepted", "late", "claimed", "confirmed"), 0)
    return [
        SiteRow(
            site=node,
            homes=homes.get(node.pk, 0),
            has_office=node.pk in offices,
            **{key: numbers.get(node.pk, empty)[key] for key in empty},
        )
        for node in found
    ]


def _numbers(sites: list[int], at: datetime) -> Any:
    found = Issue.objects.filter(site__in=sites).exclude(state="merged").values("site_id")
    return found.annotate(
        total=Count("id"),
        open=Count("id", filter=Q(state__in=OPEN)),
        unaccepted=Count("id", filter=Q(state="new")),
        late=Count("id", filter=issues.has_status("late", at)),
        claimed=Count("id", filter=Q(state="claimed")),
        confirmed=Count("id", filter=Q(state="confirmed")),
    ).order_by()


def total(found: list[SiteRow]) -> dict[str, int]:
    """The sums over the table's rows."""
    keys = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    return {key: sum(getattr(row, key) for row in found) for key in keys}


def sentence(total: dict[str, int]) -> str:
    """The programme's finding: what neighbours confirmed, out of what was reported, and what is late."""
    return (
        _("Neighbours confirmed %(confirmed)s of %(total)s reports. %(late)s of %(open)s open ones are late.") % total
    )
