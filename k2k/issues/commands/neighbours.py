"""What neighbours say: "me too", and whether it is fixed. Only household cards count; the rest is shown apart."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.commands import Context, Refused, command
from k2k.issues import promises, ranking, rules, sealing
from k2k.issues.changes import count_yes, hold_limit, language_of, move, must_be_seen, recount, step, take, within
from k2k.issues.models import Answer, Issue, Tap
from k2k.issues.standing import has_a_say, reason_not_counted


def tap(
    actor: Actor,
    *,
    issue: Issue,
    at: datetime | None = None,
    client_id: UUID | None = None,
    behalf: Actor | None = None,
) -> Tap:
    """ "Me too": one for each household card, or one for each device without a card. Raises Refused."""
    hold_limit("tap", actor, at or clock.now())
    return _tap(actor, issue=issue, at=at, client_id=client_id, behalf=behalf)


@command("issues.tap", at_node=lambda given: given["issue"].node)
def _tap(ctx: Context, *, issue: Issue) -> Tap:
    must_be_seen(ctx, take(issue))
    if issue.state in rules.ENDED:
        raise Refused(_ended(issue))
    who = _who(ctx.actor)
    found = issue.taps.filter(ended_at=None, **who).first()
    if found:
        return found
    made = Tap.objects.create(issue=issue, at=ctx.at, **who)
    recount(issue)
    issue.save(update_fields=["households", "without_card"])
    ctx.detail(households=issue.households, without_card=issue.without_card)
    ctx.announce("issues.tapped", issue=issue, tap=made)
    return made


@command("issues.untap", at_node=lambda given: given["issue"].node)
def untap(ctx: Context, *, issue: Issue) -> Issue:
    """Take "me too" back. The report itself stays: its reporter cannot take it back. Raises Refused."""
    must_be_seen(ctx, take(issue))
    found = issue.taps.filter(ended_at=None, **_who(ctx.actor)).first()
    if found is None:
        raise Refused(_("You have not said “me too” here."))
    if found.pk == issue.taps.order_by("id").values_list("id", flat=True).first():
        raise Refused(_("You reported this. If it was a mistake, tell the office."))
    found.ended_at = ctx.at
    found.save(update_fields=["ended_at"])
    recount(issue)
    issue.save(update_fields=["households", "without_card"])
    ranking.rank(issue, ctx.at)
    return issue


def _who(actor: Actor) -> dict:
    """By what a neighbour is told from another: the household of the card, or the hash of the device."""
    if actor.household_id:
        return {"household_id": actor.household_id}
    if not actor.device:
        raise Refused(
            _("This browser keeps no mark, so your answer could not be told from others. Use your home's card.")
        )
    return {"household": None, "device": sealing.device_hash(actor.device)}


def _ended(issue: Issue) -> str:
    if issue.state == "merged":
        return _("This was joined with another report of the same fault. Open that one and say “me too” there.")
    if issue.state == "rejected":
        return _("The office said that this cannot be done. If it is still wrong, make a new report.")
    return _("Neighbours confirmed this as fixed. If it is broken again, make a new report.")


def answer(
    actor: Actor,
    *,
    issue: Issue,
    answer: str,
    why_not: str = "",
    at: datetime | None = None,
    client_id: UUID | None = None,
    behalf: Actor | None = None,
) -> Answer:
    """Say whether it is fixed: "yes" or "no" (`why_not`: what is still wrong, for those who repair it).

    Two card households that say yes confirm it (one, where the fault is inside its home). A no from a household that
    reported, tapped or lives on the floor reopens it within 14 days of the claim. Raises Refused.
    """
    hold_limit("answer", actor, at or clock.now())
    return _answer(actor, issue=issue, answer=answer, why_not=why_not, at=at, client_id=client_id, behalf=behalf)


@command("issues.answer", at_node=lambda given: given["issue"].node)
def _answer(ctx: Context, *, issue: Issue, answer: str, why_not: str) -> Answer:
    must_be_seen(ctx, take(issue))
    if answer not in rules.ANSWERS:
        raise Refused(_("Say yes or not yet."), field="answer")
    why = reason_not_counted(ctx.actor, issue, ctx.at)
    _may_answer(ctx, issue, answer, counts=not why)
    if answer == "no" and not why and not has_a_say(ctx.actor, issue):
        why = "no_say"
    given = Answer.objects.update_or_create(
        issue=issue,
        round=issue.round,
        **_who(ctx.actor),
        defaults={
            "answer": answer,
            "counts": not why,
            "why_not": why,
            "text": within(why_not, rules.REPLY_LIMIT, "why_not"),
            "lang": language_of(ctx.actor),
            "at": ctx.at,
        },
    )[0]
    ctx.detail(answer=answer, counts=not why, round=issue.round)
    before = issue.yes_households
    count_yes(issue)
    if given.counts and answer == "no":
        _reopen(ctx, issue)
    elif answer == "yes":
        _confirm_if_enough(ctx, issue, before)
    issue.save()
    ctx.announce("issues.answered", issue=issue, answer=given)
    return given


def _may_answer(ctx: Context, issue: Issue, answer: str, counts: bool) -> None:
    """Raises Refused with what to do instead where nobody can answer, or not this household."""
    if issue.state not in ("claimed", "confirmed"):
        raise Refused(_("Nobody has said that this is done yet. You can say “me too”."))
    if answer == "yes":
        if issue.state == "confirmed":
            raise Refused(_("Neighbours confirmed this already. Thank you."))
        return
    if ctx.at >= issue.claimed_at + rules.REOPENS_FOR:
        raise Refused(
            _("More than 14 days have passed since the repair. Please make a new report: it starts a new date.")
        )
    if issue.state == "confirmed" and not (counts and has_a_say(ctx.actor, issue)):
        raise Refused(_("Neighbours confirmed this as fixed. If it is broken again, make a new report."))
    mine = issue.answers.filter(round=issue.round, **_who(ctx.actor))
    if ctx.actor.household_id and not has_a_say(ctx.actor, issue) and not mine.exists():
        raise Refused(_("Only who reported this, or lives on the floor, can reopen it. Make a new report."))


def _confirm_if_enough(ctx: Context, issue: Issue, before: int) -> None:
    if issue.yes_households <= before:
        return
    step(ctx, issue, "yes", count=issue.yes_households)
    if issue.yes_households < rules.households_needed(issue.at_home):
        return
    move(issue, "confirmed")
    issue.confirmed_at = issue.closed_at = ctx.at
    step(ctx, issue, "confirmed", count=issue.yes_households)
    promises.confirm(issue, ctx.at)
    ctx.announce("issues.confirmed", issue=issue)


def _reopen(ctx: Context, issue: Issue) -> None:
    move(issue, "accepted")
    issue.reopened += 1
    issue.yes_households = 0
    issue.accepted_at = ctx.at
    issue.started_at = issue.confirmed_at = issue.closed_at = issue.asked_again_at = None
    if issue.danger:
        issue.danger_at, issue.rung = ctx.at, 0
    step(ctx, issue, "reopened")
    promises.deny(issue, ctx.at)
    ctx.announce("issues.reopened", issue=issue)
