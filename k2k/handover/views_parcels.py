"""Parcels: what phones hand in when somebody's access has ended, and what the lead makes of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from k2k.core import limits, nodes, pages
from k2k.core.commands import Refused, TooOften
from k2k.core.sealing import Words
from k2k.handover import commands, forms, queries, rules, words
from k2k.handover.models import Parcel

PAGE = 40


@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """A phone hands in one thing that it kept; the answer leads back to the list of what is not sent yet."""
    allowed = limits.hit_address("handover.hand_in", request, request.at, rules.PARCELS_AN_HOUR)
    if not allowed.ok:
        raise TooOften(_("That is a lot at once. Try again later; nothing is lost."), allowed.retry_after)
    commands.hand_in(
        request.actor, parcel=Words(request.POST.get("parcel", "")), writer=request.POST.get("writer", ""),
        client_id=pages.client_id(request),
    )  # fmt: skip
    return pages.go("core:queue")


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """What waits for the lead and what was decided; the titles alone are sealed too."""
    if not request.actor.may("handover.open_parcel", nodes.root()):
        raise Http404
    page = Paginator(queries.parcels(), PAGE).get_page(request.GET.get("page"))
    rows = [(one, *words.PARCELS[one.state]) for one in page]
    return render(request, "handover/parcels.html", {"rows": rows, "page": page})


def _page(request: HttpRequest, one: Parcel, form: Form | None = None, **more: Any) -> HttpResponse:
    context = {
        "parcel": one, "state": words.PARCELS[one.state], "writer": queries.writer_of(one),
        "form": form or forms.DecideForm(), **more,
    }  # fmt: skip
    return render(request, "handover/parcel.html", context, status=422 if form is not None else 200)


@never_cache
@pages.read_write
def parcel(request: HttpRequest, parcel: str) -> HttpResponse:
    """One parcel; pressed open, what is in it stands in the answer alone and in the trail that it was read."""
    one = queries.parcel(request.actor, parcel)
    if request.method != "POST":
        return _page(request, one)
    try:
        return _page(request, one, contents=commands.open_parcel(request.actor, parcel=one))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return pages.go("handover:parcel", one.code)


@require_POST
def decide(request: HttpRequest, parcel: str) -> HttpResponse:
    """Entered by hand where it counts, or set aside with a reason."""
    one = queries.parcel(request.actor, parcel)
    form = forms.DecideForm(request.POST)
    done, _parcel = pages.attempt(
        form,
        lambda: commands.decide_parcel(
            request.actor, parcel=one, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )
    if not done:
        return _page(request, one, form)
    messages.success(request, _("Written down. What was in it is erased after 90 days."))
    return pages.go("handover:parcels")
