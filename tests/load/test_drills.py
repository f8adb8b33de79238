"""The drills, small: a real server and worker, killed, without room, without a database, on the engine of this run.

Longer ones are programs: `python -m tests.load.killed --kills 20`.
"""

import os

import pytest

from tests.load import database_gone, full_disk, house, killed


@pytest.fixture(scope="module")
def made():
    """One house for all of them; on PostgreSQL with a cluster that may be stopped."""
    engine = "postgres" if os.environ.get("K2K_DATABASE_URL", "").startswith("postgres") else "sqlite"
    with house.house(engine) as ready:
        yield ready


def test_killed_while_phones_send_nothing_acknowledged_is_lost_or_doubled(made):
    killed.drill(made)


@pytest.mark.sqlite_only
def test_on_a_full_disk_nothing_is_acknowledged_and_all_arrives_when_there_is_room(made):
    full_disk.drill(made)


def test_while_the_database_is_gone_pages_say_so_and_all_arrives_when_it_is_back(made):
    database_gone.drill(made)
