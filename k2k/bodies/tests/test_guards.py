"""Who answered for what, and who held which post, stays as it was: each raw statement here is refused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.bodies import commands, testing
from k2k.bodies.models import Appointment, Jurisdiction, Responsibility, Seat
from k2k.core.actors import SYSTEM


def is_refused(saying, statement, *values):
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def rows(site, today):
    office, lifts = testing.make_office(site), testing.make_contractor(site)
    cell = commands.assign_responsibility(
        SYSTEM, node=site, noun="lift", duty="owns", body=office.body, since=today - timedelta(days=9)
    )
    return office, lifts, cell


@pytest.mark.parametrize("model", [Responsibility, Appointment, Seat, Jurisdiction])
def test_what_is_dated_is_never_deleted(rows, model):
    assert model.objects.exists()
    is_refused("not deleted", f"DELETE FROM {model._meta.db_table}")


def test_a_cell_names_the_same_body_for_good(rows):
    _office, lifts, cell = rows
    is_refused("do not change", "UPDATE bodies_responsibility SET body_id = %s WHERE id = %s", lifts.body.pk, cell.pk)
    is_refused("do not change", "UPDATE bodies_responsibility SET since = %s WHERE id = %s", "2001-01-01", cell.pk)


def test_what_has_ended_keeps_its_end(rows, site, today):
    *_cast, cell = rows
    commands.end_responsibility(SYSTEM, node=site, noun="lift", duty="owns", on=today)
    is_refused("keeps its end", "UPDATE bodies_responsibility SET until = NULL WHERE id = %s", cell.pk)


def test_nobody_is_written_into_a_term_of_the_past(rows, operator):
    term = Appointment.objects.first()
    is_refused(
        "do not change", "UPDATE bodies_appointment SET account_id = %s WHERE id = %s", operator.account.pk, term.pk
    )


def test_who_sat_at_a_desk_does_not_change(rows):
    is_refused("do not change", "UPDATE bodies_seat SET kind = 'owner'")
