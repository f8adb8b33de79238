"""A limit refused: whatever page shows the sentence, its answer is 429 and says when to come again."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

#: Statuses of a page that shows why something was not done.
SHOWN = (200, 404, 409, 422)

_wait: ContextVar[timedelta | None] = ContextVar("k2k_wait", default=None)


def slow_down(wait: timedelta) -> None:
    """This request came too often: its answer is 429, to be tried again after `wait`."""
    _wait.set(wait)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the status and Retry-After of what a limit refused."""

    def handle(request: HttpRequest) -> HttpResponse:
        _wait.set(None)
        response = get_response(request)
        wait = _wait.get()
        if wait is not None and response.status_code in (*SHOWN, 429):
            response.status_code = 429
            response.headers["Retry-After"] = str(max(1, -(-wait // timedelta(seconds=1))))
        return response

    return handle
