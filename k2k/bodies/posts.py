"""Commands about posts and who holds them."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from k2k.bodies import rights
from k2k.bodies.models import Appointment, Body, Post
from k2k.bodies.rules import POST_ROLES, POSTS_OF, SINGLE_POSTS
from k2k.core import grants
from k2k.core.commands import Context, Denied, Refused, command

_at_home: dict[str, Any] = {"at_node": lambda given: given["body"].node}


@command("bodies.create_post", **_at_home)
def create_post(ctx: Context, *, body: Body, kind: str, title: str = "") -> Post:
    """Make a post in a body ("clerk"); `title` is what the body itself calls it. Raises Refused."""
    title = " ".join(title.split())
    if kind not in POSTS_OF[body.kind]:
        raise Refused(_("This kind of body has no such post."), field="kind")
    if Post.objects.filter(body=body, kind=kind, title=title).exists():
        raise Refused(_("This post is there already."), field="title")
    post = Post.objects.create(body=body, kind=kind, title=title)
    ctx.detail(kind=kind)
    return post


@command("bodies.appoint", at_node=lambda given: given["post"].body.node)
def appoint(
    ctx: Context, *, post: Post, account, since: datetime | None = None, until: datetime | None = None
) -> Appointment:
    """Give somebody a post for a term; the rights that follow end exactly when the term ends (half-open).

    Who appoints must hold the verb at every place where the post gives rights; only an operator makes operators.
    Raises Refused and Denied.
    """
    since = since or ctx.at
    if until is not None and until <= since:
        raise Refused(_("A term ends after it begins."), field="until")
    _may_give(ctx, post)
    _is_free(post, account, since, until)
    row = Appointment.objects.create(post=post, account=account, since=since, until=until)
    rights.write(row, ctx.at, not_before=since)
    ctx.detail(post=post.pk, account=account.pk)
    ctx.announce("bodies.appointed", appointment=row)
    return row


def _may_give(ctx: Context, post: Post) -> None:
    if ctx.actor.is_system:
        return
    if POST_ROLES[post.kind] == "operator" and not ctx.actor.holds({"operator"}, post.body.node):
        raise Denied(ctx.verb)
    for place in rights.places_of(post, ctx.at):
        if not ctx.actor.may(ctx.verb, place.node):
            raise Denied(ctx.verb)


def _is_free(post: Post, account, since: datetime, until: datetime | None) -> None:
    overlapping = Appointment.objects.filter(post=post).filter(Q(until=None) | Q(until__gt=since))
    if until is not None:
        overlapping = overlapping.filter(since__lt=until)
    overlapping = overlapping.exclude(until=F("since"))
    if overlapping.filter(account=account).exists():
        raise Refused(_("This person holds the post already."), field="account")
    if post.kind in SINGLE_POSTS and overlapping.exists():
        raise Refused(_("Somebody holds this post in that time. End that term first."), field="account")


@command("bodies.end_appointment", at_node=lambda given: given["appointment"].post.body.node)
def end_appointment(ctx: Context, *, appointment: Appointment) -> Appointment:
    """End a term now; the rights end with it. Raises Refused."""
    if appointment.until is not None and appointment.until <= ctx.at:
        raise Refused(_("This term has ended already."))
    appointment.until = max(ctx.at, appointment.since)
    appointment.save(update_fields=["until"])
    grants.end(appointment.ref, ctx.at)
    ctx.detail(post=appointment.post_id, account=appointment.account_id)
    return appointment
