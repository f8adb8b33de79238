"""For who needs help: the calm page, the way out, a sealed letter and its answer, what a home needs."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from k2k.core import ids, limits, pages
from k2k.core.commands import TooOften
from k2k.core.nodes import Node
from k2k.core.secret import secret_path
from k2k.people import queries as people
from k2k.places import queries as places
from k2k.safety import commands, forms, names, queries, rules, standing
from k2k.safety.models import Letter


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to telephone, what to do now, how to leave. Kept in the phone, so that it opens without a line."""
    return render(request, "safety/help.html", {"help_lines": queries.lines()})


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Away to a page of the weather; what this browser kept of our pages goes. Unsent reports and the card stay."""
    response = HttpResponseRedirect(settings.NEUTRAL_PAGE)
    response["Clear-Site-Data"] = '"cache"'
    response["Referrer-Policy"] = "no-referrer"
    return _private(response)


def _site(request: HttpRequest) -> Node | None:
    """The perumahan of the card, or the one named in the address; None is as good."""
    home = people.household_of(request.actor)
    if home is not None:
        return home.site
    found = places.by_code(request.GET.get("di", "") or request.POST.get("di", ""))
    return found if found is not None and found.kind == "site" else None


@never_cache
@pages.read_write
def write(request: HttpRequest) -> HttpResponse:
    """A letter in confidence: sealed at once, found again by its link alone or under a person's PIN."""
    site = _site(request)
    about = request.GET.get("about", "")
    form = forms.WriteForm(
        request.POST or None,
        may_mediate=site is not None and about not in ("violence", "child"),
        has_pin=bool(request.actor.person_id),
        initial={"about": about if about in rules.ABOUT else "other"},
    )
    done, letter = pages.attempt(form, lambda: _written(request, form, site))
    if done:
        if form.cleaned_data.get("under_pin"):
            return _private(pages.go("safety:my_letter", letter.code))
        return _private(pages.go("safety:follow", letter.secret))
    context = {"form": form, "site_code": site.code if site else "", "is_card": request.actor.kind == "card"}
    return _private(render(request, "safety/write.html", context, status=422 if form.errors else 200))


def _written(request: HttpRequest, form: forms.WriteForm, site: Node | None) -> Letter:
    _hold(request)
    given = {key: value for key, value in form.cleaned_data.items() if key != "disclosure"}
    sent: dict[str, Any] = {"lang": get_language() or "ms", "client_id": pages.client_id(request)}
    return commands.write(request.actor, site=site, **given, **sent)


def _hold(request: HttpRequest) -> None:
    """Raises TooOften for what no block writes in an hour; counted by the hour, so that the moment is not kept."""
    hour = request.at.replace(minute=0, second=0, microsecond=0)
    allowed = limits.hit_address("safety.write", request, hour, rules.PER_ADDRESS)
    if not allowed:
        sentence = _("Very much came from this line. Telephone, or try again in %(n)s minutes.")
        raise TooOften(sentence % {"n": allowed.minutes}, allowed.retry_after)


@secret_path
@pages.read_write
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """The letter and its answers, for who has the link."""
    secret_url = settings.URL + request.path
    return _letter(request, queries.by_secret(secret), {"secret_url": secret_url, "secret": ids.clean_code(secret)})


@never_cache
@pages.read_write
def my_letter(request: HttpRequest, code: str) -> HttpResponse:
    """The same, under the PIN of the person who wrote it."""
    return people.pin_required(request) or _letter(request, queries.my_letter(request.actor, code), {})


def _letter(request: HttpRequest, letter: Letter, more: dict[str, Any]) -> HttpResponse:
    form = forms.MoreForm(pages.posted(request))

    def call() -> Letter:
        _hold(request)
        return commands.add(letter, text=form.cleaned_data["text"], client_id=pages.client_id(request))

    done, _found = pages.attempt(form, call)
    if done:
        return _private(pages.go(request.path))
    context = {"letter": letter, "said": standing.said(letter), "form": form, "to": names.TO[letter.to], **more}
    return _private(render(request, "safety/letter.html", context, status=422 if form.errors else 200))


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The letters under one's own PIN."""
    gate = people.pin_required(request)
    if gate:
        return gate
    if not request.actor.person_id:
        raise Http404
    return _private(render(request, "safety/mine.html", {"letters": queries.mine(request.actor)[:20]}))


@never_cache
@pages.read_write
def needs(request: HttpRequest) -> HttpResponse:
    """What a home says about itself in private, under a PIN."""
    if request.actor.kind != "card":
        return redirect(f"{reverse('people:card')}?next={request.path}")
    gate = people.pin_required(request)
    if gate:
        return gate
    home = people.household_of(request.actor)
    if home is None:
        raise Http404
    request.site = home.site
    form = forms.NeedsForm(pages.posted(request), initial={"kinds": queries.needs_of(home)})
    done, _rows = pages.attempt(
        form, lambda: commands.set_needs(request.actor, household=home, kinds=form.cleaned_data["kinds"])
    )
    if done:
        messages.success(request, _("Kept. The office sees points, never your home."))
        return pages.go("safety:needs")
    return _private(render(request, "safety/needs.html", {"form": form}, status=422 if form.errors else 200))
