"""Every write about commitments: a date is set, promised, moved with a reason, claimed, judged, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils.translation import gettext as _

from k2k.bodies.queries import may_record, speaks_for
from k2k.commitments.models import Commitment, Slip
from k2k.commitments.rules import FURTHEST, PROOF_MOVES, REASON_LENGTH, WHAT_LENGTH
from k2k.commitments.takeover import Taken, say_done, take_over  # noqa: F401  (for apps that read lists)
from k2k.core import clock, ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.nodes import Node

if TYPE_CHECKING:
    from k2k.bodies.models import Body

_there: dict[str, Any] = {"at_node": lambda given: given["commitment"].node}


def _promise_node(given: dict) -> Node:
    return given["commitment"].node if given.get("commitment") else given["node"]


def _locked(ctx: Context, commitment: Commitment) -> Commitment:
    """The commitment as it now stands, locked for the rest of the transaction. Raises Refused when withdrawn.

    Raises Denied for the holder of a link that is about something else.
    """
    if not ctx.actor.reaches(commitment.source):
        raise Denied(ctx.verb)
    commitment.refresh_from_db(from_queryset=Commitment.objects.select_for_update())
    if commitment.withdrawn_at is not None:
        raise Refused(_("This date was withdrawn. Make a new one."))
    return commitment


def _check_due(due: datetime, at: datetime, field: str) -> None:
    if due <= at:
        raise Refused(_("Choose a day that is still to come."), field=field)
    _check_near(due, at, field)


def _check_near(due: datetime, at: datetime, field: str) -> None:
    if due > at + FURTHEST:
        raise Refused(_("Choose a day within three years."), field=field)


def _check_body(ctx: Context, body: Body) -> None:
    """Only the body itself promises: it has joined, nobody disputes who speaks for it, and the actor does."""
    day = clock.today(ctx.at)
    if not body.has_joined(day):
        raise Refused(_("This body has not joined, so nobody can promise in its name."), field="body")
    if body.contested(day):
        raise Refused(_("It is disputed who speaks for this body, so it cannot promise now."), field="body")
    if not speaks_for(ctx.actor, body, ctx.at):
        raise Refused(_("Only somebody with a post in this body can promise for it."), field="body")


def _make(
    ctx: Context, *, source: str, node: Node, body: Body, what: str, lang: str, due: datetime, private: bool
) -> Commitment:
    if not ctx.actor.reaches(source):
        raise Denied(ctx.verb)
    what = " ".join(what.split())
    if not what:
        raise Refused(_("Say what will be done."), field="what")
    if node.site_id is None:
        raise Refused(_("A promise is made at a site."), field="node")
    if Commitment.objects.filter(source=source, body=body, withdrawn_at=None).exists():
        raise Refused(_("This body has a date for it already. Give a new date with a reason."), field="due")
    return Commitment(
        code=ids.unused_code(Commitment),
        node=node,
        site_id=node.site_id,
        source=source,
        body=body,
        what=what[:WHAT_LENGTH],
        lang=lang,
        private=private,
        made_at=ctx.at,
        first_due=due,
        due=due,
    )


@command("commitments.target", at_node=lambda given: given["node"])
def target(
    ctx: Context,
    *,
    source: str,
    node: Node,
    body: Body,
    what: str,
    due: datetime,
    lang: str = "ms",
    private: bool = False,
) -> Commitment:
    """Set a date counted from a rule: shown as a target, held against nobody. Raises Refused.

    A `private` one is for something inside a home: counted on boards, never listed.
    """
    _check_near(due, ctx.at, "due")
    made = _make(ctx, source=source, node=node, body=body, what=what, lang=lang, due=due, private=private)
    made.kind, made.target_due = "target", due
    made.save(force_insert=True)
    ctx.detail(body=body.pk, source=source, due=due.isoformat())
    ctx.announce("commitments.targeted", commitment=made)
    return made


@command("commitments.promise", at_node=_promise_node)
def promise(
    ctx: Context,
    *,
    due: datetime,
    commitment: Commitment | None = None,
    source: str | None = None,
    node: Node | None = None,
    body: Body | None = None,
    what: str = "",
    lang: str = "ms",
    private: bool = False,
) -> Commitment:
    """The body accepts a date as its own. Its target for the same thing becomes the promise, else one is made.

    From then on the date is public for good and moves only with a reason. Raises Refused.
    """
    _check_due(due, ctx.at, "due")
    made = commitment or Commitment.objects.filter(source=source, body=body, kind="target", withdrawn_at=None).first()
    if made is None:
        if source is None or node is None or body is None:
            raise TypeError("a promise needs a commitment, or a source, a node and a body")
        made = _make(
            ctx, source=source, node=node, body=body, what=what, lang=lang, due=due, private=private
        )  # fmt: skip
    else:
        made = _locked(ctx, made)
    _check_body(ctx, made.body)
    if made.kind == "promise":
        raise Refused(_("This is promised already. Give a new date with a reason."), field="due")
    if made.proof not in ("none", "denied"):
        raise Refused(_("This is said to be done already."))
    made.kind, made.promised_at, made.first_due, made.due = "promise", ctx.at, due, due
    _begin_anew(made)
    made.save()
    ctx.detail(body=made.body_id, source=made.source, due=due.isoformat())
    ctx.announce("commitments.promised", commitment=made)
    return made


@command("commitments.slip", **_there)
def slip(ctx: Context, *, commitment: Commitment, new_due: datetime, reason: str) -> Commitment:
    """Give a later date, with the reason; both dates and the reason stay. Raises Refused."""
    commitment, reason = _locked(ctx, commitment), " ".join(reason.split())
    if commitment.kind == "promise":
        _check_body(ctx, commitment.body)
    elif not speaks_for(ctx.actor, commitment.body, ctx.at):
        raise Refused(_("Only somebody with a post in this body can move its date."))
    if commitment.proof in ("claimed", "confirmed"):
        raise Refused(_("This is said to be done already."))
    _check_due(new_due, ctx.at, "new_due")
    if new_due <= commitment.due:
        raise Refused(_("Choose a day after the date that stands now."), field="new_due")
    _check_reason(reason)
    Slip.objects.create(commitment=commitment, old_due=commitment.due, new_due=new_due, reason=reason, at=ctx.at)
    commitment.due = new_due
    _begin_anew(commitment)
    commitment.save(update_fields=["due", "proof", "claimed_at", "proof_at"])
    ctx.detail(new_due=new_due.isoformat())
    ctx.announce("commitments.slipped", commitment=commitment)
    return commitment


def _begin_anew(commitment: Commitment) -> None:
    """A new date after a denial asks for new work, so nothing is claimed yet; `denials` remembers."""
    if commitment.proof == "denied":
        commitment.proof, commitment.claimed_at, commitment.proof_at = "none", None, None


def _check_reason(reason: str) -> None:
    if not reason:
        raise Refused(_("Write the reason. Neighbours will read it."), field="reason")
    if len(reason) > REASON_LENGTH:
        raise Refused(_("Make it shorter: at most 300 letters."), field="reason")


def _prove(ctx: Context, commitment: Commitment, proof: str) -> Commitment:
    commitment = _locked(ctx, commitment)
    if proof not in PROOF_MOVES[commitment.proof]:
        raise Refused(_NOT_NOW[proof]())
    if proof == "claimed":
        commitment.claimed_at = ctx.at
    commitment.proof, commitment.proof_at = proof, max(ctx.at, commitment.claimed_at)  # clocks may disagree
    if proof == "denied":
        commitment.denials = F("denials") + 1
    commitment.save(update_fields=["proof", "proof_at", "claimed_at", "denials"])
    commitment.refresh_from_db(fields=["denials"])
    return commitment


#: What a move of the proof that is not in PROOF_MOVES is answered.
_NOT_NOW = {
    "claimed": lambda: _("This is said to be done already."),
    "confirmed": lambda: _("Nobody has said that this is done."),
    "denied": lambda: _("Nobody has said that this is done."),
}


@command("commitments.claim", **_there)
def claim(ctx: Context, *, commitment: Commitment) -> Commitment:
    """Say that it is done: a claim, until neighbours confirm it. By the body or the office for it. Raises Refused."""
    if not may_record(ctx.actor, commitment.body, commitment.node, ctx.at):
        raise Refused(_("Only the body that sees to it can say so, or the office for it."))
    claimed = _prove(ctx, commitment, "claimed")
    ctx.announce("commitments.claimed", commitment=claimed)
    return claimed


@command("commitments.confirm", **_there)
def confirm(ctx: Context, *, commitment: Commitment) -> Commitment:
    """Neighbours confirmed it; the app that asked them says so. Raises Refused."""
    confirmed = _prove(ctx, commitment, "confirmed")
    ctx.announce("commitments.confirmed", commitment=confirmed)
    return confirmed


@command("commitments.deny", **_there)
def deny(ctx: Context, *, commitment: Commitment) -> Commitment:
    """Neighbours say it is not done: broken until it is claimed anew or given a new date. Raises Refused."""
    denied = _prove(ctx, commitment, "denied")
    ctx.announce("commitments.denied", commitment=denied)
    return denied


@command("commitments.withdraw", **_there)
def withdraw(ctx: Context, *, commitment: Commitment, reason: str, into: Commitment | None = None) -> Commitment:
    """End a date that will not be met, with the reason, for good.

    By the promiser, or once it is late or denied, it is a broken promise; by the office or the committee of the place
    before that it is stopped and counts nowhere. `into` is the same body's running date for the same need (two reports
    of one fault), which then stands for both. Raises Refused.
    """
    commitment, reason = _locked(ctx, commitment), " ".join(reason.split())
    own = speaks_for(ctx.actor, commitment.body, ctx.at)
    if not own and not ctx.actor.holds({"office", "committee"}, commitment.node):
        raise Refused(_("Only the body itself ends its date, or the office or the committee of the place."))
    if commitment.proof == "confirmed":
        raise Refused(_("Neighbours have confirmed this. It stays."))
    if into is not None and (into.body_id != commitment.body_id or into.withdrawn_at or into.pk == commitment.pk):
        raise Refused(_("Only another running date of the same body can stand for this one."), field="into")
    _check_reason(reason)
    commitment.withdrawn_at, commitment.withdrawn_reason, commitment.replaced_by = ctx.at, reason, into
    commitment.withdrawn_by_promiser = own and not ctx.actor.is_system
    commitment.save(update_fields=["withdrawn_at", "withdrawn_reason", "withdrawn_by_promiser", "replaced_by"])
    ctx.detail(by_promiser=commitment.withdrawn_by_promiser, into=into.pk if into else None)
    ctx.announce("commitments.withdrawn", commitment=commitment)
    return commitment
