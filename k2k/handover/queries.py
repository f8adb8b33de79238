"""Reads about handovers, for pages, for the rules of this app and for apps above."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import Http404

from k2k.bodies import queries as bodies
from k2k.core import clock, ids, sealing
from k2k.core.accounts.models import Account
from k2k.core.actors import Actor
from k2k.handover import rules
from k2k.handover.models import Handover, Parcel

if TYPE_CHECKING:
    from k2k.bodies.models import Appointment, Body


#: Under what a parcel is sealed.
PURPOSE = "k2k handover parcel 1"


def side(actor: Actor, handover: Handover) -> str:
    """For which side the actor speaks: "outgoing", "incoming", or "" for everybody else."""
    if actor.account is None:
        return ""
    return {handover.outgoing_id: "outgoing", handover.incoming_id: "incoming"}.get(actor.account.pk, "")


def handover(code: str) -> Handover:
    """The handover with this code; Http404 where there is none. One query."""
    rows = Handover.objects.select_related("body", "node", "site", "outgoing", "incoming")
    found = rows.filter(code=code.replace("\x00", "")[:16]).first()
    if found is None:
        raise Http404
    return found


def may_read(viewer: Actor, handover: Handover, at: datetime) -> bool:
    """Who reads both columns: the two sides, who speaks for the body, and the programme officer of the place."""
    if side(viewer, handover) or viewer.holds({"officer"}, handover.node):
        return True
    return viewer.account is not None and bodies.speaks_for(viewer, handover.body, at)


def of_body(body: Body) -> QuerySet[Handover]:
    """The handovers of a body, the newest first, each with its things."""
    return Handover.objects.filter(body=body).prefetch_related("items").order_by("-opened_at", "-id")


def running_promises(body: Body) -> QuerySet:
    """What the body has set or promised and nobody has said to be done, the nearest day first."""
    return body.commitments.filter(withdrawn_at=None, proof="none", private=False).order_by("due", "id")


def due_of(body: Body, since: date, until: date) -> tuple[int, int]:
    """(how many handovers were done, how many were due) in the days from `since` to before `until`. One query."""
    rows = list(Handover.objects.filter(body=body, due_on__gte=since, due_on__lt=until).values_list("state", flat=True))
    return sum(state == "signed" for state in rows), len(rows)


def without_list(at: datetime) -> list[Appointment]:
    """Terms that end soon or ended lately, of posts with a list, whose holder does not go on in the same post."""
    terms = bodies.terms_ending(at - rules.BEHIND, at + rules.AHEAD)
    rows = terms.filter(post__kind__in=sorted(rules.LISTS), handover=None).order_by("until", "id")
    return [row for row in rows if row.since != row.until and not goes_on(row)]


def goes_on(term: Appointment) -> bool:
    """Whether the same person holds the same post right after this term."""
    rows = term.post.appointments.filter(account=term.account, since__lte=term.until).exclude(pk=term.pk)
    return rows.filter(Q(until=None) | Q(until__gt=term.until)).exists()


def successor(term: Appointment):
    """The account that follows in the post of this term and is on no other list yet; None while nobody does."""
    assert term.until is not None
    lists = Handover.objects.filter(appointment__post=term.post, due_on__gte=clock.today(term.until))
    taken = lists.exclude(incoming=None).values("incoming_id")
    rows = term.post.appointments.filter(since__gte=term.until - rules.AHEAD).exclude(pk=term.pk)
    rows = rows.exclude(account=term.account).exclude(account__in=taken).order_by("since", "id")
    found = rows.filter(Q(until=None) | Q(until__gt=term.until)).select_related("account").first()
    return found.account if found else None


def asked_of(actor: Actor) -> QuerySet[Handover]:
    """The open lists that wait for this account's signature."""
    mine = Q(outgoing=actor.account, outgoing_signed_at=None) | Q(incoming=actor.account, incoming_signed_at=None)
    return Handover.objects.filter(mine, state="open").select_related("body").order_by("due_on", "id")


def is_parcel(text: str) -> bool:
    """Whether `text` is one record as a phone keeps it: a title, an address, a moment, fields with their words."""
    if len(text) > rules.PARCEL_LENGTH:
        return False
    try:
        found = json.loads(text)
        return all(isinstance(found[name], str) for name in ("title", "url", "at")) and all(
            isinstance(name, str) and isinstance(words, str) for name, words in found["fields"]
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def contents(parcel: Parcel) -> dict[str, Any]:
    """What is in a parcel: title, url, at, and its fields as pairs. Raises ValueError under another key."""
    return json.loads(sealing.unseal(parcel.sealed, PURPOSE))


def writer_of(parcel: Parcel) -> str:
    """The name of the account whose mark the phone gave; "" where none fits. One query, over the accounts."""
    for account in Account.objects.order_by("-pk"):
        if ids.keyed_hash("queue", f"account:{account.pk}")[-rules.WRITER_LENGTH :] == parcel.writer:
            return account.display_name
    return ""


def parcel(viewer: Actor, code: str) -> Parcel:
    """One parcel, for the lead; Http404 for everybody else."""
    found = Parcel.objects.select_related("node").filter(code=code.replace("\x00", "")[:16]).first()
    if found is None or not viewer.may("handover.open_parcel", found.node):
        raise Http404
    return found


def parcels() -> QuerySet[Parcel]:
    """All parcels, what waits longest first, then what was decided last."""
    return Parcel.objects.order_by("decided_at", "received_at", "id")
