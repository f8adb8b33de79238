"""The page behind an order's link: accept, start, picture, done; no account, and also without a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from k2k.core import pages
from k2k.core.commands import Refused
from k2k.works import commands, forms, page, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

    from k2k.core.accounts.links import SignedLink
    from k2k.core.actors import Actor
    from k2k.works.models import Order

#: What the holder can do: the command, its form, what is said when it was done.
DOES: dict[str, tuple[Callable[..., Any], type[forms.WorkForm], Promise]] = {
    "accept": (commands.accept, forms.EmptyForm, lazy("The order is yours now.")),
    "start": (commands.start, forms.StartForm, lazy("Neighbours see that the work has begun.")),
    "add_photo": (commands.add_photo, forms.PhotoForm, lazy("The picture is kept with the order.")),
    "done": (commands.done, forms.EmptyForm, lazy("Written down. Now neighbours say whether it is fixed.")),
    "quote": (commands.quote, forms.PriceForm, lazy("The price waits for approval.")),
    "cannot": (commands.cannot, forms.CannotForm, lazy("Written down. The reports stay open and say why.")),
}
#: The taps that wait in a phone without a line, one after the other: heading, icon.
TAPS = {
    "accept": (lazy("Take the order"), "check"),
    "start": (lazy("Start the work"), "tools"),
    "add_photo": (lazy("Send the picture"), "camera"),
    "done": (lazy("It is done"), "check"),
}


def work(request: HttpRequest, link: SignedLink, actor: Actor) -> HttpResponse:
    """The purpose "works_order": one order, its reports, and the next thing to tap. Raises Refused."""
    order = queries.of_link(actor)
    if request.method != "POST":
        return _page(request, link, actor, order)
    verb = request.POST.get("do", "")
    if verb not in DOES:
        raise Refused(_("This form is not complete. Please start again."))
    command, kind, said = DOES[verb]
    form = kind(request.POST, request.FILES, verb=verb)
    given = {} if verb == "quote" else {"claimed_at": request.POST.get("occurred_at")}
    client_id = pages.client_id(request)
    done, _made = pages.attempt(
        form, lambda: command(actor, order=order, client_id=client_id, **given, **form.given())
    )  # fmt: skip
    if not done:
        return _page(request, link, actor, queries.of_link(actor), (verb, form))
    messages.success(request, str(said))
    return pages.go(request.path)


def _taps(order: Order, refused: tuple[str, forms.WorkForm] | None) -> list[dict[str, Any]]:
    """What is still to be tapped, the next one first."""
    after = order.photos.filter(kind="after").exists()
    first = {"approved": 0, "accepted": 1, "started": 3 if after else 2}.get(order.state)
    left = list(TAPS)[first:] if first is not None else []
    return [
        {
            "verb": verb,
            "title": TAPS[verb][0],
            "icon": TAPS[verb][1],
            "form": refused[1] if refused and refused[0] == verb else DOES[verb][1](verb=verb),
            "next": left[place + 1] if place + 1 < len(left) else "",
        }
        for place, verb in enumerate(left)
    ]


def _page(
    request: HttpRequest, link: SignedLink, actor: Actor, order: Order, refused: tuple[str, Any] | None = None
) -> HttpResponse:
    request.site = order.site
    form = {"quote": forms.PriceForm(verb="quote"), "cannot": forms.CannotForm(verb="cannot")}
    if refused and refused[0] in form:
        form[refused[0]] = refused[1]
    context = {
        **page.row(order),
        "order": order,
        "link": link,
        "reports": page.reports(actor, order, request.at),
        "photos": order.photos.count(),
        "taps": _taps(order, refused),
        "quote_form": form["quote"] if order.state in ("draft", "quoted") else None,
        "cannot_form": form["cannot"] if order.state in ("approved", "accepted", "started") else None,
        "leave_alone": page.leave_alone(actor, order),
        "refused": refused[1] if refused else None,
    }
    return render(request, "works/work.html", context, status=422 if refused else 200)
