"""Who is there is counted once, whatever the phones do; the quorum is frozen; the second call."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.groups import commands as groups
from k2k.groups.testing import add_member, make_group
from k2k.meetings import commands, queries
from k2k.meetings.models import Attendance
from k2k.meetings.testing import make_meeting
from k2k.people import testing as people_testing
from k2k.people.models import Household

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_meeting_opens_three_hours_before_its_time_and_not_earlier(called):
    with pytest.raises(Refused, match="early"):
        commands.open_meeting(called.secretary, meeting=called.meeting, at=called.at - timedelta(hours=4))
    meeting = commands.open_meeting(called.secretary, meeting=called.meeting, at=called.at - timedelta(hours=2))
    assert (meeting.voters_n, meeting.committee_n, meeting.quorum_n) == (6, 3, 3)


def test_a_home_says_i_am_here_with_its_card_and_twice_counts_once(held):
    card = replace(held.made.members[5], person_id=None)
    first = commands.attend(card, meeting=held.meeting, at=held.at)
    assert commands.attend(card, meeting=held.meeting, at=held.at + MINUTE) == first
    (again,) = held.tick(5)
    assert again == first and queries.counted(held.meeting).here == 5
    assert (first.how, first.counts, first.doubtful) == ("card", True, False)


def test_a_card_of_a_home_that_does_not_belong_is_not_counted(held):
    with pytest.raises(Denied):
        commands.attend(held.made.homes[-1], meeting=held.meeting, at=held.at)


def test_a_home_with_two_members_says_who_is_here(held):
    home = Household.objects.get(pk=held.made.homes[4].household_id)
    second = add_member(held.made, held.made.homes[4], people_testing.make_person(held.made.homes[4], home, "Cik Mei"))
    card = held.made.homes[4]
    with pytest.raises(Refused, match="Choose who"):
        commands.attend(card, meeting=held.meeting, at=held.at)
    assert commands.attend(card, meeting=held.meeting, membership=second, at=held.at).membership == second
    with pytest.raises(Denied):
        commands.attend(card, meeting=held.meeting, membership=held.made.memberships[0], at=held.at)


def test_who_joined_after_the_notice_is_there_and_has_no_vote(held):
    held.made.at = held.at
    home = Household.objects.get(pk=held.made.homes[-1].household_id)
    late = add_member(
        held.made, held.made.homes[-1], people_testing.make_person(held.made.homes[-1], home, "Encik Baru"), days_old=15
    )
    row = commands.tick(held.secretary, meeting=held.meeting, membership=late, at=held.at)
    assert not row.counts and queries.counted(held.meeting).here == 4 and queries.counted(held.meeting).others == 1


def test_a_clock_that_lies_is_kept_and_flagged_and_counts_when_entered_while_open(held):
    card = held.made.members[4]
    lying = (held.at - timedelta(days=2)).isoformat()
    row = commands.attend(card, meeting=held.meeting, claimed_at=lying, at=held.at)
    assert (row.doubtful, row.counts) == (True, True)


def test_what_reaches_us_after_the_end_is_kept_and_does_not_count():
    held = make_meeting("closed", here=4)
    row = commands.attend(
        held.made.members[5], meeting=held.meeting, claimed_at=held.at.isoformat(), at=held.at + timedelta(hours=5)
    )
    assert (row.doubtful, row.counts) == (True, False)
    assert queries.counted(held.meeting).here == 4


def test_nobody_is_entered_before_it_opens(called):
    with pytest.raises(Refused):
        commands.attend(called.made.members[0], meeting=called.meeting, at=called.at)


def test_paper_and_phones_of_the_committee_alone_tick_off(held):
    row = commands.tick(
        held.made.posts["treasurer"], meeting=held.meeting, membership=held.made.memberships[4], how="paper", at=held.at
    )
    assert row.how == "paper"
    with pytest.raises(Denied):
        commands.tick(held.made.members[0], meeting=held.meeting, membership=held.made.memberships[4], at=held.at)


def test_one_home_is_one_where_the_constitution_counts_homes():
    held = make_meeting("open", rules="jmb", here=3)
    assert held.meeting.per_home and queries.counted(held.meeting).here == 3
    assert held.made.memberships[0].person_id is None


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ticks=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["card", "tick", "paper"]), st.integers(0, 90)),
        max_size=18,
    ).flatmap(st.permutations)
)
def test_three_phones_in_any_order_merge_to_the_same_set(ticks, held_empty):
    held = held_empty
    expected = {number for number, _how, _minute in ticks}
    from django.db import transaction

    with transaction.atomic():
        for arrived, (number, how, minute) in enumerate(ticks):
            at, claimed = held.at + arrived * MINUTE, held.at + minute * MINUTE
            if how == "card":
                commands.attend(held.made.members[number], meeting=held.meeting, claimed_at=claimed, at=at)
            else:
                membership = held.made.memberships[number]
                commands.tick(
                    held.secretary, meeting=held.meeting, membership=membership, how=how, claimed_at=claimed, at=at
                )
        there = Attendance.objects.filter(meeting=held.meeting)
        members = {row.membership_id for row in there}
        assert members == {held.made.memberships[number].pk for number in expected}
        assert there.count() == len(expected) == queries.counted(held.meeting).here
        transaction.set_rollback(True)


@pytest.fixture
def held_empty(db):
    return make_meeting("open")


# the second call


def test_a_second_call_waits_and_then_comes_again_on_another_day():
    held = make_meeting("open", here=2)
    again = held.at + timedelta(days=7)
    with pytest.raises(Refused, match="Wait until"):
        commands.second_call(held.secretary, meeting=held.meeting, starts_at=again, at=held.at + 29 * MINUTE)
    with pytest.raises(Refused, match="Choose a day"):
        commands.second_call(
            held.secretary, meeting=held.meeting, starts_at=held.at + timedelta(days=31), at=held.at + 31 * MINUTE
        )
    meeting = commands.second_call(held.secretary, meeting=held.meeting, starts_at=again, at=held.at + 31 * MINUTE)
    assert (meeting.state, meeting.sitting, meeting.notices.last().what) == ("called", 2, "second_call")
    meeting = commands.open_meeting(held.secretary, meeting=meeting, at=again)
    held.meeting, held.at = meeting, again
    assert queries.counted(meeting).here == 0
    held.tick(0)
    stand = queries.counted(meeting)
    assert stand.here == 1 and stand.enough


def test_on_the_same_day_those_who_came_go_on_after_the_wait():
    held = make_meeting("open", rules="women", members=9, here=2)
    assert held.meeting.quorum_n == 3
    meeting = commands.second_call(held.secretary, meeting=held.meeting, at=held.at + 31 * MINUTE)
    assert meeting.state == "open" and queries.counted(meeting).enough and queries.counted(meeting).here == 2


def test_no_second_call_when_enough_came(held):
    with pytest.raises(Refused, match="Enough"):
        commands.second_call(held.secretary, meeting=held.meeting, at=held.at + 31 * MINUTE)


def test_no_second_call_where_the_constitution_knows_none():
    at = clock.now() - timedelta(hours=1)
    made = make_group(members=4, at=at)
    groups.set_rule(
        made.secretary, group=made.group, name="second_call", value="none", source="Fasal 8", at=at - timedelta(days=60)
    )
    other = make_meeting("open", made=made, at=at, here=1)
    with pytest.raises(Refused, match="knows no second call"):
        commands.second_call(other.secretary, meeting=other.meeting, at=at + 31 * MINUTE)


def test_a_committee_meeting_counts_posts():
    held = make_meeting("open", kind="committee", here=2)
    stand = queries.counted(held.meeting)
    assert (stand.here, stand.needed, stand.enough) == (2, 2, True)
    with pytest.raises(Refused):
        commands.attend(held.made.members[0], meeting=held.meeting, at=held.at)


def test_closing_freezes_how_many_came_and_whether_they_were_enough():
    few = make_meeting("closed", here=2)
    assert (few.meeting.present_n, few.meeting.quorate) == (2, False)
    assert queries.last_agm(few.made.group, few.at + timedelta(days=2)) is None
    enough = make_meeting("closed", here=3, made=few.made, at=few.at + timedelta(days=30))
    assert enough.meeting.quorate
    assert queries.last_agm(few.made.group, enough.at + timedelta(days=2)) == enough.meeting


def test_a_meeting_of_a_block_is_of_its_members_and_decides_nothing_that_changes_the_group():
    at = clock.now() - timedelta(hours=1)
    made = make_group(members=4, at=at)
    block = made.memberships[0].household.node.block
    planned = commands.plan(
        made.secretary, group=made.group, kind="block", block=block, starts_at=at, place="Lobi",
        at=at - timedelta(days=9),
    )  # fmt: skip
    commands.call(made.secretary, meeting=planned, at=at - timedelta(days=8))
    meeting = commands.open_meeting(made.secretary, meeting=planned, at=at)
    own = [row for row in made.memberships if row.household.node.block_id == block.pk]
    assert meeting.voters_n == len(own)
    here = [commands.tick(made.secretary, meeting=meeting, membership=row, at=at) for row in own]
    with pytest.raises(Refused, match="general meeting"):
        commands.propose(
            made.secretary, meeting=meeting, item=meeting.items.last(), text="Pinda", subject="amend",
            proposer=here[0], at=at,
        )  # fmt: skip


def test_a_block_is_named_for_its_meeting_and_for_no_other():
    made = make_group(members=2)
    for kind, block in (("block", None), ("agm", made.memberships[0].household.node.block)):
        with pytest.raises(Refused):
            commands.plan(
                made.secretary, group=made.group, kind=kind, block=block, place="Lobi",
                starts_at=clock.now() + timedelta(days=20),
            )  # fmt: skip


def test_a_phone_that_sends_the_same_press_twice_is_answered_once(held):
    press = uuid.uuid4()
    first = commands.attend(held.made.members[5], meeting=held.meeting, client_id=press, at=held.at)
    assert commands.attend(held.made.members[5], meeting=held.meeting, client_id=press, at=held.at + MINUTE) == first
