"""The office's morning, and the programme's view over its perumahan."""

import csv

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.core import cells
from k2k.core.commands import Denied
from k2k.home import desk as desks
from k2k.home import programme as programmes
from k2k.home import queries

DESK_ROLES = {"office", "committee", "contractor", "owner"}
PER_PAGE, SITES_PER_PAGE = 25, 50


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows, per_page: int, total: int) -> None:
        super().__init__(rows, per_page)
        self.count = total


def desk(request: HttpRequest, code: str, which: str = "") -> HttpResponse:
    """Pagi ini: what came in, what is due, what is late, what nobody has confirmed; one row chosen at the side."""
    detail = queries.site_row(code, request.at)
    if detail is None or not request.actor.holds(DESK_ROLES, detail.node):
        raise Denied("home.desk")
    request.site = detail.node
    lists = desks.lists(request.actor, detail.node, request.at)
    which = which or desks.begins_with(request.actor, detail.node)
    total = next((each.count for each in lists if each.slug == which), None)
    if total is None:
        raise Http404
    rows = desks.rows(request.actor, detail.node, which, request.at)
    page = Counted(rows, PER_PAGE, total).get_page(request.GET.get("page"))
    shown = queries.rows(page.object_list, request.at)
    words = {
        "which": which,
        "page": page,
        "rows": shown,
        "picked": desks.picked(request.actor, shown, request.GET.get("pick", ""), request.at),
        "lists": lists,
        "links": desks.links(request.actor, detail.node),
        "may_record": request.actor.may("issues.record_for", detail.node),
        **desks.sentence(lists),
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
    page = Paginator(rows, SITES_PER_PAGE).get_page(request.GET.get("page"))
    words = {"page": page, "rows": page.object_list, "sites": len(rows), "total": total, "sentence": sentence}
    return render(request, "home/programme.html", words)


def programme_csv(request: HttpRequest) -> HttpResponse:
    """The programme's table as CSV, one row a perumahan."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="k2k-{request.at:%Y-%m-%d}.csv"'
    columns = ("homes", "total", "open", "unaccepted", "late", "claimed", "confirmed")
    writer = csv.writer(response)
    writer.writerow(("perumahan", *columns))
    for row in _programme_rows(request):
        writer.writerow((cells.safe(row.site.name), *(getattr(row, column) for column in columns)))
    return response
