"""What was announced, written and agreed stays: each raw statement here is refused by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.activities import commands
from k2k.activities.models import Turnout
from k2k.activities.testing import make_activity, make_class, make_story, write
from k2k.core import clock

pytestmark = pytest.mark.django_db


def is_refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    [
        "code = 'x'",
        "state = 'planned'",
        "state = 'over'",
        "invited_homes = 1",
        "invited_homes = NULL",
        "announced_at = NULL",
        "kind = 'festival'",
        "invited = 'members'",
    ],
)
def test_an_announced_activity_keeps_who_was_invited_and_is_over_by_its_turnout_alone(made, change):
    one = make_activity(made)
    is_refused(f"UPDATE activities_activity SET {change} WHERE id = %s", one.pk)


@pytest.mark.parametrize("change", ["title = 'Lain'", "state = 'announced'", "places = 3", "over_at = NULL"])
def test_what_is_over_is_not_rewritten(made, change):
    one = make_activity(made, "over", days=-2)
    is_refused(f"UPDATE activities_activity SET {change} WHERE id = %s", one.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activities_turnout SET persons = persons + 50",
        "UPDATE activities_turnout SET homes = 0",
        "UPDATE activities_came SET persons = 9",
        "DELETE FROM activities_came",
        "DELETE FROM activities_turnout",
    ],
)
def test_a_turnout_once_written_changes_by_a_correction_alone(made, statement):
    make_activity(made, "over", days=-2)
    is_refused(statement)


def test_a_correction_of_another_activity_and_a_second_first_turnout_are_refused(made):
    one, other = make_activity(made, "over", days=-2), make_activity(made, days=-4)
    first = one.turnouts.get()
    columns = "activity_id, started_at, ended_at, homes, persons, without_card, at, corrects_id"
    copy = f"INSERT INTO activities_turnout ({columns}) SELECT %s, started_at, ended_at, 0, 0, 0, at, %s "
    copy += "FROM activities_turnout WHERE id = %s"
    is_refused(copy, other.pk, first.pk, first.pk)
    is_refused(copy, one.pk, None, first.pk)
    write(made, one, {})
    assert Turnout.objects.filter(activity=one).count() == 2


@pytest.mark.parametrize(
    "change", ["persons = 9", "household_id = NULL", "at = '2020-01-01T00:00:00+00:00'", "device = 'x'"]
)
def test_a_place_in_the_line_is_not_made_better(made, change):
    commands.sign_up(made.homes[0], activity=make_activity(made), persons=2)
    is_refused(f"UPDATE activities_signup SET {change}")


def test_a_home_is_not_in_the_line_twice(made):
    commands.sign_up(made.homes[0], activity=make_activity(made))
    columns = "activity_id, household_id, device, persons, at"
    is_refused(f"INSERT INTO activities_signup ({columns}) SELECT {columns} FROM activities_signup")


@pytest.fixture
def child(made):
    one = make_class(made)
    found = commands.enrol(made.members[0], activity=one, first_name="Aina", age="7_12", agreed=True)
    commands.tick(made.secretary, activity=one, on=clock.today(one.starts_at), came=[found.code])
    return found


@pytest.mark.parametrize(
    "change",
    ["first_name = 'Ali'", "first_name = ''", "guardian_id = NULL", "consent_how = 'paper'", "text_version = '2'",
     "consented_at = '2020-01-01T00:00:00+00:00'", "entered_by = 'x'"],
)  # fmt: skip
def test_a_consent_stays_as_it_was_given(child, change):
    is_refused(f"UPDATE activities_pupil SET {change}")


def test_a_consent_that_ended_does_not_come_back(made, child):
    commands.withdraw_pupil(made.homes[0], pupil=child)
    is_refused("UPDATE activities_pupil SET withdrawn_at = NULL, first_name = 'Aina', age = '7_12'")
    is_refused("UPDATE activities_pupil SET first_name = 'Aina'")


def test_nothing_is_deleted(made, child):
    one = make_activity(made)
    commands.sign_up(made.homes[0], activity=one)
    make_story(made.homes[0], made)
    for name in ("presence", "session", "pupil", "signup", "story", "activity"):
        is_refused(f"DELETE FROM activities_{name}")


@pytest.mark.parametrize("change", ["text = 'lain'", "state = 'held'", "published_at = NULL", "told_at = published_at"])
def test_a_story_is_only_ever_emptied(made, change):
    make_story(made.homes[0], made, "published")
    is_refused(f"UPDATE activities_story SET {change}")


def test_no_story_begins_published_and_no_activity_announced(made):
    make_story(made.homes[0], made, "published")
    columns = "site_id, household_id, kind, text, lang, shown_as, state, refused_because, told_at, published_at"
    is_refused(f"INSERT INTO activities_story (code, {columns}) SELECT 'x', {columns} FROM activities_story")
