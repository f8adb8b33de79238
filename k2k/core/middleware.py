"""Each request gets its device, its actor and what every page shows."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from k2k.core import actors, clock, ids, pace, registry
from k2k.core.commands import Denied, Refused, TooOften
from k2k.core.nodes import Node
from k2k.core.pages import Instead

DEVICE_COOKIE = "device"
#: Where an account that has not set up its one-time codes may still go.
OPEN_PATHS = ("/akaun/", "/static/", "/bahasa/", "/huruf/", "/healthz", "/keluar/")


def without_nul(get_response):
    """Take the NUL out of what an address asks: nobody types it, and PostgreSQL takes none in a text."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return get_response(request)

    return middleware


def malay_first(get_response):
    """Begin in Malay unless somebody chose, or their phone speaks Chinese or Tamil.

    Phones sold here come in English whatever their owner reads, so English in the browser is no choice.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            wanted = request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower()[:2]
            request.META["HTTP_ACCEPT_LANGUAGE"] = {"zh": "zh-hans", "ta": "ta"}.get(wanted, settings.LANGUAGE_CODE)
        return get_response(request)

    return middleware


def actor_middleware(get_response):
    """Set request.device, request.actor; turn Denied, Refused and a form's address without a form into pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.device = request.COOKIES.get(DEVICE_COOKIE, "")
        fresh = "" if len(request.device) == 32 and request.device.isalnum() else secrets.token_hex(16)
        request.device = fresh or request.device
        request.at = clock.now()
        request.actor = _actor(request).on_device(request.device)
        if needs_code(request) and not request.path.startswith(OPEN_PATHS):
            return redirect(reverse("mfa_activate_totp"))
        if "\x00" in request.path:  # no address has one, and PostgreSQL takes none in a text
            return render(request, "404.html", status=404)
        response = get_response(request)
        if response.status_code == 405 and request.method == "GET":
            response = _without_a_form(request, response)
        if fresh and request.method == "POST":
            _keep_device(request, response, fresh)
        if request.actor.kind in ("account", "card", "link"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    middleware.process_exception = _told
    return middleware


def _without_a_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Somebody came back to an address that only takes forms: by "back", another language, an old link."""
    reason = _("This address only takes what a form sends. Nothing was changed.")
    page = render(request, "core/refused.html", {"reason": reason}, status=405)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def _keep_device(request: HttpRequest, response: HttpResponse, device: str) -> None:
    two_years = 3600 * 24 * 730
    response.set_cookie(
        DEVICE_COOKIE, device, max_age=two_years, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def _actor(request: HttpRequest) -> actors.Actor:
    if request.user.is_authenticated:
        return actors.for_account(request.user, request.at)
    for resolve in registry.items("actor"):
        found = resolve(request)
        if found:
            return found
    return actors.Actor.anonymous()


def needs_code(request: HttpRequest) -> bool:
    """Whether a signed-in account must still set up its one-time codes (demo cards need none)."""
    if not request.user.is_authenticated or request.user.is_demo:
        return False
    if not hasattr(request, "_has_code"):
        from allauth.mfa.utils import is_mfa_enabled

        request._has_code = is_mfa_enabled(request.user)
    return not request._has_code


def _told(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if isinstance(error, Instead):
        return error.answer(request)
    if isinstance(error, TooOften):
        pace.slow_down(error.wait)
    if isinstance(error, Refused):
        context = {"reason": error.sentence, "back_url": _came_from(request)}
        return render(request, "core/refused.html", context, status=409)
    if isinstance(error, Denied):
        if error.reason:
            return render(request, "403.html", {"reason": error.reason}, status=403)
        return render(request, "404.html", status=404)
    return None


def _came_from(request: HttpRequest) -> str:
    """The page of ours on which the button was pressed, if the browser says."""
    said = request.headers.get("Referer", "")
    return said if url_has_allowed_host_and_scheme(said, {request.get_host()}) else ""


def page_context(request: HttpRequest) -> dict:
    """What base.html needs on every page; no query unless a site is known."""
    actor = getattr(request, "actor", actors.Actor.anonymous())
    site = getattr(request, "site", None)
    help_line = (
        next((line for line in (fn(site) for fn in registry.items("help_line")) if line), None) if site else None
    )
    return {
        "actor": actor,
        "site": site,
        "demo": is_demo(site),
        "own_url": settings.URL,
        **next((fn() for fn in registry.items("met")), {}),
        "home_url": next((fn(request) for fn in registry.items("home_url")), "/"),
        "help_line": help_line,
        "now": getattr(request, "at", None) or clock.now(),
        "emergency": settings.EMERGENCY,
        "size": request.COOKIES.get("size", "1") if request.COOKIES.get("size") in ("1", "2", "3") else "1",
        "queue_key": ids.keyed_hash("queue", actor.key)[-16:],
    }


def is_demo(site: Node | None = None) -> bool:
    """Whether this installation shows the invented example; `site` is the one that the page is about, if any."""
    return any(fn(site) for fn in registry.items("is_demo"))
