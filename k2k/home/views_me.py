"""My work: what is asked of whoever holds a post, and what they were told. A home has its own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from k2k.core import notify, pages, todo

#: So many to-dos and messages stand on the page; what is done makes room for the next.
ASKED, TOLD = 30, 20


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is asked of this person, what has a date first; then the newest messages."""
    if request.actor.kind == "card":
        return redirect("people:mine")
    if request.actor.kind != "account":
        raise Http404
    told = notify.inbox(request.actor.inboxes)
    words = {
        "asked": todo.asked_of(request.actor, request.at)[:ASKED],
        "told": notify.render(told[:TOLD]),
        "unread": told.filter(read_at=None).count(),
    }
    return render(request, "home/me.html", words)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """They have seen their messages."""
    if request.actor.kind != "account":
        raise Http404
    notify.mark_read(request.actor.inboxes, request.at)
    return pages.go("home:me")
