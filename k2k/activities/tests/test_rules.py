"""The waiting list and the hours, for any line of homes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from k2k.activities import rules
from k2k.activities.models import Activity

START = datetime(2026, 11, 1, 1, tzinfo=UTC)
lines = st.lists(st.integers(1, rules.MOST_PERSONS), max_size=30).map(lambda sizes: list(enumerate(sizes)))


@given(st.integers(1, 60), lines)
def test_no_more_have_a_place_than_there_are_places_and_nobody_overtakes(limit, line):
    have = rules.admitted(limit, line)
    assert sum(persons for key, persons in line if key in have) <= limit
    assert have == set(range(len(have)))
    behind = line[len(have) :]
    assert not behind or sum(persons for _key, persons in line[: len(have) + 1]) > limit


@given(st.integers(1, 60), lines, st.data())
def test_who_takes_their_place_back_lets_others_in_and_puts_nobody_out(limit, line, data):
    if not line:
        return
    gone = data.draw(st.sampled_from(line))
    before = rules.admitted(limit, line) - {gone[0]}
    assert before <= rules.admitted(limit, [each for each in line if each != gone])


@given(st.integers(1, 60), lines, st.integers(1, rules.MOST_PERSONS))
def test_who_comes_later_takes_nobodys_place(limit, line, persons):
    assert rules.admitted(limit, line) == rules.admitted(limit, [*line, (len(line), persons)]) - {len(line)}


@given(lines)
def test_without_a_limit_everybody_has_a_place(line):
    assert rules.admitted(0, line) == {key for key, _persons in line}


@given(st.integers(0, 3000), st.integers(0, 24 * 60), st.integers(0, 59))
def test_hours_are_whole_minutes_times_persons(persons, minutes, seconds):
    end = START + timedelta(minutes=minutes, seconds=seconds)
    assert rules.volunteer_minutes(persons, START, end) == persons * minutes


@given(st.integers(0, 100))
def test_a_count_of_children_is_told_from_five_on_or_when_there_is_none(count):
    assert rules.told(count) == (count if count == 0 or count >= 5 else None)


@given(st.integers(1, rules.MOST_WEEKS), st.integers(-1000, 60 * 24 * 7 * 60))
def test_a_series_is_held_next_on_its_first_day_that_has_not_ended(weeks, minutes):
    end, at = START + timedelta(hours=2), START + timedelta(minutes=minutes)
    one = Activity(starts_at=START, ends_at=end, weeks=weeks)
    days = [START + timedelta(weeks=week) for week in range(weeks)]
    following = [day for day in days if day + timedelta(hours=2) > at]
    assert one.next_at(at) == (following[0] if following else days[-1])


def test_what_is_over_or_cancelled_goes_nowhere():
    assert not rules.MOVES["over"] and not rules.MOVES["cancelled"] and not rules.STORY_MOVES["withdrawn"]
