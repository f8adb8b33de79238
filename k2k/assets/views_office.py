"""What the office writes down, what things cost, and the paper for the owner."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.assets import commands, costs, forms, page, panel, queries, rules
from k2k.assets.views import lifts_page, site_of
from k2k.core import cells, clock, pages
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.places import queries as places
from k2k.safety import queries as safety


def _asset(request: HttpRequest, code: str, verb: str) -> Node:
    node = queries.asset(code)
    if not request.actor.may(f"assets.{verb}", node):
        raise Http404
    return node


def _write(request: HttpRequest, thing: Node, verb: str, prefix: str = "", **about: Any) -> HttpResponse:
    section = panel.SECTIONS[verb]
    form = panel.form_for(verb, thing, request.at, request.POST, request.FILES, prefix=prefix)
    client_id = pages.client_id(request)
    done, _made = pages.attempt(
        form, lambda: section.command(request.actor, client_id=client_id, **about, **form.given())
    )
    if not done:
        return render(request, "assets/show.html", page.context(request, thing, (request.path, form)), status=422)
    messages.success(request, str(section.said))
    return pages.go("assets:show", thing.code)


@require_POST
def certify(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate."""
    node = _asset(request, code, "certify")
    return _write(request, node, "certify", node=node)


@require_POST
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A schedule."""
    node = _asset(request, code, "plan")
    return _write(request, node, "plan", node=node)


@require_POST
def record_visit(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A visit that was made."""
    node = _asset(request, code, "record_visit")
    found = queries.schedule(node, number)
    return _write(request, node, "record_visit", f"record_visit{number}", schedule=found)


@require_POST
def end_plan(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A schedule ends."""
    node = _asset(request, code, "end_plan")
    return _write(request, node, "end_plan", f"end_plan{number}", schedule=queries.schedule(node, number))


@require_POST
def add_part(request: HttpRequest, code: str) -> HttpResponse:
    """A piece."""
    node = _asset(request, code, "add_part")
    return _write(request, node, "add_part", node=node)


@require_POST
def replace_part(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A piece was replaced or taken away."""
    node = _asset(request, code, "replace_part")
    return _write(request, node, "replace_part", f"replace_part{number}", part=queries.part(node, number))


@require_POST
def set_hours(request: HttpRequest, code: str) -> HttpResponse:
    """The hours that count at this site."""
    site = site_of(request, code)
    if not request.actor.may("assets.set_hours", site):
        raise Http404
    form = forms.HoursForm(request.POST, verb="hours")
    client_id = pages.client_id(request)
    done, _made = pages.attempt(
        form, lambda: commands.set_hours(request.actor, site=site, client_id=client_id, **form.given())
    )
    if not done:
        return lifts_page(request, site, form, 422)
    messages.success(request, _("From today on these hours count."))
    return pages.go("assets:lifts", site.code)


def _cost_site(request: HttpRequest, code: str) -> Node:
    site = site_of(request, code)
    if not request.actor.holds(rules.COST_READERS, site):
        raise Http404
    return site


@require_safe
def cost(request: HttpRequest, code: str) -> HttpResponse:
    """What was spent, by thing, by block, by category."""
    return render(request, "assets/cost.html", {"tables": costs.tables(_cost_site(request, code))})


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a workbook."""
    site = _cost_site(request, code)
    response = HttpResponse(costs.workbook(costs.tables(site)), content_type=cells.XLSX)
    response["Content-Disposition"] = f'attachment; filename="kos-{clock.today(request.at).isoformat()}.xlsx"'
    return response


@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """The case for replacement, on A4, for the owner."""
    node = queries.asset(code)
    if not request.actor.holds(rules.CASE_READERS, node):
        raise Http404
    request.site = node.site
    facts = page.facts(request.actor, node, request.at)
    over = queries.period(queries.site_of(node), request.at, queries.YEAR)
    found = queries.stops([node], clock.start_of_day(over.first), request.at).get(node.pk, [])
    ran = queries.availability.ran(over.peak, [stop for _issue, stop in found])
    homes = safety.needs_near(node, set(issues.NEEDED_BY["lift"])) if node.noun == "lift" else 0
    context = {
        **facts,
        "over": over,
        "share": page.share(ran),
        "stood": page.duration(ran.least, ran.most),
        "homes": rules.band(homes),
        "units": places.unit_count(node.block) if node.block else 0,
        "evidence": [issue for issue, _stop in found][-12:],
    }
    return render(request, "assets/case.html", context)
