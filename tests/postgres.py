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


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Start a cluster (fsync and all, as in production) and give its address; stop it by pid at the end."""
    programs, keeper, port, password = binaries(), _keeper(), _spare_port(), secrets.token_hex(12)
    if programs is None:
        raise SystemExit("There is no initdb on this machine (Debian: apt-get install postgresql).")
    with tempfile.TemporaryDirectory(prefix="k2k-postgres-") as folder:
        if keeper:
            os.chown(folder, keeper["user"], keeper["group"])
        word = Path(folder, "password")
        word.write_text(password)
        data = Path(folder, "data")
        whole = {"cwd": folder, "stdin": subprocess.DEVNULL, **keeper}
        word.chmod(0o644)
        first = [programs / "initdb", "-D", data, "-U", "k2k", "-E", "UTF8", "--locale=C.UTF-8"]
        made = [*first, "-A", "scram-sha-256", f"--pwfile={word}"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, **whole)
        word.unlink()
        log = open(Path(folder, "log"), "wb")  # noqa: SIM115 (closed with the server)
        options = ["-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"]
        server = subprocess.Popen([programs / "postgres", "-D", data, *options], stdout=log, stderr=log, **whole)
        try:
            _wait_for(server, port, Path(folder, "log"))
            yield f"postgresql://k2k:{password}@127.0.0.1:{port}/postgres"
        finally:
            if server.poll() is None:
                server.send_signal(signal.SIGINT)
                server.wait(STARTS_WITHIN)
            log.close()


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
