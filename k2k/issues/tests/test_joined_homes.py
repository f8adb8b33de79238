"""Two homes that become one count once: what they said before, and whatever they say afterwards."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.issues import commands, queries, testing
from k2k.issues.models import Answer
from k2k.people import commands as people
from k2k.people.models import HomeChange, Household


def home_of(card) -> Household:
    return Household.objects.get(pk=card.household_id)


def become_one(card, into, at=None) -> None:
    """By the house's own clock, as it happens ten minutes after it was asked for."""
    at = at or clock.now()
    change = people.join_homes(SYSTEM, household=home_of(card), into=home_of(into), at=at)
    people.carry_out_change(SYSTEM, change=HomeChange.objects.get(pk=change.pk), at=change.due_at)


@pytest.fixture
def world(db):
    return testing.make_world()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taps=st.lists(st.integers(0, 3), max_size=6),
    joins=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=3),
)
def test_homes_that_count_are_never_more_than_there_are(world, taps, joins):
    with transaction.atomic():
        issue = testing.make_issue(world, by=world.homes[0])
        for number in taps:
            commands.tap(world.homes[number], issue=issue)
        alive, said = set(range(4)), {0, *taps}
        for hours, (number, into) in enumerate(joins):
            if number != into and {number, into} <= alive:
                become_one(world.homes[number], world.homes[into], clock.now() + timedelta(hours=hours))
                alive.discard(number)
                said = {into if one == number else one for one in said}
        issue.refresh_from_db()
        running = issue.taps.filter(ended_at=None)
        assert issue.households == len(said) == running.values("household").distinct().count() == running.count()
        transaction.set_rollback(True)


def test_a_yes_of_both_never_confirms_a_repair_alone(world):
    issue = testing.make_issue(world, "claimed")
    commands.answer(world.homes[0], issue=issue, answer="yes")
    become_one(world.homes[0], world.homes[1])
    issue.refresh_from_db()
    assert issue.yes_households == 0
    commands.answer(world.homes[1], issue=issue, answer="yes")
    issue.refresh_from_db()
    assert (issue.state, issue.yes_households) == ("claimed", 1)
    assert Answer.objects.filter(issue=issue, counts=True).count() == 1


def test_the_home_that_stays_has_the_say_of_the_other_and_sees_what_both_know(world):
    issue = testing.make_issue(world, "claimed")
    assert queries.known_to_both(home_of(world.homes[0]), home_of(world.homes[3])) == ""
    commands.tap(world.homes[3], issue=issue)
    assert "1" in queries.known_to_both(home_of(world.homes[0]), home_of(world.homes[3]))
    issue.refresh_from_db()
    become_one(world.homes[0], world.homes[3])
    issue.refresh_from_db()
    assert issue.households == 1
