"""What promises put on pages of the apps above: the tile on the front, what is asked of who promised, the links."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.commitments import queries
from k2k.commitments.models import Commitment
from k2k.commitments.shown import shown
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.core.ui import formats

#: A date that stands and is not kept yet.
UNDONE = Q(withdrawn_at=None, proof__in=("none", "denied"))


def tile(site: Node, at: datetime) -> dict:
    """Papan Janji on the front of a perumahan, with its finding. One statement."""
    tally = queries.summary(site, at)
    text = _("Who promised what, and by when")
    if tally.total:
        text = ngettext("%(kept)s of %(n)s kept", "%(kept)s of %(n)s kept", tally.total) % {
            "kept": formats.number(tally.kept),
            "n": formats.number(tally.total),
        }
    return {
        "icon": "promise",
        "title": _("Board of promises"),
        "text": text,
        "url": reverse("commitments:board", args=[site.code]),
        "order": 20,
    }


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """The promises of the actor's bodies that are due today or late, the oldest date first. Two statements."""
    mine = bodies.bodies_of(actor, at)
    if not mine:
        return []
    undone = Commitment.objects.filter(UNDONE, kind="promise", imported=False)
    rows = undone.filter(body__in=mine, due__lt=clock.end_of_day(clock.today(at))).order_by("due", "id")
    return [
        Todo(
            _("%(state)s: %(what)s") % {"state": shown(row, at).text or _("Due today"), "what": row.what},
            reverse("commitments:show", args=[row.code]),
            row.ref,
            row.due,
        )
        for row in rows
    ]


def in_the_way(place: Node) -> str:
    """Why a place cannot be closed: promises for it, or below it, that nobody has kept yet. One statement."""
    inside = NodePath.objects.filter(ancestor=place).values("descendant_id")
    n = Commitment.objects.filter(UNDONE, node_id__in=inside).count()
    said = ngettext("%(n)s promise for this place still runs.", "%(n)s promises for this place still run.", n)
    return said % {"n": n} if n else ""


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a promise; everybody may see it."""
    found = Commitment.objects.filter(pk=pk).first()
    return (found.what, reverse("commitments:show", args=[found.code])) if found else None


def load(pks: Iterable[int]) -> dict[int, Commitment]:
    """The promises that messages are about."""
    return Commitment.objects.select_related("body", "site", "node").in_bulk(list(pks))
