"""What each page costs with one site and within the large set: the same site, filled the same, in two databases.

    .venv/bin/python -m bench.page_ratio ONE LARGE [--times 15]

ONE and LARGE are addresses of PostgreSQL databases, filled by `bench.large_set --sites 1 --people 666 --issues 1111`
and by `bench.large_set`. The pages are found by following links from the first site's pages, one of each kind for
each who may see it. Each is asked in turn here and there, so that whatever else the machine does weighs on both.
Printed are statements and the middle of milliseconds; asked is at most 1.3 times.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.machine import heading
from tests.ops import running

ASKED = 1.3
LINK = re.compile(rb'href="(/[^"#]*)"')
SKIPPED = ("core:", "account", "mfa", "people:scan", "home:demo", "csp")
MOST = 250


class Pages:
    """The pages of one database, by who sees them and what they are."""

    def __init__(self) -> None:
        from bench.people_at_work import clerks
        from k2k.bodies.testing import make_officer
        from k2k.core import clock
        from k2k.core.nodes import Node
        from k2k.core.testing import browser
        from k2k.people import queries as people
        from k2k.people.models import Card

        site = Node.objects.filter(kind="site").order_by("pk").first()
        assert site is not None
        card = Card.objects.filter(household__site=site, revoked_at=None).select_related("household__node__block")
        home = people.card_actor(card.order_by("pk")[0], clock.now())
        who = {"anybody": None, "home": home, "office": clerks(1)[0].actor, "programme": make_officer()}
        self.clients = {name: browser(actor, lang="ms", SERVER_NAME="localhost") for name, actor in who.items()}
        self.starts = [
            f"/perumahan/{site.code}/",
            f"/meja/{site.code}/",
            "/kerja/",
            "/saya/",
            "/program/",
            "/cari/?q=7Q4M",
            "/",
        ]
        self.paths = {f"{who} {view}": path for who in self.clients for view, path in self._found(who)}

    def _found(self, who: str) -> Iterator[tuple[str, str]]:
        """One address of each kind, in the order in which links lead there."""
        from django.urls import Resolver404, resolve

        waiting, seen, kinds = list(self.starts), set(self.starts), set()
        while waiting and len(seen) < 20 * MOST:
            path = waiting.pop(0)
            try:
                view = resolve(path.partition("?")[0]).view_name
            except Resolver404:
                continue
            if view in kinds or view.startswith(SKIPPED):
                continue
            answer = self.clients[who].get(path)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            kinds.add(view)
            yield view, path
            for link in (each.decode().replace("&amp;", "&") for each in LINK.findall(answer.content)):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)

    def cost(self, page: str) -> tuple[int, float]:
        """Statements and milliseconds of one page, once."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client, path = self.clients[page.split()[0]], self.paths[page]
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        statements = len(asked)
        began = time.perf_counter()
        client.get(path)
        return statements, (time.perf_counter() - began) * 1000


def answer_questions() -> None:
    """In a process of its own: the names of the pages, then a cost for each line that is read."""
    import django

    django.setup()
    pages = Pages()
    print(json.dumps(list(pages.paths)), flush=True)
    for line in sys.stdin:
        print(json.dumps(pages.cost(json.loads(line))), flush=True)


class Other:
    """The process that looks at one database."""

    def __init__(self, address: str):
        home = Path(os.environ.get("K2K_HOME") or tempfile.mkdtemp(prefix="k2k-bench-"))
        env = running.env_of(home, address, K2K_LOG="CRITICAL")
        env |= {"DJANGO_SETTINGS_MODULE": "k2k.settings"}
        line = [sys.executable, "-m", "k2k.cli", "prepare"]
        subprocess.run(line, env=env, check=True, stdout=subprocess.DEVNULL, cwd=running.ROOT)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.page_ratio", "--answer"], env=env, cwd=running.ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.pages: list[str] = self._read()

    def _read(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def cost(self, page: str) -> tuple[int, float]:
        """Statements and milliseconds of a page, once."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(page) + "\n")
        self.process.stdin.flush()
        return self._read()


def main() -> None:
    """Print one table, the worst first."""
    if sys.argv[1:] == ["--answer"]:
        answer_questions()
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one")
    parser.add_argument("large")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args()
    both = Other(given.one), Other(given.large)
    print(heading("pages with one site and within the large set"))
    rows = []
    for page in [page for page in both[0].pages if page in both[1].pages]:
        found = [[each.cost(page) for each in both] for _n in range(given.times)]
        few, many = ([pair[side] for pair in found] for side in (0, 1))
        one, large = (median(cost[1] for cost in costs) for costs in (few, many))
        rows.append((large / one, page, few[-1][0], many[-1][0], one, large))
    print("| page | statements | one site | large set | ratio |\n|---|---:|---:|---:|---:|")
    for ratio, page, few, many, one, large in sorted(rows, reverse=True):
        print(f"| {page} | {few} / {many} | {one:.1f} ms | {large:.1f} ms | {ratio:.2f} |")
    missing = sorted(set(both[0].pages) ^ set(both[1].pages))
    print(f"\n{len(rows)} pages, {sum(row[0] > ASKED for row in rows)} above {ASKED}. Only in one of both: {missing}")


if __name__ == "__main__":
    main()
