"""The programme's view over its perumahan."""

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.core import cells
from k2k.core.commands import Denied
from k2k.home import programme as programmes

SITES_PER_PAGE = 50


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
