"""A4 sheets of labels: four to a page, to be cut and put up."""

from itertools import groupby
from urllib.parse import urlparse

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.core import registry
from k2k.core.nodes import Node
from k2k.places import forms, queries, rules

#: The label speaks Malay in large letters; the other languages stand in small lines under it.
LARGE, SMALL = "ms", ("en", "zh-hans", "ta")


@require_safe
def label_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The labels of a site or one block, as chosen; four to an A4 page, no page mixes blocks."""
    node = queries.by_code(code)
    if node is None or node.kind not in ("site", "block") or not request.actor.holds(rules.LABEL_READERS, node):
        raise Http404
    request.site = node.site
    form = forms.LabelsForm(request.GET if "which" in request.GET else {"which": rules.USUAL_LABELS})
    wanted = form.cleaned_data["which"] if form.is_valid() else []
    places = queries.labelled(node, wanted)
    context = {
        "node": node,
        "form": form,
        "blocks": [(queries.short(block), block) for block in queries.blocks(node.site)],
        "count": len(places),
        "too_many": len(places) > rules.MOST_LABELS,
        "sheets": _sheets(places[: rules.MOST_LABELS]),
        "address": short_address(reverse("places:type_code")),
        "words": label_words(),
        "help_line": next((line for ask in registry.items("help_line") if (line := ask(node.site))), None),
    }
    return render(request, "places/print_labels.html", context, status=200 if form.is_valid() else 422)


def _sheets(places: list[Node]) -> list[list[dict]]:
    """Labels by page, block by block."""
    pages = []
    with translation.override(LARGE):
        for _block, group in groupby(places, key=lambda place: place.block_id):
            labels = [_label(place) for place in group]
            per = rules.LABELS_PER_PAGE
            pages += [labels[start : start + per] for start in range(0, len(labels), per)]
    return pages


def _label(place: Node) -> dict:
    return {
        "name": queries.label(place),
        "code": place.code,
        "url": settings.URL + reverse("places:scan", args=[place.code]),
    }


def short_address(path: str) -> str:
    """The address as people type it: without "https://"."""
    parts = urlparse(settings.URL)
    return f"{parts.netloc}{parts.path}{path}".rstrip("/")


def label_words() -> dict:
    """What every label says: large in Malay, small in the other languages."""
    with translation.override(LARGE):
        words = {
            "broken": _("Broken?"),
            "scan": _("Scan. Send."),
            "no_camera": _("No camera? Open"),
            "code": _("Code:"),
            "no_account": _("No need to register. Your name is not shown."),
            "no_money": _("This label never asks for money."),
            "stamp": _("Committee’s stamp"),
        }
    words["also"] = []
    for language in SMALL:
        with translation.override(language):
            words["also"].append({"lang": language, "text": _("Broken? Scan and send. It costs nothing.")})
    return words
