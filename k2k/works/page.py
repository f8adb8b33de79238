"""What the pages of an order show, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.files import photos
from k2k.core.notify.messages import whatsapp_link
from k2k.core.ui import formats
from k2k.issues import queries as issues
from k2k.works import names, panel, queries, rules

if TYPE_CHECKING:
    from django.http import HttpRequest

    from k2k.core.actors import Actor
    from k2k.works.models import Order


def row(order: Order) -> dict[str, Any]:
    """One order in a list."""
    return {
        "one": order,
        "kind": names.KINDS[order.kind],
        "state": names.MARKS[order.state],
        "words": names.STATES[order.state],
    }


def reports(viewer: Actor, order: Order, at: Any) -> list[dict[str, Any]]:
    """The reports of an order as they are shown."""
    return [
        {"one": issue, "title": issues.title(issue), "state": issues.status(issue, at)}
        for issue in queries.reports(viewer, order)
    ]


def pictures(viewer: Actor, order: Order) -> list[dict[str, Any]]:
    """The pictures that the viewer may see."""
    captions = {"before": _("Before"), "after": _("After")}
    return [
        {"caption": captions[photo.kind], "url": photo.file.url, "cleared": photo.file.cleared}
        for photo in order.photos.select_related("file", "file__node").order_by("id")
        if not photo.file.erased_at and photos.may_see(viewer, photo.file)
    ]


def leave_alone(viewer: Actor, order: Order) -> list[dict[str, str]]:
    """What volunteers leave to others, with its source, for a gotong-royong."""
    if order.kind != "gotong_royong":
        return []
    return [{"what": str(issues.category_label(slug)), "law": law} for slug, law in rules.HANDS_OFF.items()]


def context(request: HttpRequest, order: Order, refused: tuple[str, Any] | None = None) -> dict[str, Any]:
    """Everything that works/show.html needs."""
    viewer, at, request.site = request.actor, request.at, order.site
    office = viewer.holds({"office"}, order.site)
    return {
        **row(order),
        "order": order,
        "office": office,
        "reports": reports(viewer, order, at),
        "pictures": pictures(viewer, order),
        "quotes": list(order.quotes.prefetch_related("lines").select_related("photo").order_by("-id"))
        if office
        else [],
        "steps": [(names.STEPS[one.what], one) for one in order.steps.select_related("body").order_by("id")],
        "inspections": list(order.inspections.order_by("starts_at")),
        "care": [(names.HOW_OFTEN[one.every_days], one) for one in order.care.select_related("body").order_by("-id")],
        "leave_alone": leave_alone(viewer, order),
        "panel": panel.sections(viewer, order, at, refused) if office else [],
        "refused": refused[1] if refused else None,
        "can_send": office and order.state in rules.OPEN,
    }


def link_made(order: Order, link: Any) -> dict[str, Any]:
    """A link that was just made, with the words to send it on; shown once."""
    url = settings.URL + link.path
    day = formats.day(clock.local(link.expires_at), get_language() or "ms", "year")
    text = _("%(what)s (%(code)s). Open this before you go up: four taps, also without a line. It lasts until %(day)s:")
    words = text % {"what": order.what, "code": order.code, "day": day}
    return {
        "order": order,
        "link_url": url,
        "until": day,
        "words": f"{words} {url}",
        "whatsapp": whatsapp_link(f"{words} {url}"),
    }
