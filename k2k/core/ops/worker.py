"""The worker: runs jobs until it is asked to stop, or until the server it belongs to is gone."""

import os
import signal
import threading

from k2k.core import clock, jobs, logs

#: How often a worker looks whether its server still lives (seconds).
LOOKS_EVERY = 2.0


def _leave_with(parent: int, stop: threading.Event) -> None:
    while not stop.wait(LOOKS_EVERY):
        if os.getppid() != parent:
            stop.set()


def run(parent: int | None = None) -> None:
    """Work until INT or TERM; the job at hand is finished first. With `parent`, also until that process is gone."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_signal: stop.set())
    if parent:
        threading.Thread(target=_leave_with, args=(parent, stop), daemon=True).start()
    logs.say("worker.started")
    jobs.work(stop)
    logs.say("worker.stopped")


def run_once() -> int:
    """Run everything that is due now; returns how many jobs ran."""
    ran = 0
    while done := jobs.run_due(clock.now()):
        ran += done
    return ran
