"""Every write about bodies, where they sit and what they answer for; posts and notices have files of their own."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from k2k.bodies import rights
from k2k.bodies.models import Body, Jurisdiction, Responsibility, Seat
from k2k.bodies.notices import publish_notice, withdraw_notice
from k2k.bodies.posts import appoint, create_post, end_appointment
from k2k.bodies.rules import BODY_KINDS, DUTIES, SEAT_KINDS
from k2k.core import clock, ids, search
from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node

__all__ = [
    "appoint",
    "assign_responsibility",
    "contest",
    "create_body",
    "create_post",
    "end_appointment",
    "end_jurisdiction",
    "end_responsibility",
    "give_jurisdiction",
    "join",
    "publish_notice",
    "record_first_meeting",
    "seat",
    "settle",
    "unseat",
    "withdraw_notice",
]

_at_home: dict[str, Any] = {"at_node": lambda given: given["body"].node}
_at_node: dict[str, Any] = {"at_node": lambda given: given["node"]}


def _not_ahead(day: date, at: datetime, field: str) -> None:
    if day > clock.today(at):
        raise Refused(_("This day is still to come. Record it when it has happened."), field=field)


@command("bodies.create_body", **_at_node)
def create_body(
    ctx: Context, *, name: str, kind: str, node: Node, phone: str = "", hours: str = "", joined_on: date | None = None
) -> Body:
    """Name a body at its home. Without `joined_on` it can be responsible, but promises nothing. Raises Refused."""
    if kind not in BODY_KINDS:
        raise Refused(_("Only an association, office, owner, agency, contractor or funder can promise."), field="kind")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Write the body's name."), field="name")
    if Body.objects.filter(node=node, name__iexact=name).exists():
        raise Refused(_("A body of this name is here already."), field="name")
    body = Body.objects.create(
        code=ids.unused_code(Body),
        kind=kind,
        name=name,
        node=node,
        site_id=node.site_id,
        phone=phone.strip(),
        hours=hours.strip(),
        joined_on=joined_on,
    )
    search.put(
        body.ref, node=node, title=name, text=f"{kind} {phone}", url=f"/badan/{body.code}/", public=True, at=ctx.at
    )
    ctx.detail(kind=kind)
    ctx.announce("bodies.created", body=body)
    return body


@command("bodies.join", **_at_home)
def join(ctx: Context, *, body: Body, on: date) -> Body:
    """The body takes part from `on`; its board opens after its first joint meeting or 60 days. Raises Refused."""
    if body.joined_on:
        raise Refused(_("This body has joined already."), field="on")
    body.joined_on = on
    body.save(update_fields=["joined_on"])
    ctx.detail(on=on.isoformat())
    ctx.announce("bodies.joined", body=body)
    return body


@command("bodies.record_first_meeting", **_at_home)
def record_first_meeting(ctx: Context, *, body: Body, on: date) -> Body:
    """The first meeting of this body with the others: its board of promises opens. Raises Refused."""
    _not_ahead(on, ctx.at, "on")
    if body.first_meeting_on:
        raise Refused(_("The first joint meeting is recorded already."), field="on")
    if not body.joined_on or on < body.joined_on:
        raise Refused(_("A joint meeting comes after the body has joined."), field="on")
    body.first_meeting_on = on
    body.save(update_fields=["first_meeting_on"])
    ctx.detail(on=on.isoformat())
    return body


@command("bodies.give_jurisdiction", **_at_node)
def give_jurisdiction(ctx: Context, *, body: Body, node: Node, since: date) -> Jurisdiction:
    """The body works at `node` and all below it from `since`; it may work at several sites. Raises Refused."""
    if Jurisdiction.objects.filter(body=body, node=node).filter(Q(until=None) | Q(until__gt=since)).exists():
        raise Refused(_("This body works here already."), field="node")
    row = Jurisdiction.objects.create(body=body, node=node, since=since)
    rights.rewrite(body, ctx.at)
    ctx.detail(body=body.pk, since=since.isoformat())
    return row


@command("bodies.end_jurisdiction", **_at_node)
def end_jurisdiction(ctx: Context, *, body: Body, node: Node, on: date) -> Jurisdiction:
    """The body no longer works at `node` from `on`; rights that came from it end then. Raises Refused."""
    row = Jurisdiction.objects.filter(body=body, node=node, until=None).first()
    return _end(ctx, row, body, on)


@command("bodies.seat", **_at_node)
def seat(ctx: Context, *, body: Body, node: Node, kind: str, since: date) -> Seat:
    """The body sits at the site's desk as `kind` from `since`; several may. Raises Refused."""
    if node.kind != "site":
        raise Refused(_("A desk stands at a site."), field="node")
    if body.kind not in SEAT_KINDS.get(kind, set()):
        raise Refused(_("This kind of body cannot sit here as that."), field="kind")
    if Seat.objects.filter(body=body, node=node, kind=kind).filter(Q(until=None) | Q(until__gt=since)).exists():
        raise Refused(_("This body sits here already."), field="body")
    row = Seat.objects.create(body=body, node=node, kind=kind, since=since)
    rights.rewrite(body, ctx.at)
    ctx.detail(body=body.pk, seat=kind, since=since.isoformat())
    ctx.announce("bodies.seated", body=body, node=node)
    return row


@command("bodies.unseat", **_at_node)
def unseat(ctx: Context, *, body: Body, node: Node, kind: str, on: date) -> Seat:
    """The body no longer sits here as `kind` from `on`; the rights of its posts end then. Raises Refused."""
    row = Seat.objects.filter(body=body, node=node, kind=kind, until=None).first()
    return _end(ctx, row, body, on)


def _end(ctx: Context, row, body: Body, on: date):
    if row is None:
        raise Refused(_("This body does not sit or work here."), field="body")
    if on < row.since:
        raise Refused(_("It cannot end before it began."), field="on")
    row.until = on
    row.save(update_fields=["until"])
    rights.rewrite(body, ctx.at)
    ctx.detail(body=body.pk, on=on.isoformat())
    return row


@command("bodies.contest", **_at_home)
def contest(ctx: Context, *, body: Body, on: date) -> Body:
    """It is disputed who speaks for this body: shown as disputed, and its posts bind nothing meanwhile.

    The rights of its posts end now, the appointments stay. Raises Refused.
    """
    _not_ahead(on, ctx.at, "on")
    if body.contested_since:
        raise Refused(_("This body is disputed already."), field="on")
    body.contested_since = on
    body.save(update_fields=["contested_since"])
    rights.rewrite(body, ctx.at)
    ctx.detail(on=on.isoformat())
    ctx.announce("bodies.contested", body=body)
    return body


@command("bodies.settle", **_at_home)
def settle(ctx: Context, *, body: Body, on: date) -> Body:
    """The dispute is over: the rights of the posts whose term still runs are given back from now. Raises Refused."""
    _not_ahead(on, ctx.at, "on")
    if not body.contested_since:
        raise Refused(_("This body is not disputed."), field="on")
    if on < body.contested_since:
        raise Refused(_("It cannot end before it began."), field="on")
    body.contested_since = None
    body.save(update_fields=["contested_since"])
    rights.rewrite(body, ctx.at)
    ctx.detail(on=on.isoformat())
    ctx.announce("bodies.settled", body=body)
    return body


@command("bodies.assign_responsibility", **_at_node)
def assign_responsibility(ctx: Context, *, node: Node, noun: str, duty: str, body: Body, since: date) -> Responsibility:
    """From `since` this body owns, manages or maintains this kind of thing here; the former cell ends that day.

    `noun` is the kind of thing ("lift"), "" for everything that no other cell names. Raises Refused.
    """
    if duty not in DUTIES:
        raise Refused(_("Choose whether the body owns, manages or maintains it."), field="duty")
    former = Responsibility.objects.filter(node=node, noun=noun, duty=duty, until=None).first()
    if former is not None and former.body_id == body.pk:
        raise Refused(_("This body is responsible for it already."), field="body")
    ended_later = Responsibility.objects.filter(node=node, noun=noun, duty=duty, until__gt=since).exists()
    if ended_later or (former is not None and since < former.since):
        raise Refused(_("Another body is responsible on that day. Choose a later day."), field="since")
    if former is not None:
        former.until = since
        former.save(update_fields=["until"])
    cell = Responsibility.objects.create(node=node, noun=noun, duty=duty, body=body, since=since)
    ctx.detail(noun=noun, duty=duty, body=body.pk, since=since.isoformat())
    ctx.announce("bodies.responsibility_assigned", cell=cell)
    return cell


@command("bodies.end_responsibility", **_at_node)
def end_responsibility(ctx: Context, *, node: Node, noun: str, duty: str, on: date) -> Responsibility:
    """From `on` nobody is named for this cell. Raises Refused."""
    cell = Responsibility.objects.filter(node=node, noun=noun, duty=duty, until=None).first()
    if cell is None:
        raise Refused(_("Nobody is named for it."), field="duty")
    if on < cell.since:
        raise Refused(_("It cannot end before it began."), field="on")
    cell.until = on
    cell.save(update_fields=["until"])
    ctx.detail(noun=noun, duty=duty, body=cell.body_id, on=on.isoformat())
    return cell
