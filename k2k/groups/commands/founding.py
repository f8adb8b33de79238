"""A group begins, and writes what its constitution says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.groups import queries, rules
from k2k.groups.commands.allowed import must_run
from k2k.groups.models import Group, Membership, Setting

if TYPE_CHECKING:
    from datetime import date

    from k2k.bodies.models import Body
    from k2k.core.nodes import Node


def _site(body: Body) -> Node:
    if body.site is None:
        raise Refused(_("A group is at home in one perumahan."), field="body")
    return body.site


@command("groups.create", at_node=lambda given: given["body"].node)
def create(ctx: Context, *, body: Body, kind: str, registered_as: str = "", founded_on: date | None = None) -> Group:
    """An association governs itself here, by the rules of its kind until it writes its own. Raises Refused."""
    if body.kind != "association":
        raise Refused(_("Only an association can have members."), field="body")
    if kind not in rules.KINDS:
        raise Refused(_("Choose the kind of group."), field="kind")
    if Group.objects.filter(body=body).exists():
        raise Refused(_("This group is here already."), field="body")
    if founded_on and founded_on > clock.today(ctx.at):
        raise Refused(_("This day is still to come. Record it when it has happened."), field="founded_on")
    group = Group.objects.create(
        body=body,
        node=body.node,
        site=_site(body),
        kind=kind,
        registered_as=" ".join(registered_as.split())[:40],
        founded_on=founded_on,
        made_at=ctx.at,
    )
    ctx.detail(body=body.pk, kind=kind)
    ctx.announce("groups.created", group=group)
    return group


@command("groups.set_rule", at_node=lambda given: given["group"].node)
def set_rule(ctx: Context, *, group: Group, name: str, value: str, source: str, since: date | None = None) -> Setting:
    """Write what the constitution says from a day on, with the decision or the clause it stands in. Raises Refused.

    A rule never begins in the past, so that nothing already called is judged by a rule that came later.
    """
    must_run(ctx, group)
    today, source = clock.today(ctx.at), " ".join((source or "").split())
    since = since or today
    if not rules.accepts(name, value):
        raise Refused(_("This rule cannot say that. Look at what it takes."), field="value")
    if not source or len(source) > rules.SOURCE_LENGTH:
        raise Refused(_("Write where this is written: the clause, or the meeting that decided it."), field="source")
    if since < today and not ctx.actor.is_system:
        raise Refused(_("A rule begins today or later, never before."), field="since")
    if Setting.objects.filter(group=group, name=name, since__gte=since).exists():
        raise Refused(
            _("This rule was written for that day or a later one already. Choose a later day."), field="since"
        )
    made = Setting.objects.create(group=group, name=name, value=value, source=source, since=since, at=ctx.at)
    ctx.detail(name=name, value=value, since=since.isoformat())
    return made


@command("groups.link_account", at_node=lambda given: given["membership"].group.node)
def link_account(ctx: Context, *, membership: Membership, account) -> Membership:
    """Say that an account belongs to this member, so that posts and speakers can be told as members. Raises Refused."""
    if membership.state != "member":
        raise Refused(_("Only a member can have an account here."))
    other = queries.membership_of_account(membership.group, account)
    if other and other.pk != membership.pk:
        raise Refused(_("This account belongs to another member already."), field="account")
    membership.account = account
    membership.save(update_fields=["account"])
    ctx.detail(group=membership.group_id, account=account.pk)
    return membership
