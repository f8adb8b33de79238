"""Legal days, state holidays and weekends, working days, and phones with wrong clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import clock

KUALA_LUMPUR, JOHOR, KEDAH, KELANTAN, TERENGGANU, SARAWAK = "MY-14", "MY-01", "MY-02", "MY-03", "MY-11", "MY-13"
DAYS = st.dates(date(2013, 1, 1), date(2030, 12, 31))
STATES = st.sampled_from(sorted(clock.STATES))
SERVER = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
NAIVE = SERVER.replace(tzinfo=None)
MOMENTS = st.datetimes(NAIVE.replace(year=2000), NAIVE.replace(year=2060), timezones=st.just(UTC))


def test_now_is_an_instant_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_the_legal_day_begins_at_four_in_the_afternoon_utc():
    assert clock.today(datetime(2026, 5, 3, 15, 59, tzinfo=UTC)) == date(2026, 5, 3)
    assert clock.today(datetime(2026, 5, 3, 16, 0, tzinfo=UTC)) == date(2026, 5, 4)
    assert clock.start_of_day(date(2026, 5, 4)) == datetime(2026, 5, 3, 16, 0, tzinfo=UTC)


def test_a_datetime_without_a_timezone_is_refused():
    with pytest.raises(ValueError, match="timezone"):
        clock.local(NAIVE)


@given(MOMENTS)
def test_every_instant_lies_within_its_own_legal_day(moment):
    day = clock.today(moment)
    assert clock.start_of_day(day) <= moment < clock.end_of_day(day)


@given(DAYS)
def test_a_day_is_twenty_four_hours_and_ends_where_the_next_begins(day):
    assert clock.end_of_day(day) == clock.start_of_day(day + timedelta(days=1))
    assert clock.end_of_day(day) - clock.start_of_day(day) == timedelta(hours=24)


def test_a_promise_is_due_when_the_counter_closes_at_five():
    assert clock.due_at(date(2026, 5, 4)) == datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def test_there_are_thirteen_states_and_three_federal_territories():
    assert sorted(clock.STATES) == [f"MY-{number:02}" for number in range(1, 17)]


@pytest.mark.parametrize("state", ["", "KL", "14", "MY-17", "SG-01"])
def test_an_unknown_state_is_refused(state):
    with pytest.raises(ValueError, match="state"):
        clock.is_working_day(date(2026, 5, 4), state)


@pytest.mark.parametrize(
    ("day", "state", "name"),
    [
        (date(2025, 1, 29), KUALA_LUMPUR, "Tahun Baharu Cina"),
        (date(2025, 2, 1), KUALA_LUMPUR, "Hari Wilayah Persekutuan"),
        (date(2025, 3, 31), KELANTAN, "Hari Raya Puasa"),
        (date(2025, 9, 15), SARAWAK, "Cuti Peristiwa"),
        (date(2025, 9, 16), SARAWAK, "Hari Malaysia"),
        (date(2025, 10, 20), JOHOR, "Hari Deepavali"),
        (date(2026, 2, 17), KUALA_LUMPUR, "Tahun Baharu Cina"),
        (date(2026, 3, 23), JOHOR, "Hari Keputeraan Sultan Johor"),
        (date(2026, 5, 1), KEDAH, "Hari Pekerja"),
        (date(2026, 6, 1), SARAWAK, "Perayaan Hari Gawai Dayak"),
        (date(2026, 8, 31), TERENGGANU, "Hari Kebangsaan"),
        (date(2026, 12, 25), KUALA_LUMPUR, "Hari Krismas"),
    ],
)
def test_gazetted_holidays_of_2025_and_2026_are_known(day, state, name):
    with translation.override("ms"):
        assert name in clock.holiday(day, state)
    assert not clock.is_working_day(day, state)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 2, 2), KELANTAN),
        (date(2025, 2, 1), SARAWAK),
        (date(2025, 10, 20), SARAWAK),
        (date(2026, 3, 24), KUALA_LUMPUR),
    ],
)
def test_a_holiday_of_one_state_is_not_one_of_another(day, state):
    assert clock.holiday(day, state) is None


def test_holidays_are_named_in_english_for_english_readers_and_in_malay_for_all_others():
    names = {}
    for language in ("ms", "en", "zh-hans", "ta"):
        with translation.override(language):
            names[language] = clock.holiday(date(2026, 8, 31), KUALA_LUMPUR)
    assert names == {k: "National Day" if k == "en" else "Hari Kebangsaan" for k in names}


@pytest.mark.parametrize("state", [KEDAH, KELANTAN, TERENGGANU])
def test_kedah_kelantan_and_terengganu_rest_on_friday_and_saturday(state):
    thursday = date(2026, 7, 9)
    week = [clock.is_working_day(thursday + timedelta(days=step), state) for step in range(7)]
    assert week == [True, False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("friday", "rests"),
    [(date(2013, 12, 27), False), (date(2014, 1, 3), True), (date(2024, 12, 27), True), (date(2025, 1, 3), False)],
)
def test_johor_rested_on_fridays_from_2014_to_2024_only(friday, rests):
    sunday = friday + timedelta(days=2)
    assert clock.is_working_day(friday, JOHOR) is not rests
    assert clock.is_working_day(sunday, JOHOR) is rests


def test_five_working_days_over_hari_raya_2026_differ_by_state():
    day = date(2026, 3, 18)
    assert clock.add_working_days(day, 5, KUALA_LUMPUR) == date(2026, 3, 27)
    assert clock.add_working_days(day, 5, KELANTAN) == date(2026, 3, 29)


def test_a_count_of_no_days_moves_a_sunday_to_monday_and_leaves_monday_alone():
    sunday, monday = date(2026, 7, 5), date(2026, 7, 6)
    assert clock.add_working_days(sunday, 0, KUALA_LUMPUR) == monday
    assert clock.add_working_days(monday, 0, KUALA_LUMPUR) == monday


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forwards"):
        clock.add_working_days(date(2026, 7, 6), -1, KUALA_LUMPUR)


@given(DAYS, st.integers(0, 30), STATES)
def test_the_nth_working_day_is_a_working_day_and_counts_back_to_n(day, n, state):
    reached = clock.add_working_days(day, n, state)
    assert clock.is_working_day(reached, state)
    between = clock.working_days_between(day, reached, state)
    assert between == n or (n == 0 and between == 1 and not clock.is_working_day(day, state))


@given(DAYS, st.integers(1, 15), st.integers(1, 15), STATES)
def test_counting_in_two_steps_reaches_the_same_day(day, first, second, state):
    halfway = clock.add_working_days(day, first, state)
    assert clock.add_working_days(halfway, second, state) == clock.add_working_days(day, first + second, state)


@given(DAYS, DAYS, STATES)
def test_working_days_between_two_days_change_sign_when_the_days_are_swapped(one, other, state):
    assert clock.working_days_between(one, other, state) == -clock.working_days_between(other, one, state)


def test_a_phone_with_a_right_clock_is_believed():
    claimed = SERVER - timedelta(hours=30)
    assert clock.parse_claimed(claimed, SERVER) == (claimed, False)
    assert clock.parse_claimed("2026-05-02T21:00:00Z", SERVER) == (claimed, False)


def test_a_phone_time_without_a_timezone_is_malaysian_time():
    assert clock.parse_claimed("2026-05-04T10:30", SERVER) == (SERVER - timedelta(minutes=30), False)


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_phone_that_claims_nothing_gets_the_servers_time(nothing):
    assert clock.parse_claimed(nothing, SERVER) == (SERVER, False)


@pytest.mark.parametrize("nonsense", ["yesterday", "2026-13-45T99:00", "0001-01-01T00:00", 1_777_000_000, "1e309"])
def test_nonsense_from_a_phone_gets_the_servers_time_and_a_flag(nonsense):
    value, flagged = clock.parse_claimed(nonsense, SERVER)
    assert flagged
    assert SERVER - timedelta(days=14) <= value <= SERVER


@given(MOMENTS, MOMENTS)
def test_a_claim_never_leaves_its_bounds_and_is_flagged_exactly_when_moved(claimed, server):
    value, flagged = clock.parse_claimed(claimed, server)
    assert server - timedelta(days=14) <= value <= server + timedelta(minutes=2)
    assert flagged == (value != claimed)
