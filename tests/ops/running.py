"""`k2k` as an operator runs it: a process of its own, a home of its own, either engine."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def env_of(home: Path, database: str = "", **more: str) -> dict[str, str]:
    """The environment of an installation that lives in `home`."""
    gone = {"PORT", "K2K_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST"}
    inherited = {name: value for name, value in os.environ.items() if name not in gone}
    kept = {"K2K_HOME": str(home), "K2K_DATABASE_URL": database, "K2K_DEMO": "0", "K2K_LOG": "WARNING"}
    return {**inherited, "PYTHONPATH": str(ROOT), **kept, **more}


def k2k(*words: str | Path, env: dict[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    line = [sys.executable, "-m", "k2k.cli", *map(str, words)]
    return subprocess.run(line, env=env, cwd=ROOT, capture_output=True, text=True, input=stdin, timeout=300)


def well(*words: str | Path, env: dict[str, str]) -> str:
    """Run one command that must succeed; its output."""
    found = k2k(*words, env=env)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def python(code: str, env: dict[str, str]) -> str:
    """Run a few lines inside an installation."""
    start = f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'k2k.settings'\nimport django; django.setup()\n{code}"
    found = subprocess.run(
        [sys.executable, "-c", start], env=env, cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def spare_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(url: str) -> tuple[int, str]:
    """Status and body; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


@contextlib.contextmanager
def served(env: dict[str, str], *words: str, port: int = 0) -> Iterator[tuple[str, subprocess.Popen]]:
    """`k2k serve` on that port, or a spare one, until the block ends: its address and its process."""
    port = port or spare_port()
    line = [sys.executable, "-m", "k2k.cli", "serve", "--port", str(port), *words]
    process = subprocess.Popen(
        line, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    try:
        while get(f"{url}/healthz")[0] == 0 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.2)
        yield url, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


@contextlib.contextmanager
def database(admin: str) -> Iterator[str]:
    """A fresh database beside the one of the test run; gone at the end."""
    import psycopg

    name = f"k2k_{secrets.token_hex(6)}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{admin.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
