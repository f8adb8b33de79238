"""A meeting is planned with an agenda and called in time, or the notice is refused with the earliest day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.core.notify.models import InboxItem
from k2k.groups.testing import make_group
from k2k.meetings import commands, queries, rules
from k2k.meetings.testing import NOTICE, make_meeting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 2, tzinfo=UTC)


@pytest.fixture
def made():
    return make_group(members=4, at=NOW)


def _draft(made, days, kind="agm"):
    return commands.plan(
        made.secretary, group=made.group, kind=kind, starts_at=NOW + timedelta(days=days), place="Dewan", at=NOW
    )


def test_a_draft_has_the_agenda_of_its_kind_with_what_was_decided_before_first(made):
    draft = _draft(made, 20)
    kinds = list(draft.items.values_list("kind", flat=True))
    assert kinds[0] == "follow_up" and "election" in kinds
    commands.add_item(made.secretary, meeting=draft, title="Pintu pagar", kind="motion", position=2, at=NOW)
    assert list(draft.items.values_list("title", flat=True))[1] == "Pintu pagar"
    assert list(draft.items.values_list("position", flat=True)) == list(range(1, len(kinds) + 2))


@pytest.mark.parametrize(("kind", "days"), [("agm", 15), ("egm", 15), ("committee", 7)])
def test_a_late_notice_is_refused_with_the_earliest_day(made, kind, days):
    late = _draft(made, days - 1, kind)
    with pytest.raises(Refused, match=str((NOW + timedelta(days=days)).day)):
        commands.call(made.secretary, meeting=late, at=NOW)
    assert commands.call(made.secretary, meeting=_draft(made, days, kind), at=NOW).state == "called"


def test_a_called_meeting_is_told_to_every_members_home_once(made):
    draft = _draft(made, 20)
    commands.call(made.secretary, meeting=draft, at=NOW)
    told = InboxItem.objects.filter(message="meetings.told")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        f"household:{card.household_id}" for card in made.members
    )


def test_the_agenda_and_the_kind_stand_once_it_is_called(called):
    with pytest.raises(Refused):
        commands.add_item(called.secretary, meeting=called.meeting, title="Lagi", kind="motion")
    with pytest.raises(Refused):
        commands.plan(
            called.secretary, group=called.made.group, kind="egm", starts_at=clock.now() + timedelta(days=1),
            place="Dewan", meeting=called.meeting,
        )  # fmt: skip


def test_a_meeting_is_moved_with_a_reason_and_in_time_again(made):
    draft = commands.call(made.secretary, meeting=_draft(made, 20), at=NOW)
    with pytest.raises(Refused):
        commands.move(made.secretary, meeting=draft, starts_at=NOW + timedelta(days=10), reason="Hujan", at=NOW)
    with pytest.raises(Refused):
        commands.move(made.secretary, meeting=draft, starts_at=NOW + timedelta(days=30), reason=" ", at=NOW)
    moved = commands.move(made.secretary, meeting=draft, starts_at=NOW + timedelta(days=30), reason="Hujan", at=NOW)
    assert [notice.what for notice in moved.notices.order_by("id")] == ["called", "moved"]
    assert moved.called_at == NOW


def test_a_called_meeting_is_cancelled_with_a_reason_that_stays(called):
    at = called.at - timedelta(days=2)
    with pytest.raises(Refused):
        commands.cancel(called.secretary, meeting=called.meeting, at=at)
    commands.cancel(called.secretary, meeting=called.meeting, reason="Dewan ditutup", at=at)
    assert called.meeting.notices.last().reason == "Dewan ditutup"


def test_a_rival_committee_does_not_call_meetings_of_this_group(made):
    rival = make_group(members=0, others=0, at=NOW, name="Persatuan Lain", site=made.site)
    with pytest.raises(Denied):
        commands.call(rival.secretary, meeting=_draft(made, 20), at=NOW)


@pytest.mark.parametrize(
    ("state", "call", "after"),
    [
        ("draft", commands.call, -NOTICE),
        ("called", commands.open_meeting, timedelta(0)),
        ("published", commands.sign, timedelta(days=9)),
    ],
)
def test_a_disputed_group_calls_opens_and_signs_nothing(state, call, after):
    held = make_meeting(state, here=4)
    at = held.at + after
    bodies.contest(
        bodies_testing.make_officer(), body=held.made.group.body, on=clock.today(at) - timedelta(days=1), at=at
    )
    with pytest.raises(Refused, match="pertikai|disputed"):
        call(held.secretary, meeting=held.meeting, at=at)
    held.meeting.refresh_from_db()
    assert held.meeting.state == state


def test_a_draft_is_seen_by_the_committee_alone(made):
    from django.http import Http404

    draft = _draft(made, 20)
    assert queries.by_code(made.group.code, draft.code, made.secretary, NOW) == draft
    with pytest.raises(Http404):
        queries.by_code(made.group.code, draft.code, made.members[0], NOW)


def _local(*when):
    return datetime(*when, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (_local(2026, 11, 27, 13, 0), ["friday"]),
        (_local(2026, 11, 27, 15, 0), []),
        (_local(2026, 2, 18, 20, 30), ["holiday", "ramadan"]),
        (_local(2026, 3, 4, 20, 30), ["ramadan"]),
        (_local(2026, 3, 4, 17, 0), []),
        (_local(2026, 4, 4, 20, 30), []),
        (_local(2026, 12, 25, 10, 0), ["holiday"]),
    ],
)
def test_a_planner_is_told_of_prayer_ramadan_and_holidays_and_never_refused(when, told):
    assert sorted(slug for slug, _name in rules.clashes(when, "MY-10")) == told


def test_the_eve_of_ramadan_is_an_evening_of_it():
    assert clock.in_ramadan(date(2026, 2, 18)) and not clock.in_ramadan(date(2026, 2, 17))


def test_months_later_keeps_the_day_or_takes_the_months_last():
    assert clock.months_later(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert clock.months_later(date(2025, 12, 15), 12) == date(2026, 12, 15)
    assert clock.months_later(date(2024, 11, 30), 15) == date(2026, 2, 28)
