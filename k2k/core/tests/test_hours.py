"""Office hours: the Friday break, Ramadan, days of festive travel, each by the state of the site."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import clock, hours

KUALA_LUMPUR, KELANTAN = "MY-14", "MY-03"


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("moment", "state", "open_"),
    [
        (local(2026, 11, 24, 9, 0), KUALA_LUMPUR, True),
        (local(2026, 11, 24, 13, 30), KUALA_LUMPUR, False),
        (local(2026, 11, 24, 17, 0), KUALA_LUMPUR, False),
        (local(2026, 11, 27, 12, 30), KUALA_LUMPUR, False),
        (local(2026, 11, 27, 14, 45), KUALA_LUMPUR, True),
        (local(2026, 11, 27, 9, 0), KELANTAN, False),
        (local(2026, 11, 29, 12, 30), KELANTAN, True),
        (local(2026, 3, 4, 16, 45), KUALA_LUMPUR, False),
        (local(2026, 3, 4, 13, 45), KUALA_LUMPUR, True),
        (local(2026, 4, 8, 16, 45), KUALA_LUMPUR, True),
        (local(2026, 8, 31, 9, 0), KUALA_LUMPUR, False),
    ],
)
def test_an_office_is_open_as_its_state_works(moment, state, open_):
    assert hours.is_open(moment, state) is open_


def test_a_target_pauses_over_hari_raya_and_a_promise_of_a_day_does_not_move():
    thursday = date(2026, 3, 17)
    assert clock.add_working_days(thursday, 3, KUALA_LUMPUR) == date(2026, 3, 24)
    assert hours.add_days(thursday, 3, KUALA_LUMPUR) == date(2026, 3, 30)
    assert not hours.counts(date(2026, 2, 20), KUALA_LUMPUR)


def test_ramadan_ends_where_hari_raya_begins():
    assert not hours.is_ramadan(date(2026, 3, 21), KUALA_LUMPUR)
    assert hours.is_ramadan(date(2026, 3, 10), KUALA_LUMPUR)
    assert not hours.is_ramadan(date(2026, 2, 10), KUALA_LUMPUR)


@given(st.integers(0, 1_400_000), st.integers(0, 30_000), st.integers(0, 30_000))
def test_minutes_of_office_hours_add_up(start, first, more):
    one = local(2025, 1, 1) + timedelta(minutes=start)
    two, three = one + timedelta(minutes=first), one + timedelta(minutes=first + more)
    whole = hours.minutes_between(one, three, KUALA_LUMPUR)
    assert whole == hours.minutes_between(one, two, KUALA_LUMPUR) + hours.minutes_between(two, three, KUALA_LUMPUR)
    assert 0 <= whole <= first + more


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)), st.integers(1, 10), st.sampled_from(sorted(clock.STATES)))
def test_a_target_with_pauses_is_never_earlier_than_without(day, n, state):
    assert hours.add_days(day, n, state) >= clock.add_working_days(day, n, state)
