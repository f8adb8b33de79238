"""The front: where one begins, the page of a perumahan, its blocks, the lobby poster."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.middleware import is_demo
from k2k.core.nodes import Node
from k2k.home import queries
from k2k.issues import queries as issues
from k2k.places import queries as places

BLOCKS_PER_PAGE = SITES_PER_PAGE = 50


def start(request: HttpRequest) -> HttpResponse:
    """Where this person begins: the role cards, their own perumahan, their desk, or the list of perumahan."""
    if request.actor.kind == "anonymous" and is_demo():
        return redirect("home:demo")
    own = list(places.sites(request.actor)[:2]) if request.actor.grants else []
    if request.actor.holds({"officer"}):
        return redirect("home:programme")
    if own and request.actor.holds({"office", "committee", "contractor"}, own[0].node):
        return redirect("desk:show", own[0].node.code)
    if own and request.actor.kind == "card":
        return redirect("home:site", own[0].node.code)
    page = Paginator(places.sites(), SITES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "home/sites.html", {"page": page, "sites": page.object_list})


def site(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a perumahan: a sentence, the façade at night, lifts, promises, what is done."""
    detail = queries.site_row(code, request.at)
    if detail is None:
        raise Http404
    request.site = detail.node
    page = queries.site_page(request.actor, detail, request.at)
    words = {"page": page, "detail": detail, "blocks": page.skyline, "greeting": _greeting(request)}
    return render(request, "home/site.html", words)


def _greeting(request: HttpRequest) -> str:
    hour = clock.local(request.at).hour
    words = (_("Good morning, neighbour"), _("Good afternoon, neighbour"), _("Good evening, neighbour"))
    return words[(hour >= 12) + (hour >= 19)]


def _block(request: HttpRequest, code: str) -> Node:
    found = queries.block_row(code, request.at)
    if found is None:
        raise Http404
    request.site = found.site
    return found


def block(request: HttpRequest, code: str) -> HttpResponse:
    """Blok kita: the façade with its open faults, then every floor that has some."""
    node = _block(request, code)
    page = queries.block_page(node, request.at)
    siblings = list(places.blocks(node.site)[: queries.BLOCKS + 1])
    words = {"node": node, "page": page, "siblings": siblings, "many": len(siblings) > queries.BLOCKS}
    return render(request, "home/block.html", words)


def blocks(request: HttpRequest, code: str) -> HttpResponse:
    """Every block of a perumahan, found by its name."""
    detail = queries.site_row(code, request.at)
    if detail is None:
        raise Http404
    request.site = detail.node
    asked = " ".join(request.GET.get("q", "").split())[:80]
    page = Paginator(queries.block_list(detail.node, asked), BLOCKS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(places.label(block), block) for block in page.object_list]
    return render(request, "home/blocks.html", {"page": page, "rows": rows, "asked": asked})


def poster(request: HttpRequest, code: str) -> HttpResponse:
    """The week on one A4 for the lobby, with the trail's newest mark as an anchor on paper."""
    node = _block(request, code)
    shown = issues.rows_of(request.actor, node.site).filter(at_home=False, node__block=node)
    words = {
        "node": node,
        "page": queries.block_page(node, request.at),
        "fronts": queries.promises(shown, request.at, (4, 8, 4)),
        "address": f"{settings.URL}{reverse('home:site', args=[node.site.code])}",
        "anchor": node.anchor[:12],
        "home": node.site,
    }
    return render(request, "home/poster.html", words)
