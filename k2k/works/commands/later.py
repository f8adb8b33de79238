"""After the work: looking at it together, and looking after what was built."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.commitments import commands as commitments
from k2k.commitments import queries as commitments_queries
from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.places import queries as places
from k2k.works import rules
from k2k.works.changes import step, take, words
from k2k.works.models import Care, Inspection, Order

if TYPE_CHECKING:
    from datetime import date, datetime

    from k2k.bodies.models import Body


def _there(given: dict):
    return given["order"].site


@command("works.inspect", at_node=_there)
def inspect(ctx: Context, *, order: Order, starts_at: datetime, who_comes: str) -> Inspection:
    """A day on which the work is looked at together. Raises Refused, Denied."""
    take(ctx, order)
    if order.state not in ("started", "done"):
        raise Refused(_("Work is looked at together once it has begun."))
    if starts_at <= ctx.at:
        raise Refused(_("Choose a date that is still to come."), field="starts_at")
    who = words(who_comes, rules.WHAT_LENGTH, "who_comes", least=2)
    made = Inspection.objects.create(order=order, starts_at=starts_at, who_comes=who, at=ctx.at)
    step(ctx, order, "inspection_set")
    return made


@command("works.record_inspection", at_node=lambda given: given["inspection"].order.site)
def record_inspection(ctx: Context, *, inspection: Inspection, result: str) -> Inspection:
    """What was found together, once. Raises Refused, Denied."""
    take(ctx, inspection.order)
    inspection.refresh_from_db()
    if inspection.recorded_at:
        raise Refused(_("What was found is written down already."))
    if ctx.at < inspection.starts_at:
        raise Refused(_("This inspection is still to come."))
    inspection.result = words(result, rules.REASON_LENGTH, "result", least=4)
    inspection.recorded_at = ctx.at
    inspection.save(update_fields=["result", "recorded_at"])
    step(ctx, inspection.order, "inspected", text=inspection.result)
    return inspection


@command("works.plan_care", at_node=_there)
def plan_care(ctx: Context, *, order: Order, body: Body, what: str, every_days: int) -> Care:
    """Who looks after what was built, and how often: the first date stands on the body's board. Raises Refused."""
    take(ctx, order)
    if order.kind != "improvement" or order.state in ("cancelled", "cannot_be_done"):
        raise Refused(_("A plan to look after it belongs to something that is built."))
    if every_days not in rules.CARE_DAYS:
        raise Refused(_("Choose how often."), field="every_days")
    if not bodies.named_at(order.site, ctx.at).filter(pk=body.pk).exists():
        raise Refused(_("This body does not work here. Choose another one."), field="body")
    if order.care.filter(done_at=None).exists():
        raise Refused(_("There is a plan already."))
    what = words(what, rules.WHAT_LENGTH, "what", least=4)
    made = _round(ctx, order, body, what, every_days, clock.today(ctx.at))
    step(ctx, order, "care_planned")
    return made


def _round(ctx: Context, order: Order, body: Body, what: str, every_days: int, since: date) -> Care:
    state = places.site_of(order.site).state
    due = clock.add_working_days(since + timedelta(days=every_days - 1), 1, state)
    made = Care.objects.create(order=order, body=body, what=what, every_days=every_days, due=due, at=ctx.at)
    commitments.target(
        ctx.actor, source=made.ref, node=order.site, body=body, what=what, due=clock.due_at(due), lang=order.lang,
        at=ctx.at,
    )  # fmt: skip
    return made


@command("works.care_done", at_node=lambda given: given["care"].order.site)
def care_done(ctx: Context, *, care: Care) -> Care:
    """This round is done; the next one begins and has its date. Raises Refused, Denied."""
    take(ctx, care.order)
    care.refresh_from_db()
    if care.done_at:
        raise Refused(_("This round is done already."))
    commitments.claim(ctx.actor, commitment=commitments_queries.running_for(care.ref), at=ctx.at)
    care.done_at = ctx.at
    care.save(update_fields=["done_at"])
    step(ctx, care.order, "cared")
    return _round(ctx, care.order, care.body, care.what, care.every_days, clock.today(ctx.at))
