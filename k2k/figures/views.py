"""The dashboards: of a perumahan and of a body for everybody, side by side for the programme and for offices."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from k2k.bodies import queries as bodies
from k2k.core import cells, clock
from k2k.core.commands import Denied
from k2k.core.nodes import Node
from k2k.figures import export, page, queries, words
from k2k.places import queries as places

SITES_PER_PAGE = 50


def _site(request: HttpRequest, code: str) -> Node:
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    return node


def _body(request: HttpRequest, code: str):
    found = bodies.by_code(code)
    if found is None:
        raise Http404
    request.site = found.site
    return found


def _time(request: HttpRequest) -> queries.Period:
    return queries.period(request.GET.get("tempoh", ""), request.at)


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of a perumahan."""
    node, time = _site(request, code), _time(request)
    found = queries.site_numbers(node, time, request.at)
    curve = queries.curves([node.pk], time)[node.pk]
    heat = queries.heat(node)
    context = {
        **page.frame(request, "site", [node.code], time, node.name, words.of_site(found)),
        "found": found,
        "categories": page.categories(found),
        "curve": curve,
        "curve_picture": page.drawn_curve(curve, curve.most, node.name),
        "heat": heat,
        "heat_picture": page.drawn_heat(heat, node.name) if heat.blocks else "",
    }
    return render(request, "figures/site.html", context)


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of a body: what waits for it, what it kept; an owner's share is the owner's."""
    one, time = _body(request, code), _time(request)
    found = queries.body_numbers(one, time, request.at)
    sentence = words.of_body(found, one.name, one.kind)
    context = {
        **page.frame(request, "body", [one.code], time, one.name, sentence),
        "found": found,
        "body": one,
        "opens": page.board_opens(found),
    }
    return render(request, "figures/body.html", context)


def _over(request: HttpRequest) -> list[Node]:
    """The perumahan of the programme or of an office. Raises Denied for everybody else."""
    found = queries.sites_over(request.actor)
    if not found:
        raise Denied("figures.over")
    return found


@require_safe
def over(request: HttpRequest) -> HttpResponse:
    """Several perumahan side by side, by name: never a league table; which slipped against their own week before."""
    nodes, time = _over(request), _time(request)
    rows = queries.over(nodes, time, request.at)
    received = queries.summed([row.received for row in rows], queries.KINDS)
    now = queries.summed([row.now for row in rows], queries.NOW)
    shown = Paginator(rows, SITES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **page.frame(request, "over", [], time, "K2K", words.of_many(rows, received, now, time)),
        "rows": shown.object_list,
        "page": shown,
        "sites": len(rows),
        "received": received,
        "now_": now,
        "slips": [(row, words.slip(row)) for row in rows if row.slipped],
        "multiples": page.multiples(list(shown.object_list), time),
    }
    return render(request, "figures/over.html", context)


def _file(
    request: HttpRequest, form: str, name: str, columns: Sequence[str], lines: list[list[Any]], time: queries.Period
) -> HttpResponse:
    """The lines as CSV or workbook, or what they mean."""
    if form == "json":
        url = request.build_absolute_uri(request.path.replace(".json", ".csv"))
        return JsonResponse(export.metadata(columns, time, url, request.at), json_dumps_params={"ensure_ascii": False})
    made = export.as_csv(columns, lines) if form == "csv" else export.as_xlsx(columns, lines)
    kind = "text/csv; charset=utf-8" if form == "csv" else cells.XLSX
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="angka-{name}-{time.last}.{form}"'
    return response


@require_safe
def site_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The day totals of a perumahan."""
    node, time = _site(request, code), _time(request)
    lines = export.day_lines(queries.days_of([node.pk], time)) if form != "json" else []
    return _file(request, form, node.code, export.DAYS, lines, time)


@require_safe
def over_file(request: HttpRequest, form: str) -> HttpResponse:
    """The day totals of several perumahan."""
    nodes, time = _over(request), _time(request)
    lines = export.day_lines(queries.days_of([node.pk for node in nodes], time)) if form != "json" else []
    return _file(request, form, "k2k", export.DAYS, lines, time)


@require_safe
def body_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What waits for a body now, by perumahan."""
    one, time = _body(request, code), _time(request)
    rows = queries.body_numbers(one, time, request.at).rows
    lines = export.body_lines(rows, one.code, clock.today(request.at).isoformat())
    return _file(request, form, one.code, export.BODY, lines, time)
