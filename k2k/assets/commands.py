"""Every write about assets: certificates, schedules, visits, parts, the hours that count, who is told first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.assets import messages, queries, rules
from k2k.assets.availability import SETS
from k2k.assets.models import Certificate, Hours, Part, Schedule, Told, Visit
from k2k.bodies import queries as bodies
from k2k.core import clock, grants, notify
from k2k.core.commands import Context, Refused, command
from k2k.core.files import photos
from k2k.issues import queries as issues
from k2k.safety import queries as safety

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.core.files.pictures import Picture
    from k2k.core.nodes import Node
    from k2k.issues.models import Issue

_there: dict[str, Any] = {"at_node": lambda given: given["node"]}
_planned: dict[str, Any] = {"at_node": lambda given: given["schedule"].node}


def _words(text: str, most: int, field: str, least: int = 1) -> str:
    text = " ".join((text or "").split())
    if len(text) < least:
        raise Refused(_("Write your words first."), field=field)
    if len(text) > most:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=field)
    return text


def _asset(node: Node) -> None:
    if node.kind != "asset":
        raise Refused(_("This is not a thing of the building."))


def _picture(ctx: Context, photo: Picture | None, node: Node):
    return photos.store_photo(photo, node=node, owner=ctx.actor.key, at=ctx.at) if photo else None


@command("assets.certify", **_there)
def certify(
    ctx: Context, *, node: Node, kind: str, number: str, issued_on: date, until: date, photo: Picture | None = None
) -> Certificate:
    """Write down a certificate as its paper says; it stands in place of the last one of its kind. Raises Refused."""
    _asset(node)
    if kind not in rules.CERTIFICATES:
        raise Refused(_("Choose what kind of certificate it is."), field="kind")
    if issued_on > clock.today(ctx.at):
        raise Refused(_("This day is still to come."), field="issued_on")
    if until <= issued_on:
        raise Refused(_("It ends after the day on which it was given."), field="until")
    number = _words(number, rules.NUMBER_LENGTH, "number")
    made = Certificate.objects.create(
        node=node, kind=kind, number=number, issued_on=issued_on, until=until, photo=_picture(ctx, photo, node),
        at=ctx.at,
    )  # fmt: skip
    ctx.detail(asset=node.pk, kind=kind)
    return made


@command("assets.plan", **_there)
def plan(
    ctx: Context, *, node: Node, body: Body, what: str, months: int, first_due: date, grace_days: int = rules.GRACE_DAYS
) -> Schedule:
    """Who looks after it, how often, from which day on. Raises Refused."""
    _asset(node)
    if months not in rules.MONTHS:
        raise Refused(_("Choose how often."), field="months")
    if not 0 <= grace_days <= rules.MOST_GRACE:
        raise Refused(_("At most %(n)s days.") % {"n": rules.MOST_GRACE}, field="grace_days")
    if first_due < clock.today(ctx.at):
        raise Refused(_("Choose a date that is still to come."), field="first_due")
    if not bodies.named_at(queries.site_of(node), ctx.at).filter(pk=body.pk).exists():
        raise Refused(_("This body does not work here. Choose another one."), field="body")
    what = _words(what, rules.WHAT_LENGTH, "what", least=4)
    ctx.detail(asset=node.pk, months=months)
    return Schedule.objects.create(
        node=node, body=body, what=what, months=months, grace_days=grace_days, first_due=first_due, at=ctx.at
    )


@command("assets.end_plan", **_planned)
def end_plan(ctx: Context, *, schedule: Schedule) -> Schedule:
    """No further visits; what was missed stays. Raises Refused."""
    _running(schedule)
    schedule.ended_on = clock.today(ctx.at)
    schedule.save(update_fields=["ended_on"])
    return schedule


def _running(schedule: Schedule) -> None:
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())
    if schedule.ended_on:
        raise Refused(_("This schedule has ended."))


@command("assets.record_visit", **_planned)
def record_visit(ctx: Context, *, schedule: Schedule, done_on: date, photo: Picture | None = None) -> Visit:
    """Write down a visit; after the last day it counts as missed, and done later. Raises Refused."""
    _running(schedule)
    today = clock.today(ctx.at)
    if done_on > today:
        raise Refused(_("This day is still to come."), field="done_on")
    one = rules.next_round(queries.rounds(schedule, today))
    if today < one.due - rules.EARLY or done_on < one.due - timedelta(days=31 * schedule.months):
        raise Refused(_("The visit of this time is written down already."), field="done_on")
    ctx.detail(missed=today > one.closes)
    return Visit.objects.create(
        schedule=schedule, due=one.due, closes_on=one.closes, done_on=done_on, recorded_on=today,
        missed=today > one.closes, photo=_picture(ctx, photo, schedule.node), at=ctx.at,
    )  # fmt: skip


@command("assets.add_part", **_there)
def add_part(
    ctx: Context, *, node: Node, kind: str, since: date, name: str = "", serial: str = "", parent: Part | None = None
) -> Part:
    """Write down a piece, or with "whole" the thing itself, and since when it is there. Raises Refused."""
    _asset(node)
    if kind not in rules.PARTS:
        raise Refused(_("Choose what it is."), field="kind")
    if since > clock.today(ctx.at):
        raise Refused(_("This day is still to come."), field="since")
    if parent and (parent.node_id != node.pk or parent.until):
        raise Refused(_("Choose a piece of the same thing that is still there."), field="parent")
    if kind == "whole" and Part.objects.filter(node=node, kind="whole", until=None).exists():
        raise Refused(_("It is written down already. Replace it instead."), field="kind")
    return Part.objects.create(
        node=node, parent=parent, kind=kind, name=" ".join(name.split())[: rules.WHAT_LENGTH],
        serial=serial.strip()[: rules.NUMBER_LENGTH], since=since, at=ctx.at,
    )  # fmt: skip


@command("assets.replace_part", at_node=lambda given: given["part"].node)
def replace_part(ctx: Context, *, part: Part, on: date, serial: str = "", new: bool = True) -> Part:
    """It went on this day, and unless it is only taken away, a new one stands in its place. Raises Refused."""
    part.refresh_from_db(from_queryset=Part.objects.select_for_update())
    if part.until:
        raise Refused(_("It was replaced already."))
    if not part.since <= on <= clock.today(ctx.at):
        raise Refused(_("Choose a day between its first day and today."), field="on")
    part.until = on
    part.save(update_fields=["until"])
    ctx.detail(part=part.pk, new=new)
    if not new:
        return part
    return Part.objects.create(
        node=part.node, parent=part.parent, kind=part.kind, name=part.name, replaces=part, since=on, at=ctx.at,
        serial=serial.strip()[: rules.NUMBER_LENGTH],
    )  # fmt: skip


@command("assets.set_hours", at_node=lambda given: given["site"])
def set_hours(ctx: Context, *, site: Node, kind: str, spans: str) -> Hours:
    """Say which hours count at this site from today on, for one kind of day. Raises Refused."""
    if kind not in SETS:
        raise Refused(_("Choose the kind of day."), field="kind")
    try:
        clean = rules.write_spans(rules.read_spans(spans))
    except ValueError:
        raise Refused(_("Write the hours like this: 06:00-08:30, 16:30-20:00"), field="spans") from None
    ctx.detail(kind=kind)
    return Hours.objects.create(site=site, kind=kind, spans=clean, since=clock.today(ctx.at), at=ctx.at)


@command("assets.tell_first", at_node=lambda given: given["issue"].node)
def tell_first(ctx: Context, *, issue: Issue) -> Told | None:
    """Tell the homes of the block that said in private that they need the lift; once for each lift that stands."""
    others = issues.lifts(issue.node.block or issue.site, ctx.at)
    known = Told.objects.filter(issue__node=issue.node, issue__closed_at=None).exclude(issue=issue)
    if known.exists() or Told.objects.filter(issue=issue, round=issue.round).exists():
        return None
    office = bodies.office_of(issue.site, ctx.at)
    made = Told.objects.create(
        issue=issue, round=issue.round, phone=office.phone if office else "", at=ctx.at,
        runs=sum(each.state == "running" and each.node.pk != issue.node_id for each in others),
    )  # fmt: skip
    homes = safety.inboxes_near(issue.node, set(issues.NEEDED_BY["lift"]))
    notify.send(messages.LiftStopped, homes, subject=made.ref, at=ctx.at)
    return made


@command("assets.remind", at_node=lambda given: given["certificate"].node)
def remind(ctx: Context, *, certificate: Certificate, days: int) -> Certificate:
    """Remind the office of a certificate that ends."""
    ctx.detail(days=days)
    to = [f"account:{pk}" for pk in grants.holders({"office"}, certificate.node, ctx.at)]
    notify.send(messages.CertificateEnds, to, subject=certificate.ref, at=ctx.at)
    return certificate
