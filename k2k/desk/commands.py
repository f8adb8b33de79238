"""What is written at the desk: a body's view, a hand-over to a body outside and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.commands import Context, Denied, Refused, command
from k2k.desk import rules
from k2k.desk.models import Sent, Stance
from k2k.desk.queries import outside_bodies
from k2k.issues import commands as issues
from k2k.issues import queries as issue_queries
from k2k.places import queries as places
from k2k.questions import queries as questions

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.issues.models import Issue

_there: dict[str, Any] = {"at_node": lambda given: given["issue"].node}
_sent_there: dict[str, Any] = {"at_node": lambda given: given["sent"].issue.node}


def _seen(ctx: Context, issue: Issue) -> None:
    """Inside homes the desk is the office's alone. Raises Denied."""
    if issue.at_home and not ctx.actor.may("issues.see_private", issue.node):
        raise Denied(ctx.verb)


@command("desk.record_view", **_there)
def record_view(ctx: Context, *, issue: Issue, stance: str) -> Stance:
    """Say what one's body thinks of an open report; the latest stands. Raises Refused, Denied."""
    _seen(ctx, issue)
    if stance not in rules.STANCES:
        raise Refused(_("Choose what your body thinks of it."), field="stance")
    if issue.state not in issue_queries.OPEN:
        raise Refused(_("This report is closed."))
    body, post = bodies.post_of(ctx.actor, issue.site, ctx.at)
    if body is None or body not in bodies.desk(issue.site, ctx.at):
        raise Refused(_("Only a body that sits at this desk records a view."))
    latest = Stance.objects.filter(issue=issue, body=body).order_by("-id").first()
    if latest and latest.stance == stance:
        return latest
    made = Stance.objects.create(issue=issue, body=body, stance=stance, post=post, at=ctx.at)
    ctx.detail(issue=issue.pk, body=body.pk, stance=stance)
    return made


def each(
    many: Iterable[Issue], do: Callable[[Issue, UUID | None], Any], client_id: UUID | None
) -> tuple[list[Issue], list[tuple[Issue, str]]]:
    """Do one command to many reports, each for itself: those that were done, and the others with their reason."""
    done, left = [], []
    for issue in many:
        try:
            do(issue, uuid5(client_id, issue.code) if client_id else None)
            done.append(issue)
        except Refused as refusal:
            left.append((issue, refusal.sentence))
        except Denied:
            left.append((issue, _("This is not in your hands.")))
    return done, left


def _words(text: str, field: str) -> str:
    text = " ".join((text or "").split())
    if len(text) < 4:
        raise Refused(_("Say it in a sentence that the neighbours understand."), field=field)
    if len(text) > rules.TEXT_LIMIT:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": rules.TEXT_LIMIT}, field=field)
    return text


@command("desk.send_outside", **_there)
def send_outside(ctx: Context, *, issue: Issue, body: Body, reason: str) -> Sent:
    """Hand a report to a body outside: it owns it in public from now on, and its charter's days are counted.

    Raises Refused, Denied.
    """
    _seen(ctx, issue)
    if body not in outside_bodies(issue.site, ctx.at):
        raise Refused(_("Choose an outside body that is named here."), field="body")
    words = _words(reason, "reason")
    if issue.state == "new":
        issues.accept(ctx.actor, issue=issue, body=body, reply=words, at=ctx.at)
    elif issue.body_id != body.pk:
        issues.hand_over(ctx.actor, issue=issue, body=body, reason=words, at=ctx.at)
    elif issue.state not in issue_queries.IN_HAND:
        raise Refused(_("Only a report that is open can be handed to a body outside."))
    return _sent(ctx, issue, body)


def _sent(ctx: Context, issue: Issue, body: Body) -> Sent:
    """Count the charter from today, in working days of the perumahan's state. Raises Refused."""
    if Sent.objects.filter(issue=issue, ended_at=None).exists():
        raise Refused(_("This body has it already. Choose another one."), field="body")
    charter = questions.charter(body)
    own = bool(charter.source)
    days = charter.days if own else rules.USUAL_DAYS
    due = clock.add_working_days(clock.today(ctx.at), days, places.site_of(issue.node).state)
    made = Sent.objects.create(issue=issue, body=body, at=ctx.at, days=days, own_charter=own, due_on=due)
    ctx.detail(issue=issue.pk, body=body.pk, days=days)
    return made


def _held(sent: Sent) -> Sent:
    sent.refresh_from_db(from_queryset=Sent.objects.select_for_update())
    return sent


def _running(ctx: Context, sent: Sent) -> Sent:
    _seen(ctx, sent.issue)
    if _held(sent).ended_at:
        raise Refused(_("The body outside has this no more. Look at the report again."))
    return sent


@command("desk.remind_outside", **_sent_there)
def remind_outside(ctx: Context, *, sent: Sent) -> Sent:
    """Write down that the outside body was reminded; at most once in seven days. Raises Refused, Denied."""
    _running(ctx, sent)
    if sent.reminded_at and ctx.at < sent.reminded_at + rules.REMIND_EVERY:
        raise Refused(_("It was reminded less than seven days ago."))
    sent.reminders, sent.reminded_at = sent.reminders + 1, ctx.at
    sent.save(update_fields=["reminders", "reminded_at"])
    words = _("%(body)s was reminded (%(n)s).") % {"body": sent.body.name, "n": sent.reminders}
    issues.comment(ctx.actor, issue=sent.issue, text=words, at=ctx.at)
    ctx.detail(issue=sent.issue_id, reminders=sent.reminders)
    return sent


@command("desk.return_outside", **_sent_there)
def return_outside(ctx: Context, *, sent: Sent, missing: str) -> Sent:
    """It came back for a formality: a body of this desk owns it again and completes what is missing.

    The association where one sits here, else the office. Raises Refused, Denied.
    """
    _running(ctx, sent)
    words = _words(missing, "missing")
    seats = list(bodies.seats(sent.issue.site, ctx.at))
    ours = [seat.body for kind in ("association", "office") for seat in seats if seat.kind == kind]
    body = next((one for one in ours if one in bodies.choices_for(sent.issue.site, ctx.at)), None)
    if body is None:
        raise Refused(_("No association and no office sits at this desk, so nobody could complete it."))
    sent.returned_at, sent.missing, sent.ended_at = ctx.at, words, ctx.at
    sent.save(update_fields=["returned_at", "missing", "ended_at"])
    reason = _("%(body)s asks for more first: %(missing)s") % {"body": sent.body.name, "missing": words}
    issues.hand_over(ctx.actor, issue=sent.issue, body=body, reason=reason[: rules.TEXT_LIMIT], at=ctx.at)
    ctx.detail(issue=sent.issue_id, body=body.pk)
    return sent


@command("desk.complete_outside", **_sent_there)
def complete_outside(ctx: Context, *, sent: Sent) -> Sent:
    """What was missing is there: it goes to the outside body again, and its charter runs anew. Raises Refused."""
    _seen(ctx, sent.issue)
    if _held(sent).returned_at is None or sent.completed_at:
        raise Refused(_("Nothing is missing here."))
    sent.completed_at = ctx.at
    sent.save(update_fields=["completed_at"])
    issue = sent.issue
    reason = _("What was missing is complete; it goes to %(body)s again.") % {"body": sent.body.name}
    issues.hand_over(ctx.actor, issue=issue, body=sent.body, reason=reason, at=ctx.at)
    return _sent(ctx, issue, sent.body)
