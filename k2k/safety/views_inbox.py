"""For who reads what is sealed, and for the operator who checks the lines."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from k2k.core import clock, nodes, pages, sealing
from k2k.safety import commands, forms, names, queries, standing
from k2k.safety.models import Letter
from k2k.safety.views import _private


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What was written to this reader: when, what about, how many unread. No words."""
    page = max(int(request.GET.get("page", "1")[:4]) if request.GET.get("page", "1")[:4].isdigit() else 1, 1)
    start = (page - 1) * queries.PER_PAGE
    found = list(queries.inbox(request.actor, request.at)[start : start + queries.PER_PAGE + 1])
    context = {
        "rows": [(one, names.ABOUT[one.about], names.STATES[one.state]) for one in found[: queries.PER_PAGE]],
        "newer_url": f"?page={page - 1}" if page > 1 else "",
        "older_url": f"?page={page + 1}" if len(found) > queries.PER_PAGE else "",
    }
    return _private(render(request, "safety/inbox.html", context))


@never_cache
@pages.read_write
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """One letter. Its words come with a press, and each press is a line in the trail."""
    found = queries.letter_for(request.actor, code, request.at)
    opened = commands.read(request.actor, letter=found) if request.method == "POST" else None
    return _page(request, found, opened)


def _page(
    request: HttpRequest, found: Letter, opened: Letter | None = None, form: Form | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "letter": found,
        "about": names.ABOUT[found.about],
        "state": names.STATES[found.state],
        "said": standing.said(opened) if opened else [],
        "opened": opened is not None,
        "form": form or forms.ReplyForm(),
    }
    return _private(render(request, "safety/read.html", context, status=status))


def _do(request: HttpRequest, code: str, form: Form, call: Callable[[Letter], Any], said: str) -> HttpResponse:
    found = queries.letter_for(request.actor, code, request.at)
    done, _result = pages.attempt(form, lambda: call(found))
    if not done:
        return _page(request, found, form=form, status=422)
    messages.success(request, said)
    return _private(pages.go("safety:letter", code))


@require_POST
def reply(request: HttpRequest, code: str) -> HttpResponse:
    """Answer; the writer finds it under the link or the PIN."""
    form = forms.ReplyForm(request.POST)

    def call(found: Letter) -> Letter:
        text = sealing.Words(form.cleaned_data["text"].strip())
        return commands.reply(request.actor, letter=found, text=text, client_id=pages.client_id(request))

    return _do(request, code, form, call, _("Sealed. Only the writer can read it."))


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Nothing more is to be done."""
    form = forms.EmptyForm(request.POST)
    return _do(
        request, code, form, lambda found: commands.close(request.actor, letter=found),
        _("Closed. Its words are erased in 90 days."),
    )  # fmt: skip


@pages.read_write
def lines(request: HttpRequest) -> HttpResponse:
    """The numbers that people in danger see, and when each was last checked."""
    if not request.actor.may("safety.check_line", nodes.root()):
        raise Http404
    sent = forms.LineForm(request.POST) if request.method == "POST" else None
    if sent is not None:
        done, _row = pages.attempt(sent, lambda: commands.check_line(request.actor, **sent.cleaned_data))
        if done:
            messages.success(request, _("Written down. You are asked again in 90 days."))
            return pages.go("safety:lines")
    day = clock.today(request.at)
    rows = [(line, line.is_old(day), _form(line, sent)) for line in queries.lines()]
    return render(request, "safety/lines.html", {"rows": rows, "form": sent}, status=422 if sent else 200)


def _form(line: queries.Line, sent: forms.LineForm | None) -> forms.LineForm:
    if sent is not None and sent.data.get("slug") == line.slug:
        return sent
    initial = {"slug": line.slug, "number": line.number, "whatsapp": line.whatsapp}
    return forms.LineForm(initial=initial, auto_id=f"{line.slug}_%s")
