"""A filled installation on a PostgreSQL of its own: filled once, and read again from the dump that is kept.

With K2K_DATABASE_URL and K2K_HOME set, what they name is taken as it is (filled by `bench.large_set`).
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import postgres
from tests.ops import running


def arguments(about: str | None) -> argparse.ArgumentParser:
    """The words that every program over a filled installation takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--issues", type=int, default=100_000)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir(), "k2k-bench-kept"))
    return parser


@contextlib.contextmanager
def filled(folder: Path, sites: int, people: int, issues: int) -> Iterator[dict[str, str]]:
    """The environment of an installation with so many of each; what is kept of it stays in `folder`."""
    if given := os.environ.get("K2K_DATABASE_URL"):
        yield _ready(Path(os.environ["K2K_HOME"]), given)
        return
    folder.mkdir(parents=True, exist_ok=True)
    dump, programs = folder / f"{sites}-{people}-{issues}.dump", postgres.binaries()
    with postgres.running() as address:
        assert programs is not None
        if dump.exists():
            read = [programs / "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address}", dump]
            subprocess.run(read, check=True)
            subprocess.run([programs / "psql", "-q", address, "-c", "ANALYZE"], check=True)
        env = _ready(folder / "home", address)
        if not dump.exists():
            line = [sys.executable, "-m", "bench.large_set"]
            line += [f"--sites={sites}", f"--people={people}", f"--issues={issues}"]
            subprocess.run(line, env=env, check=True, cwd=running.ROOT)
            subprocess.run([programs / "pg_dump", "--format=custom", "-Z1", f"--file={dump}", address], check=True)
        yield env


def _ready(home: Path, address: str) -> dict[str, str]:
    env = running.env_of(home, address, K2K_LOG="ERROR", DJANGO_SETTINGS_MODULE="k2k.settings")
    line = [sys.executable, "-m", "k2k.cli", "prepare"]
    subprocess.run(line, env=env, check=True, stdout=subprocess.DEVNULL, cwd=running.ROOT)
    return env
