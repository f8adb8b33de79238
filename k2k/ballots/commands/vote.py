"""Voting: one line of the roll is marked, one envelope falls into the box, and nothing joins the two."""

from datetime import datetime

from django.utils.translation import gettext as _

from k2k.ballots import messages, sealing
from k2k.ballots.commands.locked import in_state, keys_of, must_run, runs, there
from k2k.ballots.models import Ballot, Envelope, Voter
from k2k.core import ids, notify, registry
from k2k.core.actors import Actor
from k2k.core.commands import Context, Denied, Refused, command
from k2k.people import queries as people


def voter_key(actor: Actor, ballot: Ballot) -> str:
    """Under which reference a card may be on this roll; "" while the PIN that names the person is missing."""
    if ballot.unit == "household":
        return f"people.household:{actor.household_id}" if actor.household_id else ""
    return f"people.person:{actor.person_id}" if actor.person_id else ""


def _voting(ctx: Context, ballot: Ballot) -> None:
    in_state(ballot, "open")
    if ctx.at >= ballot.closes_at:
        raise Refused(_("The time to vote is over."))


def checked(ballot: Ballot, vote: sealing.Vote) -> sealing.Vote:
    """The vote as it is sealed, an answer to every contest. Raises Refused for what the paper would not allow."""
    kept: sealing.Vote = {}
    for contest in ballot.contests.prefetch_related("options"):
        chosen, numbers = vote.get(contest.number, []), {option.number for option in contest.options.all()}
        if not set(chosen) <= numbers or len(set(chosen)) != len(chosen):
            raise Refused(_("Choose from this paper, each name once."), field=f"contest{contest.number}")
        if len(chosen) > contest.most:
            raise Refused(_("Fewer, please: at most %(n)s.") % {"n": contest.most}, field=f"contest{contest.number}")
        ranked = contest.method == "scottish-stv"
        kept[contest.number] = list(chosen) if ranked else sorted(chosen)
    return kept


def _mark(ballot: Ballot, who: str, mark: str, **help_: str) -> bool:
    """Mark the roll: False when it was marked before. Raises Denied for somebody who is not on it."""
    line = Voter.objects.filter(ballot=ballot, who=who)
    if line.filter(mark="").update(mark=mark, **help_):
        return True
    if not line.exists():
        raise Denied("ballots.cast", _("You are not on the roll of this ballot."))
    return False


def _put(ballot: Ballot, vote: sealing.Vote, slip: str) -> None:
    Envelope.objects.create(ballot=ballot, slip=slip, sealed=sealing.seal(vote, bytes(ballot.box), ballot.code))


def _slip(slip: str) -> str:
    try:
        found = ids.clean_code(slip)
    except ValueError as error:
        raise Refused(_("This page is too old. Open it again.")) from error
    if len(found) < 16:
        raise Refused(_("This page is too old. Open it again."))
    return found


@command("ballots.cast", **there, once=False)
def cast_vote(ctx, *, ballot: Ballot, vote: sealing.Vote, slip: str, giver: str = "") -> Ballot:
    """Put a sealed vote into the box. `slip` is the receipt code the page made; sent twice, it falls in once.

    With `giver` it is the vote of that line, for which the actor was named as proxy; the first vote of a line counts.
    It takes no client id: a fingerprint of the choice would be kept (decision 7). Raises Denied for somebody
    who is not on the roll, Refused when they have voted already, or for a paper that is not filled in rightly.
    """
    _voting(ctx, ballot)
    code, kept = _slip(slip), checked(ballot, vote)
    own = voter_key(ctx.actor, ballot)
    if giver and not ballot.named_proxies.filter(giver=giver, holder=own).exists():
        raise Denied("ballots.cast", _("You are not named to vote for this line of the roll."))
    if _mark(ballot, giver or own, "proxy" if giver else "screen"):
        _put(ballot, kept, code)
    elif not Envelope.objects.filter(ballot=ballot, slip=code).exists():
        raise Refused(_("A vote was already given for this line of the roll."))
    return ballot


@command("ballots.help", **there, once=False)
def help_vote(
    ctx, *, ballot: Ballot, who: str, witness: str, vote: sealing.Vote, slip: str, helper: str = ""
) -> Ballot:
    """Write down a vote for somebody who asked for help; helper and witness are named on the roll.

    Without `helper` it is the actor. Nobody helps or watches who stands, counts or runs the ballot.

    No client id, as above. The home is told and can object. Raises Refused when helper, witness and voter are not
    three people.
    """
    _voting(ctx, ballot)
    if not helps(ctx.actor, ballot, ctx.at):
        raise Denied(ctx.verb)
    helper = helper or ctx.actor.key
    _three(ctx, ballot, who, helper, witness)
    code, kept = _slip(slip), checked(ballot, vote)
    if _mark(ballot, who, "helped", helper=helper, witness=witness):
        _put(ballot, kept, code)
        notify.send(messages.Helped, _homes_of(who), subject=ballot.ref, at=ctx.at)
    elif not Envelope.objects.filter(ballot=ballot, slip=code).exists():
        raise Refused(_("A vote was already given for this line of the roll."))
    ctx.detail(voter=who, helper=helper, witness=witness)
    return ballot


def helps(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Whether the actor may write down a helped vote: a teller, who runs it, for homes also the mobiliser."""
    if runs(actor, ballot, at) or ballot.tellers.filter(holder__in=keys_of(actor)).exists():
        return True
    return ballot.unit == "household" and actor.holds({"mobiliser"}, ballot.node)


def interested(ballot: Ballot, at: datetime) -> set[str]:
    """Keys of those who stand, count or run: the tellers, and whom apps above know (slot "ballot_interested")."""
    found = set(ballot.tellers.values_list("holder", flat=True))
    return found.union(*(known(ballot, at) for known in registry.items("ballot_interested")))


def _three(ctx: Context, ballot: Ballot, who: str, helper: str, witness: str) -> None:
    """Voter, helper and witness are three, and two of them want nothing of the result. Raises Refused."""
    if len({who, helper, witness}) < 3 or not witness:
        raise Refused(_("Somebody else must witness it: voter, helper and witness are three people."), field="witness")
    stake = interested(ballot, ctx.at)
    if runs(ctx.actor, ballot, ctx.at):
        stake |= set(keys_of(ctx.actor))
    for name, one in (("helper", helper), ("witness", witness)):
        if one in stake:
            said = _("Who stands, counts or runs this ballot neither helps nor watches. Ask somebody else.")
            raise Refused(said, field=name)


def _homes_of(who: str) -> list[str]:
    """Whose inbox hears of what was done for this line of the roll: the home itself, or the person's."""
    kind, _colon, pk = who.partition(":")
    if kind == "people.household":
        return [f"household:{pk}"]
    return [f"household:{home}" for home in people.households_of(int(pk))]


@command("ballots.object", **there)
def object_to_help(ctx, *, ballot: Ballot) -> Ballot:
    """A home says that nobody asked for the help written down for it; shown on the ballot's page, for good.

    The envelope cannot be found again, so it stays. Raises Denied for who is not on the roll, Refused without help.
    """
    in_state(ballot, "open", "closed")
    lines = ballot.roll.filter(who__in=lines_of(ctx.actor, ballot))
    if not lines.exists():
        raise Denied("ballots.object", _("You are not on the roll of this ballot."))
    if not lines.filter(mark="helped").update(objected=True):
        raise Refused(_("No help is written down for your home in this ballot."))
    return ballot


def lines_of(actor: Actor, ballot: Ballot) -> list[str]:
    """The lines of the roll that belong to a card: its home's, or those of the people who live there."""
    if not actor.household_id:
        return []
    if ballot.unit == "household":
        return [f"people.household:{actor.household_id}"]
    return [f"people.person:{pk}" for pk in people.living_in(actor.household_id)]


@command("ballots.hand_paper", **there)
def hand_paper(ctx, *, ballot: Ballot, who: str) -> Ballot:
    """Give a paper: the roll is marked, so that nobody votes twice. Raises Denied and Refused."""
    must_run(ctx, ballot)
    _voting(ctx, ballot)
    if not _mark(ballot, who, "paper"):
        raise Refused(_("A vote was already given for this line of the roll."))
    ctx.detail(voter=who)
    return ballot
