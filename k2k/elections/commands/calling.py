"""An election is called with all its days and seats, tellers are named, or it is given up with a public reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from k2k.ballots import commands as ballots
from k2k.core import clock, ids
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.nodes import Node
from k2k.elections import rules
from k2k.elections.commands.allowed import must_be_neutral, must_run
from k2k.elections.commands.clockwork import in_state
from k2k.elections.commands.locked import end_dispute, locked, there, words
from k2k.elections.models import Election, Seat, Teller
from k2k.groups import queries as groups

if TYPE_CHECKING:
    from k2k.groups.models import Group


class Wanted(NamedTuple):
    """A seat to be filled; without a method one place is counted by most named, several as the constitution says."""

    post: str
    places: int = 1
    reserved: str = ""
    block: Node | None = None
    method: str = ""


def _check_days(days: rules.Days, ctx: Context, objection_days: int) -> None:
    wrong = rules.trouble(days, clock.today(ctx.at), objection_days)
    said = {
        "order": _("The days must follow each other: nominations, objections, then the vote."),
        "objection": _("Leave at least %(n)s days to object: that is the rule of this group.") % {"n": objection_days},
        "long": _("A vote lasts a month at most."),
        "far": _("Call it at most a year ahead."),
    }
    if wrong:
        field = {"order": "nominate_until", "objection": "object_until"}.get(wrong, "vote_until")
        raise Refused(said[wrong], field=field)


def _check_seats(group: Group, seats: list[Wanted]) -> None:
    if not 0 < len(seats) <= rules.MOST_SEATS:
        raise Refused(_("Choose one seat at least, and %(n)s at most.") % {"n": rules.MOST_SEATS}, field="seats")
    if len({(seat.post, seat.reserved, seat.block) for seat in seats}) != len(seats):
        raise Refused(_("The same seat is there twice."), field="seats")
    for seat in seats:
        known = seat.post in rules.POSTS and seat.reserved in rules.RESERVED
        if not known or seat.method not in ("", *rules.METHODS):
            raise Refused(_("Choose the post, for whom it is, and how it is counted."), field="seats")
        if not 0 < seat.places <= (1 if seat.post in rules.SINGLE else rules.MOST_PLACES):
            raise Refused(_("One person is chair, secretary or treasurer; others can be several."), field="seats")
        of_site = seat.block is not None and seat.block.kind == "block" and seat.block.site_id == group.site_id
        if (seat.reserved == "block") != of_site:
            raise Refused(_("Name the block for which this seat is kept."), field="seats")
    if any(sum(seat.post == post for seat in seats) > 1 for post in rules.SINGLE):
        raise Refused(_("One person is chair, secretary or treasurer; others can be several."), field="seats")


@command("elections.call", at_node=lambda given: given["group"].node)
def call_election(
    ctx: Context, *, group: Group, seats: Iterable[Wanted], nominate_from: date, nominate_until: date,
    object_until: date, vote_from: date, vote_until: date,
) -> Election:  # fmt: skip
    """Call an election with its seats and days. Who was no member early enough before now has no vote in it.

    Raises Refused and Denied.
    """
    must_run(ctx, group)
    values = groups.values(group, clock.today(ctx.at))
    objection_days = int(values["objection_days"])
    seats = [Wanted(*seat) for seat in seats]
    _check_seats(group, seats)
    days = rules.Days(nominate_from, nominate_until, object_until, vote_from, vote_until)
    _check_days(days, ctx, objection_days)
    posts = {seat.post for seat in seats}
    if Seat.objects.filter(election__group=group, election__state__in=rules.RUNNING, post__in=posts).exists():
        raise Refused(_("An election for one of these posts is running already."), field="seats")
    election = Election.objects.create(
        code=ids.unused_code(Election), group=group, node=group.node, site=group.site, called_at=ctx.at,
        objection_days=objection_days, **days._asdict(),
    )  # fmt: skip
    for number, seat in enumerate(seats, 1):
        default = "approval" if seat.places == 1 else values["election_method"]
        Seat.objects.create(
            election=election, number=number, **(seat._asdict() | {"method": seat.method or default})
        )  # fmt: skip
    ctx.detail(group=group.pk, seats=len(seats), vote_from=vote_from.isoformat())
    ctx.announce("elections.called", election=election)
    return election


@command("elections.name_teller", **there)
def name_teller(ctx: Context, *, election: Election, account) -> Teller:
    """Name somebody who opens the box and decides objections; no candidate. Raises Refused and Denied."""
    must_run(ctx, election.group)
    in_state(
        ctx, election, *rules.BEFORE_LIST, "listed",
        said=_("The vote has begun, or this election is over. Its tellers stay."),
    )  # fmt: skip
    if election.ballot_id:
        raise Refused(_("The vote has begun, or this election is over. Its tellers stay."))
    must_be_neutral(account, election, ctx.at)
    running = election.tellers.filter(ended_at=None)
    if running.filter(account=account).exists():
        raise Refused(_("This person is named already."), field="account")
    if running.count() >= rules.MOST_TELLERS:
        raise Refused(_("There are enough tellers."), field="account")
    made = Teller.objects.create(election=election, account=account, named_at=ctx.at)
    ctx.detail(election=election.pk, account=account.pk)
    return made


@command("elections.cancel", **there)
def cancel_election(ctx: Context, *, election: Election, reason: str) -> Election:
    """Give an election up, with a public reason: the committee before the count, the programme officer until it holds.

    Whoever stands, or shares a home with somebody who stands, cannot. Raises Refused and Denied.
    """
    locked(election)
    officer = ctx.actor.holds({"officer"}, election.node) or ctx.actor.is_system
    if not officer:
        must_run(ctx, election.group)
        if election.state == "counted":
            raise Denied(ctx.verb)
        if election.candidates.filter(state__in=rules.STANDS).exists():
            must_be_neutral(ctx.actor.account, election, ctx.at)
    if "cancelled" not in rules.MOVES[election.state]:
        raise Refused(_("This election is over. It stays as it is."))
    election.cancelled_reason = words(reason, rules.REASON_LENGTH, "reason")
    election.state, election.cancelled_at = "cancelled", ctx.at
    election.save(update_fields=["state", "cancelled_at", "cancelled_reason"])
    if election.is_suspended:
        end_dispute(ctx, election)
    if election.ballot and election.ballot.state in ("draft", "open", "closed"):
        ballots.cancel(SYSTEM, ballot=election.ballot, reason=election.cancelled_reason, at=ctx.at)
    ctx.announce("elections.cancelled", election=election)
    return election


def drop_tellers_of(election: Election, household_id: int, at) -> None:
    """Somebody of this home stands now: a teller of the same home is one no longer."""
    for teller in election.tellers.filter(ended_at=None).select_related("account"):
        member = groups.membership_of_account(election.group, teller.account)
        if member is not None and member.household_id == household_id:
            teller.ended_at = at
            teller.save(update_fields=["ended_at"])
