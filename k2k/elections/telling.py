"""Who is told what of an election; inside the command's transaction."""

from k2k.core import notify
from k2k.core.events import on
from k2k.elections import messages, queries
from k2k.elections.models import Election
from k2k.groups import queries as groups


def _tell(message: type[notify.Message], election: Election, at) -> None:
    homes = groups.members(election.group, at).values_list("household_id", flat=True)
    notify.send(message, [f"household:{home}" for home in homes], subject=election.ref, at=at)


def _tells(event: str, message: type[notify.Message]) -> None:
    @on(event)
    def _told(*, at, actor, election, **words) -> None:
        _tell(message, election, at)


for _message in messages.ALL:
    if _message not in (messages.VoteClosed, messages.Objected):
        _tells(_message.slug, _message)


@on("ballots.closed")
def _closed(*, at, actor, ballot) -> None:
    election = queries.by_ballot(ballot)
    if election is not None and election.ballot_id == ballot.pk:
        _tell(messages.VoteClosed, election, at)


@on("elections.objected")
def _objected(*, at, actor, objection) -> None:
    election, candidate = objection.election, objection.candidate
    if candidate is None:
        if election.objections.filter(candidate=None).count() == 1:
            _tell(messages.Objected, election, at)
        return
    home = f"household:{candidate.membership.household_id}"
    if candidate.objections.count() == 1:
        notify.send(messages.Objected, [home], subject=election.ref, at=at)
