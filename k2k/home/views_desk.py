"""The office's morning, and the programme's view over its perumahan."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.core.commands import Denied
from k2k.home import queries
from k2k.issues import queries as issues
from k2k.places import queries as places

DESK_ROLES = {"office", "committee", "contractor", "owner"}
PER_PAGE = 25


def desk(request: HttpRequest, code: str, which: str = "morning") -> HttpResponse:
    """Pagi ini: what came in, what is due, what is late, what nobody has confirmed; one row chosen at the side."""
    detail = places.site_by_code(code)
    if detail is None or not request.actor.holds(DESK_ROLES, detail.node):
        raise Denied("home.desk")
    if which not in queries.DESK or (which == "home" and not request.actor.holds({"office"}, detail.node)):
        raise Http404
    request.site = detail.node
    rows = queries.desk_rows(request.actor, detail.node, which, request.at)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    chosen = request.GET.get("pick", "")
    picked = next((row for row in page.object_list if row.code == chosen), None) or next(iter(page.object_list), None)
    words = {
        "which": which,
        "page": page,
        "rows": [(row, issues.title(row), issues.status(row, request.at)) for row in page.object_list],
        "picked": picked,
        "picked_status": issues.status(picked, request.at) if picked else "",
        "counts": issues.counts(detail.node, request.at),
        "lists": queries.desk_lists(request.actor, detail.node, request.at),
    }
    return render(request, "home/desk.html", words)


def programme(request: HttpRequest) -> HttpResponse:
    """The perumahan side by side: open, late, promises kept, confirmed; never a league table of people."""
    if not request.actor.holds({"officer", "operator"}):
        raise Denied("home.programme")
    rows = queries.programme_rows(request.actor, request.at)
    return render(request, "home/programme.html", {"rows": rows, "total": queries.programme_total(rows)})
