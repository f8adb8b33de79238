"""The office's side of a thing: one small form a verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from k2k.assets import commands, forms, names, queries
from k2k.bodies import queries as bodies

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.core.nodes import Node


@dataclass(frozen=True)
class Section:
    """How one verb is offered: its form, its command, the word on its button, what is said when it was done."""

    verb: str
    title: Promise
    form: type[forms.AssetForm]
    command: Callable[..., Any]
    said: Promise


SECTIONS = {
    one.verb: one
    for one in (
        Section("certify", _("Add a certificate"), forms.CertifyForm, commands.certify, _("The certificate is kept.")),
        Section("plan", _("Add a schedule"), forms.PlanForm, commands.plan, _("The days are set. Everybody reads it.")),
        Section("record_visit", _("A visit was made"), forms.VisitForm, commands.record_visit,
                _("The visit is written down.")),
        Section("end_plan", _("End the schedule"), forms.EmptyForm, commands.end_plan, _("The schedule has ended.")),
        Section("add_part", _("Add a piece"), forms.PartForm, commands.add_part, _("Written down.")),
        Section("replace_part", _("Replaced or taken away"), forms.ReplaceForm, commands.replace_part,
                _("Written down.")),
    )
}  # fmt: skip


def form_for(verb: str, node: Node, at: datetime, *data: Any, prefix: str = "") -> forms.AssetForm:
    """The form of a verb about this thing."""
    kind = SECTIONS[verb].form
    choices = bodies.choices_for(queries.site_of(node), at) if "body" in kind.base_fields else ()
    parts = [one for one in queries.parts(node) if not one.until] if "parent" in kind.base_fields else ()
    return kind(*data, bodies=choices, parts=parts, verb=prefix or verb)


def sections(node: Node, at: datetime, refused: tuple[str, Any] | None = None) -> list[dict[str, Any]]:
    """What the office can do with the thing now; `refused` is the address and the form that was refused."""
    found = []

    def put(verb: str, about: str = "", *more: Any) -> None:
        url = reverse(f"assets:{verb}", args=[node.code, *more])
        prefix = f"{verb}{more[0]}" if more else verb
        again = refused is not None and refused[0] == url
        form = refused[1] if refused and again else form_for(verb, node, at, prefix=prefix)
        found.append({"title": SECTIONS[verb].title, "about": about, "url": url, "form": form, "open": again})

    running = [one for one in queries.schedules(node) if one.ended_on is None]
    for one in running:
        put("record_visit", one.what, one.pk)
    put("certify")
    put("plan")
    put("add_part")
    for part in queries.parts(node):
        if part.until is None:
            put("replace_part", f"{names.PARTS[part.kind]} {part.name}".strip(), part.pk)
    for one in running:
        put("end_plan", one.what, one.pk)
    return found
