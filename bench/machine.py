"""What every table of a benchmark says first: which machine, how busy, when."""

import os
import platform
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path


def heading(what: str) -> str:
    """A line above a table."""
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1_048_576
    load = os.getloadavg()[0]
    return (
        f"\n## {what}\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {memory} GiB, load {load:.1f} "
        f"at the start, {platform.system()}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}\n"
    )
