"""What rights follow from a post: written into core's grants, and rewritten whenever a seat, a place or a term changes.

An appointment gives its post's role at every place where the body sits or works, for as long as both last. While a
body is contested its posts bind nothing: the rights end, the appointments stay, and settling gives the rights back.
"""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from k2k.bodies.models import Appointment, Body, Jurisdiction, Post, Seat
from k2k.bodies.rules import POST_ROLES, seat_role_fits
from k2k.core import clock, grants
from k2k.core.grants import Grant
from k2k.core.nodes import Node


class Place(NamedTuple):
    """A node where a body sits or works, for how long, and as what (`seat` is None for a jurisdiction)."""

    node: Node
    since: datetime
    until: datetime | None
    seat: str | None


def places(body: Body, at: datetime) -> list[Place]:
    """Where the body sits or works at `at` or will; a programme body works at its own node, for good."""
    today = clock.today(at)
    lasting = Q(until=None) | Q(until__gt=today)
    found = [
        Place(row.node, _start(row.since), _start(row.until) if row.until else None, getattr(row, "kind", None))
        for table in (Seat, Jurisdiction)
        for row in table.objects.filter(lasting, body=body).select_related("node").order_by("id")
    ]
    if body.kind == "programme":
        found.append(Place(body.node, _start(date.min), None, None))
    return found


def _start(day: date) -> datetime:
    return clock.start_of_day(max(day, date(1900, 1, 1)))


def places_of(post: Post, at: datetime) -> list[Place]:
    """The places at which this post gives its role."""
    role = POST_ROLES[post.kind]
    return [place for place in places(post.body, at) if seat_role_fits(role, post.body.kind, place.seat)]


def _wanted(appointment: Appointment, at: datetime, not_before: datetime) -> dict[int, Place]:
    """By node, the right the appointment gives from now on; the longer of two rights at one node stands."""
    body = appointment.post.body
    if body.contested(clock.today(at)):
        return {}
    longest: dict[int, Place] = {}
    for place in places_of(appointment.post, at):
        since = max(place.since, appointment.since, not_before)
        until = min((end for end in (place.until, appointment.until) if end), default=None)
        if until is not None and until <= since:
            continue
        held = longest.get(place.node.pk)
        if held is None or (held.until is not None and (until is None or until > held.until)):
            longest[place.node.pk] = place._replace(since=since, until=until)
    return longest


def write(appointment: Appointment, at: datetime, not_before: datetime | None = None) -> None:
    """Make the grants of one appointment fit what holds at `at`: end what no longer follows, give what is missing.

    Rights begin at `not_before` (default `at`) at the earliest, so that nothing is granted for the past.
    """
    wanted = _wanted(appointment, at, not_before or at)
    mine = Grant.objects.filter(source=appointment.ref)
    for grant in mine.filter(Q(until=None) | Q(until__gt=at)):
        place = wanted.get(grant.node_id)
        stays = place is not None and grant.since <= place.since
        until = wanted.pop(grant.node_id).until if stays else max(grant.since, at)
        if until != grant.until:
            grant.until = until
            grant.save(update_fields=["until"])
    role = POST_ROLES[appointment.post.kind]
    for place in wanted.values():
        if not mine.filter(node=place.node, since=place.since).update(until=place.until):
            grants.give(
                appointment.account, role, place.node, since=place.since, until=place.until, source=appointment.ref
            )


def rewrite(body: Body, at: datetime) -> None:
    """Do so for every appointment of the body that runs at `at` or begins later."""
    lasting = Appointment.objects.filter(post__body=body).filter(Q(until=None) | Q(until__gt=at))
    for appointment in lasting.select_related("post", "account").order_by("id"):
        appointment.post.body = body
        write(appointment, at)
