"""The public page of a body, and what this app's views share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from k2k.bodies import queries, words
from k2k.bodies.models import Body
from k2k.core import clock, pages
from k2k.core.nodes import Node
from k2k.places import queries as places


def site_for(request: HttpRequest, code: str, verb: str = "") -> Node:
    """The site with this code, if the actor may do `verb` there; else not found."""
    node = places.by_code(code)
    if node is None or node.kind != "site" or (verb and not request.actor.may(verb, node)):
        raise Http404
    request.site = node
    return node


def body_for(request: HttpRequest, code: str, verb: str = "") -> Body:
    """The body with this code, if the actor may do `verb` at its home; else not found."""
    found = queries.by_code(code)
    if found is None or (verb and not request.actor.may(verb, found.node)):
        raise Http404
    request.site = found.site
    return found


def form_page(
    request: HttpRequest, form: Form, call: Callable, done: str, *, said: str, back: tuple[str, str],
    template: str = "core/form.html", **words_: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form: `call` is the command; then the page `done`, where `said` is said."""
    finished, _result = pages.attempt(form, call)
    if finished:
        messages.success(request, said)
        return pages.go(done)
    context = {"form": form, "back_url": back[0], "back_label": back[1], **words_}
    return render(request, template, context, status=422 if form.errors else 200)


@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """What a body is, where it sits, its posts by title, and what it is responsible for."""
    found = body_for(request, code)
    day = clock.today(request.at)
    context = {
        "body": found,
        "kind": words.kind_title(found.kind),
        "joined": found.has_joined(day),
        "contested": found.contested(day),
        "posts": [(words.post_title(post.kind), post.title) for post in queries.posts(found)],
        "seats": [(words.SEATS[seat.kind], seat) for seat in queries.seats_of(found, day)],
        "duties": queries.duties_of(found, day),
        "may_manage": request.actor.may("bodies.appoint", found.node),
    }
    return render(request, "bodies/body.html", context)
