"""How many lists, details and new reports a second, with 100,000 reports, signed in, everything on.

    .venv/bin/python -m bench.issues_under_load [--seconds 15] [--kept FOLDER] [--issues 100000] [--connections 16]

Starts PostgreSQL and `k2k serve` as shipped, fills the database (or reads the dump kept in FOLDER: half a minute), and
asks by 16 connections from this process, which shares the cores. Clerks read their desk's list, a filtered list and
reports; neighbours send the real form by their card, each form with its token and an id of its own. At the end the
statements of each page are counted in this process, those for session and account apart.
"""

import asyncio
import os
from collections.abc import Callable
from typing import Any

from bench import hits
from bench.kept import arguments, filled
from bench.machine import heading
from tests.ops import running

#: What is asked: of the list, the filtered list, the detail, a new report; a second.
ASKED = {"list": 60, "filtered": 60, "detail": 100, "create": 100}
WARM = 2
PAGES = ("list", "filtered", "detail")
WHO = ("django_session", "core_account", "core_grant")


def statements(clerk: Any, page: str) -> str:
    """How many statements a page takes, warm, beside those that find out who asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from k2k.core.testing import browser

    client = browser(clerk.actor, lang="ms", SERVER_NAME="localhost")
    path = getattr(clerk, page)().path
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    own = [query["sql"] for query in asked.captured_queries]
    who = sum(any(f'FROM "{table}"' in sql for table in WHO) for sql in own)
    return f"{len(own) - who} (and {who} for session, account and its rights)"


async def read(url: str, asks: list[Callable[[], hits.Ask]], seconds: float) -> hits.Tally:
    """Each connection reads its own; the first two seconds do not count."""
    await hits.measure(url, lambda number: asks[number](), len(asks), WARM)
    return await hits.measure(url, lambda number: asks[number](), len(asks), seconds)


async def created(url: str, homes: list[Any], connections: int, seconds: float) -> hits.Tally:
    """New reports: each connection takes the next phone when one has reported as often as it may."""
    line = hits.Line(url)
    for home in homes:
        await home.open(line)
    line.close()
    waiting, using = iter(homes), {}

    def next_ask(number: int) -> hits.Ask | None:
        home = using.get(number)
        if home is None or not home.left:
            home = using[number] = next(waiting, None)
        return home.report() if home else None

    return await hits.measure(url, next_ask, connections, seconds, wanted=(303,))


def run(url: str, connections: int, seconds: float, only: list[str]) -> None:
    """Measure each and print the table."""
    from bench.people_at_work import REPORTS_A_CARD, clerks, neighbours

    desks = clerks(connections)
    print(hits.TABLE)
    for page in (page for page in PAGES if page in only):
        tally = asyncio.run(read(url, [getattr(clerk, page) for clerk in desks], seconds))
        print(hits.row(page, tally, f"≥ {ASKED[page]}/s"), flush=True)
    if "create" in only:
        homes = list(neighbours(connections + int(seconds * 2 * ASKED["create"] / REPORTS_A_CARD)))
        tally = asyncio.run(created(url, homes, connections, seconds))
        print(hits.row("create", tally, f"≥ {ASKED['create']}/s"), flush=True)
    print("\np99 asked: ≤ 300 ms. Statements, of which a list may have 6:")
    for page in PAGES:
        print(f"{page}: {statements(desks[0], page)}")


def main() -> None:
    """Print one table."""
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--only", nargs="+", choices=tuple(ASKED), default=list(ASKED))
    parser.add_argument("--serve", nargs="*", default=[], help="options of k2k serve, without their dashes")
    given = parser.parse_args()
    with filled(given.kept, given.sites, given.people, given.issues) as env:
        os.environ |= env
        import django

        django.setup()
        with running.served(env, *(f"--{word}" for word in given.serve)) as (url, _process):
            print(heading(f"{given.issues:,} reports at {given.sites} sites, {given.connections} connections"))
            run(url, given.connections, given.seconds, given.only)


if __name__ == "__main__":
    main()
