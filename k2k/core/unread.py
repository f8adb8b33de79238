"""A request that cannot be read (too large, broken, of another host): a page of ours instead of a bare 400.

And one that cannot be kept, the database being away or its disk full: a page that says so instead of a bare 500.

A browser that is answered while it still sends shows "connection lost" instead of any page; so what is left of a body
is read to its end first. The page is made without the request's own processors: the body must not be read a second
time, and a wrong host is noticed before there is a session or an actor.
"""

import sys
from collections.abc import Callable
from typing import IO

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.views.defaults import server_error

from k2k.core.actors import Actor
from k2k.core.pages import NEVER_SHOWN

#: What is left of a body is read up to here (bytes); whoever sends more loses the line.
MOST_LEFT, AT_ONCE = 64_000_000, 1_000_000
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: The database does not answer, has no room or is held by somebody else: all of them pass.
AWAY = (OperationalError, InterfaceError)
TOKEN = "csrfmiddlewaretoken"
#: When to come again (seconds).
COMES_BACK_IN = 30


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: what happened and what to do, in the page's language; 413 for what is too large."""
    too_much = isinstance(exception, TOO_MUCH)
    context = {"too_much": too_much, **_nobody(request)}
    return HttpResponse(render_to_string("core/unread.html", context), status=413 if too_much else 400)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: where the database is away 503, what was typed and when to come again; else our fault."""
    if not isinstance(sys.exc_info()[1], AWAY):
        return server_error(request)
    context = {"is_sent": request.method == "POST", "again": request.path, **_sent(request), **_nobody(request)}
    headers = {"Retry-After": str(COMES_BACK_IN), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("core/away.html", context), status=503, headers=headers)


def _sent(request: HttpRequest) -> dict:
    """Every field, for a button that sends the same once more; none where one of them is a secret or unreadable."""
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]
    except (SuspiciousOperation, MultiPartParserError, OSError):
        return {}
    if (NEVER_SHOWN - {TOKEN, "client_id", "form_token"}) & request.POST.keys():
        return {}
    return {"fields": fields, "has_file": bool(request.FILES), "csrf_token": request.POST.get(TOKEN, "")}


def _nobody(request: HttpRequest) -> dict:
    """What base.html needs where nobody can be asked who is there."""
    size = request.COOKIES.get("size", "1")
    return {"actor": Actor.anonymous(), "size": size if size in ("1", "2", "3") else "1"}


def read_to_the_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: take what the view left of the body off the line before the answer goes out."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        left, stream = MOST_LEFT, getattr(request, "_stream", None)
        while stream is not None and left > 0 and _one_piece(stream):
            left -= AT_ONCE
        return response

    return handle


def _one_piece(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(AT_ONCE)
    except OSError:  # the line is lost: nobody waits for the answer
        return b""
