"""For who runs a group: plan, change, announce, cancel, write who came."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from k2k.activities import commands, forms, names, queries
from k2k.activities.models import Activity
from k2k.activities.page import activity_page
from k2k.core import pages
from k2k.core.commands import Refused
from k2k.groups import queries as groups


@pages.read_write
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan an activity of the group."""
    group = groups.group(code)
    if not (request.actor.may("activities.plan", group.node) and groups.may_run(request.actor, group, request.at)):
        raise Http404
    request.site = group.site
    form = forms.PlanForm(request.POST or None, site=group.site)
    sent = {"lang": get_language() or "ms", "client_id": pages.client_id(request)}
    done, one = pages.attempt(form, lambda: commands.plan(request.actor, group=group, **form.given(), **sent))
    if done:
        messages.success(request, _("Planned. Announce it when all is right."))
        return pages.go("activities:show", one.code)
    context = {
        "form": form, "title": _("Plan an activity"), "back_label": group.name,
        "back_url": reverse("activities:group", args=[group.code]),
    }  # fmt: skip
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


def _run(request: HttpRequest, code: str, verb: str) -> Activity:
    one = queries.get(request.actor, code, request.at, f"activities.{verb}")
    request.site = one.site
    return one


def _back(one: Activity) -> dict[str, Any]:
    return {"back_url": names.url(one), "back_label": one.title}


@pages.read_write
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what is planned or announced."""
    one = _run(request, code, "change")
    form = forms.PlanForm(request.POST or None, site=one.site, activity=one)
    done, _one = pages.attempt(
        form,
        lambda: commands.change(request.actor, activity=one, **form.given(), client_id=pages.client_id(request)),
    )
    if done:
        messages.success(request, _("Changed. Who comes is told of another time or place."))
        return pages.go("activities:show", one.code)
    context = {"form": form, "title": _("Change the activity"), **_back(one)}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@require_POST
def announce(request: HttpRequest, code: str) -> HttpResponse:
    """Tell everybody."""
    one, form = _run(request, code, "announce"), forms.EmptyForm(request.POST)
    sent = {"activity": one, "client_id": pages.client_id(request)}
    done, _one = pages.attempt(form, lambda: commands.announce(request.actor, **sent))
    if not done:
        return activity_page(request, one, {"announce": form}, status=422)
    messages.success(request, _("Announced. The invited homes are told."))
    return pages.go("activities:show", one.code)


@pages.read_write
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """It is not held, and why."""
    one = _run(request, code, "cancel")
    form = forms.CancelForm(request.POST or None)
    done, _one = pages.attempt(
        form,
        lambda: commands.cancel(request.actor, activity=one, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        messages.success(request, _("Cancelled. Who wanted to come is told."))
        return pages.go("activities:show", one.code)
    context = {"form": form, "title": _("Cancel the activity"), "action": _("Cancel it"), **_back(one)}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@pages.read_write
def turnout(request: HttpRequest, code: str) -> HttpResponse:
    """Write who came; once written, a correction beside it."""
    one = _run(request, code, "write_turnout")
    if not groups.may_read_members(request.actor, one.group, request.at) or one.has_roll:
        raise Http404
    former = queries.turnout(one)
    before = queries.came_to(former) if former else []
    initial = forms.as_written(former) if former else {}
    form = forms.TurnoutForm(
        request.POST or None, activity=one, line=queries.line(one), before=before, initial=initial
    )  # fmt: skip
    call = commands.correct_turnout if former else commands.write_turnout
    sent = {"activity": one, "client_id": pages.client_id(request)}
    done, _made = pages.attempt(form, lambda: call(request.actor, **_with_others(one, form, request), **sent))
    if done:
        messages.success(request, _("Written down. The page thanks everybody; no home is named."))
        return pages.go("activities:show", one.code)
    context = {"form": form, "one": one, "former": former}
    return render(request, "activities/turnout.html", context, status=422 if form.errors else 200)


def _with_others(one: Activity, form: forms.TurnoutForm, request: HttpRequest) -> dict[str, Any]:
    """The command's keywords, the homes of the other lines found by their numbers. Raises Refused."""
    given = form.given()
    for number, persons in form.cleaned_data["others"]:
        home = queries.home_at(one.site, number, request.at)
        if home is None:
            raise Refused(
                _("%(home)s has no card here. Count them among those without a card.") % {"home": number},
                field="others",
            )
        given["homes"][home.pk] = persons
    return given
