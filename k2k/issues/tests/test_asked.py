"""What is asked of a home, of the office, of who repairs; and what the front says."""

from k2k.core import todo
from k2k.issues import asked, commands, testing


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
