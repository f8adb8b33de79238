"""Signing in with the household's card: scanned or typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from k2k.core import pages, registry
from k2k.core.secret import secret_path
from k2k.people import queries, sessions, tries
from k2k.people.forms import CodeForm
from k2k.people.models import Card


@secret_path
@pages.read_write
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """What the printed picture opens: the home's number and one button. The POST signs in."""
    tried = tries.look_up(request, code)
    if tried.card is None:
        return render(request, "people/card_trouble.html", {"sentence": tried.sentence}, status=tried.status)
    if request.method == "POST":
        return _enter(request, tried.card)
    return render(request, "people/scan.html", {"home": tried.card.household})


@never_cache
def card(request: HttpRequest) -> HttpResponse:
    """For phones without a camera: type the code. `next` leads back to where the card was asked for."""
    form = CodeForm(pages.posted(request))
    if request.method == "POST" and form.is_valid():
        tried = tries.look_up(request, form.cleaned_data["code"])
        if tried.card:
            return _enter(request, tried.card)
        form.add_error("code", tried.sentence)
    return render(request, "people/card.html", {"form": form, "next": pages.back_to(request, "")})


def _enter(request: HttpRequest, entered: Card) -> HttpResponse:
    target = pages.back_to(request, "")
    sessions.enter(request, entered)
    request.actor = queries.card_actor(entered, request.at) or request.actor
    request.site = entered.household.site
    response = pages.go(target or next((fn(request) for fn in registry.items("home_url")), "/"))
    tries.remember(request, response)
    return response
