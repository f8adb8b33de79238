"""The office's side of an order: one small form a verb, only those that can be used now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from k2k.bodies import queries as bodies
from k2k.works import commands, forms, rules

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.core.actors import Actor
    from k2k.works.models import Order


@dataclass(frozen=True)
class Section:
    """How one verb is offered: its form, its command, the word on its button, what is said when it was done."""

    verb: str
    title: Promise
    form: type[forms.WorkForm]
    command: Callable[..., Any]
    said: Promise
    states: tuple[str, ...]


SECTIONS = {
    one.verb: one
    for one in (
        Section("quote", _("Write down a price"), forms.QuoteForm, commands.quote, _("The price waits for approval."),
                ("draft", "quoted", "approved", "accepted", "started")),
        Section("approve", _("Approve"), forms.EmptyForm, commands.approve, _("Approved. Send the link now."),
                ("draft", "quoted")),
        Section("refuse_quote", _("Refuse the price"), forms.ReasonForm, commands.refuse_quote,
                _("Refused. Another price may follow."), ("quoted",)),
        Section("accept", _("Order taken"), forms.EmptyForm, commands.accept, _("The order is taken."), ("approved",)),
        Section("start", _("The work begins"), forms.StartForm, commands.start,
                _("Neighbours see that the work has begun."), ("accepted",)),
        Section("add_photo", _("Add a picture"), forms.OfficePhotoForm, commands.add_photo,
                _("The picture is kept with the order."), ("started",)),
        Section("done", _("It is done"), forms.EmptyForm, commands.done,
                _("Written down. Now neighbours say whether it is fixed."), ("started",)),
        Section("clear_photos", _("Show the pictures to everybody"), forms.EmptyForm, commands.clear_photos,
                _("Everybody can see the pictures now."), rules.STATES),
        Section("inspect", _("Set a day to look at it together"), forms.InspectForm, commands.inspect,
                _("The day is set. Everybody reads it."), ("started", "done")),
        Section("plan_care", _("Who looks after it"), forms.CareForm, commands.plan_care,
                _("The first date stands on the board."), ("approved", "accepted", "started", "done")),
        Section("cannot", _("It cannot be done"), forms.CannotForm, commands.cannot,
                _("Written down. The reports stay open and say why."), ("approved", "accepted", "started")),
        Section("cancel", _("Cancel the order"), forms.ReasonForm, commands.cancel,
                _("Cancelled. The reports stay open."), ("draft", "quoted", "approved", "accepted")),
        Section("revoke_link", _("Take the link back"), forms.EmptyForm, commands.revoke_link,
                _("The link no longer works."), rules.OPEN),
    )
}  # fmt: skip

#: What most often comes next, and so stands open.
NEXT = {
    "draft": "quote", "quoted": "approve", "approved": "accept", "accepted": "start", "started": "add_photo",
    "done": "inspect",
}  # fmt: skip


def form_for(verb: str, order: Order, at: datetime, *data: Any) -> forms.WorkForm:
    """The form of a verb about this order."""
    kind = SECTIONS[verb].form
    choices = bodies.choices_for(order.site, at) if "body" in kind.base_fields else ()
    return kind(*data, bodies=choices, verb=verb)


def sections(actor: Actor, order: Order, at: datetime, refused: tuple[str, Any] | None = None) -> list[dict[str, Any]]:
    """What this actor can do with the order now, in the order in which work goes."""
    found: list[dict[str, Any]] = []
    for verb, one in SECTIONS.items():
        if order.state not in one.states or not actor.may(f"works.{verb}", order.site):
            continue
        if not _fits(verb, order):
            continue
        form = refused[1] if refused and refused[0] == verb else form_for(verb, order, at)
        found.append({"section": one, "form": form, "open": verb == (refused[0] if refused else NEXT.get(order.state))})
    return found


def _fits(verb: str, order: Order) -> bool:
    if verb == "approve":
        return order.state == "quoted" or order.kind in rules.NEEDS_NO_QUOTE
    if verb == "plan_care":
        return order.kind == "improvement" and not order.care.filter(done_at=None).exists()
    if verb == "clear_photos":
        return order.photos.filter(file__cleared=False, file__erased_at=None).exists()
    return True
