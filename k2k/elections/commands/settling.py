"""The result holds: rights move by themselves. The programme officer can hold it up, with a public reason."""

from django.utils.translation import gettext as _

from k2k.bodies import commands as bodies
from k2k.bodies import queries as bodies_queries
from k2k.core import clock
from k2k.core.accounts import commands as accounts
from k2k.core.accounts.links import SignedLink
from k2k.core.actors import SYSTEM
from k2k.core.commands import Context, Refused, command
from k2k.elections import rules
from k2k.elections.commands.locked import about_candidate, end_dispute, locked, there, words
from k2k.elections.models import Candidate, Election
from k2k.groups import commands as groups_commands
from k2k.groups import queries as groups
from k2k.groups.commands.allowed import must_be_oneself


@command("elections.settle", **there)
def settle(ctx: Context, *, election: Election) -> Election:
    """The time to object is over: those who held the contested posts hold them no longer, those elected do.

    By the house's clock; no signature is waited for. Where nobody at all was elected, nothing moves. Raises Refused.
    """
    locked(election)
    if election.state != "counted" or election.settles_at is None or ctx.at < election.settles_at:
        raise Refused(_("There is still time to object."))
    if election.is_suspended:
        raise Refused(_("The programme officer holds this result up."))
    winners = list(
        election.candidates.filter(state="elected", membership__state="member")
        .select_related("seat", "membership__account", "membership__group")
        .order_by("seat__number", "place")
    )
    accounts_of = [(winner, _account(ctx, winner)) for winner in winners]
    ended = _end_terms(ctx, election) if winners else []
    appointed = [_appoint(ctx, election, winner.seat.post, account) for winner, account in accounts_of]
    election.state, election.settled_at = "settled", ctx.at
    election.save(update_fields=["state", "settled_at"])
    ctx.detail(ended=len(ended), appointed=len(appointed))
    ctx.announce("elections.settled", election=election, ended=ended, appointed=appointed)
    return election


def _account(ctx: Context, winner: Candidate):
    """The account of who was elected; one is made where there is none."""
    if winner.membership.account is not None and winner.membership.account.is_active:
        return winner.membership.account
    username = f"{winner.seat.post.replace('_', '-')}-{winner.code.lower()}"
    made = accounts.create_account(SYSTEM, username=username, display_name=winner.name, at=ctx.at)
    groups_commands.link_account(SYSTEM, membership=winner.membership, account=made, at=ctx.at)
    return made


def _end_terms(ctx: Context, election: Election) -> list:
    posts = set(election.seats.values_list("post", flat=True))
    terms = bodies_queries.terms_of(election.group.body, ctx.at)
    rows = [row for post, held in terms if post.kind in posts for row in held]
    return [bodies.end_appointment(SYSTEM, appointment=row, at=ctx.at) for row in rows]


def _appoint(ctx: Context, election: Election, kind: str, account):
    body = election.group.body
    post = bodies_queries.posts(body).filter(kind=kind, title="").first() or bodies_queries.posts(body).filter(
        kind=kind
    ).first()  # fmt: skip
    post = post or bodies.create_post(SYSTEM, body=body, kind=kind, at=ctx.at)
    months = int(groups.rule(election.group, "term_months", clock.today(ctx.at)))
    until = clock.start_of_day(clock.months_later(clock.today(ctx.at), months))
    return bodies.appoint(SYSTEM, post=post, account=account, since=ctx.at, until=until, at=ctx.at)


@command("elections.suspend", **there)
def suspend(ctx: Context, *, election: Election, reason: str) -> Election:
    """Hold a result up, with a public reason; the group is disputed meanwhile and binds nobody. Raises Refused."""
    locked(election)
    if election.state != "counted" or election.suspended_at:
        raise Refused(_("Only a result that does not hold yet can be held up, and once."))
    election.suspended_reason = words(reason, rules.REASON_LENGTH, "reason")
    election.suspended_at = ctx.at
    election.save(update_fields=["suspended_at", "suspended_reason"])
    day, body = clock.today(ctx.at), election.group.body
    if not body.contested(day):
        bodies.contest(ctx.actor, body=body, on=day, at=ctx.at)
    return election


@command("elections.resume", **there)
def resume(ctx: Context, *, election: Election) -> Election:
    """Let the result take its course; the group is disputed no longer. To annul it, cancel. Raises Refused."""
    locked(election)
    if not election.is_suspended or election.state != "counted":
        raise Refused(_("This result is not held up."))
    election.resumed_at = ctx.at
    election.save(update_fields=["resumed_at"])
    end_dispute(ctx, election)
    return election


@command("elections.invite", once=False, **about_candidate)
def invite(ctx: Context, *, candidate: Candidate) -> SignedLink:
    """The way into the account of somebody elected: for themselves under their PIN, or by the programme for them.

    Never for the outgoing committee: it would hold the key of those who follow. Raises Refused and Denied.
    """
    election = candidate.election
    if not ctx.actor.holds({"officer", "operator"}, election.node):
        must_be_oneself(ctx, candidate.membership)
    account = candidate.membership.account
    if election.state != "settled" or candidate.state != "elected" or account is None:
        raise Refused(_("There is no account yet: the result must hold first."))
    if account.has_usable_password():
        raise Refused(_("This account is in use. Sign in with its name."))
    ctx.detail(account=account.pk)
    return accounts.invite(SYSTEM, account=account, at=ctx.at)
