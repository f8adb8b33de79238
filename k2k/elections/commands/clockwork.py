"""What the days do by themselves: nominations begin and end, objections end, the list stands."""

import secrets

from django.utils.translation import gettext as _

from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Refused, command
from k2k.elections import rules
from k2k.elections.commands.counting import count
from k2k.elections.commands.locked import locked, there
from k2k.elections.models import Candidate, Election

_chance = secrets.SystemRandom()


def in_state(ctx: Context, election: Election, *states: str, said: str) -> Election:
    """The election, locked and moved on by the clock. Raises Refused with `said` when it is in none of `states`."""
    locked(election)
    if rules.next_by_clock(election.state, election.days, ctx.at):
        advance(SYSTEM, election=election, at=ctx.at)
    if election.state not in states:
        raise Refused(said)
    return election


@command("elections.advance", **there)
def advance(ctx: Context, *, election: Election) -> Election:
    """Move the election to where its days say it stands. Raises Refused where they say nothing new."""
    locked(election)
    if not rules.next_by_clock(election.state, election.days, ctx.at):
        raise Refused(_("No day has passed that changes this election."))
    while to := rules.next_by_clock(election.state, election.days, ctx.at):
        election.state = to
        if to == "objecting":
            _lapse(ctx, election)
        if to == "listed":
            _list(ctx, election)
        election.save(update_fields=["state", "listed_at"])
    ctx.detail(state=election.state)
    if election.state == "nominating":
        ctx.announce("elections.nominating", election=election)
    if election.state == "listed":
        ctx.announce("elections.listed", election=election)
        if not election.seats.filter(filled="vote").exists():
            count(SYSTEM, election=election, at=ctx.at)
    return election


def _lapse(ctx: Context, election: Election) -> None:
    """Who was not seconded, or did not agree, in time does not stand."""
    election.candidates.filter(state="proposed").update(state="lapsed", ended_at=ctx.at)


def _list(ctx: Context, election: Election) -> None:
    """The candidates of each seat in an order drawn now; how each seat is filled. From here nothing changes."""
    contest = 0
    for seat in election.seats.order_by("number"):
        standing = list(seat.candidates.filter(state="standing").order_by("id"))
        _chance.shuffle(standing)
        for place, candidate in enumerate(standing, 1):
            candidate.state, candidate.place = "listed", place
        Candidate.objects.bulk_update(standing, ["state", "place"])
        seat.filled = rules.filled(len(standing), seat.places)
        if seat.filled == "vote":
            contest += 1
            seat.contest = contest
        seat.save(update_fields=["filled", "contest"])
    election.listed_at = ctx.at
