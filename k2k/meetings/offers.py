"""What meetings put on a group's pages and on those of people: the link, what is due, health, what is asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.commitments import queries as commitments
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.todo import Todo
from k2k.groups import queries as groups
from k2k.groups.slots import Due, Evidence, Part
from k2k.meetings import queries, rules, words
from k2k.meetings.models import Decision, Meeting, Motion

if TYPE_CHECKING:
    from k2k.groups.models import Group

#: A called meeting is on the page of what is asked so long before.
SOON = timedelta(days=30)
MOST = 5


def part(group: "Group", viewer: Actor, at: datetime) -> Part:
    """The meetings of a group: the next one, or the last. At most two queries."""
    text = _("No meeting yet")
    if found := queries.upcoming(group, at):
        text = _("Next: %(kind)s, %(when)s") % {"kind": words.kind(found), "when": words.moment(found.starts_at)}
    elif found := queries.last_held(group):
        text = _("Last: %(title)s") % {"title": words.title(found)}
    return Part("calendar", _("Meetings and minutes"), text, reverse("meetings:list", args=[group.code]), 30)


def agm_due(group: "Group", at: datetime) -> tuple[date, str, Meeting | None]:
    """By when the next annual general meeting is due, where that is written, and the last one."""
    said = groups.constitution(group, clock.today(at))["agm_every_months"]
    last = queries.last_agm(group, at)
    since = last.closed_at if last and last.closed_at else group.made_at
    return clock.months_later(clock.today(since), int(said.value)), said.source, last


def due(group: "Group", at: datetime) -> list[Due]:
    """The annual general meeting, and for a Rukun Tetangga six meetings a year."""
    found, duties = [], groups.rules.DUTIES[group.kind]
    url = reverse("meetings:list", args=[group.code])
    if "agm" in duties:
        day, source, _last = agm_due(group, at)
        called = Meeting.objects.filter(group=group, kind="agm", state__in=rules.TO_COME).exists()
        missing = _("It is called.") if called else _("It is not called yet.")
        found.append(Due(_("Annual general meeting"), source, day, missing=missing, url=url))
    if "krt_meetings" in duties:
        year = clock.today(at).year
        held = list(queries.held_between(group, date(year, 1, 1), date(year + 1, 1, 1)).order_by("closed_at"))
        wanted = groups.rules.KRT_MEETINGS
        done = clock.today(held[wanted - 1].closed_at) if len(held) >= wanted else None
        missing = "" if done else _("%(n)s of %(of)s were held.") % {"n": len(held), "of": wanted}
        found.append(Due(_("Six meetings a year"), groups.rules.KRT, date(year, 12, 31), done, missing, url))
    return found


def health(group: "Group", since: date, until: date) -> list[Evidence]:
    """Meetings held of those called, with enough members, and decisions kept."""
    span = {"first_called_for__gte": clock.start_of_day(since), "first_called_for__lt": clock.start_of_day(until)}
    rows = list(Meeting.objects.filter(group=group, called_at__isnull=False, **span).values_list("state", "quorate"))
    over = [row for row in rows if row[0] not in rules.TO_COME]
    held = [row for row in over if row[0] in rules.HELD]
    url = reverse("meetings:list", args=[group.code])
    end = clock.start_of_day(until)
    decided = Decision.objects.filter(
        motion__meeting__group=group, at__gte=clock.start_of_day(since), at__lt=end
    ).select_related("commitment")
    verdicts = [commitments.verdict(row.commitment, min(end, clock.now())) for row in decided]
    return [
        Evidence(_("Meetings held of those called"), len(held), len(over), url),
        Evidence(_("Meetings with enough members"), sum(quorate for _state, quorate in held), len(held), url),
        Evidence(
            _("Decisions kept of those promised"),
            verdicts.count("kept"),
            len(verdicts),
            reverse("meetings:follow_up", args=[group.code]),
        ),
    ]


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To a home: a meeting of its group. To the committee: call the year's meeting, write and sign minutes."""
    if actor.household_id:
        return _of_home(actor.household_id, at)
    return _of_committee(actor, at) if actor.account is not None else []


def _of_home(household_id: int, at: datetime) -> list[Todo]:
    rows = Meeting.objects.filter(
        group__memberships__household_id=household_id, group__memberships__state="member",
        state__in=rules.TO_COME, starts_at__lt=at + SOON,
    ).exclude(kind="committee").select_related("group__body", "block").distinct()  # fmt: skip
    return [
        Todo(
            _("%(group)s: you can come to the meeting.") % {"group": row.group.name},
            words.url(row),
            row.ref,
            row.starts_at,
        )
        for row in rows.order_by("starts_at", "id")[:MOST]
    ]


def _of_committee(actor: Actor, at: datetime) -> list[Todo]:
    own = [body.group for body in bodies.own_bodies(actor, at).filter(group__isnull=False).select_related("group")]
    if not own:
        return []
    rows = Meeting.objects.filter(group__in=own, state__in=("closed", "published")).select_related(
        "group__body", "block"
    )
    rows = rows.exclude(minutes__signatures__account=actor.account).order_by("closed_at", "id")
    found = []
    for row in rows[:MOST]:
        if row.state == "closed":
            found.append(
                Todo(
                    _("Write the minutes: %(title)s") % {"title": words.title(row)}, words.url(row, "minutes"), row.ref
                )
            )
        elif (until := queries.corrections_until(row)) and at >= until:
            found.append(
                Todo(_("Sign the minutes: %(title)s") % {"title": words.title(row)}, words.url(row, "minutes"), row.ref)
            )
    return found + [each for group in own if (each := _call_in_time(group, at))]


def _call_in_time(group: "Group", at: datetime) -> Todo | None:
    if "agm" not in groups.rules.DUTIES[group.kind]:
        return None
    day, _source, _last = agm_due(group, at)
    if day > clock.today(at) + rules.AGM_AHEAD:
        return None
    if Meeting.objects.filter(group=group, kind="agm", state__in=rules.TO_COME).exists():
        return None
    sentence = _("%(group)s: call the annual general meeting.") % {"group": group.name}
    return Todo(sentence, reverse("meetings:plan", args=[group.code]), group.ref, clock.due_at(day))


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a meeting; a draft only for who acts for the group."""
    found = Meeting.objects.select_related("group__body", "block").filter(pk=pk).first()
    if found is None or (found.called_at is None and not groups.holds_post(viewer, found.group, clock.now())):
        return None
    return f"{found.group.name}: {words.title(found)}", words.url(found)


def motion_ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a motion; everybody may see it."""
    found = Motion.objects.select_related("meeting__group__body").filter(pk=pk).first()
    return (words.motion_title(found), words.motion_url(found)) if found else None


def load(pks: Iterable[int]) -> dict[int, Meeting]:
    """The meetings that messages are about."""
    return Meeting.objects.select_related("group__body", "block").in_bulk(list(pks))
