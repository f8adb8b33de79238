"""Closing a place and opening it again: a page that asks once more, then the command."""

from collections.abc import Callable

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import pages
from k2k.core.nodes import Node
from k2k.places import closing, commands, queries, rules
from k2k.places.views_manage import place_for


def _ask(request: HttpRequest, node: Node, command: Callable[..., Node], **words_) -> HttpResponse:
    form = forms.Form(*pages.sent(request)[:1])
    done, _node = pages.attempt(form, lambda: command(request.actor, place=node, client_id=pages.client_id(request)))
    if done:
        return pages.go("places:manage", node.code)
    context = {"form": form, "node": node, "back_url": reverse("places:manage", args=[node.code]), **words_}
    return render(request, "places/close.html", context, status=422 if form.errors else 200)


@pages.read_write
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a place is no longer in use; what is in the way is said before anybody presses."""
    node = place_for(request, code, "places.close")
    if request.method != "POST" and (node.closed_on or node.kind not in rules.CLOSABLE):
        return redirect("places:manage", node.code)
    words_ = {
        "title": _("Is %(place)s no longer in use?") % {"place": queries.label(node)},
        "action": _("Close it"),
        "reasons": [] if request.method == "POST" else closing.in_the_way(node),
        "closes": True,
    }
    return _ask(request, node, commands.close, **words_)


@pages.read_write
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Say that a place is in use again."""
    node = place_for(request, code, "places.reopen")
    if request.method != "POST" and not node.closed_on:
        return redirect("places:manage", node.code)
    title = _("Is %(place)s in use again?") % {"place": queries.label(node)}
    return _ask(request, node, commands.reopen, title=title, action=_("Open it again"))
