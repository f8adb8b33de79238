"""What ballots tell: an election's ballot opens and closes as its days say, by its own committee, or not at all."""

from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.events import on
from k2k.elections import commands, queries
from k2k.elections.commands.allowed import must_be_neutral
from k2k.groups import queries as groups


def _ours(verb: str, actor, ballot, at):
    """The election of this ballot. Raises Denied for a committee of another group: the role alone is not enough."""
    election = queries.by_ballot(ballot)
    if election is None or actor.is_system:
        return election
    if not groups.may_run(actor, election.group, at):
        raise Denied(verb)
    return election


@on("ballots.opened")
def _opened(*, at, actor, ballot) -> None:
    election = _ours("ballots.open", actor, ballot, at)
    if election is None:
        return
    if election.ballot_id != ballot.pk:
        raise Refused(_("This ballot is not the one of the election."))
    if at < clock.start_of_day(election.vote_from):
        raise Refused(_("The vote begins on the day that was told, not before."))
    _must_fit(election, ballot)
    commands.vote_opened(SYSTEM, election=election, at=at)


def _must_fit(election, ballot) -> None:
    """The roll, the names and the tellers are those of the election. Raises Refused."""
    roll = set(ballot.roll.values_list("who", flat=True))
    fits = roll == set(groups.voters(election.group, ballot.made_at, election.called_at))
    tellers = {f"account:{pk}" for pk in election.tellers.filter(ended_at=None).values_list("account_id", flat=True)}
    fits = fits and set(ballot.tellers.values_list("holder", flat=True)) == tellers
    options = ballot.contests.values_list("number", "options__number", "options__name", "seats")
    listed = election.candidates.filter(state="listed", seat__filled="vote")
    fits = fits and set(options) == set(listed.values_list("seat__contest", "place", "name", "seat__places"))
    if not fits:
        raise Refused(_("Roll, names or tellers are not those of the election. Cancel this ballot and make it anew."))


@on("ballots.closed")
def _closed(*, at, actor, ballot) -> None:
    election = _ours("ballots.close", actor, ballot, at)
    if election is not None and at < ballot.closes_at:
        raise Refused(_("The vote ends at the hour that was told, not before."))


@on("ballots.counted")
def _counted(*, at, actor, ballot) -> None:
    election = queries.by_ballot(ballot)
    if election is not None and election.ballot_id == ballot.pk:
        commands.count(SYSTEM, election=election, at=at)


@on("ballots.cancelled")
def _cancelled(*, at, actor, ballot) -> None:
    election = _ours("ballots.cancel", actor, ballot, at)
    if election is None or election.ballot_id != ballot.pk or election.state == "cancelled":
        return
    if not actor.is_system:
        must_be_neutral(actor.account, election, at)
    commands.vote_given_up(SYSTEM, election=election, at=at)
