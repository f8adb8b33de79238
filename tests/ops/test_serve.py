"""Server and worker start together, stop together, and answer for their health."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.ops import running

pytestmark = pytest.mark.sqlite_only


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    made = running.env_of(tmp_path_factory.mktemp("home"), K2K_LOG="INFO")
    running.well("prepare", env=made)
    return made


def children(pid: int) -> list[int]:
    """The processes that any of its threads started."""
    return [int(word) for task in Path(f"/proc/{pid}/task").glob("*/children") for word in task.read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(what, seconds: float = 30.0) -> bool:
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        time.sleep(0.1)
    return bool(what())


def test_pages_are_served_and_the_worker_works_until_both_are_stopped(env):
    with running.served(env, "--with-worker") as (url, process):
        status, body = running.get(f"{url}/healthz")
        assert (status, json.loads(body)["status"]) == (200, "ok")
        assert wait_until(lambda: len(children(process.pid)) >= 2)
        pids = children(process.pid)
        while "worker.started" not in process.stdout.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=60)[0]
    assert process.returncode == 0
    assert "worker.stopped" in output
    assert output.rstrip().endswith("K2K has stopped.")
    assert wait_until(lambda: not any(map(alive, pids)))


def test_nothing_stays_behind_when_the_server_is_killed(env):
    with running.served(env, "--with-worker") as (_url, process):
        assert wait_until(lambda: len(children(process.pid)) >= 2)
        pids = children(process.pid)
        process.kill()
        assert wait_until(lambda: not any(map(alive, pids)))


def test_a_worker_that_dies_is_started_again(env):
    def worker(pid: int) -> int | None:
        lines = {child: Path(f"/proc/{child}/cmdline").read_text() for child in children(pid)}
        return next((child for child, line in lines.items() if "\0worker\0" in line), None)

    with running.served(env, "--with-worker") as (_url, process):
        assert wait_until(lambda: worker(process.pid))
        first = worker(process.pid)
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: worker(process.pid) not in (None, first))


def test_a_taken_port_gets_a_sentence(env):
    with running.served(env) as (url, _process):
        port = url.rpartition(":")[2]
        found = running.k2k("serve", "--port", port, env=env)
    assert found.returncode == 1
    assert f"something already listens on 127.0.0.1 port {port}" in found.stderr
    assert f"PORT={int(port) + 1}" in found.stderr


def test_a_worker_asked_once_does_what_is_due_and_ends(env):
    assert "jobs run." in running.well("worker", "--once", env=env)
    assert running.well("worker", "--once", env=env) == "0 jobs run.\n"


def test_serve_is_told_to_stop_by_term_too(env):
    with running.served(env) as (_url, process):
        process.terminate()
        process.wait(timeout=60)
    assert process.returncode == 0
