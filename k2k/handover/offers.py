"""What handovers put on pages of others: a group's page and health, what is asked of both sides, links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.todo import Todo
from k2k.groups.slots import Evidence, Part
from k2k.handover import queries
from k2k.handover.models import Handover, Parcel

if TYPE_CHECKING:
    from k2k.groups.models import Group

MOST_PARCELS = 5


def hand_in_url() -> str:
    """Where a phone hands in what somebody whose access has ended wrote on it."""
    return reverse("handover:hand_in")


def group_part(group: Group, viewer: Actor, at: datetime) -> Part | None:
    """How the last change of posts went. Two statements."""
    rows = list(queries.of_body(group.body)[:20])
    if not rows:
        return None
    lacking = sum(item.is_lacking for row in rows if row.state != "open" for item in row.items.all())
    running = sum(row.state == "open" for row in rows)
    if running:
        text = ngettext("%(n)s post is being handed over", "%(n)s posts are being handed over", running)
        said = text % {"n": running}
    elif lacking:
        said = ngettext("%(n)s thing was not handed over", "%(n)s things were not handed over", lacking) % {
            "n": lacking
        }
    else:
        said = _("Everything was handed over")
    return Part("key", _("Handing over"), said, reverse("handover:list", args=[group.code]), 60)


def group_health(group: Group, since: date, until: date) -> list[Evidence]:
    """Handovers done of those that were due."""
    done, due = queries.due_of(group.body, since, until)
    url = reverse("handover:list", args=[group.code])
    return [Evidence(_("Handovers signed by both, of those due"), done, due, url)] if due else []


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """The lists that wait for this account's word and signature. One statement."""
    if actor.account is None:
        return []
    said = _("Hand over: %(post)s, %(body)s")
    return [
        Todo(
            said % {"post": bodies.post_title(row.post), "body": row.body.name},
            reverse("handover:show", args=[row.code]), row.ref, clock.due_at(row.due_on),
        )
        for row in queries.asked_of(actor)
    ]  # fmt: skip


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of a handover."""
    found = Handover.objects.select_related("body").filter(pk=pk).first()
    if found is None:
        return None
    given = {"post": bodies.post_title(found.post), "body": found.body.name}
    return _("Handing over: %(post)s, %(body)s") % given, reverse("handover:show", args=[found.code])


def item_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of the handover in which a thing did not come over."""
    found = Handover.objects.filter(items=pk).first()
    return ref(found.pk, viewer) if found else None


def parcels_todo(actor: Actor, at: datetime) -> list[Todo]:
    """To the lead: what phones handed in. One statement."""
    if not actor.nodes_for({"officer"}):
        return []
    rows = Parcel.objects.filter(state="waiting").select_related("node").order_by("received_at", "id")
    said = _("Somebody's phone handed in what it had not sent. Open it.")
    return [
        Todo(said, reverse("handover:parcel", args=[row.code]), row.ref)
        for row in rows[:MOST_PARCELS]
        if actor.may("handover.open_parcel", row.node)
    ]


def parcel_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of a parcel, for the lead alone."""
    found = Parcel.objects.select_related("node").filter(pk=pk).first()
    if found is None or not viewer.may("handover.open_parcel", found.node):
        return None
    return _("Handed in by a phone"), reverse("handover:parcel", args=[found.code])


def load(pks: Iterable[int]) -> dict[int, Handover]:
    """The handovers that messages are about."""
    return Handover.objects.in_bulk(list(pks))
