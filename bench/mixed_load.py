"""Half an hour of everything at once: clerks read, neighbours report and say "me too", the worker works beside.

    .venv/bin/python -m bench.mixed_load [--minutes 30] [--kept FOLDER] [--connections 16]

On PostgreSQL with 100,000 reports, against `k2k serve --with-worker`. Each connection does one thing after the other
without a pause; the memory of server and worker (PSS, every process) is looked at each minute. Nothing may go wrong,
memory must stay flat, and the trail must hold afterwards; else it ends with 1.
"""

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench import hits, memory
from bench.kept import arguments, filled
from bench.machine import heading
from tests.ops import running

LIMIT_MB = 400
#: How often each thing is done, of a hundred.
MIX = {"detail": 35, "list": 15, "filtered": 10, "public": 20, "report": 10, "tap": 10}
FINE = (200, 303)


@dataclass
class Load:
    """What is done by whom, and what came of it."""

    url: str
    clerks: list[Any]
    neighbours: Any
    public: list[str]
    until: float
    done: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    used: list[float] = field(default_factory=list)
    one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def connection(self, number: int) -> None:
        """One connection: a clerk, a stranger and a neighbour in turn, by chance."""
        line, clerk, home = hits.Line(self.url), self.clerks[number], None
        while time.monotonic() < self.until:
            what = random.choices(list(MIX), list(MIX.values()))[0]
            if what in ("report", "tap") and (home is None or not home.left):
                home = await self._next_home()
                await home.open(line)
            ask = {
                "public": lambda: hits.Ask(random.choice(self.public)),
                "report": lambda home=home: home.report(),
                "tap": lambda home=home: home.tap(random.choice(clerk.common)),
            }.get(what) or getattr(clerk, what)
            began = time.perf_counter()
            answer = await line.ask(ask())
            self.slowest = max(self.slowest, time.perf_counter() - began)
            self.done[what] += 1
            if answer.status not in FINE:
                self.wrong[f"{what} {answer.status}"] += 1
        line.close()

    async def _next_home(self) -> Any:
        async with self.one:
            return await asyncio.to_thread(next, self.neighbours)

    async def watch(self, pid: int) -> None:
        """Memory of the server and everything below it, each minute."""
        print("| minute | done | server and worker, PSS | load |\n|---:|---:|---:|---:|", flush=True)
        began = time.monotonic()
        while time.monotonic() < self.until:
            await asyncio.sleep(min(60.0, max(0.0, self.until - time.monotonic())))
            self.used.append(sum(memory.pss(each) for each in memory.tree(pid)))
            minute, done = (time.monotonic() - began) / 60, sum(self.done.values())
            print(f"| {minute:.0f} | {done:,} | {self.used[-1]:.0f} MB | {os.getloadavg()[0]:.1f} |", flush=True)

    async def run(self, pid: int) -> None:
        """All connections at once."""
        await asyncio.gather(*(self.connection(number) for number in range(len(self.clerks))), self.watch(pid))


def public_pages() -> list[str]:
    """What neighbours read: their perumahan, its blocks, its board, the list of what is wrong."""
    from django.urls import reverse

    from k2k.core.nodes import Node

    sites = list(Node.objects.filter(kind="site").order_by("pk")[:20])
    found = [reverse(name, args=[site.code]) for site in sites for name in ("home:site", "commitments:board")]
    blocks = Node.objects.filter(kind="block", site__in=sites)
    return [*found, *(reverse("home:block", args=[block.code]) for block in blocks), reverse("home:start")]


def main() -> None:
    """Print the minutes and what came of it; ends with 1 where something was wrong."""
    parser = arguments(__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    given = parser.parse_args()
    with filled(given.kept, given.sites, given.people, given.issues) as env:
        os.environ |= env
        import django

        django.setup()
        from bench.people_at_work import clerks, neighbours
        from k2k.core import trail

        with running.served(env, "--with-worker") as (url, process):
            print(heading(f"{given.minutes:.0f} minutes of mixed load, {given.connections} connections"))
            until = time.monotonic() + 60 * given.minutes
            load = Load(url, clerks(given.connections), neighbours(), public_pages(), until)
            asyncio.run(load.run(process.pid))
        problems = sum(1 for _problem in trail.verify())
        flat = load.used[len(load.used) // 6 :]
        done = ", ".join(f"{n:,} {what}" for what, n in load.done.most_common())
        print(f"\n{sum(load.done.values()):,} requests ({done}); slowest {load.slowest:.1f} s")
        print(f"wrong: {dict(load.wrong) or 'nothing'}; trail: {problems} problems")
        print(f"memory after the first minutes {flat[0]:.0f} MB, most {max(flat):.0f} MB of {LIMIT_MB} MB")
        raise SystemExit(bool(load.wrong or problems or max(flat) > LIMIT_MB))


if __name__ == "__main__":
    main()
