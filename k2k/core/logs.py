"""The log: JSON lines of ids and verbs on stderr, never a name, a number of a person or a sentence.

Two gates, both allow-lists: a key that is not in KEYS is dropped, and a value that is not a number or a short slug is
replaced. Lines of libraries lose their message altogether (a message may quote what a person typed) and keep the
logger, the level, and for exceptions the class and the line of code. Level from K2K_LOG (default INFO).
"""

import logging
import re
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from structlog.typing import EventDict, Processor

PACKAGE = Path(__file__).resolve().parents[1]

#: Everything a line may say, besides the event, the level and the time.
KEYS = frozenset(
    {
        *("event", "level", "logger", "error", "where", "request", "view", "method", "status", "ms", "actor_kind"),
        *("verb", "ref", "node", "site", "kind", "state", "step", "n", "of", "rows", "files"),
        *("job", "job_name", "attempts", "worker", "port", "engine", "version"),
    }
)
VERB = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z0-9_-]+)*")
SLUG = re.compile(r"[A-Za-z0-9_.:/+-]{1,100}")
#: Nine digits or more, dashes and spaces between them or not: an IC number (12) or a phone (9 to 12).
PERSONAL_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}")
LARGEST_ID = 99_999_999
DROPPED, MASKED = "[dropped]", "[masked]"
#: Loggers that only repeat what our own lines say, with the path in it.
SILENT = ("django.server", "django.request")
#: Django gives these handlers of its own before it calls `configure`.
WITH_HANDLERS = ("django", "django.server")


def _slug(value: str) -> str:
    if PERSONAL_NUMBER.search(value):
        return MASKED
    return value if SLUG.fullmatch(value) else DROPPED


def _plain(value: Any) -> Any:
    if isinstance(value, BaseException):
        return type(value).__name__
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return value if abs(value) <= LARGEST_ID else MASKED
    return _slug(value) if isinstance(value, str) else DROPPED


def only_ids(logger: Any, method: str, line: EventDict) -> EventDict:
    """Structlog processor: the two gates."""
    kept: EventDict = {key: _plain(value) for key, value in line.items() if key in KEYS}
    event = line.get("event")
    kept["event"] = event if isinstance(event, str) and VERB.fullmatch(event) else "log"
    return kept


def where(trace: TracebackType | None) -> str:
    """File and line of the deepest frame in our own code, else of the deepest frame."""
    found = ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        ours = path.is_relative_to(PACKAGE)
        if ours or not found.startswith("k2k/"):
            shown = f"k2k/{path.relative_to(PACKAGE).as_posix()}" if ours else path.name
            found = f"{shown}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _write(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


class _ToStderr:
    """Where structlog writes: the stderr of the moment."""

    def msg(self, line: str) -> None:
        _write(line)

    debug = info = warning = error = critical = exception = log = msg


_finish: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    only_ids,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    structlog.processors.JSONRenderer(),
]


class LibraryHandler(logging.Handler):
    """Lines of Django and other libraries: logger, level, status, exception class and line of code; no message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; a record that cannot be written is dropped."""
        line: Any = {"event": "library", "logger": record.name, "level": record.levelname.lower()}
        if isinstance(status := getattr(record, "status_code", None), int):
            line["status"] = status
        line["where"] = f"{Path(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            line["error"], line["where"] = record.exc_info[1], where(record.exc_info[2])
        for process in _finish:
            line = process(None, "", line)
        _write(line)


def configure(config: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: `config` is settings.LOGGING, `{"level": "INFO"}`. Replaces every handler there is."""
    level = logging.getLevelNamesMapping().get(str(config.get("level", "")).upper(), logging.INFO)
    logging.raiseExceptions = False
    root = logging.getLogger()
    for handler in [found for found in root.handlers if type(found) in (logging.StreamHandler, LibraryHandler)]:
        root.removeHandler(handler)
    root.addHandler(LibraryHandler())
    root.setLevel(max(level, logging.INFO))
    for name in WITH_HANDLERS:
        logging.getLogger(name).handlers.clear()
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    logging.captureWarnings(True)
    got_request_exception.connect(_request_failed, dispatch_uid="k2k-logs")
    structlog.configure(
        processors=[structlog.processors.add_log_level, *_finish],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *names: _ToStderr(),
        cache_logger_on_first_use=False,
    )


def say(verb: str, level: str = "info", **ids: Any) -> None:
    """Write one line: `say("job.done", job=12, job_name="core.reap")`. An exception is written as its class."""
    line = structlog.get_logger()
    trace = ids["error"].__traceback__ if isinstance(ids.get("error"), BaseException) else None
    if trace is not None:
        ids.setdefault("where", where(trace))
    getattr(line, level)(verb, **ids)


def _view(request: HttpRequest | None) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match and match.view_name else "none"


def _request_failed(sender: Any, request: HttpRequest | None = None, **_words: Any) -> None:
    """An exception that no view caught: its class and line; what it says may be what a person typed."""
    say("request.failed", "error", error=sys.exc_info()[1], view=_view(request))


def _actor_kind(request: HttpRequest) -> str:
    """The kind of actor, where somebody asked for it during the request; asking here would cost queries."""
    return getattr(request.__dict__.get("actor"), "kind", "")


def request_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: one line a request. The URL's name, never its path, for a path may hold a secret code."""

    def handle(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=secrets.token_hex(4)):
            response = get_response(request)
            say(
                "request",
                view=_view(request),
                method=request.method,
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000),
                actor_kind=_actor_kind(request),
            )
        return response

    return handle
