"""The office's morning."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from k2k.core import todo
from k2k.issues import asked, commands, desk, queries, testing
from k2k.issues.tests.test_queries import make_many


def test_each_list_of_the_desk_has_its_own(world):
    new = testing.make_issue(world, days_ago=3)
    fresh = testing.make_issue(world, days_ago=0.01)
    late = testing.make_issue(world, "accepted", days_ago=30)
    claimed = testing.make_issue(world, "claimed", days_ago=1)
    home = testing.make_issue(world, node=world.place.units[0], category="leak", days_ago=3)

    def found(which):
        return list(desk.rows(world.office, world.place.site, which, world.at))

    assert found("new") == [new, home, fresh] or found("new") == [home, new, fresh]
    assert fresh in found("since_yesterday") and late not in found("since_yesterday")
    assert found("late") == [late] and found("unconfirmed") == [claimed] and found("home") == [home]
    assert set(found("all")) == {new, fresh, late, claimed, home} and found("photos") == []


def test_what_is_due_today_is_neither_late_nor_for_tomorrow(world):
    corridor = world.place.corridors[0]
    today = testing.make_issue(world, node=corridor, category="light", days_ago=1)
    commands.accept(world.office, issue=today, due=world.at + timedelta(seconds=1), at=world.at - timedelta(hours=1))
    later = testing.make_issue(world, node=corridor, category="light", days_ago=1)
    commands.accept(world.office, issue=later, due=world.at + timedelta(days=2), at=world.at - timedelta(hours=1))
    assert list(desk.rows(world.office, world.place.site, "today", world.at)) == [today]


def test_the_committee_does_not_meet_what_is_inside_homes(world):
    from k2k.bodies.testing import make_association

    secretary = make_association(world.place.site).clerk
    testing.make_issue(world, node=world.place.units[0], category="leak")
    assert not desk.rows(secretary, world.place.site, "home", world.at).exists()
    assert not desk.rows(secretary, world.place.site, "all", world.at).exists()


def test_suggestions_follow_the_matrix_as_accepting_does(world):
    lift = testing.make_issue(world)
    light = testing.make_issue(world, node=world.place.corridors[0], category="light")
    named = desk.suggested([lift, light], world.place.site, world.at)
    assert named == {lift.pk: world.contractor, light.pk: world.body}
    for issue in (lift, light):
        assert commands.accept(world.office, issue=issue).body == named[issue.pk]


def test_suggestions_cost_the_same_for_ten_and_three_hundred(world):
    def cost():
        found = list(queries.rows_of(world.office, world.place.site))
        with CaptureQueriesContext(connection) as caught:
            desk.suggested(found, world.place.site, world.at)
        return len(caught)

    make_many(world, 10)
    few = cost()
    make_many(world, 290)
    assert few == cost() <= 4


def test_reports_that_look_alike_are_offered_for_joining(world):
    one = testing.make_issue(world, days_ago=1)
    same = testing.make_issue(world, days_ago=2)
    testing.make_issue(world, days_ago=30)
    testing.make_issue(world, node=world.place.lifts[1], days_ago=1)
    assert list(desk.alike(one)) == [same]


def test_a_home_is_asked_whether_it_is_fixed_until_it_says_so(world):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    commands.tap(world.homes[1], issue=issue)
    for home in world.homes[:2]:
        assert [each.ref for each in todo.asked_of(home, world.at)] == [issue.ref]
    commands.answer(world.homes[1], issue=issue, answer="yes")
    assert todo.asked_of(world.homes[1], world.at) == [] and todo.asked_of(world.homes[3], world.at) == []


def test_the_office_is_told_how_many_are_new_and_the_technician_what_waits(world):
    for _number in range(2):
        testing.make_issue(world)
    waiting = testing.make_issue(world, "accepted", days_ago=1)
    told = asked.todo(world.office, world.at)
    assert len(told) == 1 and "2" in told[0].sentence and world.place.site.name in told[0].sentence
    assert [(each.ref, each.due) for each in asked.todo(world.technician, world.at)] == [(waiting.ref, waiting.due)]


def test_nobody_without_a_post_is_asked_anything(world, phone):
    testing.make_issue(world, "claimed")
    assert asked.todo(phone, world.at) == []


def test_the_front_says_how_many_are_open(world):
    testing.make_issue(world)
    testing.make_issue(world, "confirmed")
    assert asked.tile(world.place.site, world.at)["text"].startswith("1 ")
