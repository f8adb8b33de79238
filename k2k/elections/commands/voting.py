"""The vote is a ballot of its own kind of secrecy; here it is prepared from the list, and its count taken over."""

from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from k2k.ballots import commands as ballots
from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.elections import rules
from k2k.elections.commands.allowed import must_run
from k2k.elections.commands.clockwork import in_state
from k2k.elections.commands.locked import locked, there
from k2k.elections.models import Election
from k2k.elections.words import seat_title
from k2k.groups import queries as groups


def _closes(ctx: Context, election: Election, vote_until: date | None):
    last = vote_until or election.vote_until
    closes_at = clock.end_of_day(last)
    if closes_at <= max(ctx.at, clock.start_of_day(election.vote_from)):
        raise Refused(_("The days of the vote have passed. Choose a new last day."), field="vote_until")
    if closes_at > ctx.at + timedelta(days=rules.LONGEST_VOTE + rules.FURTHEST):
        raise Refused(_("A vote lasts a month at most."), field="vote_until")
    if last < election.vote_until:
        raise Refused(_("The vote does not end before the day that was told."), field="vote_until")
    return closes_at


@command("elections.open_vote", **there)
def open_vote(ctx: Context, *, election: Election, vote_until: date | None = None) -> Election:
    """Make the ballot from the list: contests, the frozen roll, the tellers. It opens on the first day of voting.

    The roll is everybody who was a member early enough before the election was called. Raises Refused and Denied.
    """
    must_run(ctx, election.group)
    in_state(ctx, election, "listed", said=_("The list of candidates must stand first."))
    if election.ballot_id:
        raise Refused(_("The ballot is there. Its tellers choose their passphrases now."))
    tellers = list(election.tellers.filter(ended_at=None).order_by("id"))
    if len(tellers) < rules.FEWEST_TELLERS:
        raise Refused(_("Name two tellers first, better of different sides."))
    group = election.group
    unit = groups.rule(group, "vote", clock.today(election.called_at))
    with translation.override("ms"):
        title = _("Election: %(group)s") % {"group": group.name}
        made = ballots.create(
            ctx.actor, node=election.node, title=title[: rules.TITLE_LENGTH], unit=unit,
            closes_at=_closes(ctx, election, vote_until), source=election.ref, body=group.body,
            proxies=groups.proxies(group, clock.today(election.called_at)), at=ctx.at,
        )  # fmt: skip
        for seat in election.seats.filter(filled="vote").select_related("block").order_by("contest"):
            names = list(seat.candidates.filter(state="listed").order_by("place").values_list("name", flat=True))
            ballots.add_contest(
                ctx.actor, ballot=made, title=seat_title(seat), method=seat.method, options=names, seats=seat.places,
                at=ctx.at,
            )  # fmt: skip
    ballots.enrol(ctx.actor, ballot=made, voters=groups.voters(group, ctx.at, election.called_at), at=ctx.at)
    for teller in tellers:
        ballots.appoint_teller(ctx.actor, ballot=made, holder=f"account:{teller.account_id}", at=ctx.at)
    election.ballot = made
    election.save(update_fields=["ballot"])
    ctx.detail(ballot=made.pk, tellers=len(tellers))
    return election


@command("elections.vote_opened", **there)
def vote_opened(ctx: Context, *, election: Election) -> Election:
    """The ballot has opened. By the house, when it hears so. Raises Refused."""
    locked(election)
    if election.state != "listed":
        raise Refused(_("The list of candidates must stand first."))
    election.state = "voting"
    election.save(update_fields=["state"])
    ctx.announce("elections.vote_opened", election=election)
    return election


@command("elections.vote_given_up", **there)
def vote_given_up(ctx: Context, *, election: Election) -> Election:
    """The ballot was cancelled unopened (a lost passphrase): the same list is voted on again. By the house."""
    locked(election)
    if election.state == "voting":
        election.state = "listed"
    election.ballot = None
    election.save(update_fields=["state", "ballot"])
    return election
