"""A PostgreSQL of our own for one test run: made by initdb in a temporary folder, on a spare port, never as root.

python -m tests.postgres COMMAND …     runs COMMAND with K2K_TEST_DATABASE_URL naming it, then stops it by its pid
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

STARTS_WITHIN = 60.0


def binaries() -> Path | None:
    """The folder of the newest initdb on this machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    if found:
        return found[-1].parent
    onpath = shutil.which("initdb")
    return Path(onpath).resolve().parent if onpath else None


def _keeper() -> dict:
    """As whom the server runs: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL needs a user that is not root, and this machine has none.")


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


class Cluster:
    """A PostgreSQL that is started and stopped by its process id (fsync and all, as in production)."""

    def __init__(self, folder: str):
        found = binaries()
        if found is None:
            raise SystemExit("There is no initdb on this machine (Debian: apt-get install postgresql).")
        self.programs, self.keeper, self.port, self.folder = found, _keeper(), _spare_port(), Path(folder)
        self.log, self.password = self.folder / "log", secrets.token_hex(12)
        self.whole = {"cwd": folder, "stdin": subprocess.DEVNULL, **self.keeper}
        self.server: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        """Its URL, as the user that owns it."""
        return f"postgresql://k2k:{self.password}@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        """Run initdb, once."""
        if self.keeper:
            os.chown(self.folder, self.keeper["user"], self.keeper["group"])
        word = self.folder / "password"
        word.write_text(self.password)
        word.chmod(0o644)
        first = [self.programs / "initdb", "-D", self.folder / "data", "-U", "k2k", "-E", "UTF8", "--locale=C.UTF-8"]
        made = [*first, "-A", "scram-sha-256", f"--pwfile={word}"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **self.whole)
        word.unlink()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["-p", str(self.port), "-k", self.folder, "-c", "listen_addresses=127.0.0.1"]
        line = [self.programs / "postgres", "-D", self.folder / "data", *options, "-c", "max_connections=60"]
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(line, stdout=log, stderr=log, **self.whole)
        _wait_for(self.server, self.port, self.log)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: INT ends sessions and closes the files in order, QUIT is as if the machine had fallen over."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(how)
            self.server.wait(STARTS_WITHIN)


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """A cluster of our own, started; stopped at the end."""
    with tempfile.TemporaryDirectory(prefix="k2k-postgres-") as folder:
        made = Cluster(folder)
        made.make()
        try:
            made.start()
            yield made
        finally:
            made.stop()


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The address of a cluster that runs until the block ends."""
    with cluster() as made:
        yield made.address


def _wait_for(server: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)


def main() -> int:
    """Run the rest of the command line beside a cluster of our own."""
    with running() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "K2K_TEST_DATABASE_URL": address}).returncode


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    sys.exit(main())
