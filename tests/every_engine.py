"""`make test`: everything on SQLite, then everything but the browser journeys on PostgreSQL.

Says plainly what it leaves out; with K2K_REQUIRE_ALL=1 leaving something out fails. Ends with pytest's own summary.
"""

import contextlib
import os
import signal
import subprocess
import sys

from tests import postgres


def pytest(*words: str, **env: str) -> int:
    """One run of pytest in a process of its own."""
    parallel = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadscope"]
    found = subprocess.run(
        [sys.executable, "-m", "pytest", *parallel, *words], env={**os.environ, **env}, stdin=subprocess.DEVNULL
    )
    if found.returncode < 0:
        say(f"This run was ended from outside (signal {-found.returncode}).")
        return 1
    return found.returncode


def say(sentence: str) -> None:
    """One line before a run."""
    print(f"\n=== {sentence}", flush=True)


@contextlib.contextmanager
def cluster():
    """The address of a PostgreSQL to test on: the one named, else one of our own, else None."""
    named = os.environ.get("K2K_TEST_DATABASE_URL")
    if named or postgres.binaries() is None:
        yield named
        return
    with postgres.running() as address:
        yield address


def main(words: list[str]) -> int:
    """Both engines; returns the first failure's code."""
    with cluster() as address:
        required = os.environ.get("K2K_REQUIRE_ALL") == "1"
        if not address:
            say("Left out: the whole run on PostgreSQL: there is no initdb here and K2K_TEST_DATABASE_URL is not set.")
            if required:
                return 1
        say("The tests on SQLite")
        code = pytest(*words, K2K_DATABASE_URL="")
        if address:
            say("The tests on PostgreSQL (the browser's journeys ran on SQLite)")
            code = pytest("-m", "not needs_chromium and not sqlite_only", *words, K2K_DATABASE_URL=address) or code
    return code


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
