"""What activities put on a group's page and ask of its committee."""

from datetime import date, timedelta

import pytest

from k2k.activities import commands, offers
from k2k.activities.testing import make_activity, make_class, make_story, write
from k2k.core import clock
from k2k.groups import slots
from k2k.groups.testing import make_group

pytestmark = pytest.mark.django_db


def test_the_group_shows_its_next_activity_and_else_its_last_thanks(made):
    assert offers.part(made.group, made.homes[0], made.at).text == "None is announced."
    make_activity(made, "over", days=-2)
    assert offers.part(made.group, made.homes[0], made.at).text == "1 home, 3 people, 9 hours. Thank you."
    make_activity(made, title="Senamrobik")
    assert offers.part(made.group, made.homes[0], made.at).text.startswith("Senamrobik, ")
    assert slots.parts(made.group, made.homes[0], made.at)


def test_a_rukun_tetangga_is_told_how_many_of_its_twelve_activities_it_held(made):
    assert offers.due(made.group, made.at) == []
    krt = make_group(members=1, others=0, kind="krt", name="KRT", site=_site())
    for days in (-3, -5):
        one = make_activity(krt, days=days)
        write(krt, one, {})
    one = make_class(krt, days=-13)
    for week in (0, 1):
        commands.tick(krt.secretary, activity=one, on=clock.today(one.starts_at + timedelta(weeks=week)), came=[])
    make_activity(krt)
    [due] = offers.due(krt.group, krt.at)
    assert (due.what, due.missing, due.done_on) == ("3 of 12 activities this year", "9 activities more", None)
    assert "751" in due.source and due.due is None


def _site():
    from k2k.places import testing as places_testing

    return places_testing.make_site("PPR KRT").site


def test_health_counts_what_was_held_of_what_was_announced_and_from_how_many_blocks(made):
    make_activity(made, "over", days=-3)
    make_activity(made, "cancelled", days=-2)
    make_activity(made, "planned", days=5)
    today = clock.today(made.at)
    held, hours, blocks = offers.health(made.group, today - timedelta(days=30), today)
    assert (held.n, held.of, hours.n, hours.of, blocks.n, blocks.of) == (1, 2, 9, None, 1, 1)
    assert offers.health(made.group, date(2020, 1, 1), date(2020, 2, 1))[0].of == 0


def test_the_committee_is_asked_to_write_turnouts_and_read_stories_and_a_home_is_asked_nothing(made):
    one, told = make_activity(made, days=-2), make_story(made.homes[0], made)
    assert [each.ref for each in offers.todo(made.secretary, made.at)] == [one.ref, told.ref]
    assert offers.todo(made.members[0], made.at) == []
    write(made, one, {})
    commands.publish_story(made.secretary, story=told)
    assert offers.todo(made.secretary, made.at) == []
