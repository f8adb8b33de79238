"""The roll of a class: a guardian enters a child, the committee ticks who was there, a consent ends."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from k2k.activities import commands, forms, names, queries
from k2k.activities.models import Activity
from k2k.activities.page import activity_page
from k2k.core import clock, pages
from k2k.core.commands import Refused
from k2k.groups import queries as groups
from k2k.people import queries as people


@pages.read_write
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """A guardian enters a child of their home, under their PIN."""
    one = queries.get(request.actor, code, request.at)
    if request.actor.kind != "card" or not one.has_roll or not queries.is_invited(request.actor, one):
        raise Http404
    if gate := people.pin_required(request):
        return gate
    request.site = one.site
    form = forms.PupilForm(request.POST or None)
    done, _made = pages.attempt(
        form,
        lambda: commands.enrol(request.actor, activity=one, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        messages.success(request, _("Entered. You can stop at any time, here."))
        return pages.go("activities:show", one.code)
    context = {
        "form": form, "title": _("Enter a child"), "action": _("I agree, enter"),
        "intro": _("We keep a first name, an age and who was there. Everybody else sees only how many, from five on."),
        "back_url": names.url(one), "back_label": one.title,
    }  # fmt: skip
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


def _roll_of(request: HttpRequest, code: str, verb: str) -> Activity:
    """The class, for who runs its group and is no landlord. Raises Http404."""
    one = queries.get(request.actor, code, request.at, f"activities.{verb}")
    if not one.has_roll or not groups.may_read_members(request.actor, one.group, request.at):
        raise Http404
    request.site = one.site
    return one


@pages.read_write
def enrol_on_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The committee types a signed paper."""
    one = _roll_of(request, code, "enrol_on_paper")
    form = forms.PaperForm(request.POST or None)

    def run():
        given = dict(form.cleaned_data)
        home = queries.home_at(one.site, given.pop("unit"), request.at)
        if home is None:
            raise Refused(_("No home with a card has this number."), field="unit")
        sent = {"activity": one, "household": home, "client_id": pages.client_id(request)}
        return commands.enrol_on_paper(request.actor, **given, **sent)

    done, _made = pages.attempt(form, run)
    if done:
        messages.success(request, _("Entered. Keep the paper."))
        return pages.go("activities:tick", one.code)
    context = {"form": form, "title": _("A consent on paper"), "back_url": names.url(one), "back_label": one.title}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


@pages.read_write
def roll(request: HttpRequest, code: str) -> HttpResponse:
    """Call the roll of one day; what was ticked before is shown ticked."""
    one, today = _roll_of(request, code, "tick"), clock.today(request.at)
    rows, on = queries.roll(one), _day(request.GET.get("on", "")) or today
    ticked = queries.present(one, on)
    chosen = [each.pupil.code for each in rows if each.pupil.pk in ticked]
    form = forms.TickForm(request.POST or None, roll=rows, initial={"on": on, "came": chosen})
    done, session = pages.attempt(
        form,
        lambda: commands.tick(request.actor, activity=one, **form.cleaned_data, client_id=pages.client_id(request)),
    )
    if done:
        messages.success(request, _("The roll of this day is written."))
        return pages.go(f"{request.path}?on={session.on.isoformat()}")
    days = one.sessions.order_by("-on").values_list("on", flat=True)
    told = [(each, names.AGES[each.pupil.age], names.CONSENTS[each.pupil.consent_how]) for each in rows]
    context = {"one": one, "form": form, "rows": told, "days": days[:60], "on": on}
    return render(request, "activities/roll.html", context, status=422 if form.errors else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
def withdraw_pupil(request: HttpRequest, code: str) -> HttpResponse:
    """The consent ends: the name goes at once."""
    child = queries.pupil(request.actor, code, request.at)
    commands.withdraw_pupil(request.actor, pupil=child, client_id=pages.client_id(request))
    messages.success(request, _("The name is deleted. Thank you for having been here."))
    own = request.actor.household_id == child.household_id
    return pages.go("activities:show" if own else "activities:tick", child.activity.code)


@require_POST
def close_series(request: HttpRequest, code: str) -> HttpResponse:
    """The series is over."""
    one = queries.get(request.actor, code, request.at, "activities.close_series")
    form = forms.EmptyForm(request.POST)
    sent = {"activity": one, "client_id": pages.client_id(request)}
    done, _one = pages.attempt(form, lambda: commands.close_series(request.actor, **sent))
    if not done:
        return activity_page(request, one, {"close": form}, status=422)
    messages.success(request, _("The series is closed."))
    return pages.go("activities:show", one.code)
