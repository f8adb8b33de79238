"""Who stands: proposed by a member, seconded by another, agreed to by the candidate; or all three on a signed form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.elections import rules
from k2k.elections.commands.allowed import must_be_member, must_run
from k2k.elections.commands.calling import drop_tellers_of
from k2k.elections.commands.clockwork import in_state
from k2k.elections.commands.locked import about_candidate, there, words
from k2k.elections.models import Candidate, Election, Seat
from k2k.groups.commands.allowed import must_be_oneself

if TYPE_CHECKING:
    from k2k.groups.models import Membership


def _nominating(ctx: Context, election: Election) -> Election:
    return in_state(ctx, election, "nominating", said=_("This is not the time of nominations. Look at the days."))


def _can_stand(election: Election, seat: Seat, membership: Membership) -> None:
    if seat.election_id != election.pk or membership.group_id != election.group_id:
        raise Refused(_("Choose a seat of this election and a member of this group."), field="seat")
    if membership.state != "member" or membership.age == "under_18":
        raise Refused(_("Only grown-up members can stand."), field="membership")
    in_block = seat.block_id is not None and membership.household.node.block_id == seat.block_id
    if not rules.fits(seat.reserved, says=membership.says, age=membership.age, in_block=in_block):
        said = {
            "women": _("This seat is kept for women: the member's own entry must say so."),
            "youth": _("This seat is kept for youth: the member's own entry must say so."),
            "block": _("This seat is kept for a block in which this member does not live."),
        }
        raise Refused(said[seat.reserved], field="seat")
    if election.candidates.filter(membership=membership, state__in=rules.STANDS).exists():
        raise Refused(_("This member stands already. One stands for one seat."), field="membership")
    if seat.candidates.filter(state__in=rules.STANDS).count() >= rules.MOST_CANDIDATES:
        raise Refused(_("Too many stand for this seat already."), field="seat")


def _propose(
    ctx: Context, election: Election, seat: Seat, membership: Membership, proposer: Membership, how: str
) -> Candidate:
    _can_stand(election, seat, membership)
    if proposer.pk == membership.pk:
        raise Refused(_("Another member must propose. Ask a neighbour."), field="membership")
    return Candidate.objects.create(
        code=ids.unused_code(Candidate), election=election, seat=seat, membership=membership, proposer=proposer,
        how=how, proposed_at=ctx.at,
    )  # fmt: skip


@command("elections.nominate", **there)
def nominate(ctx: Context, *, election: Election, seat: Seat, membership: Membership) -> Candidate:
    """A member proposes another for a seat, under their PIN. Raises Refused and Denied."""
    proposer = must_be_member(ctx, election.group)
    _nominating(ctx, election)
    made = _propose(ctx, election, seat, membership, proposer, "card")
    ctx.detail(election=election.pk, seat=seat.number)
    ctx.announce("elections.nominated", candidate=made)
    return made


@command("elections.enter", **there)
def enter(
    ctx: Context, *, election: Election, seat: Seat, membership: Membership, proposer: Membership,
    seconder: Membership, name: str, statement: str = "", signed: bool = False,
) -> Candidate:  # fmt: skip
    """Type a nomination form that candidate, proposer and seconder signed on paper. Raises Refused and Denied."""
    must_run(ctx, election.group)
    _nominating(ctx, election)
    if not signed:
        raise Refused(_("Only a form that all three signed is typed."), field="signed")
    for member in (proposer, seconder):
        if member.group_id != election.group_id or member.state != "member":
            raise Refused(_("Proposer and seconder are members of this group."), field="proposer")
    made = _propose(ctx, election, seat, membership, proposer, "paper")
    _second(ctx, made, seconder)
    _agree(ctx, made, name, statement)
    _stand(ctx, made)
    ctx.detail(election=election.pk, seat=seat.number)
    return made


def _second(ctx: Context, candidate: Candidate, seconder: Membership) -> None:
    if seconder.pk in (candidate.membership_id, candidate.proposer_id):
        raise Refused(_("Candidate, proposer and seconder are three people."), field="seconder")
    candidate.seconder, candidate.seconded_at = seconder, ctx.at


def _agree(ctx: Context, candidate: Candidate, name: str, statement: str) -> None:
    candidate.name = words(name, rules.NAME_LENGTH, "name")
    candidate.statement = words(statement, rules.STATEMENT_LENGTH, "statement") if statement.strip() else ""
    same = candidate.seat.candidates.filter(state__in=rules.STANDS, name__iexact=candidate.name)
    if same.exclude(pk=candidate.pk).exists():
        raise Refused(_("Somebody of this name stands already. Add what tells you apart."), field="name")
    candidate.lang, candidate.consented_at = get_language() or "ms", ctx.at


def _stand(ctx: Context, candidate: Candidate) -> None:
    if candidate.seconder_id and candidate.consented_at:
        candidate.state = "standing"
        drop_tellers_of(candidate.election, candidate.membership.household_id, ctx.at)
    candidate.save()


def _still_proposed(ctx: Context, candidate: Candidate) -> Candidate:
    _nominating(ctx, candidate.election)
    candidate.refresh_from_db()
    if candidate.state != "proposed":
        raise Refused(_("This has moved on. Look at it again."))
    return candidate


@command("elections.second", **about_candidate)
def second(ctx: Context, *, candidate: Candidate) -> Candidate:
    """Another member supports the nomination, under their PIN. Raises Refused and Denied."""
    member = must_be_member(ctx, candidate.election.group)
    _still_proposed(ctx, candidate)
    if candidate.seconder_id:
        raise Refused(_("Somebody has seconded this already."))
    _second(ctx, candidate, member)
    _stand(ctx, candidate)
    return candidate


@command("elections.consent", **about_candidate)
def consent(ctx: Context, *, candidate: Candidate, name: str, statement: str = "") -> Candidate:
    """The candidate agrees to stand, by the name for the paper and a few words. Raises Refused and Denied."""
    must_be_oneself(ctx, candidate.membership)
    _still_proposed(ctx, candidate)
    _can_stand_still(candidate)
    _agree(ctx, candidate, name, statement)
    _stand(ctx, candidate)
    return candidate


def _can_stand_still(candidate: Candidate) -> None:
    if candidate.membership.state != "member":
        raise Refused(_("Only grown-up members can stand."))


@command("elections.withdraw", **about_candidate)
def withdraw_candidacy(ctx: Context, *, candidate: Candidate) -> Candidate:
    """The candidate stands no longer, or never agreed to; until the list stands. Raises Refused and Denied."""
    must_be_oneself(ctx, candidate.membership)
    if ctx.actor.is_system:
        raise Denied(ctx.verb)
    said = _("The list stands. Nobody can be taken off it any more.")
    in_state(ctx, candidate.election, *rules.BEFORE_LIST, said=said)
    candidate.refresh_from_db()
    if "withdrawn" not in rules.CANDIDATE_MOVES[candidate.state]:
        raise Refused(_("This has moved on. Look at it again."))
    candidate.state, candidate.ended_at = "withdrawn", ctx.at
    candidate.save(update_fields=["state", "ended_at"])
    return candidate
