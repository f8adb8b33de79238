"""Days and moves, whatever they are."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import clock
from k2k.elections import rules

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_so_many_months_later_is_the_same_day_or_the_last_of_that_month(day, months):
    later = clock.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, st.lists(st.integers(0, 40), min_size=5, max_size=5), st.integers(1, 60))
def test_days_without_trouble_are_in_order_and_leave_the_time_to_object(today, steps, objection_days):
    days, at = [], today
    for step in steps:
        at += timedelta(days=step)
        days.append(at)
    found = rules.Days(*days)
    if not rules.trouble(found, today, objection_days):
        assert today <= found.nominate_from <= found.nominate_until < found.object_until < found.vote_from
        assert (found.object_until - found.nominate_until).days >= objection_days
        assert found.vote_from <= found.vote_until


@given(DAYS, st.integers(-5, 40), st.sampled_from(rules.STATES))
def test_the_clock_only_moves_forward_along_the_moves_and_stops_at_the_list(called, days, state):
    found = rules.Days(*(called + timedelta(days=n) for n in (1, 7, 21, 23, 25)))
    at: datetime = clock.start_of_day(called + timedelta(days=days))
    to = rules.state_at(state, found, at)
    assert to == state or (to in ("nominating", "objecting", "listed") and state in rules.BEFORE_LIST)
    assert rules.STATES.index(to) >= rules.STATES.index(state)


@pytest.mark.parametrize(("candidates", "places", "how"), [(0, 1, "vacant"), (1, 1, "unopposed"), (2, 1, "vote")])
def test_a_seat_is_voted_on_only_where_more_stand_than_there_are_places(candidates, places, how):
    assert rules.filled(candidates, places) == how


def test_every_move_leads_to_a_known_state_and_what_is_over_stays():
    assert all(to in rules.MOVES for ways in rules.MOVES.values() for to in ways)
    assert rules.MOVES["settled"] == rules.MOVES["cancelled"] == set()
    assert all(to in rules.CANDIDATE_MOVES for ways in rules.CANDIDATE_MOVES.values() for to in ways)
