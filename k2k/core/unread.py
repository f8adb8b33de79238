"""A request that cannot be read (too large, broken, of another host): a page of ours instead of a bare 400.

A browser that is answered while it still sends shows "connection lost" instead of any page; so what is left of a body
is read to its end first. The page is made without the request's own processors: the body must not be read a second
time, and a wrong host is noticed before there is a session or an actor.
"""

from collections.abc import Callable
from typing import IO

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from k2k.core.actors import Actor

#: What is left of a body is read up to here (bytes); whoever sends more loses the line.
MOST_LEFT, AT_ONCE = 64_000_000, 1_000_000
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: what happened and what to do, in the page's language; 413 for what is too large."""
    too_much = isinstance(exception, TOO_MUCH)
    size = request.COOKIES.get("size", "1")
    context = {
        "too_much": too_much,
        "actor": Actor.anonymous(),
        "size": size if size in ("1", "2", "3") else "1",
    }
    return HttpResponse(render_to_string("core/unread.html", context), status=413 if too_much else 400)


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
