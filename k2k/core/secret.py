"""Pages whose path is a secret: a household card's code, a signed link.

The path is never logged (request lines carry the URL's name), never cached and never sent as a referrer. With
`no-referrer` a browser sends the header "Origin: null" even to us, which Django's own check refuses; so these pages
carry a token of their own: a random cookie that other sites neither read nor send, and in the form a keyed hash of it.
"""

import secrets
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from k2k.core import ids, pages

COOKIE = "slip"
#: A form that waited in a phone without a line is still taken the day after.
LASTS = 2 * 24 * 3600


def secret_path(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard a view whose path is a secret. Its forms carry `{{ request.form_token }}` as the field `form_token`.

    The language and the size of letters are chosen by `?language=` and `?size=` on the page itself, so that the path
    never becomes part of another address.
    """

    @csrf_exempt
    @sensitive_variables()
    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.secret_path = True
        mark = request.COOKIES.get(COOKIE, "")
        fresh = "" if len(mark) == 32 and mark.isalnum() else secrets.token_hex(16)
        request.form_token = _token(fresh or mark)
        if request.method == "POST" and (fresh or not ids.same(request.POST.get("form_token", ""), request.form_token)):
            response = pages.stale_form(request)
        else:
            response = _chosen(request) or view(request, *args, **kwargs)
        if fresh:
            response.set_cookie(COOKIE, fresh, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure())
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return page


def _token(mark: str) -> str:
    return ids.keyed_hash("form", mark)


def _chosen(request: HttpRequest) -> HttpResponse | None:
    """Keep a choice of language or size in its cookie and show the page again."""
    wanted = {settings.LANGUAGE_COOKIE_NAME: request.GET.get("language"), "size": request.GET.get("size")}
    known = {settings.LANGUAGE_COOKIE_NAME: dict(settings.LANGUAGES), "size": ("1", "2", "3")}
    if request.method != "GET" or not any(wanted.values()):
        return None
    response = HttpResponseRedirect(request.path)
    for cookie, value in wanted.items():
        if value in known[cookie]:
            response.set_cookie(cookie, value, max_age=pages.YEAR, samesite="Lax", secure=request.is_secure())
    return response
