"""Days on which people are away or busy: seen, noted and taken back."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from k2k.core import clock, pages
from k2k.core.nodes import Node
from k2k.places import commands, forms, queries, rules, words


def _place(request: HttpRequest, code: str) -> Node:
    node = queries.by_code(code)
    if node is None or node.kind not in ("programme", "site") or not request.actor.may("places.note_days", node):
        raise Http404
    request.site = node.site
    return node


@pages.read_write
def days(request: HttpRequest, code: str) -> HttpResponse:
    """What is to come, and a form to note more."""
    place = _place(request, code)
    form = forms.DaysForm(*pages.sent(request)[:1])
    done, _made = pages.attempt(
        form,
        lambda: commands.note_days(
            request.actor, place=place, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )  # fmt: skip
    if done:
        messages.success(request, _("Noted. Whoever plans a meeting then is told."))
        return pages.go("places:days", place.code)
    rows = [
        (each, words.occasion(each.kind, each.title), request.actor.may("places.drop_days", each.node))
        for each in queries.occasions(place, clock.today(request.at))
    ]
    context = {"form": form, "place": place, "rows": rows, "may_manage": request.actor.holds(rules.READERS, place)}
    return render(request, "places/days.html", context, status=422 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take noted days back."""
    place = _place(request, code)
    found = get_object_or_404(queries.occasions(place, date.min), pk=number)
    if not request.actor.may("places.drop_days", found.node):
        raise Http404
    commands.drop_days(request.actor, occasion=found, client_id=pages.client_id(request))
    messages.success(request, _("Taken back."))
    return pages.go("places:days", place.code)
