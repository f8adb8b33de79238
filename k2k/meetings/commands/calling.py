"""Before a meeting: planned with an agenda, called in time, moved or cancelled with a reason."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext as _

from k2k.core import clock, ids
from k2k.core.commands import Context, Refused, command
from k2k.core.ui import formats
from k2k.groups import queries as groups
from k2k.groups.commands.allowed import must_run
from k2k.meetings import queries, rules, words
from k2k.meetings.commands.allowed import plain, run, there
from k2k.meetings.models import AgendaItem, Meeting, Notice

if TYPE_CHECKING:
    from k2k.core.nodes import Node
    from k2k.groups.models import Group

_planned: dict[str, Any] = {"at_node": lambda given: given["group"].node}


@command("meetings.plan", **_planned)
def plan(
    ctx: Context, *, group: "Group", kind: str, starts_at: datetime, place: str = "", spot: "Node | None" = None,
    block: "Node | None" = None, lang: str = "ms", meeting: Meeting | None = None,
) -> Meeting:  # fmt: skip
    """Begin a draft with the agenda of its kind; with `meeting`, change when and where a draft is. Raises Refused."""
    must_run(ctx, group)
    if kind not in rules.KINDS:
        raise Refused(_("Choose what kind of meeting it is."), field="kind")
    if (kind == "block") != (block is not None):
        raise Refused(_("Choose the block whose meeting it is."), field="block")
    _must_come(ctx, starts_at)
    place = _place(place, spot)
    if meeting is not None:
        meeting = run(ctx, meeting, "draft")
        if meeting.kind != kind:
            raise Refused(_("A meeting keeps its kind. Cancel this draft and plan another."), field="kind")
        meeting.starts_at, meeting.place, meeting.spot = starts_at, place, spot
        meeting.save(update_fields=["starts_at", "place", "spot"])
        return meeting
    made = Meeting.objects.create(
        code=ids.unused_code(Meeting), group=group, node=group.node, kind=kind, block=block, starts_at=starts_at,
        place=place, spot=spot, lang=lang, made_at=ctx.at,
    )  # fmt: skip
    AgendaItem.objects.bulk_create(_agenda(made))
    ctx.detail(group=group.pk, kind=kind)
    return made


def _must_come(ctx: Context, starts_at: datetime) -> None:
    if starts_at <= ctx.at:
        raise Refused(_("Choose a day that is still to come."), field="starts_at")


def _place(place: str, spot: "Node | None") -> str:
    place = plain(place, rules.PLACE_LENGTH, "place", required=False)
    if not place and spot is None:
        raise Refused(_("Say where it is."), field="place")
    return place


def _agenda(meeting: Meeting) -> list[AgendaItem]:
    """What earlier meetings left open, their minutes, then the agenda of the kind, in the meeting's language."""
    last = queries.last_held(meeting.group, rules.GENERAL if meeting.kind in rules.GENERAL else (meeting.kind,))
    with translation.override(meeting.lang):
        rows: list[dict[str, Any]] = [{"kind": "follow_up", "title": str(words.FOLLOW_UP)}]
        if last is not None and last.approved_at is None:
            day = formats.day(clock.local(last.starts_at).date(), meeting.lang, "year")
            title = _("Minutes of the meeting of %(day)s") % {"day": day}
            rows.append({"kind": "approve", "title": title, "approves": last})
        rows += [{"kind": kind, "title": str(words.AGENDA[slug])} for slug, kind in rules.TEMPLATES[meeting.kind]]
    return [AgendaItem(meeting=meeting, position=number, **row) for number, row in enumerate(rows, 1)]


@command("meetings.add_item", **there)
def add_item(ctx: Context, *, meeting: Meeting, title: str, kind: str, position: int = 0) -> AgendaItem:
    """Put one thing on the agenda of a draft, at the end or before another. Raises Refused."""
    meeting = run(ctx, meeting, "draft")
    if kind not in rules.TYPED_ITEMS:
        raise Refused(_("Choose what it is."), field="kind")
    rows = list(meeting.items.all())
    if len(rows) >= rules.MOST_ITEMS:
        raise Refused(_("An agenda this long ends after midnight. Leave something for another meeting."))
    title = plain(title, rules.TITLE_LENGTH, "title")
    last = rows[-1].position if rows else 0
    at = position if 1 <= position <= last else last + 1
    for row in reversed([row for row in rows if row.position >= at]):
        row.position += 1
        row.save(update_fields=["position"])
    return AgendaItem.objects.create(meeting=meeting, position=at, kind=kind, title=title)


@command("meetings.drop_item", **there)
def drop_item(ctx: Context, *, meeting: Meeting, item: AgendaItem) -> Meeting:
    """Take one thing off the agenda of a draft. Raises Refused."""
    meeting = run(ctx, meeting, "draft")
    if item.kind in ("follow_up", "approve"):
        raise Refused(_("What earlier meetings decided, and their minutes, stay on the agenda."))
    meeting.items.filter(pk=item.pk).delete()
    return meeting


def in_time(ctx: Context, meeting: Meeting, starts_at: datetime) -> None:
    """Refuse a notice that comes too late, with the first day that is possible."""
    today = clock.today(ctx.at)
    values = groups.values(meeting.group, today)
    first = rules.earliest(meeting.kind, values, today)
    if clock.today(starts_at) < first:
        days = int(values[rules.NOTICE_RULE[meeting.kind]])
        day = formats.day(first, translation.get_language() or "ms", "year")
        raise Refused(
            _("By the constitution members hear of it %(n)s days before. The earliest day is %(day)s.")
            % {"n": days, "day": day},
            field="starts_at",
        )


def _tell(ctx: Context, meeting: Meeting, what: str, reason: str = "") -> Notice:
    told = Notice.objects.create(
        meeting=meeting, what=what, starts_at=meeting.starts_at, place=words.place(meeting)[: rules.PLACE_LENGTH],
        reason=reason, at=ctx.at,
    )  # fmt: skip
    ctx.announce("meetings.told", meeting=meeting, notice=told)
    return told


@command("meetings.call", **there)
def call(ctx: Context, *, meeting: Meeting) -> Meeting:
    """Send the notice: its kind and agenda stay from now on. Raises Refused where it comes too late."""
    meeting = run(ctx, meeting, "draft")
    in_time(ctx, meeting, meeting.starts_at)
    if not meeting.items.exclude(kind__in=("follow_up", "approve")).exists():
        raise Refused(_("Put something on the agenda first."))
    meeting.state, meeting.called_at, meeting.first_called_for = "called", ctx.at, meeting.starts_at
    meeting.save(update_fields=["state", "called_at", "first_called_for"])
    _tell(ctx, meeting, "called")
    ctx.detail(group=meeting.group_id, kind=meeting.kind)
    return meeting


@command("meetings.move", **there)
def move(
    ctx: Context, *, meeting: Meeting, starts_at: datetime, reason: str, place: str = "", spot: "Node | None" = None
) -> Meeting:
    """Another day, time or place, with the reason and a notice again, in time again. Raises Refused."""
    meeting = run(ctx, meeting, "called")
    if meeting.sitting == 2:
        raise Refused(_("The second call was the last. Cancel this meeting and call another."))
    _must_come(ctx, starts_at)
    in_time(ctx, meeting, starts_at)
    reason = plain(reason, rules.REASON_LENGTH, "reason")
    if place or spot:
        meeting.place, meeting.spot = _place(place, spot), spot
    meeting.starts_at = starts_at
    meeting.save(update_fields=["starts_at", "place", "spot"])
    _tell(ctx, meeting, "moved", reason)
    return meeting


@command("meetings.cancel", **there)
def cancel(ctx: Context, *, meeting: Meeting, reason: str = "") -> Meeting:
    """It does not take place; where it was called, members are told why. Raises Refused."""
    meeting = run(ctx, meeting, "draft", "called")
    called = meeting.state == "called"
    reason = plain(reason, rules.REASON_LENGTH, "reason", required=called)
    meeting.state, meeting.cancelled_at = "cancelled", ctx.at
    meeting.save(update_fields=["state", "cancelled_at"])
    if called:
        _tell(ctx, meeting, "cancelled", reason)
    return meeting


def tell_second(ctx: Context, meeting: Meeting) -> Notice:
    """The notice of a second call on another day."""
    return _tell(ctx, meeting, "second_call")
