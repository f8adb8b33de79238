"""The work itself: accepted, begun, photographed, done or not possible. By the office, its body, or by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.issues import commands as issue_commands
from k2k.works import rules
from k2k.works.changes import does_it, end, in_hand, move, on_report, step, take, words
from k2k.works.models import Order, Photo

if TYPE_CHECKING:
    from django.core.files.base import File

    from k2k.core.files.pictures import Picture


def _there(given: dict):
    return given["order"].site


@command("works.accept", at_node=_there)
def accept(ctx: Context, *, order: Order, claimed_at: Any = None) -> Order:
    """The body takes the order. Raises Refused, Denied."""
    take(ctx, order)
    does_it(ctx, order)
    move(order, "accepted")
    order.accepted_at = ctx.at
    order.save(update_fields=["state", "accepted_at"])
    step(ctx, order, "accepted", claimed_at=claimed_at)
    return order


@command("works.start", at_node=_there)
def start(ctx: Context, *, order: Order, photo: Picture | File | None = None, claimed_at: Any = None) -> Order:
    """The work has begun; neighbours see it on every report of the order. Raises Refused, Denied."""
    take(ctx, order)
    does_it(ctx, order)
    move(order, "started")
    order.started_at = ctx.at
    order.save(update_fields=["state", "started_at"])
    if photo:
        _keep(ctx, order, photo, "before", claimed_at)
    step(ctx, order, "started", claimed_at=claimed_at)
    for issue in in_hand(order):
        if issue.state == "accepted":
            issue_commands.start(on_report(ctx.actor, issue), issue=issue, at=ctx.at)
    return order


@command("works.add_photo", at_node=_there)
def add_photo(
    ctx: Context, *, order: Order, photo: Picture | File | None, kind: str = "after", claimed_at: Any = None
) -> Photo:
    """A picture of the work, before or after. Raises Refused, Denied."""
    take(ctx, order)
    does_it(ctx, order)
    if order.state != "started":
        raise Refused(_("A picture is taken while the work goes on."))
    if not photo:
        raise Refused(_("Take a picture first."), field="photo")
    if kind not in ("before", "after"):
        raise Refused(_("Choose before or after."), field="kind")
    return _keep(ctx, order, photo, kind, claimed_at)


def _keep(ctx: Context, order: Order, photo: Any, kind: str, claimed_at: Any) -> Photo:
    home = next((issue for issue in in_hand(order) if issue.at_home), None)
    kept = photos.store_photo(photo, node=home.node if home else order.site, owner=ctx.actor.key, at=ctx.at)
    occurred_at, _doubtful = clock.parse_claimed(claimed_at, ctx.at)
    ctx.detail(order=order.pk, photo=kind)
    return Photo.objects.create(order=order, kind=kind, file=kept, at=ctx.at, occurred_at=occurred_at)


@command("works.clear_photos", at_node=_there)
def clear_photos(ctx: Context, *, order: Order) -> Order:
    """Everybody may see the pictures of this order from now on; nothing private is on them. Raises Refused, Denied."""
    take(ctx, order)
    waiting = [photo for photo in order.photos.select_related("file") if not photo.file.cleared]
    if not waiting:
        raise Refused(_("No picture waits."))
    for photo in waiting:
        photos.clear(photo.file, ctx.at)
    ctx.detail(order=order.pk, photos=len(waiting))
    return order


@command("works.done", at_node=_there)
def done(ctx: Context, *, order: Order, claimed_at: Any = None) -> Order:
    """Say that it is done: a claim on each report, until its neighbours confirm it. Raises Refused, Denied."""
    take(ctx, order)
    does_it(ctx, order)
    move(order, "done")
    last = order.photos.filter(kind="after").select_related("file").order_by("-id").first()
    if last is None:
        raise Refused(_("Take a picture of the finished work first. Neighbours see it."), field="photo")
    for issue in in_hand(order):
        issue_commands.claim(on_report(ctx.actor, issue), issue=issue, photo=last.file, at=ctx.at)
    end(ctx, order)
    order.save(update_fields=["state", "ended_at"])
    step(ctx, order, "done", claimed_at=claimed_at)
    ctx.announce("works.done", order=order)
    return order


@command("works.cannot", at_node=_there)
def cannot(ctx: Context, *, order: Order, reason: str, next_step: str, claimed_at: Any = None) -> Order:
    """It cannot be done: why, and what comes next. Its reports stay open and say so. Raises Refused, Denied."""
    take(ctx, order)
    does_it(ctx, order)
    move(order, "cannot_be_done")
    order.reason = words(reason, rules.REASON_LENGTH, "reason", least=4)
    order.next_step = words(next_step, rules.REASON_LENGTH, "next_step", least=4)
    for issue in in_hand(order):
        for said in (order.reason, order.next_step):
            issue_commands.comment(on_report(ctx.actor, issue), issue=issue, text=said, at=ctx.at)
    end(ctx, order)
    order.save(update_fields=["state", "reason", "next_step", "ended_at"])
    step(ctx, order, "cannot_be_done", text=order.reason, claimed_at=claimed_at)
    ctx.announce("works.cannot", order=order)
    return order
