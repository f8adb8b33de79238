"""What the commands share: hold the row, move it by the rules, write the story, act on the reports of an order."""

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.accounts import links
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Context, Denied, Refused
from k2k.issues import queries as issues
from k2k.works import rules
from k2k.works.models import Order, WorkStep

if TYPE_CHECKING:
    from k2k.issues.models import Issue


def take(ctx: Context, order: Order) -> Order:
    """Read the row again and hold it. Raises Denied for the holder of another order's link."""
    if not ctx.actor.reaches(order.ref):
        raise Denied(ctx.verb)
    order.refresh_from_db(from_queryset=Order.objects.select_for_update())
    return order


def move(order: Order, to: str) -> None:
    """Set the state. Raises Refused where the rules know no such move."""
    if not rules.may_move(order.state, to):
        raise Refused(_("This order has moved on. Look at it again."))
    order.state = to


def does_it(ctx: Context, order: Order) -> None:
    """Only the body that has the order, or the office for it. Raises Refused."""
    if not bodies.may_record(ctx.actor, order.body, order.site, ctx.at):
        raise Refused(_("Only the body that has this order can say so, or the office for it."))


def words(text: str, most: int, field: str, *, least: int = 0) -> str:
    """The words without blanks around them. Raises Refused beside `field`."""
    text = " ".join((text or "").split())
    if len(text) > most:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=field)
    if len(text) < least:
        raise Refused(_("Say it in a sentence that the neighbours understand."), field=field)
    return text


def step(ctx: Context, order: Order, what: str, *, text: str = "", claimed_at: Any = None) -> WorkStep:
    """One line of the story, in the name of the actor's post."""
    body, post = bodies.post_of(ctx.actor, order.site, ctx.at)
    occurred_at, _doubtful = clock.parse_claimed(claimed_at, ctx.at)
    ctx.detail(order=order.pk, state=order.state)
    return WorkStep.objects.create(
        order=order, what=what, at=ctx.at, occurred_at=occurred_at, body=body, post=post, text=text
    )


def in_hand(order: Order) -> list["Issue"]:
    """The reports of the order that somebody still has to repair."""
    rows = order.links.filter(ended_at=None, issue__state__in=issues.IN_HAND).select_related("issue", "issue__node")
    return [link.issue for link in rows.order_by("id")]


def on_report(actor: Actor, issue: "Issue") -> Actor:
    """Who tells a report how the work on it goes.

    The holder of an order's link reaches each of its reports as if the link were about it, where the report is with
    the holder's body; else the house writes it down, because the report stays with the body that answers for it.
    """
    if actor.link is None:
        return actor
    if issue.body is None or getattr(actor.link, "subject", "") != issue.body.ref:
        return SYSTEM
    narrowed = copy(actor.link)
    narrowed.about = issue.ref
    return replace(actor, link=narrowed)


def end(ctx: Context, order: Order) -> None:
    """Nobody works on it any more: its reports are free for another order, its links end."""
    order.ended_at = ctx.at
    order.links.filter(ended_at=None).update(ended_at=ctx.at)
    links.revoke_about(rules.LINK_PURPOSE, order.ref, ctx.at)
