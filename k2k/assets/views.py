"""Public pages: the things of a site, one thing, how the lifts ran."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from k2k.assets import availability, forms, names, page, queries, rules
from k2k.core import clock
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.places import queries as places


def site_of(request: HttpRequest, code: str) -> Node:
    """The site of an address. Http404."""
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    return node


@require_safe
def assets(request: HttpRequest, code: str) -> HttpResponse:
    """The things of a site, block by block, with what is due; missed first."""
    site = site_of(request, code)
    nodes = list(places.assets(site))
    due: dict[int, list] = {}
    rows = [page.due_row(one) for one in queries.due(nodes, clock.today(request.at))]
    for row in rows:
        due.setdefault(row["one"].node_id, []).append(row)
    stopped = {one.node.pk: one.state for one in issues.stopped_lifts(site, request.at)}
    named = {node.pk: node for node in nodes}
    blocks = [
        (places.short(block), [
            {"node": node, "label": places.short(node), "due": due.get(node.pk, []),
             "state": stopped.get(node.pk, "running") if node.noun == "lift" else ""}
            for node in of
        ])
        for block, of in groupby(nodes, key=lambda node: node.block or site)
    ]  # fmt: skip
    late = [{**row, "node": named[row["one"].node_id], "label": places.label(named[row["one"].node_id])} for row in rows
            if row["one"].state == "missed"]  # fmt: skip
    context = {
        "blocks": blocks,
        "late": late,
        "office": request.actor.holds({"office"}, site),
        "reads_cost": request.actor.holds(rules.COST_READERS, site),
    }
    return render(request, "assets/list.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One thing: how it is, what is due, what happened, what it cost, who answers for it."""
    return render(request, "assets/show.html", page.context(request, queries.asset(code)))


def lifts_page(request: HttpRequest, site: Node, form: forms.HoursForm, status: int = 200) -> HttpResponse:
    """How the lifts ran in the hours in which they are needed."""
    over = queries.period(site, request.at, queries.WEEKS)
    blocks = [
        {
            "block": places.short(of.block or site), "whole": of.whole, "share": page.share(of.whole),
            "none": page.duration(*of.none) if of.none[1] else "",
            "lifts": [
                {"node": node, "label": places.short(node), "share": page.share(one), "one": one,
                 "stood": page.duration(one.least, one.most)}
                for node, one in of.lifts
            ],
        }
        for of in queries.lifts(site, over, request.at)
    ]  # fmt: skip
    sets = queries.sets_on(clock.today(request.at), queries.hours(site))
    context = {
        "blocks": blocks,
        "over": over,
        "hours": [(names.DAYS[kind], rules.write_spans(sets[kind])) for kind in availability.SETS],
        "before": availability.BEFORE_REPORT // 60,
        "after": availability.AFTER_CLAIM // availability.DAY,
        "office": request.actor.holds({"office"}, site),
        "form": form,
    }
    return render(request, "assets/lifts.html", context, status=status)


@require_safe
def lifts(request: HttpRequest, code: str) -> HttpResponse:
    """How the lifts of each block ran at peak hours, as a range, with its method."""
    return lifts_page(request, site_of(request, code), forms.HoursForm(verb="hours"))
