"""The calendar and its feed, one activity, "We come" and taking it back, a home's own hours."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from k2k.activities import commands, feed, forms, names, queries, rules
from k2k.activities.page import activity_page, calendar_page, facts, site_of
from k2k.core import limits, pages
from k2k.core.commands import TooOften
from k2k.groups import queries as groups
from k2k.people import queries as people

DAY = timedelta(days=1)

#: What is said when it was done.
SAID: dict[str, Promise] = {
    "sign_up": _("You are on the list. Thank you."),
    "take_back": _("Taken back. Somebody else has the place."),
}


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """What is on in this perumahan, the next first; then what was, with thanks."""
    return calendar_page(request, site_of(request, code))


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """The same of one group; who runs it sees its plans and plans more."""
    found = groups.group(code)
    request.site = found.site
    return calendar_page(request, found.site, found)


def _ics(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@require_safe
def calendar_ics(request: HttpRequest, code: str) -> HttpResponse:
    """The coming activities for a phone's calendar."""
    site = site_of(request, code)
    return _ics(feed.calendar(site.name, queries.coming(site, request.at)), site.code)


@require_safe
def event_ics(request: HttpRequest, code: str) -> HttpResponse:
    """One activity for a phone's calendar."""
    one = queries.get(request.actor, code, request.at)
    return _ics(feed.calendar(one.title, [one]), one.code)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One activity."""
    return activity_page(request, queries.get(request.actor, code, request.at))


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet for the lobby."""
    one = queries.get(request.actor, code, request.at)
    request.site = one.site
    context = {**facts(one, request.at), "address": f"{settings.URL}{names.url(one)}"}
    return render(request, "activities/poster.html", context)


def _hold(request: HttpRequest) -> None:
    """Raises TooOften when too much came from one card, phone or line."""
    actor = request.actor
    key = actor.key if actor.household_id else f"device:{actor.device}"
    allowed = limits.hit("activities.sign_up", key, rules.SIGN_UPS_A_DAY, DAY, request.at)
    if allowed and actor.kind == "anonymous":
        allowed = limits.hit_address("activities.sign_up", request, request.at, rules.SIGN_UPS_PER_ADDRESS)
    if not allowed:
        raise TooOften(str(_("That is a lot for one day. Please try again later.")), allowed.retry_after)


def _do(request: HttpRequest, code: str, form: Form, call: Callable[..., Any]) -> HttpResponse:
    one, doing = queries.get(request.actor, code, request.at), call.__name__

    def run():
        _hold(request)
        return call(request.actor, activity=one, **form.cleaned_data, client_id=pages.client_id(request))

    done, _made = pages.attempt(form, run)
    if not done:
        return activity_page(request, one, {doing: form}, status=422)
    messages.success(request, str(SAID[doing]))
    return pages.go("activities:show", one.code)


@require_POST
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """ "We come", with how many."""
    with_card = request.actor.household_id is not None
    return _do(
        request, code, forms.ComeForm(request.POST) if with_card else forms.EmptyForm(request.POST), commands.sign_up
    )


@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """We do not come after all."""
    return _do(request, code, forms.EmptyForm(request.POST), commands.take_back)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the home signed up for, its hours, its children on rolls."""
    home = people.household_of(request.actor)
    if home is None:
        return redirect("people:card")
    request.site = home.site
    own = queries.own_hours(home.pk)
    context = {
        "home": home,
        "coming": queries.own_coming(home.pk, request.at),
        "rows": [(one, persons, names.hours(minutes)) for one, persons, minutes in own.rows[:50]],
        "hours": names.hours(own.minutes),
        "count": len(own.rows),
        "pupils": queries.own_pupils(request.actor),
    }
    return render(request, "activities/mine.html", context)
