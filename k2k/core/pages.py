"""Small pages of the ground, and what every view shares: one way to try a command, one way to refuse."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST

from k2k.core import pace, registry
from k2k.core.commands import Refused, TooOften

YEAR = 60 * 60 * 24 * 365
#: A page that is opened, and sent back to itself.
read_write = require_http_methods(["GET", "HEAD", "POST"])


class Instead(Exception):
    """Another page comes first, and nothing was written; `answer` makes it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]):
        super().__init__("another page comes first")
        self.answer = answer


def client_id(request: HttpRequest) -> uuid.UUID | None:
    """The form's own id, by which a repeated sending is recognised; None when it is missing or not one."""
    try:
        return uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the fields of a POST, even an empty one; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> tuple[QueryDict | None, MultiValueDict | None]:
    """The same with its files."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def attempt(form: Form, call: Callable[[], Any]) -> tuple[bool, Any]:
    """Run `call` if the form is valid: (True, result), or (False, None) with the refusal beside its field.

    What an app offers in the registry's slot "meets" reads the form before anything is written; it raises Instead.
    """
    if not form.is_valid():
        return False, None
    for meets in registry.items("meets"):
        meets(form)
    try:
        return True, call()
    except Refused as refusal:
        refuse(form, refusal)
        return False, None


def refuse(form: Form, refusal: Refused) -> None:
    """Show a refusal beside the field it belongs to; what was typed stays. A limit's refusal makes the answer a 429."""
    if isinstance(refusal, TooOften):
        pace.slow_down(refusal.wait)
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def go(where: str, *args) -> HttpResponse:
    """After a POST: see the page that shows what happened (303)."""
    response = redirect(where, *args)
    response.status_code = 303
    return response


def back_to(request: HttpRequest, default: str = "/") -> str:
    """The page the person came from when it is a path of ours, else `default`."""
    target = request.GET.get("next") or request.POST.get("next") or ""
    safe = target.startswith("/") and url_has_allowed_host_and_scheme(target, None)
    return target if safe else default


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the page's language; kept in a cookie, nothing is written here."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(back_to(request))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def size(request: HttpRequest, step: int) -> HttpResponse:
    """Choose the size of the letters (1, 2 or 3); kept in a cookie."""
    if step not in (1, 2, 3):
        raise Http404
    response = HttpResponseRedirect(back_to(request))
    response.set_cookie("size", str(step), max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@never_cache
def csrf(request: HttpRequest) -> HttpResponse:
    """A fresh form token for what waited in the phone."""
    return JsonResponse({"token": get_token(request)})


def queue(request: HttpRequest) -> HttpResponse:
    """What this phone has not sent yet; the list lives in the phone."""
    hand_in_url = next((fn() for fn in registry.items("hand_in_url")), "")
    return render(request, "core/queue.html", {"hand_in_url": hand_in_url})


def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the service worker where there is no line."""
    return render(request, "core/offline.html")


def _kept() -> dict:
    """What the apps want to have in the phone without a line: their scripts and pages of help."""
    return {
        "kept_files": registry.items("kept_files"),
        "kept_pages": [reverse(name) for name in registry.items("kept_pages")],
    }


@cache_control(max_age=0, no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it serves every page."""
    return render(request, "core/sw.js", _kept(), content_type="text/javascript")


def manifest(request: HttpRequest) -> HttpResponse:
    """The web manifest: name, icons, colours."""
    return render(request, "core/manifest.webmanifest", content_type="application/manifest+json")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave at once: the card or the account is forgotten on this phone."""
    logout(request)
    return go("/")


#: Fields that are never shown back.
NEVER_SHOWN = {"csrfmiddlewaretoken", "client_id", "form_token", "login", "pin", "code", "number"} | {
    "password",
    "password1",
    "password2",
    "oldpassword",
    "passphrase",
    "passphrase1",
    "passphrase2",
    "slip",
}


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: show what was typed, so that nothing is lost."""
    kept = [(name, value) for name, value in request.POST.items() if name not in NEVER_SHOWN]
    return render(request, "core/stale.html", {"kept": kept, "again": request.path}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing for this person."""
    reason = _("This page does not exist, or it is not yours to see.")
    return render(request, "404.html", {"reason": reason}, status=404)
