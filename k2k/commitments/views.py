"""The public pages of promises: the board of a site, of a body, and one promise with all its dates."""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from k2k.bodies import queries as bodies
from k2k.commitments import download, queries
from k2k.commitments.board import LISTS, Filter, exported, heeded
from k2k.commitments.listing import address, shown_board
from k2k.commitments.shown import shown, story
from k2k.core import clock, registry
from k2k.core.nodes import Node
from k2k.places import queries as places

#: Years a month in the address may lie in.
YEARS = range(2000, 2100)


def _site(request: HttpRequest, code: str) -> Node:
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    return node


def _wanted(request: HttpRequest) -> Filter:
    """The filter in the address; what makes no sense is left out."""
    try:
        month = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        month = None
    if month and month.year not in YEARS:
        month = None
    state = request.GET.get("state", "")
    after = request.GET.get("after", "")[:40]
    wanted = Filter(month, request.GET.get("body", "")[:16], state if state in LISTS else "", after)
    return heeded(wanted, request.at)


def board(request: HttpRequest, code: str) -> HttpResponse:
    """Papan Janji: what was promised at this site, the late ones first."""
    site, wanted = _site(request, code), _wanted(request)
    found = queries.board(site, request.at, wanted)
    page = shown_board(found, wanted, request.path, request.at, site.name)
    chosen = found.parts[0].body if wanted.body and found.parts else None
    everybody = address(request.path, wanted, body="", state="")
    return render(request, "commitments/board.html", {**page, "chosen": chosen, "everybody_url": everybody})


def body_board(request: HttpRequest, code: str) -> HttpResponse:
    """What one body promised, over all its sites."""
    body = bodies.by_code(code)
    if body is None:
        raise Http404
    request.site = body.site
    wanted = replace(_wanted(request), body="")
    found = queries.body_board(body, request.at, wanted)
    page = shown_board(found, wanted, request.path, request.at, body.name)
    contested = body.contested(clock.today(request.at))
    return render(request, "commitments/body_board.html", {**page, "body": body, "contested": contested})


def show(request: HttpRequest, code: str) -> HttpResponse:
    """One promise: its dates, each slip with its reason, what neighbours say, and where it came from."""
    one = queries.by_code(code)
    if one is None:
        raise Http404
    request.site = one.site
    kind, _colon, pk = one.source.partition(":")
    resolve = registry.get("ref", kind)
    words_ = {
        "one": one,
        "shown": shown(one, request.at),
        "steps": story(one, request.at),
        "source": resolve(int(pk), request.actor) if resolve and pk.isdigit() else None,
        "board_url": reverse("commitments:board", args=[one.site.code]),
    }
    return render(request, "commitments/show.html", words_)


def board_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The board as CSV, with the filters of the address."""
    site = _site(request, code)
    rows = exported(site, _wanted(request), request.at).iterator(chunk_size=500)
    response = StreamingHttpResponse(download.csv_lines(rows, request.at), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="janji-{site.code}-{clock.today(request.at)}.csv"'
    return response


def board_json(request: HttpRequest, code: str) -> HttpResponse:
    """The board as JSON: its numbers, and every date."""
    site, wanted = _site(request, code), _wanted(request)
    records = [download.record(one, request.at) for one in exported(site, wanted, request.at)]
    data = {
        "site": site.name,
        "at": clock.local(request.at).isoformat(timespec="seconds"),
        "month": f"{wanted.month:%Y-%m}" if wanted.month else None,
        "promises": records,
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
