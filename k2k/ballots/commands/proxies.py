"""A voter names another to vote for them in one ballot, before it opens, where the rules of the group allow it."""

from django.utils.translation import gettext as _

from k2k.ballots.commands.locked import in_state, must_run, there
from k2k.ballots.commands.vote import voter_key
from k2k.ballots.models import Ballot, Proxy
from k2k.core.commands import Context, Denied, Refused, command


@command("ballots.name_proxy", **there)
def name_proxy(ctx: Context, *, ballot: Ballot, holder: str, giver: str = "", signed: bool = False) -> Ballot:
    """Name `holder` as proxy, under one's own PIN; "" takes it back. Until the vote opens.

    With `giver` who runs the ballot types a form that the giver signed. Raises Denied and Refused.
    """
    in_state(ballot, "draft")
    if not ballot.proxies:
        raise Refused(_("The rules of this group let nobody vote for another."))
    line = _signed_by(ctx, ballot, giver, signed) if giver else _own(ctx, ballot)
    if not holder:
        ballot.named_proxies.filter(giver=line).delete()
        return ballot
    _check(ballot, line, holder)
    named = {"holder": holder, "on_paper": bool(giver)}
    Proxy.objects.update_or_create(ballot=ballot, giver=line, defaults=named)
    ctx.detail(giver=line, holder=holder, paper=bool(giver))
    return ballot


def _own(ctx: Context, ballot: Ballot) -> str:
    if not ctx.actor.person_id:
        raise Refused(_("Your PIN is needed for this."))
    line = voter_key(ctx.actor, ballot)
    if not ballot.roll.filter(who=line).exists():
        raise Denied(ctx.verb, _("You are not on the roll of this ballot."))
    return line


def _signed_by(ctx: Context, ballot: Ballot, giver: str, signed: bool) -> str:
    must_run(ctx, ballot)
    if not signed:
        raise Refused(_("Only a form that the voter signed is typed."), field="signed")
    if not ballot.roll.filter(who=giver).exists():
        raise Refused(_("Choose two who are on the roll."), field="giver")
    return giver


def _check(ballot: Ballot, giver: str, holder: str) -> None:
    """Both on the roll, no chain, and no more than the rules allow. Raises Refused."""
    if holder == giver or not ballot.roll.filter(who=holder).exists():
        raise Refused(_("Choose another who is on the roll."), field="holder")
    others = ballot.named_proxies.exclude(giver=giver)
    if others.filter(giver=holder).exists() or others.filter(holder=giver).exists():
        raise Refused(_("Who votes for another comes to vote, and names no proxy."), field="holder")
    if others.filter(holder=holder).count() >= ballot.proxies:
        said = _("This one votes for %(n)s already. The rules of the group allow no more.")
        raise Refused(said % {"n": ballot.proxies}, field="holder")
