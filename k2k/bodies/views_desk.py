"""Which bodies sit at a site's desk or work there: for the programme."""

from collections.abc import Callable
from datetime import date

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.bodies import commands, forms, queries, words
from k2k.bodies.views import body_for, form_page, site_for
from k2k.core import clock, pages


@require_safe
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """Every body at this site: where it sits, whether it has joined, whether it is disputed."""
    site, day = site_for(request, code, "bodies.seat"), clock.today(request.at)
    seats: dict[int, list] = {}
    for seat in queries.seats(site, day):
        seats.setdefault(seat.body_id, []).append(words.SEATS[seat.kind])
    rows = [
        {
            "body": body,
            "seats": seats.get(body.pk, []),
            "kind": words.kind_title(body.kind),
            "joined": body.has_joined(day),
        }
        for body in queries.named_at(site, day)
    ]
    return render(request, "bodies/desk.html", {"rows": rows, "day": day})


def _at_site(
    request: HttpRequest, code: str, verb: str, make: Callable, command: Callable, **words_: str
) -> HttpResponse:
    """A form about this site; `make` builds it from (data, site, day)."""
    site, day = site_for(request, code, f"bodies.{verb}"), clock.today(request.at)
    form = make(request.POST or None, site, day)
    done = reverse("bodies:desk", args=[site.code])

    def call():
        given = form.given() if hasattr(form, "given") else form.cleaned_data
        return command(request.actor, node=site, **given, client_id=pages.client_id(request))

    return form_page(request, form, call, done, said=_("Written down."), back=(done, _("Bodies here")), **words_)


def _choose(kind: type[forms.ChosenBody], bodies: Callable) -> Callable:
    return lambda data, site, day: kind(data, bodies=list(bodies(site, day)), day=day)


@pages.read_write
def create_body(request: HttpRequest, code: str) -> HttpResponse:
    """Name a new body at this site."""

    def make(data, site, day):
        return forms.BodyForm(data, day=day)

    return _at_site(request, code, "create_body", make, commands.create_body, title=_("New body"))


@pages.read_write
def seat(request: HttpRequest, code: str) -> HttpResponse:
    """A body sits at the desk from a day on."""
    make = _choose(forms.SeatForm, queries.may_sit_at)
    return _at_site(request, code, "seat", make, commands.seat, title=_("Give a body a seat at the desk"))


@pages.read_write
def unseat(request: HttpRequest, code: str) -> HttpResponse:
    """A body leaves the desk on a day."""
    make = _choose(forms.LeaveForm, queries.desk)
    return _at_site(request, code, "unseat", make, commands.unseat, title=_("Take a body's seat away"))


@pages.read_write
def give_jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """A body works at this site from a day on."""
    make = _choose(forms.WorkForm, queries.may_sit_at)
    return _at_site(
        request, code, "give_jurisdiction", make, commands.give_jurisdiction, title=_("Let a body work here")
    )


@pages.read_write
def end_jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """A body no longer works at this site."""
    make = _choose(forms.StopForm, queries.working_at)
    title = _("End a body's work here")
    return _at_site(request, code, "end_jurisdiction", make, commands.end_jurisdiction, title=title)


def _on_a_day(request: HttpRequest, code: str, verb: str, command: Callable, **words_: str) -> HttpResponse:
    found = body_for(request, code, f"bodies.{verb}")
    form: django_forms.Form = forms.DayForm(request.POST or None, day=clock.today(request.at))
    done = reverse("bodies:body", args=[found.code])

    def call():
        day: date = form.cleaned_data["on"]
        return command(request.actor, body=found, on=day, client_id=pages.client_id(request))

    return form_page(request, form, call, done, said=_("Written down."), back=(done, found.name), **words_)


@pages.read_write
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The body takes part."""
    intro = _("From then on it can promise. Its board opens after the first joint meeting, or after 60 days.")
    return _on_a_day(request, code, "join", commands.join, title=_("The body takes part"), intro=intro)


@pages.read_write
def record_first_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """The first joint meeting: the body's board opens."""
    title, intro = _("First joint meeting"), _("The numbers of this body open to everybody on that day.")
    return _on_a_day(request, code, "record_first_meeting", commands.record_first_meeting, title=title, intro=intro)


@pages.read_write
def contest(request: HttpRequest, code: str) -> HttpResponse:
    """It is disputed who speaks for the body."""
    intro = _("Everybody will see that it is disputed. Rights from its posts end now and come back once it is settled.")
    return _on_a_day(request, code, "contest", commands.contest, title=_("The body is disputed"), intro=intro)


@pages.read_write
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """The dispute is over."""
    intro = _("Posts whose term still runs get their rights back now.")
    return _on_a_day(request, code, "settle", commands.settle, title=_("The dispute is settled"), intro=intro)
