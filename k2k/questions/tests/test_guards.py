"""What was asked and answered stays: each raw statement here is refused by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.questions import commands, testing


def is_refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "text = 'lain'",
        "code = 'x'",
        "due_on = '2030-01-01'",
        "asked_at = '2030-01-01T00:00:00+00:00'",
        "published_at = NULL",
        "state = 'answered'",
        "state = 'held'",
        "household_id = NULL",
        "category = 'money'",
    ],
)
def test_a_waiting_question_is_not_rewritten(desk, change):
    one = testing.make_question(desk)
    is_refused(f"UPDATE questions_question SET {change} WHERE id = %s", one.pk)


@pytest.mark.django_db
def test_words_can_be_emptied(desk):
    one = testing.make_question(desk)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE questions_question SET text = '' WHERE id = %s", [one.pk])
    one.refresh_from_db()
    assert one.text == ""


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["questions_question", "questions_answer", "questions_wish", "questions_charter"])
def test_nothing_is_deleted(desk, table):
    one = testing.make_question(desk, "waiting")
    commands.want_to_know(desk.homes[1], question=one)
    commands.answer(desk.office.clerk, question=one, text="Esok.")
    commands.set_charter(desk.office.clerk, body=desk.office.body, days=3, source="Piagam")
    is_refused(f"DELETE FROM {table}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE questions_answer SET text = 'lain'",
        "UPDATE questions_question SET answered_at = NULL",
        "UPDATE questions_question SET state = 'waiting'",
        "UPDATE questions_question SET answered_at = '2030-01-01T00:00:00+00:00'",
    ],
)
def test_an_answer_stays_as_it_was_given(desk, statement):
    testing.make_question(desk, "answered")
    is_refused(statement)
