"""Handing over on screen and on paper: both columns for those concerned, what lacks for everybody."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import pages
from k2k.groups import queries as groups
from k2k.handover import commands, forms, queries, words
from k2k.handover.models import Handover


def _found(request: HttpRequest, code: str) -> Handover:
    handover = queries.handover(code)
    if handover.site is not None:
        request.site = handover.site
    return handover


@require_safe
def list_(request: HttpRequest, code: str) -> HttpResponse:
    """Every handover of a group, by post."""
    group = groups.group(code)
    request.site = group.site
    rows = [
        (one, bodies.post_title(one.post), words.STATES[one.state], sum(item.is_lacking for item in one.items.all()))
        for one in queries.of_body(group.body)[:50]
    ]
    return render(request, "handover/list.html", {"group": group, "rows": rows})


def _page(request: HttpRequest, handover: Handover, form: Form | None = None, add: Form | None = None) -> HttpResponse:
    """The page of one handover; `form` or `add` is what was just refused."""
    items, side = list(handover.items.order_by("number")), queries.side(request.actor, handover)
    reads = queries.may_read(request.actor, handover, request.at)
    mine = bool(side) and handover.state == "open" and not getattr(handover, f"{side}_signed_at")
    late = handover.is_late(request.at)
    refused = form or add
    context = {
        "handover": handover,
        "group": groups.by_code(handover.body.code),
        "post": bodies.post_title(handover.post),
        "state": words.STATES[handover.state],
        "side": side,
        "late": late,
        "reads": reads,
        "rows": _rows(items) if reads else [],
        "lacking": [words.lacking_words(handover.post, one) for one in items if one.is_lacking]
        if handover.state != "open" else [],
        "form": form or (forms.ColumnForm(items=items, side=side) if mine else None),
        "add": add or forms.AddForm(),
        "may_close": side == "incoming" and late and not handover.outgoing_signed_at,
        "refused": refused,
    }  # fmt: skip
    return render(request, "handover/show.html", context, status=422 if refused is not None else 200)


def _rows(items: list) -> list[tuple]:
    return [(one, words.thing(one), words.SAYS[one.outgoing_says], words.SAYS[one.incoming_says]) for one in items]


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One handover: both columns for those concerned; for everybody what did not come over, by post."""
    return _page(request, _found(request, code))


@require_safe
def print_(request: HttpRequest, code: str) -> HttpResponse:
    """The same on a sheet that both sign."""
    handover = _found(request, code)
    if not queries.may_read(request.actor, handover, request.at):
        raise Http404
    rows = _rows(list(handover.items.order_by("number")))
    context = {"handover": handover, "rows": rows, "post": bodies.post_title(handover.post)}
    return render(request, "handover/print.html", context)


def _mine(request: HttpRequest, code: str) -> tuple[Handover, str]:
    handover = _found(request, code)
    side = queries.side(request.actor, handover)
    if not side:
        raise Http404
    return handover, side


def _done(request: HttpRequest, handover: Handover, tried: Form, call: Callable, said: str, **kept) -> HttpResponse:
    if pages.attempt(tried, call)[0]:
        messages.success(request, said)
        return pages.go("handover:show", handover.code)
    handover.refresh_from_db()
    return _page(request, handover, **kept)


@require_POST
def mark(request: HttpRequest, code: str) -> HttpResponse:
    """One side says its word on each thing."""
    handover, side = _mine(request, code)
    form = forms.ColumnForm(request.POST, items=list(handover.items.order_by("number")), side=side)

    def call() -> Handover:
        return commands.mark(
            request.actor, handover=handover, **form.given(), client_id=pages.client_id(request)
        )  # fmt: skip

    return _done(request, handover, form, call, _("Written down in your column."), form=form)


@require_POST
def add_item(request: HttpRequest, code: str) -> HttpResponse:
    """One side adds a thing."""
    handover, _side = _mine(request, code)
    form = forms.AddForm(request.POST)

    def call():
        return commands.add_item(
            request.actor, handover=handover, **form.cleaned_data, client_id=pages.client_id(request)
        )  # fmt: skip

    return _done(request, handover, form, call, _("Added."), add=form)


def _press(request: HttpRequest, code: str, command: Callable, said: str) -> HttpResponse:
    handover, side = _mine(request, code)
    form = forms.ColumnForm({}, items=[], side=side)

    def call() -> Handover:
        return command(request.actor, handover=handover, client_id=pages.client_id(request))

    done = pages.attempt(form, call)[0]
    if done:
        messages.success(request, said)
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return pages.go("handover:show", handover.code)


@require_POST
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """One side signs."""
    return _press(request, code, commands.sign, _("Signed. What you said stays."))


@require_POST
def close_unsigned(request: HttpRequest, code: str) -> HttpResponse:
    """The incoming side closes a list that the outgoing did not sign."""
    return _press(request, code, commands.close_unsigned, _("Closed. What is lacking is asked for in public."))
