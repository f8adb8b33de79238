"""Who may act in an election: asked at the top of the commands that need more than a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused
from k2k.core.grants import holders
from k2k.elections import queries, rules
from k2k.elections.models import Election
from k2k.groups import queries as groups
from k2k.groups.commands.allowed import must_be_bound, must_run

if TYPE_CHECKING:
    from k2k.groups.models import Group, Membership

__all__ = ["must_be_member", "must_be_neutral", "must_decide", "must_run"]


def must_be_member(ctx: Context, group: Group) -> Membership:
    """The member who acts, under their PIN. Raises Refused and Denied."""
    must_be_bound(ctx)
    own = groups.own(ctx.actor, group)
    if own is None or own.state != "member":
        raise Denied(ctx.verb, _("Only members do this."))
    return own


def must_be_neutral(account, election: Election, at) -> None:
    """Nobody decides or counts who stands, or of whose home somebody stands. Raises Refused.

    Who holds a post in the group must be known as a member, or nobody could tell that they do not stand themselves.
    """
    if account.pk in holders(set(rules.LANDLORD), election.site, at):
        raise Refused(_("Nobody of the office or the owner counts or decides in an election of residents."))
    member = groups.membership_of_account(election.group, account)
    if member is None and groups.committee(election.group, at).filter(account=account).exists():
        raise Refused(
            _("First the programme office writes down which member this account is, so that all see who stands.")
        )
    if member is not None and queries.stands_from(election, member.household_id):
        raise Refused(_("Who stands, or shares a home with somebody who stands, neither decides nor counts."))


def must_decide(ctx: Context, election: Election) -> None:
    """A teller, or for candidates also somebody of the committee, who is neutral. Raises Refused and Denied."""
    if ctx.actor.account is None:
        raise Denied(ctx.verb)
    if not queries.is_teller(ctx.actor, election):
        if election.state == "counted":
            raise Denied(ctx.verb)
        must_run(ctx, election.group)
    must_be_neutral(ctx.actor.account, election, ctx.at)
