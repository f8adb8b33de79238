"""What bodies put on pages of the apps above: tiles on the front, references to bodies and notices."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.bodies.models import Body, Notice
from k2k.core.actors import Actor
from k2k.core.nodes import Node


def matrix_tile(site: Node, at: datetime) -> dict:
    """The responsibility matrix on the front of a perumahan. No statement."""
    return {
        "icon": "people",
        "title": _("Who is responsible"),
        "text": _("Who repairs, manages and owns what"),
        "url": reverse("bodies:matrix", args=[site.code]),
        "order": 60,
    }


def notices_tile(site: Node, at: datetime) -> dict:
    """The notices on the front of a perumahan. No statement."""
    return {
        "icon": "megaphone",
        "title": _("Notices"),
        "text": _("What the office and the association announce"),
        "url": reverse("bodies:notices", args=[site.code]),
        "order": 50,
    }


def body(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a body; everybody may see it."""
    found = Body.objects.filter(pk=pk).first()
    return (found.name, reverse("bodies:body", args=[found.code])) if found else None


def notice(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of a notice; one that was taken down is no longer there."""
    found = Notice.objects.filter(pk=pk, withdrawn_at=None).first()
    return (found.title, reverse("bodies:notice", args=[found.code])) if found else None


def _load(model) -> Callable:
    return lambda pks: model.objects.in_bulk(list(pks))


REFS = {"bodies.body": body, "bodies.notice": notice}
LOADS = {"bodies.body": _load(Body), "bodies.notice": _load(Notice)}
