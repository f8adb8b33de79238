"""What time does by itself in an election: its steps, the opening and closing of its ballot, and that it holds."""

from datetime import datetime, timedelta

from k2k.ballots import commands as ballots
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.jobs import job
from k2k.elections import commands, rules
from k2k.elections.models import Election


@job("elections.pass_days", every=timedelta(minutes=30))
def pass_days(at: datetime) -> None:
    """Move elections on, open and close their ballots, and let what was counted hold; no committee is needed for it."""
    for election in Election.objects.filter(state__in=rules.BEFORE_LIST).order_by("id"):
        if rules.next_by_clock(election.state, election.days, at):
            commands.advance(SYSTEM, election=election, at=at)
    with_ballot = Election.objects.filter(state__in=("listed", "voting"), ballot__isnull=False)
    for election in with_ballot.select_related("ballot").order_by("id"):
        _ballot(election, at)
    due = Election.objects.filter(state="counted", settles_at__lte=at)
    for election in due.order_by("settles_at", "id"):
        if not election.is_suspended:
            commands.settle(SYSTEM, election=election, at=at)


def _ballot(election: Election, at: datetime) -> None:
    """Open the ballot half a day into the vote where the committee did not; close it at its hour."""
    ballot = election.ballot
    assert ballot is not None
    if ballot.state == "open" and at >= ballot.closes_at:
        ballots.close(SYSTEM, ballot=ballot, at=at)
    opens_at = clock.start_of_day(election.vote_from) + rules.OPENS_BY_ITSELF
    if ballot.state == "draft" and opens_at <= at < ballot.closes_at and not ballot.tellers.filter(public=b"").exists():
        ballots.open_ballot(SYSTEM, ballot=ballot, at=at)
