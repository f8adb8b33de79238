"""The rules below Python: what even a hand in the database is refused."""

import pytest
from django.db import Error, connection, transaction

from k2k.core import guards, registry
from k2k.core.actors import Actor
from k2k.issues import commands, testing
from k2k.issues.models import Answer, Issue, Step, Tap

pytestmark = pytest.mark.django_db


def refused(statement: str, *values) -> bool:
    """Whether the database refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except Error:
        return True
    return False


def test_every_guard_of_issues_stands_in_the_database():
    declared = {guard.name for guard in registry.items("guards") if guard.table.startswith("issues_")}
    assert len(declared) >= 12 and not declared & set(guards.missing())


def test_nothing_is_deleted(world):
    issue = testing.make_issue(world, "confirmed")
    for table in ("issues_answer", "issues_tap", "issues_step", "issues_issue"):
        assert refused(f"DELETE FROM {table}"), table
    assert Issue.objects.filter(pk=issue.pk).exists()


@pytest.mark.parametrize("state", ["new", "accepted", "started", "claimed", "rejected"])
def test_nobody_writes_confirmed_by_hand(world, state):
    issue = testing.make_issue(world, state)
    assert refused("UPDATE issues_issue SET state = 'confirmed' WHERE id = %s", issue.pk)
    assert refused("UPDATE issues_issue SET state = 'confirmed', yes_households = 9 WHERE id = %s", issue.pk)


def test_one_yes_is_not_enough_even_by_hand(world):
    issue = testing.make_issue(world, "claimed")
    commands.answer(world.homes[0], issue=issue, answer="yes")
    commands.answer(Actor.anonymous("x" * 32), issue=issue, answer="yes")
    assert refused("UPDATE issues_issue SET state = 'confirmed' WHERE id = %s", issue.pk)


def test_no_issue_begins_as_confirmed(world):
    row = Issue.objects.filter(pk=testing.make_issue(world, "confirmed").pk).values().get()
    row |= {"id": None, "code": "7Q4M-K2X9"}
    with pytest.raises(Error), transaction.atomic():
        Issue.objects.create(**row)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("code", "X"), ("site_id", 1), ("node_id", 1), ("at_home", True), ("identity", "open"),
        ("reported_at", "2020-01-01"), ("channel", "qr"), ("source", "x"), ("reopened", 0),
    ],
)  # fmt: skip
def test_what_was_reported_does_not_change(world, column, value):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    commands.answer(world.homes[0], issue=issue, answer="no")
    assert refused(f"UPDATE issues_issue SET {column} = %s WHERE id = %s", value, issue.pk)


def test_the_story_is_append_only(world):
    testing.make_issue(world, "accepted")
    assert refused("UPDATE issues_step SET what = 'confirmed'")
    assert Step.objects.exists()


def test_an_answer_does_not_change_once_the_question_is_closed(world):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    commands.answer(world.homes[1], issue=issue, answer="yes")
    commands.answer(world.homes[0], issue=issue, answer="no")
    first = Answer.objects.get(household_id=world.homes[1].household_id)
    assert refused("UPDATE issues_answer SET answer = 'no' WHERE id = %s", first.pk)
    assert refused("UPDATE issues_answer SET household_id = NULL WHERE id = %s", first.pk)


def test_a_tap_keeps_who_and_when(world):
    tap = Tap.objects.get(issue=testing.make_issue(world))
    assert refused("UPDATE issues_tap SET household_id = NULL WHERE id = %s", tap.pk)
    assert refused("UPDATE issues_tap SET at = '2020-01-01' WHERE id = %s", tap.pk)


def test_nobody_is_written_into_an_anonymous_report(world):
    issue = testing.make_issue(world, by=Actor.anonymous(""), identity="anonymous")
    household = world.homes[0].household_id
    assert refused("UPDATE issues_issue SET reporter_id = %s WHERE id = %s", household, issue.pk)


def test_a_sealed_contact_is_erased_and_never_replaced(world):
    issue = testing.make_issue(world, identity="confidential", contact="012", by=Actor.anonymous(""))
    assert refused("UPDATE issues_contact SET sealed = 'x' WHERE issue_id = %s", issue.pk)
    assert not refused(
        "UPDATE issues_contact SET sealed = '', erased_at = '2026-01-01 00:00:00+00' WHERE issue_id = %s", issue.pk
    )
