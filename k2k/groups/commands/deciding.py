"""Members object in time, the committee decides with a reason, time admits; a membership ends."""

from typing import Any

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Denied, Refused, command
from k2k.groups import queries, rules
from k2k.groups.commands.allowed import locked, must_run
from k2k.groups.commands.joining import end
from k2k.groups.models import Membership, Objection

_there: dict[str, Any] = {"at_node": lambda given: given["membership"].group.node}


@command("groups.object", **_there)
def object_to(ctx: Context, *, membership: Membership, reason: str) -> Objection:
    """A home that belongs objects while there is time; the applicant hears that, not who. Raises Refused and Denied."""
    membership, home = locked(membership), ctx.actor.household_id
    if home is None or not queries.is_members_home(ctx.actor, membership.group):
        raise Denied(ctx.verb)
    if membership.household_id == home:
        raise Refused(_("This is your own home."))
    if membership.state not in ("open", "disputed") or not membership.open_until or ctx.at >= membership.open_until:
        raise Refused(_("The time to object is over."))
    if reason not in rules.OBJECTIONS:
        raise Refused(_("Choose why."), field="reason")
    if membership.objections.filter(household_id=home).exists():
        raise Refused(_("Your home has objected already."))
    made = Objection.objects.create(membership=membership, household_id=home, reason=reason, at=ctx.at)
    membership.state = "disputed"
    membership.save(update_fields=["state"])
    ctx.detail(reason=reason)
    ctx.announce("groups.objected", membership=membership)
    return made


@command("groups.decide", **_there)
def decide(ctx: Context, *, membership: Membership, upheld: bool, because: str) -> Membership:
    """The committee says whether the objections hold, and why; the applicant reads it. Raises Refused and Denied."""
    membership = locked(membership)
    must_run(ctx, membership.group)
    because = " ".join((because or "").split())
    if membership.state != "disputed":
        raise Refused(_("Nobody objects, or this was decided."))
    if not because or len(because) > rules.REASON_LENGTH:
        raise Refused(_("Write why, in a sentence or two; the applicant reads it."), field="because")
    if queries.is_own(ctx.actor, membership):
        raise Refused(_("You cannot decide about yourself or your home. Somebody else of the committee does."))
    if not upheld and membership.open_until and ctx.at < membership.open_until:
        raise Refused(_("Others can still object. Decide when that time is over."))
    open_ = membership.objections.filter(decided_at=None)
    open_.update(decided_at=ctx.at, upheld=upheld, because=because)
    membership.state = "refused" if upheld else "member"
    membership.since = None if upheld else ctx.at
    membership.ended_at = ctx.at if upheld else None
    membership.save(update_fields=["state", "since", "ended_at"])
    ctx.detail(group=membership.group_id, upheld=upheld)
    ctx.announce("groups.decided", membership=membership)
    return membership


@command("groups.admit", **_there)
def admit(ctx: Context, *, membership: Membership) -> Membership:
    """The time to object is over and nobody did: they belong. By the house's own clock. Raises Refused."""
    membership = locked(membership)
    if membership.state != "open" or not membership.open_until or ctx.at < membership.open_until:
        raise Refused(_("There is still time to object."))
    membership.state, membership.since = "member", ctx.at
    membership.save(update_fields=["state", "since"])
    ctx.detail(group=membership.group_id)
    ctx.announce("groups.admitted", membership=membership)
    return membership


@command("groups.end_membership", **_there)
def end_membership(ctx: Context, *, membership: Membership, ending: str) -> Membership:
    """Write that a member moved or died, or was removed by a meeting. Raises Refused and Denied."""
    membership = locked(membership)
    must_run(ctx, membership.group)
    if ending not in rules.ENDINGS or ending == "left":
        raise Refused(_("Choose why it ends."), field="ending")
    if ending == "removed" and queries.is_own(ctx.actor, membership):
        raise Refused(_("You cannot remove yourself; leave instead."))
    return end(ctx, membership, ending)
