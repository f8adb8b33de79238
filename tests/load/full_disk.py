"""Drill: the disk is full for a while. Pages are still read, what is not kept is said so, and all arrives later.

python -m tests.load.full_disk [--phones 10] [--each 10]

A limit on the size of files stands for the full disk; so it is one of SQLite, whose file the server writes itself.
"""

import contextlib
import resource
import subprocess
import time

from tests.load import house as houses
from tests.load.phones import Crowd, Phone
from tests.ops import running

NO_ROOM = 4096


def may_write(process: subprocess.Popen, most: int) -> None:
    """How large a file the processes below the server may write from now on."""
    for pid in houses.below(process):
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def drill(house: houses.House, phones: int = 3, each: int = 3) -> None:
    """Fill the disk while phones send, look at what the pages say, make room, and count."""
    with running.served(house.env, "--with-worker") as (url, process):
        crowd = Crowd(url, house.label, phones, each, house.name("D"))
        crowd.start()
        crowd.wait_for(phones)
        may_write(process, NO_ROOM)
        time.sleep(0.5)
        answers = len(crowd.acknowledged), len(crowd.answers)
        crowd.wait_for_answers(answers[1] + 2 * phones)
        assert len(crowd.acknowledged) == answers[0], "something was acknowledged and could not be kept"
        assert Phone(url, house.label).ask(f"/lapor/{house.label}/")[0] == 200, "a page is no longer read"
        assert set(crowd.answers) == {303, 503}
        may_write(process, resource.RLIM_INFINITY)
        crowd.finish()
    house.holds(crowd.sent)
    print(f"{len(crowd.sent)} reports, {crowd.answers.count(503)} times no room: all there once.")


if __name__ == "__main__":
    houses.main(drill, __doc__, engines=("sqlite",), phones=10, each=10)
