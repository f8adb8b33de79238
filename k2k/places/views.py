"""What a label opens, and the way to a place without one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from k2k.core import limits, pace, pages
from k2k.core.nodes import Node
from k2k.places import queries, rules
from k2k.places.forms import CodeForm

#: Where a scanned place leads: the first of these pages that this installation has.
LEADS = {
    "site": ("home:site", "issues:report_start", "places:find"),
    "block": ("home:block", "issues:report_start", "places:find"),
    "floor": ("issues:report_start", "places:find"),
}
THING = ("issues:report_here", "places:find")


def lead(node: Node) -> str:
    """The address of the page that a place's label opens."""
    for name in LEADS.get(node.kind, THING):
        try:
            return reverse(name, args=[node.code])
        except NoReverseMatch:
            continue
    raise Http404


@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Open what the label belongs to; an unknown code gets a sentence and a field to type it again.

    Wrong codes are counted per phone and, generously, per address.
    """
    node = queries.by_code(code)
    if node is not None and node.kind != "programme":
        return redirect(lead(node))
    return _wrong(request, CodeForm(initial={"code": code[:40]}))


@pages.read_write
def type_code(request: HttpRequest) -> HttpResponse:
    """Type the code from a label where there is no camera."""
    if request.method != "POST":
        return render(request, "places/type_code.html", {"form": CodeForm(), "first": True})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return render(request, "places/type_code.html", {"form": form}, status=422)
    node = queries.by_code(form.cleaned_data["code"])
    if node is not None and node.kind != "programme":
        return pages.go("places:scan", node.code)
    return _wrong(request, form)


def _wrong(request: HttpRequest, form: CodeForm) -> HttpResponse:
    tries = limits.hit("places.scan", request.device, rules.SCAN_TRIES, rules.SCAN_WINDOW, request.at)
    address = limits.hit_address("places.scan", request, request.at)
    if not (tries and address):
        minutes = max(tries.minutes, address.minutes)
        pace.slow_down(max(tries.retry_after, address.retry_after))
        sentence = ngettext(
            "Too many wrong codes. Wait %(n)d minute, or choose the place from the list.",
            "Too many wrong codes. Wait %(n)d minutes, or choose the place from the list.",
            minutes,
        ) % {"n": minutes}
        return render(request, "places/type_code.html", {"form": form, "sentence": sentence}, status=429)
    sentence = _("No label of ours has this code. Look at the label again and type the code, or choose the place.")
    return render(request, "places/type_code.html", {"form": form, "sentence": sentence}, status=404)


@require_safe
def find_site(request: HttpRequest) -> HttpResponse:
    """Every perumahan, to choose from."""
    rows = [(site.node.name, reverse("places:find", args=[site.node.code]), site.address) for site in queries.sites()]
    return render(request, "places/find.html", {"rows": rows, "title": _("Choose your perumahan")})


@require_safe
def find(request: HttpRequest, code: str) -> HttpResponse:
    """Site, block, floor, spot: one page a step, without script."""
    node = queries.by_code(code)
    if node is None or node.kind not in ("site", "block", "floor"):
        raise Http404
    request.site = node.site
    below = [(queries.short(each), _step(each), "") for each in queries.children(node)]
    above = node.parent if node.kind != "site" else None
    title = {"site": _("Where is it?"), "block": _("Which floor, or what?"), "floor": _("What is it?")}[node.kind]
    return render(request, "places/find.html", {"rows": below, "title": title, "node": node, "above": above})


def _step(node: Node) -> str:
    return reverse("places:find", args=[node.code]) if node.kind in ("block", "floor") else lead(node)
