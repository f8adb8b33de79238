"""The office's morning, and the programme's view over its perumahan."""

import csv

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.core.commands import Denied
from k2k.home import desk as desks
from k2k.home import programme as programmes
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
    if which not in desks.DESK or (which == "home" and not request.actor.holds({"office"}, detail.node)):
        raise Http404
    request.site = detail.node
    rows = desks.rows(request.actor, detail.node, which, request.at)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = queries.rows(page.object_list, request.at)
    words = {
        "which": which,
        "page": page,
        "rows": shown,
        "picked": desks.picked(request.actor, shown, request.GET.get("pick", ""), request.at),
        "lists": desks.lists(request.actor, detail.node, request.at),
        "links": desks.links(request.actor, detail.node),
        "may_record": request.actor.may("issues.record_for", detail.node),
        **desks.sentence(issues.counts(detail.node, request.at)),
    }
    return render(request, "home/desk.html", words)


def _programme_rows(request: HttpRequest) -> list[programmes.SiteRow]:
    if not request.actor.holds({"officer", "operator"}):
        raise Denied("home.programme")
    return programmes.sites(request.actor, request.at)


def programme(request: HttpRequest) -> HttpResponse:
    """The perumahan side by side: open, late, confirmed; never a league table of people."""
    rows = _programme_rows(request)
    total = programmes.total(rows)
    sentence = programmes.sentence(total)
    return render(request, "home/programme.html", {"rows": rows, "total": total, "sentence": sentence})


def programme_csv(request: HttpRequest) -> HttpResponse:
    """The programme's table as CSV, one row a perumahan."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="k2k-{request.at:%Y-%m-%d}.csv"'
    columns = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    writer = csv.writer(response)
    writer.writerow(("perumahan", *columns))
    for row in _programme_rows(request):
        writer.writerow((row.site.name, *(getattr(row, column) for column in columns)))
    return response
