"""What the office and its contractors do: take it on with a date, hand it on, say it is done, say no with a reason."""

from datetime import datetime

from django.core.files.base import File
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.accounts import links
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.core.files.models import StoredFile
from k2k.core.files.pictures import Picture
from k2k.issues import promises, rules
from k2k.issues.asof import LEADS_TO
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


@command("issues.hand_over", at_node=_here)
def hand_over(ctx: Context, *, issue: Issue, body, reason: str) -> Issue:
    """Give a report that is in hand to another body, and say why.

    The former body's date ends (late, denied or its own doing: broken, else stopped), a link made for it too; a target
    counted from the rule begins for `body`. Raises Refused, Denied.
    """
    _in_hand(ctx, issue, _("Only a report that is accepted and not yet done can be handed over."))
    reason = _reason(reason)
    if issue.body_id == body.pk:
        raise Refused(_("This body has it already. Choose another one."), field="body")
    body = promises.body_for(issue, body, ctx.at)
    if issue.state != "accepted":
        move(issue, "accepted")
    promises.withdraw(ctx.actor, issue, ctx.at, reason)
    issue.body, issue.accepted_at, issue.started_at = body, ctx.at, None
    promises.begin(ctx.actor, issue, ctx.at, None)
    issue.save()
    step(ctx, issue, "handed_over", text=reason, body=body, due=issue.due, due_kind=issue.due_kind)
    ctx.detail(body=body.pk)
    ctx.announce("issues.handed_over", issue=issue)
    return issue


@command("issues.send_link", at_node=_here)
def send_link(ctx: Context, *, issue: Issue) -> links.SignedLink:
    """A link with which somebody of the report's body tells how it goes without an account; `.path` is known only now.

    It reaches this one report, for 14 days, and ends the former link for it. Call it without client_id: the address is
    kept nowhere. Raises Refused, Denied.
    """
    _in_hand(ctx, issue, _("A link is made for a report that is accepted and not yet done."))
    if issue.body is None or issue.body.contested(clock.today(ctx.at)):
        raise Refused(_("It is disputed who speaks for this body, so nobody gets a link in its name."))
    links.revoke_about(rules.LINK_PURPOSE, issue.ref, ctx.at)
    made = links.make_link(
        purpose=rules.LINK_PURPOSE,
        subject=issue.body.ref,
        about=issue.ref,
        at=ctx.at,
        lasts=rules.LINK_LASTS,
        made_by=ctx.actor.key,
        role="contractor",
        node=promises.dated_at(issue),
        single_use=False,
    )
    step(ctx, issue, "link_sent", public=False)
    ctx.detail(issue=issue.pk, body=issue.body_id)
    return made


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


@command("issues.take_back", at_node=_here)
def take_back(ctx: Context, *, issue: Issue) -> Issue:
    """Take the first answer to a new report back (accepted with a target, refused), while nothing has followed.

    Within ten minutes; both lines stay in the timeline and everybody who was told is told. Raises Refused, Denied.
    """
    must_be_seen(ctx, take(issue))
    _taken_back_in_time(issue, ctx.at)
    issue.state = rules.TAKEN_BACK[issue.state]
    promises.withdraw(ctx.actor, issue, ctx.at, _("Taken back within ten minutes."))
    issue.body = issue.accepted_at = issue.closed_at = None
    issue.reject_reason = ""
    issue.save()
    step(ctx, issue, "taken_back")
    ctx.announce("issues.taken_back", issue=issue)
    return issue


def _taken_back_in_time(issue: Issue, at: datetime) -> None:
    """Only the very last step, only the first answer. Raises Refused."""
    last = issue.steps.order_by("-at", "-id").first()
    if issue.state not in rules.TAKEN_BACK or last is None or last.what != issue.state or issue.source:
        raise Refused(_("Something has followed already, so this cannot be taken back. Look at the report again."))
    before = issue.steps.filter(what__in=LEADS_TO).exclude(pk=last.pk).order_by("-at", "-id").first()
    if before is None or before.what not in rules.WAITS_AFTER:
        raise Refused(_("Only the first answer to a report is taken back."))
    if issue.due_kind == "promise":
        raise Refused(_("A promise is not taken back. Name a later date and say why."))
    if at - last.at > rules.UNDONE_WITHIN:
        raise Refused(_("Ten minutes have passed, so this stands. Hand it over or write a word to the neighbours."))


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


def _in_hand(ctx: Context, issue: Issue, sentence: str = "") -> None:
    must_be_seen(ctx, take(issue))
    if issue.state not in rules.IN_HAND:
        raise Refused(sentence or _("A date belongs to a report that is accepted and not yet done."))


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
