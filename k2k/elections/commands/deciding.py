"""Objections to a candidate or to the result, and those who decide them: two who do not stand say the same."""

from typing import Any

from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Denied, Refused, command
from k2k.elections import rules
from k2k.elections.commands.allowed import must_decide
from k2k.elections.commands.calling import cancel_election
from k2k.elections.commands.clockwork import in_state
from k2k.elections.commands.locked import about_candidate, locked, there, words
from k2k.elections.models import Candidate, Election, Objection, Ruling
from k2k.groups import queries as groups

_there: dict[str, Any] = {"at_node": lambda given: given["objection"].election.node}


def _members_home(ctx: Context, election: Election) -> int:
    home = ctx.actor.household_id
    if home is None or not groups.is_members_home(ctx.actor, election.group):
        raise Denied(ctx.verb, _("Only members do this."))
    return home


@command("elections.object", **about_candidate)
def object_to_candidate(ctx: Context, *, candidate: Candidate, reason: str) -> Objection:
    """A member's home objects to a candidate while there is time. Raises Refused and Denied."""
    election = candidate.election
    home = _members_home(ctx, election)
    in_state(ctx, election, "nominating", "objecting", said=_("The time to object is over."))
    candidate.refresh_from_db()
    if candidate.membership.household_id == home:
        raise Refused(_("This is your own home."))
    if candidate.state != "standing":
        raise Refused(_("This person does not stand."))
    if reason not in rules.TO_CANDIDATE:
        raise Refused(_("Choose why."), field="reason")
    return _objection(ctx, election, home, candidate, reason)


@command("elections.object_to_result", **there)
def object_to_result(ctx: Context, *, election: Election, reason: str) -> Objection:
    """A member's home objects to the result until it holds. Raises Refused and Denied."""
    home = _members_home(ctx, election)
    locked(election)
    if election.state != "counted" or election.settles_at is None or ctx.at >= election.settles_at:
        raise Refused(_("The time to object is over."))
    if reason not in rules.TO_RESULT:
        raise Refused(_("Choose why."), field="reason")
    return _objection(ctx, election, home, None, reason)


def _objection(ctx: Context, election: Election, home: int, candidate: Candidate | None, reason: str) -> Objection:
    if Objection.objects.filter(
        election=election, candidate=candidate, household_id=home
    ).exists():  # fmt: skip
        raise Refused(_("Your home has objected already."))
    made = Objection.objects.create(
        code=ids.unused_code(Objection), election=election, candidate=candidate,
        household_id=home, reason=reason, at=ctx.at,
    )  # fmt: skip
    ctx.detail(election=election.pk, reason=reason)
    ctx.announce("elections.objected", objection=made)
    return made


@command("elections.decide", **_there)
def decide(ctx: Context, *, objection: Objection, upheld: bool, because: str) -> Objection:
    """One who does not stand says whether an objection holds, and why; two who say the same decide it.

    On candidates: tellers and the committee, while there is time. On the result: tellers only. Raises Refused, Denied.
    """
    election = objection.election
    states = ("nominating", "objecting") if objection.candidate_id else ("counted",)
    in_state(ctx, election, *states, said=_("The time to decide is over: the objection did not hold."))
    must_decide(ctx, election)
    objection.refresh_from_db(from_queryset=Objection.objects.select_for_update())
    if objection.decided_at:
        raise Refused(_("This objection is decided."))
    if objection.rulings.filter(by=ctx.actor.account).exists():
        raise Refused(_("You have said what you think. Somebody else must say it too."))
    member = groups.membership_of_account(election.group, ctx.actor.account)
    if member is not None and member.household_id == objection.household_id:
        raise Refused(_("Your own home objects. Somebody else decides."))
    Ruling.objects.create(
        objection=objection, by=ctx.actor.account, upheld=upheld,
        because=words(because, rules.REASON_LENGTH, "because"), at=ctx.at,
    )  # fmt: skip
    ctx.detail(election=election.pk, upheld=upheld)
    if objection.rulings.filter(upheld=upheld).count() >= rules.RULINGS:
        _close(ctx, objection, upheld)
    return objection


def _close(ctx: Context, objection: Objection, upheld: bool) -> None:
    objection.decided_at, objection.upheld = ctx.at, upheld
    objection.save(update_fields=["decided_at", "upheld"])
    candidate = objection.candidate
    if not upheld:
        return
    if candidate is None:
        reason = objection.rulings.filter(upheld=True).latest("id").because
        cancel_election(SYSTEM, election=objection.election, reason=reason, at=ctx.at)
    elif "struck" in rules.CANDIDATE_MOVES[candidate.state]:
        candidate.state, candidate.ended_at = "struck", ctx.at
        candidate.save(update_fields=["state", "ended_at"])
