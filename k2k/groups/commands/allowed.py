"""Who may act for a group or on a membership: asked at the top of the commands that need more than a role."""

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused
from k2k.groups import queries
from k2k.groups.models import Group, Membership


def must_run(ctx: Context, group: Group) -> None:
    """Only who holds a post in this group acts for it, and nobody while it is disputed. Raises Refused and Denied."""
    if queries.may_run(ctx.actor, group, ctx.at):
        return
    if queries.holds_post(ctx.actor, group, ctx.at):
        raise Refused(_("It is disputed who speaks for this group. Until that is settled its posts bind nothing."))
    raise Denied(ctx.verb)


def must_be_oneself(ctx: Context, membership: Membership) -> None:
    """Only the person themself, under their PIN; a home's membership by anybody of the home under a PIN."""
    if ctx.actor.is_system:
        return
    themself = membership.person_id is not None and membership.person_id == ctx.actor.person_id
    if ctx.actor.household_id != membership.household_id and not themself:
        raise Denied(ctx.verb)
    must_be_bound(ctx)
    if membership.person_id and not themself:
        raise Denied(ctx.verb)


def must_be_bound(ctx: Context) -> None:
    """What binds a person is done under their PIN. Raises Refused."""
    if ctx.actor.kind == "card" and not ctx.actor.person_id:
        raise Refused(_("Enter your PIN first. Only you can do this."))


def locked(membership: Membership) -> Membership:
    """The membership as it stands now, held until the command is done."""
    membership.refresh_from_db(from_queryset=Membership.objects.select_for_update())
    return membership
