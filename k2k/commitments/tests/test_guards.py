"""The rules of promises hold below Python: each raw statement here is refused by the database itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.commitments import commands
from k2k.commitments.models import Commitment, Slip
from k2k.commitments.testing import make_promise, make_target
from k2k.core import guards
from k2k.core.actors import SYSTEM

DAY = timedelta(days=1)
TABLE, SLIPS = Commitment._meta.db_table, Slip._meta.db_table


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def is_refused(saying, statement, *values):
    with pytest.raises(DatabaseError, match=saying):
        run(statement, *values)


@pytest.fixture
def promise(lift, office, noon):
    return make_promise(lift, office, source="a:1", due=noon + DAY, at=noon)


def test_no_promise_is_deleted(promise):
    is_refused("not deleted", f"DELETE FROM {TABLE} WHERE id = %s", promise.pk)


@pytest.mark.parametrize(
    "column", ["code", "source", "body_id", "site_id", "node_id", "made_at", "target_due", "private"]
)
def test_what_a_promise_is_about_does_not_change(promise, other_site, lifts, noon, column):
    others = {
        "code": "X",
        "source": "a:2",
        "body_id": lifts.body.pk,
        "site_id": other_site.pk,
        "node_id": other_site.pk,
        "made_at": noon + DAY,
        "target_due": noon + DAY,
        "private": True,
    }
    is_refused("do not change", f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", others[column], promise.pk)


def test_the_first_date_of_a_promise_does_not_change(promise, noon):
    is_refused("first date", f"UPDATE {TABLE} SET first_due = %s WHERE id = %s", noon, promise.pk)


def test_a_date_does_not_move_without_a_slip(promise, noon):
    is_refused("only together with a slip", f"UPDATE {TABLE} SET due = %s WHERE id = %s", noon + 9 * DAY, promise.pk)


def test_a_date_does_not_move_with_the_slip_of_another_promise(promise, lift, lifts, noon):
    other = make_promise(lift, lifts, due=promise.due, at=noon)
    commands.slip(lifts.clerk, commitment=other, new_due=noon + 9 * DAY, reason="Hujan", at=noon)
    is_refused("only together with a slip", f"UPDATE {TABLE} SET due = %s WHERE id = %s", noon + 9 * DAY, promise.pk)


def test_a_date_moves_to_no_other_day_than_its_slip_says(promise, noon):
    said = noon + 5 * DAY
    Slip.objects.create(commitment=promise, old_due=promise.due, new_due=said, reason="Hujan", at=noon)
    rows = Commitment.objects.filter(pk=promise.pk)
    with pytest.raises(DatabaseError, match="only together with a slip"), transaction.atomic():
        rows.update(due=noon + 9 * DAY)
    assert rows.update(due=said) == 1


def test_the_date_of_a_target_does_not_move_in_silence_either(lift, office, noon):
    target = make_target(lift, office.body, at=noon)
    is_refused("only together with a slip", f"UPDATE {TABLE} SET due = %s WHERE id = %s", noon + 9 * DAY, target.pk)


def test_a_promise_never_becomes_a_target_again(promise):
    is_refused(
        "never becomes a target", f"UPDATE {TABLE} SET kind = 'target', promised_at = NULL WHERE id = %s", promise.pk
    )


def test_the_moment_of_a_promise_is_set_once(promise, noon):
    is_refused("its moment stays", f"UPDATE {TABLE} SET promised_at = %s WHERE id = %s", noon + DAY, promise.pk)


@pytest.mark.parametrize("change", ["withdrawn_at = NULL, withdrawn_reason = ''", "proof = 'denied'"])
def test_a_withdrawal_is_never_undone(promise, office, noon, change):
    commands.claim(office.clerk, commitment=promise, at=noon)
    commands.withdraw(office.clerk, commitment=promise, reason="Tiada peruntukan", at=noon)
    is_refused("stays withdrawn", f"UPDATE {TABLE} SET {change} WHERE id = %s", promise.pk)


def test_a_broken_promise_is_not_turned_into_a_stopped_one(promise, office, noon):
    commands.withdraw(office.clerk, commitment=promise, reason="Tiada peruntukan", at=noon)
    value = "FALSE" if connection.vendor == "postgresql" else "0"
    is_refused("stays withdrawn", f"UPDATE {TABLE} SET withdrawn_by_promiser = {value} WHERE id = %s", promise.pk)


def test_what_neighbours_denied_stays_counted(promise, office, noon):
    commands.claim(office.clerk, commitment=promise, at=noon)
    commands.deny(SYSTEM, commitment=promise, at=noon)
    is_refused("stays counted", f"UPDATE {TABLE} SET denials = 0 WHERE id = %s", promise.pk)


def test_slips_are_neither_changed_nor_deleted(promise, office, noon):
    commands.slip(office.clerk, commitment=promise, new_due=noon + 9 * DAY, reason="Hujan", at=noon)
    is_refused("append-only", f"UPDATE {SLIPS} SET reason = 'x'")
    is_refused("not deleted", f"DELETE FROM {SLIPS}")


def test_the_commands_pass_every_guard(promise, office, noon):
    commands.slip(office.clerk, commitment=promise, new_due=noon + 9 * DAY, reason="Hujan", at=noon)
    commands.slip(office.clerk, commitment=promise, new_due=noon + 19 * DAY, reason="Hujan lagi", at=noon)
    commands.claim(office.clerk, commitment=promise, at=noon)
    commands.deny(SYSTEM, commitment=promise, at=noon)
    assert commands.withdraw(office.clerk, commitment=promise, reason="x", at=noon).withdrawn_at


def test_every_declared_guard_is_in_the_database(db):
    assert guards.missing() == []
