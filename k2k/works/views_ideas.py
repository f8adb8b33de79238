"""Ideas: what could be better at a place, who wants it too, what the office says."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import pages
from k2k.core.commands import Denied
from k2k.core.files import photos
from k2k.places import queries as places
from k2k.works import commands, forms, names, queries
from k2k.works.views import site_of

#: So many ideas stand on the page of a site.
SHOWN = 60


@require_safe
def ideas(request: HttpRequest, code: str) -> HttpResponse:
    """The ideas of a site, those that wait first."""
    site = site_of(request, code)
    found = [_row(one) for one in queries.ideas(site)[:SHOWN]]
    return render(request, "works/ideas.html", {"rows": found, "has_card": bool(request.actor.household_id)})


def _row(one: Any) -> dict[str, Any]:
    words = names.IDEA_STATES[one.state]
    return {"one": one, "state": names.IDEA_MARKS[one.state], "words": words, "place": places.label(one.node)}


@pages.read_write
def suggest(request: HttpRequest, code: str) -> HttpResponse:
    """An idea for a place of the site."""
    site = site_of(request, code)
    if not request.actor.household_id:
        raise Denied("works.suggest", _("An idea comes with a card, so that each home counts once."))
    if not request.actor.holds({"resident"}, site):
        raise Http404
    nodes = queries.common_places(site)
    form = forms.IdeaForm(
        request.POST or None, request.FILES or None, nodes=[(node, places.label(node)) for node in nodes]
    )
    client_id, lang = pages.client_id(request), get_language() or "ms"
    done, idea = pages.attempt(
        form, lambda: commands.suggest(request.actor, **form.given(), lang=lang, client_id=client_id)
    )
    if done:
        messages.success(request, _("Your idea stands here. Neighbours can say that they want it too."))
        return pages.go("works:idea", idea.code)
    return render(request, "works/suggest.html", {"form": form}, status=422 if form.errors else 200)


def _page(request: HttpRequest, code: str, verb: str = "", form: Any = None) -> HttpResponse:
    one = queries.idea(code)
    request.site = one.site
    at, office = request.at, request.actor.may("works.take_idea", one.site)
    choices = bodies.choices_for(one.site, at) if office else ()
    mine = queries.supports(request.actor, one)
    context = {
        **_row(one),
        "homes": one.supports.count(),
        "order": queries.rows_of(request.actor, one.site).filter(idea=one).first(),
        "picture": one.photo.url
        if one.photo and not one.photo.erased_at and photos.may_see(request.actor, one.photo)
        else "",
        "mine": mine,
        "can_support": bool(request.actor.household_id) and not mine and one.state == "open",
        "can_answer": office and one.state == "open",
        "take_form": form if verb == "take_idea" else forms.TakeIdeaForm(bodies=choices, verb="take"),
        "refuse_form": form if verb == "refuse_idea" else forms.ReasonForm(verb="refuse"),
        "refused": form,
    }
    return render(request, "works/idea.html", context, status=422 if form else 200)


@require_safe
def idea(request: HttpRequest, code: str) -> HttpResponse:
    """One idea and what became of it."""
    return _page(request, code)


@require_POST
def support(request: HttpRequest, code: str) -> HttpResponse:
    """ "Saya juga"."""
    return _do(request, code, "support", forms.EmptyForm(request.POST), _("Your home wants it too: it is counted."))


@require_POST
def take_idea(request: HttpRequest, code: str) -> HttpResponse:
    """The idea becomes an order."""
    one = queries.idea(code)
    form = forms.TakeIdeaForm(request.POST, bodies=bodies.choices_for(one.site, request.at), verb="take")
    return _do(request, code, "take_idea", form, _("The idea is an order now. Next: its price."))


@require_POST
def refuse_idea(request: HttpRequest, code: str) -> HttpResponse:
    """Not taken up, and why."""
    form = forms.ReasonForm(request.POST, verb="refuse")
    return _do(request, code, "refuse_idea", form, _("Written down. Everybody reads why."))


def _do(request: HttpRequest, code: str, verb: str, form: Any, said: str) -> HttpResponse:
    one = queries.idea(code)
    if not request.actor.may(f"works.{verb}", one.site):
        raise Http404
    client_id, command = pages.client_id(request), getattr(commands, verb)
    done, _made = pages.attempt(form, lambda: command(request.actor, idea=one, client_id=client_id, **form.given()))
    if not done:
        return _page(request, code, verb, form)
    messages.success(request, said)
    return pages.go("works:idea", one.code)
