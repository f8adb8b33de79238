"""The range of availability, against a count of every single minute."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from k2k.assets import availability
from k2k.assets.availability import DAY, USUAL, Ran, Stop

spans = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=6)
stops = st.lists(st.builds(Stop, spans.map(tuple), spans.map(tuple)), max_size=4)


def every_minute(of):
    return {minute for start, end in of for minute in range(start, end)}


@given(spans)
def test_merged_spans_have_the_same_minutes_once(of):
    found = availability.merged(of)
    assert every_minute(of) == every_minute(found)
    assert availability.minutes(of) == len(every_minute(of)) == sum(end - start for start, end in found)
    assert all(left[1] < right[0] for left, right in zip(found, found[1:], strict=False))


@given(spans, stops)
def test_a_lift_is_counted_as_minute_by_minute(counted, of):
    sure = every_minute(span for stop in of for span in stop.sure)
    perhaps = sure | every_minute(span for stop in of for span in stop.perhaps)
    whole = every_minute(counted)
    found = availability.ran(counted, of)
    assert found == Ran(len(whole), len(whole & sure), len(whole & perhaps))
    assert 0 <= found.low <= found.high <= 1000


@given(spans, st.lists(stops, min_size=1, max_size=3))
def test_no_lift_ran_where_every_one_stood(counted, lifts):
    sure = perhaps = every_minute(counted)
    for of in lifts:
        stood = every_minute(span for stop in of for span in stop.sure)
        sure = sure & stood
        perhaps = perhaps & (stood | every_minute(span for stop in of for span in stop.perhaps))
    assert availability.none_ran(counted, lifts) == (len(sure), len(perhaps))


def test_percent_is_rounded_down_never_up():
    assert availability.tenths(1999, 2000) == 999
    assert availability.tenths(2, 3) == 666
    assert availability.tenths(0, 0) == 0


def test_friday_adds_its_prayer_and_ramadan_has_its_own_hours():
    monday = availability.windows(date(2026, 6, 8), "MY-10", USUAL)
    friday = availability.windows(date(2026, 6, 12), "MY-10", USUAL)
    fasting = availability.windows(date(2026, 3, 2), "MY-10", USUAL)
    assert availability.minutes(friday) - availability.minutes(monday) == 135
    assert fasting == [(270, 360), (960, 1170), (1290, 1380)]


def test_the_weekend_is_that_of_the_state():
    sunday = date(2026, 6, 7)
    assert availability.windows(sunday, "MY-10", USUAL) == []
    assert availability.windows(sunday, "MY-02", USUAL) == [(360, 510), (990, 1200)]


def test_the_days_of_a_period_follow_each_other_on_the_clock():
    found = availability.peak(date(2026, 6, 8), date(2026, 6, 10), lambda day: [(360, 510)])
    assert found[1][0] - found[0][0] == DAY and availability.minutes(found) == 300
