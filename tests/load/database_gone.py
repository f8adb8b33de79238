"""Drill: the database is gone for a while. Pages say so and when to come again; all arrives once when it is back.

python -m tests.load.database_gone [--engine postgres] [--phones 10] [--each 10] [--seconds 60]

PostgreSQL is stopped as if its machine had fallen over, and started again; an SQLite file is held by another process.
"""

import contextlib
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from tests.load import house as houses
from tests.load.phones import Crowd, Phone
from tests.ops import running


@contextlib.contextmanager
def gone(house: houses.House) -> Iterator[None]:
    """No writing, and on PostgreSQL no reading, until the block ends."""
    if house.cluster:
        house.cluster.stop(signal.SIGQUIT)
        yield
        house.cluster.start()
        return
    held = sqlite3.connect(Path(house.env["K2K_HOME"], "k2k.sqlite3"), isolation_level=None, timeout=60)
    held.execute("BEGIN EXCLUSIVE")
    yield
    held.execute("ROLLBACK")
    held.close()


def drill(house: houses.House, phones: int = 3, each: int = 3, seconds: int = 1) -> None:
    """Take the database away while phones send, look at what the pages say, give it back, and count."""
    with running.served(house.env, "--with-worker") as (url, _process):
        crowd = Crowd(url, house.label, phones, each, house.name("G"))
        crowd.start()
        crowd.wait_for(phones)
        with gone(house):
            acknowledged = len(crowd.acknowledged)
            time.sleep(seconds)
            if house.cluster:
                status, page = Phone(url, house.label).ask(f"/lapor/{house.label}/")
                assert (status, "tel:999" in page, "<h1>" in page) == (503, True, True)
                assert Phone(url, house.label).ask("/healthz")[0] == 503
            assert len(crowd.acknowledged) <= acknowledged + (0 if house.cluster else phones)
        crowd.finish()
        assert Phone(url, house.label).ask("/healthz")[0] == 200
    assert set(crowd.answers) <= {303, 503}
    house.holds(crowd.sent)
    print(f"{len(crowd.sent)} reports, {crowd.answers.count(503)} times away: all there once.")


if __name__ == "__main__":
    houses.main(drill, __doc__, phones=10, each=10, seconds=60)
