"""What the office and its contractors do: take it on with a date, start, say it is done, say no with a reason."""

from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.core.files.models import StoredFile
from k2k.core.files.pictures import Picture
from k2k.issues import promises, rules
from k2k.issues.changes import move, must_be_seen, step, take, within
from k2k.issues.models import Issue, Step


def _here(given: dict):
    return given["issue"].node


@command("issues.accept", at_node=_here)
def accept(ctx: Context, *, issue: Issue, body=None, due: datetime | None = None, reply: str = "") -> Issue:
    """Take a report on: `body` (default: who maintains this, else who manages it) will see to it.

    Without `due` a target is counted from the rule and stays a target; with `due` it is that body's promise. Also
    takes up a report that was rejected. Raises Refused, Denied.
    """
    must_be_seen(ctx, take(issue))
    if issue.state not in ("new", "rejected"):
        raise Refused(_("This report was accepted already."))
    move(issue, "accepted")
    issue.body = promises.body_for(issue, body, ctx.at)
    issue.accepted_at, issue.closed_at, issue.reject_reason = ctx.at, None, ""
    promises.begin(ctx.actor, issue, ctx.at, due)
    issue.save()
    words = within(reply, rules.REPLY_LIMIT, "reply")
    step(ctx, issue, "accepted", text=words, due=issue.due, due_kind=issue.due_kind)
    ctx.detail(body=issue.body_id, kind=issue.due_kind)
    ctx.announce("issues.accepted", issue=issue)
    return issue


@command("issues.promise_date", at_node=_here)
def promise_date(ctx: Context, *, issue: Issue, due: datetime) -> Issue:
    """Turn the running target into a promise for `due`; only who speaks for its body. Raises Refused, Denied."""
    _in_hand(ctx, issue)
    _speaks(ctx, issue)
    promises.promise(ctx.actor, issue, ctx.at, due)
    issue.save(update_fields=["due", "due_kind"])
    step(ctx, issue, "promised", due=issue.due, due_kind=issue.due_kind)
    ctx.announce("issues.date_promised", issue=issue)
    return issue


@command("issues.slip", at_node=_here)
def slip(ctx: Context, *, issue: Issue, new_due: datetime, reason: str) -> Issue:
    """Name a later date and say why; the first one is kept. Only who speaks for the body. Raises Refused, Denied."""
    _in_hand(ctx, issue)
    _speaks(ctx, issue)
    reason = _reason(reason)
    promises.slip(ctx.actor, issue, ctx.at, new_due, reason)
    issue.save(update_fields=["due", "due_kind"])
    step(ctx, issue, "slipped", text=reason, due=issue.due, due_kind=issue.due_kind)
    ctx.announce("issues.slipped", issue=issue)
    return issue


@command("issues.start", at_node=_here)
def start(ctx: Context, *, issue: Issue) -> Issue:
    """The work has begun, says the body or the office for it. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    move(issue, "started")
    _sees_to_it(ctx, issue)
    issue.started_at = ctx.at
    issue.save(update_fields=["state", "started_at"])
    step(ctx, issue, "started")
    ctx.announce("issues.started", issue=issue)
    return issue


@command("issues.claim", at_node=_here)
def claim(ctx: Context, *, issue: Issue, photo: Picture | File | StoredFile | None = None, text: str = "") -> Issue:
    """Say that it is done: a claim, until neighbours confirm it. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    move(issue, "claimed", _("Accept the report first, then say that it is done."))
    _sees_to_it(ctx, issue)
    issue.claimed_at, issue.yes_households = ctx.at, 0
    if photo:
        kept = isinstance(photo, StoredFile)
        issue.done_photo = photo if kept else photos.store_photo(photo, node=issue.node, owner=ctx.actor.key, at=ctx.at)
    promises.claim(ctx.actor, issue, ctx.at)
    issue.save()
    step(ctx, issue, "claimed", text=within(text, rules.REPLY_LIMIT, "text"))
    ctx.announce("issues.claimed", issue=issue)
    return issue


@command("issues.reject", at_node=_here)
def reject(ctx: Context, *, issue: Issue, reason: str) -> Issue:
    """Say that it cannot be done, and why; everybody who reported is told. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    reason = _reason(reason)
    move(issue, "rejected")
    issue.closed_at, issue.reject_reason = ctx.at, reason
    promises.withdraw(ctx.actor, issue, ctx.at, reason)
    issue.save()
    step(ctx, issue, "rejected", text=reason)
    ctx.announce("issues.rejected", issue=issue)
    return issue


@command("issues.comment", at_node=_here)
def comment(ctx: Context, *, issue: Issue, text: str) -> Step:
    """Tell the neighbours how it stands, in the name of the post. Raises Refused, Denied."""
    must_be_seen(ctx, issue)
    words = within(text, rules.REPLY_LIMIT, "text")
    if not words:
        raise Refused(_("Write a few words."), field="text")
    made = step(ctx, issue, "comment", text=words)
    ctx.detail(issue=issue.pk)
    ctx.announce("issues.commented", issue=issue)
    return made


def _in_hand(ctx: Context, issue: Issue) -> None:
    must_be_seen(ctx, take(issue))
    if issue.state not in rules.IN_HAND:
        raise Refused(_("A date belongs to a report that is accepted and not yet done."))


def _speaks(ctx: Context, issue: Issue) -> None:
    """Only the body itself names its dates. Raises Refused."""
    if issue.body is None or not bodies.speaks_for(ctx.actor, issue.body, ctx.at):
        raise Refused(_("Only the body that took this on names its date. Ask it first."))


def _sees_to_it(ctx: Context, issue: Issue) -> None:
    """The body's own work, told by itself or by the office for it. Raises Refused."""
    if not bodies.may_record(ctx.actor, issue.body, issue.node, ctx.at):
        raise Refused(_("Only the body that sees to it can say so, or the office for it."))


def _reason(reason: str) -> str:
    words = within(reason, rules.REPLY_LIMIT, "reason")
    if len(words) < 4:
        raise Refused(_("Say why, in a sentence that the neighbours understand."), field="reason")
    return words
