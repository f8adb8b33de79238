"""A large set in an empty database: sites, homes and people, reports of two years, the trail; then the summaries anew.

    .venv/bin/python -m bench.large_set [--sites 450] [--people 300000] [--issues 500000] [--verify]

SQLite in a temporary home, or what K2K_HOME and K2K_DATABASE_URL name. Sites and bodies are made by the commands, the
rest by bulk SQL with every guard and constraint on; each site's lines of the trail by `trail.write_many`, so that the
chain is whole. One site is one transaction, and only its rows are in memory.
"""

import argparse
import os
import tempfile
import time

os.environ.setdefault("K2K_HOME", tempfile.mkdtemp(prefix="k2k-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "k2k.settings")
os.environ.setdefault("K2K_LOG", "ERROR")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.large.fill import fill  # noqa: E402
from bench.machine import heading  # noqa: E402
from k2k.core import clock, trail  # noqa: E402
from k2k.core.nodes import Node  # noqa: E402
from k2k.figures import daily  # noqa: E402
from k2k.issues import jobs  # noqa: E402


def main() -> None:
    """Fill, rebuild, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=450)
    parser.add_argument("--people", type=int, default=300_000)
    parser.add_argument("--issues", type=int, default=500_000)
    parser.add_argument("--verify", action="store_true", help="walk the whole trail afterwards")
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    if Node.objects.filter(kind="site").exists():
        raise SystemExit("This database is not empty.")
    print(heading(f"large set, {connection.vendor}"))
    now, began = clock.now(), time.monotonic()
    made = fill(given.sites, given.people, given.issues, now)
    print("| what | how many | seconds |\n|---|---:|---:|")
    said = ", ".join(f"{n:,} {word}" for word, n in made.items())
    print(f"| filled | {said} | {time.monotonic() - began:.0f} |", flush=True)
    for word, rebuild in (("day totals", daily.rebuild), ("priorities", lambda: jobs.rank(at=now))):
        began = time.monotonic()
        print(f"| {word} made anew | {rebuild() or ''} | {time.monotonic() - began:.0f} |", flush=True)
    if given.verify:
        began = time.monotonic()
        problems = sum(1 for _problem in trail.verify())
        print(f"| trail walked | {problems} problems | {time.monotonic() - began:.0f} |")


if __name__ == "__main__":
    main()
