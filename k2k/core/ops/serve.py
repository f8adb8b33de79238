"""The web server: processes with threads, and on request the worker beside them; all stop together.

This process loads neither Django nor the database: it opens the port, starts those that do, and starts the worker
again when it dies.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

#: Most pages wait for the database a few milliseconds; more threads than this only queue for SQLite's one writer, and
#: several processes share them: threads of one process wait for each other wherever Python itself is busy.
THREADS, FEWEST_THREADS = 8, 2
#: On PostgreSQL a process for each core, up to here; on SQLite one, for its one writer gains nothing from a second.
MOST_PROCESSES = 4
#: How long a job may still run once we are asked to stop (seconds).
GRACE = 20
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


def parser() -> argparse.ArgumentParser:
    """The options of `k2k serve`."""
    made = argparse.ArgumentParser(prog="k2k serve", description="The web server.")
    made.add_argument("--host", default=os.environ.get("K2K_HOST", "127.0.0.1"), help="address to listen on")
    made.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="port to listen on")
    made.add_argument("--threads", type=int, help="requests that each process answers at the same time")
    made.add_argument("--processes", type=int, default=usual_processes(), help="processes that share the port")
    made.add_argument("--with-worker", action="store_true", help="run the worker too")
    return made


def usual_processes() -> int:
    """How many processes serve unless somebody says otherwise."""
    on_postgres = os.environ.get("K2K_DATABASE_URL", "").startswith("postgres")
    return min(os.cpu_count() or 1, MOST_PROCESSES) if on_postgres else 1


def port_is_free(host: str, port: int) -> bool:
    """Whether we could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class Beside:
    """The worker process, kept alive until `stop`; a worker that dies at once is started later and later."""

    def __init__(self) -> None:
        self._leaving = threading.Event()
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start the worker, then watch it. Called before the server forks: neither inherits the other's pipes."""
        self._start_worker()
        threading.Thread(target=self._keep, name="k2k-worker-keeper", daemon=True).start()

    def _start_worker(self) -> None:
        line = [sys.executable, "-m", "k2k.cli", "worker", "--parent", str(os.getpid())]
        self._process = subprocess.Popen(line)

    def _keep(self) -> None:
        pause, began = FIRST_PAUSE, time.monotonic()
        while self._process is not None:
            self._process.wait()
            pause = FIRST_PAUSE if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
            if self._leaving.wait(pause):
                return
            began = time.monotonic()
            with contextlib.suppress(OSError):
                self._start_worker()

    def stop(self) -> None:
        """Ask the worker to finish its job and leave; after a while, end it. Its job is then taken up again later."""
        self._leaving.set()
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()


def _server(host: str, port: int, processes: int, threads: int):
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "k2k.core.ops.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    )


def main(words: Sequence[str] = ()) -> int:
    """Serve until Ctrl-C or a TERM signal. Returns 1, with a sentence, where the port is taken."""
    given = parser().parse_args(list(words))
    os.environ["PORT"] = str(given.port)
    if not port_is_free(given.host, given.port):
        print(
            f"k2k serve: something already listens on {given.host} port {given.port}. "
            f"Stop it, or choose another port: PORT={given.port + 1}.",
            file=sys.stderr,
        )
        return 1
    threads = given.threads or max(FEWEST_THREADS, THREADS // given.processes)
    server = _server(given.host, given.port, given.processes, threads)
    if given.with_worker:
        beside = Beside()
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    where = os.environ.get("K2K_URL") or f"http://localhost:{given.port}"
    print(f"K2K is at {where}   (Ctrl-C stops it)", flush=True)
    server.serve()
    print("K2K has stopped.", flush=True)
    return 0
