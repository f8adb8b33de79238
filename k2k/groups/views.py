"""What everybody sees of groups: the list of a site, a group's page, its constitution, its calendar, its health."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.bodies import queries as bodies
from k2k.core import clock, pages
from k2k.core.nodes import Node
from k2k.groups import commands, forms, names, queries, rules, slots
from k2k.groups.models import Group
from k2k.groups.page import group_page
from k2k.places import queries as places

YEAR = timedelta(days=365)


def site_for(request: HttpRequest, code: str, verb: str = "") -> Node:
    """The site with this code; Http404 where there is none, or the actor may not do `verb` there."""
    node = places.by_code(code)
    if node is None or node.kind != "site" or (verb and not request.actor.may(verb, node)):
        raise Http404
    request.site = node
    return node


def group_for(request: HttpRequest, code: str, *, run: bool = False) -> Group:
    """The group with this code; Http404 where there is none, or `run` is asked of somebody who does not run it."""
    found = queries.group(code)
    if run and not queries.may_read_members(request.actor, found, request.at):
        raise Http404
    request.site = found.site
    return found


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """The groups of a perumahan, rivals side by side."""
    node, day = site_for(request, code), clock.today(request.at)
    rows = [(one, names.KINDS[one.kind], one.body.contested(day)) for one in queries.at_site(node, day)]
    may = request.actor.may("groups.create", node)
    return render(request, "groups/site.html", {"rows": rows, "may_create": may})


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """One group."""
    return group_page(request, queries.group(code))


@require_safe
def constitution(request: HttpRequest, code: str) -> HttpResponse:
    """Every rule as it holds today, with where it is written; what the group has not written is marked."""
    found = group_for(request, code)
    said = queries.constitution(found, clock.today(request.at))
    sections = [
        (names.SECTIONS[key], [(one, names.RULES[one], names.value(one, said[one].value), said[one]) for one in each])
        for key, each in rules.SECTIONS.items()
    ]
    context = {"group": found, "sections": sections, "may_run": queries.may_run(request.actor, found, request.at)}
    return render(request, "groups/constitution.html", context)


@pages.read_write
def set_rule(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Write what the constitution says of one rule."""
    found = group_for(request, code, run=True)
    if name not in rules.RULES:
        raise Http404
    said = queries.constitution(found, clock.today(request.at))[name]
    form = forms.RuleForm(request.POST or None, name=name, initial={"value": said.value})
    words = {"name": name, "client_id": pages.client_id(request)}
    done, _made = pages.attempt(
        form, lambda: commands.set_rule(request.actor, group=found, **form.cleaned_data, **words)
    )
    back = reverse("groups:constitution", args=[found.code])
    if done:
        messages.success(request, _("Written down, with where it stands."))
        return pages.go(back)
    context = {"form": form, "title": names.RULES[name], "back_url": back, "back_label": _("The rules")}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """What the group owes, to whom, by when, and what is missing."""
    found = group_for(request, code)
    day = clock.today(request.at)
    dues = slots.dues(found, request.at)
    late = [due for due in dues if due.done_on is None and due.due and due.due < day]
    return render(request, "groups/calendar.html", {"group": found, "dues": dues, "late": late, "today": day})


@require_safe
def health(request: HttpRequest, code: str) -> HttpResponse:
    """The signs of a group's health in the last year, each with its evidence; no place in any table."""
    found, until = group_for(request, code), clock.today(request.at) + timedelta(days=1)
    signs = slots.health(found, until - YEAR, until)
    return render(request, "groups/health.html", {"group": found, "signs": signs, "since": until - YEAR})


@pages.read_write
def create(request: HttpRequest, code: str) -> HttpResponse:
    """An association of this site becomes a group with members."""
    node = site_for(request, code, "groups.create")
    free = bodies.working_at(node, request.at).filter(kind="association", group=None)
    form = forms.CreateForm(request.POST or None, bodies=free)
    done, made = pages.attempt(
        form,
        lambda: commands.create(request.actor, **form.given(), client_id=pages.client_id(request)),
    )
    if done:
        return pages.go("groups:group", made.code)
    context = {"form": form, "title": _("A group with members"), "back_label": _("Groups")}
    context["back_url"] = reverse("groups:site", args=[node.code])
    if not form.bodies:
        context["intro"] = _("Every association here is one already. Name the association first, under bodies.")
    return render(request, "core/form.html", context, status=422 if form.errors else 200)
