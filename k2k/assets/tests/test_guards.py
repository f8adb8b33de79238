"""What was certified, visited and told stays: each raw statement here is refused by the database itself."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.assets import commands
from k2k.assets.testing import make_certificate, make_schedule
from k2k.core import clock
from k2k.core.guards import missing
from k2k.issues.testing import make_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(world):
    """One row of each table."""
    make_certificate(world)
    schedule = make_schedule(world, days_ago=20)
    commands.record_visit(world.office, schedule=schedule, done_on=clock.today(world.at), at=world.at)
    commands.end_plan(world.office, schedule=schedule, at=world.at)
    part = commands.add_part(world.office, node=world.lift, kind="motor", since=date(2015, 1, 1), at=world.at)
    commands.replace_part(world.office, part=part, on=date(2020, 1, 1), at=world.at)
    commands.set_hours(world.office, site=world.place.site, kind="friday", spans="", at=world.at)
    make_issue(world, days_ago=0)


def test_every_guard_is_in_place():
    assert not [name for name in missing() if name.startswith("assets_")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assets_certificate SET until = '2999-01-01'",
        "DELETE FROM assets_certificate",
        "UPDATE assets_visit SET missed = missed",
        "UPDATE assets_visit SET done_on = '2020-01-01'",
        "DELETE FROM assets_visit",
        "UPDATE assets_schedule SET first_due = '2999-01-01'",
        "UPDATE assets_schedule SET grace_days = 60",
        "UPDATE assets_schedule SET ended_on = NULL",
        "DELETE FROM assets_schedule",
        "UPDATE assets_part SET since = '2024-01-01'",
        "UPDATE assets_part SET until = NULL WHERE until IS NOT NULL",
        "DELETE FROM assets_part",
        "UPDATE assets_hours SET spans = 'x'",
        "DELETE FROM assets_hours",
        "UPDATE assets_told SET runs = 9",
        "DELETE FROM assets_told",
    ],
)
def test_nothing_of_it_is_rewritten(whole, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_visit_that_came_late_cannot_be_written_as_in_time(whole):
    insert = (
        "INSERT INTO assets_visit (schedule_id, due, closes_on, done_on, recorded_on, missed, at) SELECT schedule_id,"
        " '2020-01-01', '2020-01-08', '2020-01-02', '2020-02-01', %s, at FROM assets_visit"
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [False])
