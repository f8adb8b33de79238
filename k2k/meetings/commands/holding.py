"""On the day: opened, who is there, the second call, closed."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import clock, ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.core.ui import formats
from k2k.groups import queries as groups
from k2k.groups.commands.allowed import must_run
from k2k.meetings import queries, rules
from k2k.meetings.commands.allowed import run, stands, there
from k2k.meetings.commands.calling import tell_second
from k2k.meetings.models import Attendance, Meeting

if TYPE_CHECKING:
    from k2k.bodies.models import Appointment
    from k2k.groups.models import Membership


@command("meetings.open", **there)
def open_meeting(ctx: Context, *, meeting: Meeting) -> Meeting:
    """Begin: those who come are entered from now on, and how many must be there no longer changes. Raises Refused."""
    meeting = run(ctx, meeting, "called")
    first = meeting.starts_at - rules.OPENS_BEFORE
    if ctx.at < first:
        raise Refused(
            _("It is too early. It can be opened from %(when)s on.")
            % {"when": formats.when(first, get_language() or "ms", ctx.at)}
        )
    values = groups.values(meeting.group, clock.today(meeting.called_at or ctx.at))
    meeting.voters_n, meeting.committee_n, meeting.quorum_n = queries.expected(meeting, ctx.at)
    meeting.per_home = meeting.kind != "committee" and values["vote"] == "household"
    meeting.state, meeting.opened_at = "open", ctx.at
    meeting.save(update_fields=["state", "opened_at", "voters_n", "committee_n", "quorum_n", "per_home"])
    ctx.detail(quorum=meeting.quorum_n, voters=meeting.voters_n)
    ctx.announce("meetings.opened", meeting=meeting)
    return meeting


def _enter(
    ctx: Context, meeting: Meeting, how: str, claimed_at: datetime | str | None, device: str = "", **who
) -> Attendance:
    """Enter one of them; the first entry of a sitting stands, whichever phone brings the next. Raises Refused."""
    meeting = stands(meeting)
    if meeting.state in ("draft", "called", "cancelled"):
        raise Refused(_("This meeting is not open yet."))
    found = queries.attends(meeting, **who)
    if found is not None:
        return found
    occurred_at, moved = clock.parse_claimed(claimed_at, ctx.at)
    is_open = meeting.state == "open"
    membership = who.get("membership")
    votes = membership is None or queries.may_vote(meeting, membership)
    made = Attendance.objects.create(
        meeting=meeting,
        sitting=meeting.sitting,
        how=how,
        at=ctx.at,
        occurred_at=occurred_at,
        doubtful=moved or not is_open or rules.is_doubtful(occurred_at, meeting.opened_at, meeting.closed_at),
        counts=is_open and votes,
        device=ids.keyed_hash("device", device)[:80] if device else "",
        **who,
    )
    ctx.detail(how=how, counts=made.counts, doubtful=made.doubtful)
    return made


@command("meetings.attend", **there)
def attend(
    ctx: Context, *, meeting: Meeting, membership: "Membership | None" = None, claimed_at: datetime | str | None = None
) -> Attendance:
    """ "I am here", under the card of a home that belongs. Pressed twice it counts once. Raises Refused and Denied."""
    mine = [
        row for row in groups.memberships_of(ctx.actor) if row.group_id == meeting.group_id and row.state == "member"
    ]
    if membership is None and len(mine) > 1:
        raise Refused(_("Choose who of your home is here."), field="membership")
    chosen = membership or (mine[0] if mine else None)
    if chosen is None or chosen.pk not in {row.pk for row in mine}:
        raise Denied(ctx.verb)
    if meeting.kind == "committee":
        raise Refused(_("This is a meeting of the committee. Its secretary enters who is here."))
    _of_block(meeting, chosen)
    return _enter(ctx, meeting, "card", claimed_at, ctx.actor.device, membership=chosen)


def _of_block(meeting: Meeting, membership: "Membership") -> None:
    if meeting.block_id and membership.household.node.block_id != meeting.block_id:
        raise Refused(_("This is a meeting of another block."))


@command("meetings.tick", **there)
def tick(
    ctx: Context, *, meeting: Meeting, membership: "Membership | None" = None, appointment: "Appointment | None" = None,
    how: str = "tick", claimed_at: datetime | str | None = None,
) -> Attendance:  # fmt: skip
    """Tick somebody off on a phone of the committee, or type a line of the signed paper. Raises Refused and Denied."""
    must_run(ctx, meeting.group)
    if how not in ("tick", "paper"):
        raise Refused(_("Choose how you know that they are here."), field="how")
    if meeting.kind == "committee":
        terms = {term.pk for term in queries.committee_terms(meeting, ctx.at)}
        if appointment is None or appointment.pk not in terms:
            raise Refused(_("Only who holds a post in the committee is entered here."))
        return _enter(ctx, meeting, how, claimed_at, ctx.actor.device, appointment=appointment)
    if membership is None or not groups.members(meeting.group, ctx.at).filter(pk=membership.pk).exists():
        raise Refused(_("Only members are entered. Others are welcome as guests."))
    _of_block(meeting, membership)
    return _enter(ctx, meeting, how, claimed_at, ctx.actor.device, membership=membership)


@command("meetings.second_call", **there)
def second_call(ctx: Context, *, meeting: Meeting, starts_at: datetime | None = None) -> Meeting:
    """Too few came: by the constitution it goes on after the wait, or on another day, or not at all. Raises Refused."""
    meeting = run(ctx, meeting, "open")
    values = groups.values(meeting.group, clock.today(meeting.called_at or ctx.at))
    way = values["second_call"] if meeting.kind in rules.GENERAL else "none"
    if meeting.second:
        raise Refused(_("This is the second call already."))
    if queries.counted(meeting).enough:
        raise Refused(_("Enough members are here. No second call is needed."))
    if way == "none":
        raise Refused(_("The constitution knows no second call for this meeting. Close it and call another."))
    wait = meeting.starts_at + timedelta(minutes=int(values["wait_minutes"]))
    if ctx.at < wait:
        raise Refused(
            _("Wait until %(hour)s: the constitution gives members that time to come.")
            % {"hour": formats.hour(wait, get_language() or "ms")}
        )
    meeting.second_at = ctx.at
    if way == "other_day":
        _another_day(ctx, meeting, starts_at, int(values["second_call_within_days"]))
    meeting.save(update_fields=["second_at", "starts_at", "sitting", "state"])
    if way == "other_day":
        tell_second(ctx, meeting)
    ctx.detail(way=way)
    return meeting


def _another_day(ctx: Context, meeting: Meeting, starts_at: datetime | None, within: int) -> None:
    last = clock.today(meeting.starts_at) + timedelta(days=within)
    if starts_at is None or not clock.today(ctx.at) < clock.today(starts_at) <= last:
        raise Refused(
            _("Choose a day from tomorrow until %(day)s.") % {"day": formats.day(last, get_language() or "ms", "year")},
            field="starts_at",
        )
    meeting.starts_at, meeting.sitting, meeting.state = starts_at, 2, "called"


@command("meetings.close", **there)
def close(ctx: Context, *, meeting: Meeting) -> Meeting:
    """End it: who comes after this no longer counts. Raises Refused while a motion waits for its vote."""
    meeting = run(ctx, meeting, "open")
    waiting = meeting.motions.filter(state="seconded").exclude(method="secret")
    if waiting.exists():
        raise Refused(_("A motion was seconded and not voted on. Vote, or withdraw it."))
    meeting.motions.filter(state="moved").update(state="withdrawn")
    stand = queries.counted(meeting)
    meeting.present_n, meeting.quorate = stand.here, stand.enough and stand.here > 0
    meeting.state, meeting.closed_at = "closed", ctx.at
    meeting.save(update_fields=["present_n", "quorate", "state", "closed_at"])
    ctx.detail(present=stand.here, quorate=meeting.quorate)
    ctx.announce("meetings.closed", meeting=meeting)
    return meeting
