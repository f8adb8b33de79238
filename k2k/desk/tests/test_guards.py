"""What the database itself refuses at the desk, by raw SQL."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from k2k.desk import commands
from k2k.issues.testing import make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(world, agency, association):
    """A view, and a hand-over that came back."""
    one = make_issue(world)
    commands.record_view(world.office, issue=one, stance="agree")
    sent = commands.send_outside(world.office, issue=one, body=agency, reason="Di luar pagar")
    commands.remind_outside(world.office, sent=sent)
    commands.return_outside(world.office, sent=sent, missing="Pelan lokasi")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM desk_stance",
        "UPDATE desk_stance SET stance = 'urgent'",
        "DELETE FROM desk_sent",
        "UPDATE desk_sent SET due_on = '2030-01-01'",
        "UPDATE desk_sent SET days = 90",
        "UPDATE desk_sent SET own_charter = NOT own_charter",
        "UPDATE desk_sent SET at = '2020-01-01 00:00:00+00:00'",
        "UPDATE desk_sent SET body_id = (SELECT MIN(id) FROM bodies_body)",
        "UPDATE desk_sent SET issue_id = issue_id + 1",
        "UPDATE desk_sent SET reminders = 0",
        "UPDATE desk_sent SET missing = 'Tiada'",
        "UPDATE desk_sent SET ended_at = NULL",
    ],
)
def test_the_record_of_the_desk_is_not_rewritten(rows, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
