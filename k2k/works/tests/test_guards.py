"""What was priced, approved and done stays: each raw statement here is refused by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.core.guards import missing
from k2k.works import commands, testing

pytestmark = pytest.mark.django_db


def is_refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_every_guard_is_in_place():
    assert not [name for name in missing() if name.startswith("works_")]


@pytest.mark.parametrize(
    "change",
    [
        "sen = 1",
        "quote_id = NULL",
        "state = 'done'",
        "state = 'draft'",
        "body_id = body_id + 1",
        "kind = 'own_crew'",
        "what = 'x'",
    ],
)
def test_an_approved_order_is_not_rewritten(world, change):
    order = testing.make_order(world, "approved")
    is_refused(f"UPDATE works_order SET {change} WHERE id = %s", order.pk)


def test_an_approval_has_the_sum_of_its_quotation(world):
    order = testing.make_order(world, "quoted")
    statement = "UPDATE works_order SET state = 'approved', sen = %s, quote_id = %s WHERE id = %s"
    is_refused(statement, 1, order.quotes.get().pk, order.pk)


@pytest.mark.parametrize("change", ["reason = 'x'", "state = 'started'", "ended_at = NULL", "sen = 0"])
def test_what_is_done_stays_done(world, change):
    order = testing.make_order(world, "done")
    is_refused(f"UPDATE works_order SET {change} WHERE id = %s", order.pk)


def test_an_order_is_not_done_while_a_report_was_not_said_to_be_done(world):
    order = testing.make_order(world, "started")
    is_refused(
        "UPDATE works_order SET state = 'done', ended_at = started_at WHERE id = %s;", order.pk
    )  # the link is still open: its report is not claimed
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE works_orderissue SET ended_at = %s WHERE order_id = %s", [order.started_at, order.pk])
        cursor.execute(
            "UPDATE works_order SET state = 'done', ended_at = %s WHERE id = %s", [order.started_at, order.pk]
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE works_line SET sen = 0",
        "UPDATE works_quote SET sen = 0",
        "DELETE FROM works_line",
        "DELETE FROM works_quote",
        "DELETE FROM works_orderissue",
        "DELETE FROM works_order",
        "DELETE FROM works_photo",
        "UPDATE works_workstep SET what = 'x'",
        "UPDATE works_orderissue SET ended_at = NULL",
        "INSERT INTO works_line (quote_id, what, quantity, sen) SELECT id, 'Lagi', 1, 1 FROM works_quote",
    ],
)
def test_lines_pictures_and_story_stay(world, statement):
    testing.make_order(world, "done")
    is_refused(statement)


def test_ideas_are_only_ever_erased(world):
    idea = testing.make_idea(world)
    is_refused("UPDATE works_idea SET text = 'lain' WHERE id = %s", idea.pk)
    is_refused("DELETE FROM works_support")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE works_idea SET text = '' WHERE id = %s", [idea.pk])


def test_a_round_of_care_stays(world):
    idea = testing.make_idea(world)
    order = commands.take_idea(world.office, idea=idea, body=world.body, what="Pasang bangku")
    commands.plan_care(world.office, order=order, body=world.body, what="Ketatkan skru", every_days=30)
    is_refused("UPDATE works_care SET every_days = 7")
    is_refused("DELETE FROM works_care")
