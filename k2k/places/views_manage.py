"""The places of a perumahan, for those who keep them in order."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.core import clock, nodes, pages
from k2k.core.nodes import Node
from k2k.places import commands, forms, queries, rules, words


def place_for(request: HttpRequest, code: str, verb: str) -> Node:
    """The place with this code if the actor may do `verb` there; else not found."""
    node = queries.by_code(code)
    if node is None or node.kind == "programme" or not request.actor.may(verb, node):
        raise Http404
    request.site = node.site
    return node


@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """The perumahan this person keeps in order or looks after."""
    held = request.actor.nodes_for(rules.READERS)
    if not held:
        raise Http404
    rows = queries.sites_at(held)
    programme = nodes.root()
    context = {
        "sites": rows,
        "may_create": request.actor.may("places.create_site", programme),
        "programme": programme if request.actor.may("places.note_days", programme) else None,
    }
    return render(request, "places/site_list.html", context)


@pages.read_write
def create_site(request: HttpRequest) -> HttpResponse:
    """Open a perumahan."""
    if not request.actor.may("places.create_site", nodes.root()):
        raise Http404
    form = forms.SiteForm(*pages.sent(request)[:1], initial={"started_on": clock.today(request.at)})
    done, site = pages.attempt(
        form, lambda: commands.create_site(request.actor, **form.cleaned_data, client_id=pages.client_id(request))
    )
    if done:
        return pages.go("places:manage", site.node.code)
    context = {"form": form, "title": _("Open a perumahan"), "back_url": reverse("places:site_list")}
    return _form(request, context)


def _form(request: HttpRequest, context: dict) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "core/form.html", context, status=status)


@require_safe
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """One place and what lies in it; those who may change it see how homes are held and what they can do."""
    node = queries.by_code(code)
    if node is None or node.kind == "programme" or not request.actor.holds(rules.READERS, node):
        raise Http404
    request.site = node.site
    may_change = request.actor.may("places.add_place", node)
    units = list(queries.units(node)) if node.kind == "floor" else []
    below = [(queries.short(each), each) for each in queries.children(node)]
    held = queries.tenures_at(units if may_change else [], clock.today(request.at))
    context = {
        "node": node,
        "label": queries.label(node),
        "may_change": may_change,
        "above": node.parent if node.kind != "site" else None,
        "parts": [pair for pair in below if pair[1].kind in ("block", "floor")],
        "common": [pair for pair in below if pair[1].kind in ("spot", "asset")],
        "closed": [(queries.short(each), each) for each in queries.closed_in(node)] if may_change else [],
        "may_close": may_change and node.kind in rules.CLOSABLE,
        "units": [(unit, words.TENURES[held[unit.pk].kind] if unit.pk in held else "") for unit in units],
        "homes": queries.unit_count(node) if node.kind in ("site", "block") else 0,
        "detail": queries.site_of(node) if node.kind == "site" else None,
    }
    return render(request, "places/manage.html", context)


@pages.read_write
def add_place(request: HttpRequest, code: str) -> HttpResponse:
    """Add a place inside this one."""
    node = place_for(request, code, "places.add_place")
    if node.kind not in rules.CHILDREN:
        raise Http404
    form = forms.PlaceForm(*pages.sent(request)[:1], parent=node)
    done, _made = pages.attempt(
        form,
        lambda: commands.add_place(request.actor, parent=node, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        return pages.go("places:manage", node.code)
    context = {"form": form, "title": _("Add a place"), "intro": queries.full(node)}
    return _form(request, {**context, "back_url": reverse("places:manage", args=[node.code])})


@pages.read_write
def build_block(request: HttpRequest, code: str) -> HttpResponse:
    """Build a whole block."""
    node = place_for(request, code, "places.build_block")
    if node.kind != "site":
        raise Http404
    form = forms.BlockForm(*pages.sent(request)[:1])
    done, block = pages.attempt(
        form,
        lambda: commands.build_block(request.actor, site=node, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        return pages.go("places:manage", block.code)
    context = {"form": form, "title": _("Add a whole block"), "intro": node.name}
    return _form(request, {**context, "back_url": reverse("places:manage", args=[node.code])})


@pages.read_write
def set_lines(request: HttpRequest, code: str) -> HttpResponse:
    """Whom somebody trapped in a lift calls."""
    node = place_for(request, code, "places.set_lines")
    if node.kind != "site":
        raise Http404
    detail = queries.site_of(node)
    known = {"lift_line": detail.lift_line, "lift_line_name": detail.lift_line_name}
    form = forms.LinesForm(*pages.sent(request)[:1], initial=known)
    done, _site = pages.attempt(
        form,
        lambda: commands.set_lines(request.actor, site=node, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        return pages.go("places:manage", node.code)
    context = {"form": form, "title": _("Lift emergency line"), "intro": node.name}
    return _form(request, {**context, "back_url": reverse("places:manage", args=[node.code])})


@pages.read_write
def set_tenure(request: HttpRequest, code: str) -> HttpResponse:
    """Say how a home is held."""
    node = place_for(request, code, "places.set_tenure")
    if node.kind != "unit":
        raise Http404
    today = clock.today(request.at)
    running = queries.tenure(node, today)
    form = forms.TenureForm(*pages.sent(request)[:1], initial={"kind": running.kind if running else "", "since": today})
    done, _tenure = pages.attempt(
        form,
        lambda: commands.set_tenure(request.actor, unit=node, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        return pages.go("places:manage", node.parent.code)
    context = {"form": form, "title": _("Home %(number)s") % {"number": node.name}, "intro": queries.label(node.parent)}
    return _form(request, {**context, "back_url": reverse("places:manage", args=[node.parent.code])})
