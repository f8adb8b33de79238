"""References to bodies and notices, for lists of the apps above."""

from collections.abc import Callable

from django.urls import reverse

from k2k.bodies.models import Body, Notice
from k2k.core.actors import Actor


def body(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a body; everybody may see it."""
    found = Body.objects.filter(pk=pk).first()
    return (found.name, reverse("bodies:body", args=[found.code])) if found else None


def notice(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of a notice; one that was taken down is no longer there."""
    found = Notice.objects.filter(pk=pk, withdrawn_at=None).first()
    return (found.title, reverse("bodies:notice", args=[found.code])) if found else None


def _load(model) -> Callable:
    return lambda pk: model.objects.filter(pk=pk).first()


REFS = {"bodies.body": body, "bodies.notice": notice}
LOADS = {"bodies.body": _load(Body), "bodies.notice": _load(Notice)}
