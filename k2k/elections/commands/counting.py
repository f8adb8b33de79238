"""What the ballot came to is taken over, seat by seat."""

from datetime import timedelta

from django.utils.translation import gettext as _

from k2k.ballots import queries as ballots
from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.elections import rules
from k2k.elections.commands.locked import locked, there
from k2k.elections.models import Candidate, Election


@command("elections.count", **there)
def count(ctx: Context, *, election: Election) -> Election:
    """Take over what the ballot came to, or declare who stands without a vote; the time to object begins.

    By the house, when the box was opened or the list stands. Raises Refused.
    """
    locked(election)
    if "counted" not in rules.MOVES[election.state]:
        raise Refused(_("There is nothing to count."))
    won = _won(election)
    for candidate in election.candidates.filter(state="listed"):
        Candidate.objects.filter(pk=candidate.pk).update(
            state="elected" if candidate.pk in won else "not_elected"
        )  # fmt: skip
    election.state, election.counted_at = "counted", ctx.at
    election.settles_at = clock.end_of_day(clock.today(ctx.at) + timedelta(days=election.objection_days))
    election.save(update_fields=["state", "counted_at", "settles_at"])
    ctx.detail(elected=len(won))
    ctx.announce("elections.counted", election=election)
    return election


def _won(election: Election) -> set[int]:
    """Whoever stands without a vote, and whom the ballot elected."""
    listed = election.candidates.filter(state="listed")
    won = set(listed.filter(seat__filled="unopposed").values_list("pk", flat=True))
    contests = ballots.counted(election.ballot) if election.ballot else []
    for contest in contests:
        elected = contest.outcome.result["elected"]
        won |= set(listed.filter(seat__contest=contest.number, place__in=elected).values_list("pk", flat=True))
    return won
