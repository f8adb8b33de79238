"""What the programme's page shows: the perumahan side by side, in numbers with their denominators."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.issues import queries as issues
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
    numbers, offices = issues.numbers(ids, at), bodies.offices_at(ids, at)
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


def total(found: list[SiteRow]) -> dict[str, int]:
    """The sums over the table's rows."""
    keys = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    return {key: sum(getattr(row, key) for row in found) for key in keys}


def sentence(total: dict[str, int]) -> str:
    """The programme's finding: what neighbours confirmed, out of what was reported, and what is late."""
    return (
        _("Neighbours confirmed %(confirmed)s of %(total)s reports. %(late)s of %(open)s open ones are late.") % total
    )
