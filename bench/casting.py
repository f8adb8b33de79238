"""Votes cast over HTTP while the server is killed: none may be lost or doubled.

    .venv/bin/python -m bench.casting [--votes 5000] [--kills 2] [--phones 8]

Makes a perumahan of its own in a fresh home (SQLite, or K2K_DATABASE_URL), signs every home in by its card as a phone
does, and lets it vote on paper, look again, and put the vote into the box. The server is killed (-9) on the way and
started again; a phone that gets no answer sends the same paper again. At the end two tellers open the box, and every
pile must be as large as what was put in.
"""

import argparse
import http.cookiejar
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.machine import heading
from tests.ops import running

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"|name="([^"]+)" value="([^"]*)"[^>]*hidden')
PHRASES = {1: "tujuh ekor kucing hitam", 2: "hujan lebat petang ini"}
OPTIONS = ["Hijau", "Kuning", "Putih", "Biru"]


@dataclass
class Server:
    """`k2k serve` on one port, to be killed and started again."""

    env: dict[str, str]
    port: int = field(default_factory=running.spare_port)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        line = [sys.executable, "-m", "k2k.cli", "serve", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(line, env=self.env, cwd=running.ROOT, start_new_session=True, **quiet)
        while running.get(f"{self.url}/healthz")[0] == 0:
            time.sleep(0.1)

    def kill(self) -> None:
        """No goodbye: the whole group at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Tally:
    """What the phones saw."""

    votes: int
    kills: int
    server: Server
    done: int = 0
    again: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledged(self, seconds: float) -> None:
        """One more receipt; at fixed numbers of them the server dies."""
        with self.lock:
            self.done += 1
            self.slowest = max(self.slowest, seconds)
            if self.kills and self.done in {self.votes * (n + 1) // (self.kills + 1) for n in range(self.kills)}:
                self.server.kill()
                self.server.start()


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    return {a or c: b or d for a, b, c, d in HIDDEN.findall(page)}


class Phone:
    """One home's browser: keeps its cookies, asks again where nobody answers."""

    def __init__(self, tally: Tally):
        self.tally = tally
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)

    def ask(self, path: str, **fields: object) -> str:
        """GET, or POST where fields are given; waits for the server as long as it takes."""
        data = urllib.parse.urlencode(fields, doseq=True).encode() if fields else None
        while True:
            try:
                with self.browser.open(self.tally.server.url + path, data, timeout=60) as answer:
                    return answer.read().decode()
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    raise
            except OSError:
                pass
            with self.tally.lock:
                self.tally.again += 1
            time.sleep(0.2)

    def vote(self, code: str, ballot: str, choice: tuple[int, ...]) -> None:
        """Sign in by the card, fill in the paper, look again, put it into the box."""
        page = self.ask(f"/k/{code}/")
        self.ask(f"/k/{code}/", **hidden(page))
        paper = f"/undi/{ballot}/kertas/"
        start = time.monotonic()
        given = hidden(self.ask(paper)) | {"c1": "1" if choice[0] == 1 else "2", "c2": [str(n) for n in choice]}
        review = self.ask(paper, **given, step="review")
        slip = {**given, **hidden(review)}["slip"]
        answer = self.ask(paper, **{**given, "slip": slip}, step="cast")
        if slip[:4] not in answer:
            raise SystemExit(f"no receipt: {re.sub('<[^>]+>', ' ', answer)[:400]}")
        self.tally.acknowledged(time.monotonic() - start)


def prepared(votes: int) -> tuple[list[str], str, Any]:
    """A site with that many homes and cards and an open ballot: the codes of the cards, the ballot's code, a teller."""
    from k2k.ballots import commands
    from k2k.ballots import testing as ballots_testing
    from k2k.bodies import testing as bodies_testing
    from k2k.core import clock
    from k2k.people import testing as people_testing
    from k2k.places import testing as places_testing

    floors = tuple(str(n) for n in range(1, -(-votes // 500) + 1))
    place = places_testing.make_site(name="PPR Undian", blocks=10, floors=floors, units=50)
    homes = [people_testing.make_household(unit) for unit in place.units[:votes]]
    committee = bodies_testing.make_association(place.site).clerk
    other = people_testing.make_staff("saksi", "mobiliser", place.site)
    made = commands.create(
        committee, node=place.site, title="Warna lobi", unit="household", closes_at=clock.now() + timedelta(hours=3)
    )
    commands.add_contest(committee, ballot=made, title="Setuju?", method="yes-no", options=["Ya", "Tidak"])
    commands.add_contest(committee, ballot=made, title="Warna", method="approval", options=OPTIONS)
    commands.enrol(committee, ballot=made, voters=[ballots_testing.line_of(card) for _home, card, _code in homes])
    for number, teller in enumerate((committee, other), 1):
        commands.appoint_teller(committee, ballot=made, holder=teller.key)
        commands.keep_key(teller, ballot=made, passphrase=PHRASES[number])
    commands.open_ballot(committee, ballot=made)
    return [code for _home, _card, code in homes], made.code, committee


def counted(code: str, teller: Any) -> tuple[int, int, list[Counter]]:
    """Close and count: marks on the roll, papers in the box, the piles of both contests."""
    from k2k.ballots import commands, queries
    from k2k.ballots.models import Ballot

    made = Ballot.objects.get(code=code)
    marks, envelopes = made.roll.exclude(mark="").count(), made.envelopes.count()
    commands.close(teller, ballot=made)
    commands.count_votes(teller, ballot=made, passphrases=PHRASES)
    piles = [Counter(queries.profile_of(contest).piles) for contest in queries.counted(made)]
    return marks, envelopes, piles


def main() -> None:
    """Print one table; ends with 1 where a vote was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--phones", type=int, default=8)
    given = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="k2k-bench-"))
    env = running.env_of(home, os.environ.get("K2K_DATABASE_URL", ""))
    subprocess.run([sys.executable, "-m", "k2k.cli", "prepare"], env=env, check=True, cwd=running.ROOT)
    os.environ |= {**env, "DJANGO_SETTINGS_MODULE": "k2k.settings"}
    import django

    django.setup()
    codes, ballot, teller = prepared(given.votes)
    rng = random.Random(11)
    choices = [tuple(sorted(rng.sample(range(1, 5), rng.randint(1, 4)))) for _code in codes]
    tally = Tally(given.votes, given.kills, Server(env))
    tally.server.start()
    start = time.monotonic()
    with ThreadPoolExecutor(given.phones) as phones:
        list(phones.map(lambda pair: Phone(tally).vote(pair[0], ballot, pair[1]), zip(codes, choices, strict=True)))
    seconds = time.monotonic() - start
    tally.server.kill()
    marks, envelopes, piles = counted(ballot, teller)
    wanted = [Counter((1,) if choice[0] == 1 else (2,) for choice in choices), Counter(choices)]
    print(heading(f"{given.votes:,} votes from {given.phones} phones, the server killed {given.kills} times"))
    print("| votes | seconds | votes/s | asked again | slowest vote |\n|---:|---:|---:|---:|---:|")
    print(f"| {tally.done:,} | {seconds:.0f} | {tally.done / seconds:.1f} | {tally.again} | {tally.slowest:.1f} s |")
    print(f"marks on the roll {marks:,}, envelopes {envelopes:,}, piles as put in: {piles == wanted}")
    if not marks == envelopes == given.votes or piles != wanted:
        raise SystemExit("A vote was lost or doubled.")


if __name__ == "__main__":
    main()
