"""Commands per second with everything on: trail, receipts (client id), guards, a transaction each, flushed to disk.

    .venv/bin/python -m bench.commands_per_second [--seconds 10] [--writers 1 4]

One hot site (every command in one trail chain) and a hundred sites, each with 1 and more writing threads. The engine is
SQLite in a temporary folder, or what K2K_DATABASE_URL names (an empty database: it is filled and left behind).
"""

import argparse
import os
import random
import tempfile
import threading
import time
import uuid

os.environ.setdefault("K2K_HOME", tempfile.mkdtemp(prefix="k2k-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "k2k.settings")
os.environ["K2K_LOG"] = "ERROR"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from bench.machine import heading  # noqa: E402
from k2k.core import nodes, trail  # noqa: E402
from k2k.core.actors import Actor  # noqa: E402
from k2k.issues import commands as issues  # noqa: E402
from k2k.people import testing as people  # noqa: E402
from k2k.places import testing as places  # noqa: E402


def sites(n: int) -> list[tuple[nodes.Node, list[Actor]]]:
    """Sites with one lift and four card households each; returns (lift, cards)."""
    made = []
    for number in range(n):
        place = places.make_site(name=f"PPR {uuid.uuid4().hex[:8]} {number}", floors=("G", "1"), units=4, lifts=1)
        made.append((place.lift, [people.make_household(unit)[1] for unit in place.units[:4]]))
    return made


def write_once(where: list[tuple[nodes.Node, list[Actor]]], dice: random.Random) -> None:
    """One command of a neighbour: a report at a lift, as a phone sends it."""
    lift, _cards = dice.choice(where)
    stranger = Actor.anonymous(uuid.uuid4().hex)
    issues.report(stranger, node=lift, category="lift", text="Lif berhenti", client_id=uuid.uuid4())


def measure(where: list, writers: int, seconds: float) -> tuple[float, float]:
    """(commands per second, slowest 1 in 100 in milliseconds) of `writers` threads."""
    until, took, lock = time.monotonic() + seconds, [], threading.Lock()

    def run(seed: int) -> None:
        dice, mine = random.Random(seed), []
        while time.monotonic() < until:
            began = time.perf_counter()
            write_once(where, dice)
            mine.append(time.perf_counter() - began)
        with lock:
            took.extend(mine)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(seed,)) for seed in range(writers)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.monotonic() - began
    return len(took) / elapsed, sorted(took)[int(len(took) * 0.99)] * 1000


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, nargs="+", default=[1, 4])
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    print(heading(f"commands per second, {connection.vendor}"))
    print("| sites | writers | commands/s | 99th percentile |\n|---:|---:|---:|---:|")
    for n in (1, 100):
        where = sites(n)
        for writers in given.writers:
            rate, slow = measure(where, writers, given.seconds)
            print(f"| {n} | {writers} | {rate:.0f} | {slow:.0f} ms |", flush=True)
    assert not list(trail.verify())
    lines = sum(head.seq for head in trail.TrailHead.objects.all())
    print(f"\nThe trail holds: {lines:,} lines. Each command: report + first tap + receipt + trail line.")


if __name__ == "__main__":
    main()
