"""Drill: server and worker are killed (-9) while phones send reports. Nothing acknowledged is lost, nothing doubled.

python -m tests.load.killed [--engine postgres] [--phones 20] [--each 8] [--kills 5]
"""

import contextlib
import os
import signal

from tests.load import house as houses
from tests.load.phones import Crowd
from tests.ops import running


def drill(house: houses.House, phones: int = 4, each: int = 4, kills: int = 1) -> None:
    """Kill the processes below the server so many times, then everything, start again, and count."""
    port = running.spare_port()
    crowd = Crowd(f"http://127.0.0.1:{port}", house.label, phones, each, house.name("K"))
    with running.served(house.env, "--with-worker", port=port) as (_url, process):
        crowd.start()
        for number in range(1, kills + 1):
            crowd.wait_for(len(crowd.sent) * number // (kills + 2))
            for pid in houses.below(process):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        crowd.wait_for(len(crowd.sent) * (kills + 1) // (kills + 2))
        houses.kill(process)
    with running.served(house.env, "--with-worker", port=port):
        crowd.finish()
    house.holds(crowd.sent)
    print(f"{len(crowd.sent)} reports, {len(crowd.answers) - len(crowd.sent)} answers that were none: all there once.")


if __name__ == "__main__":
    houses.main(drill, __doc__, phones=20, each=8, kills=5)
