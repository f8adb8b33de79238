"""A hall of 300 checked in by three phones over HTTP, while the page on the wall counts them.

    .venv/bin/python -m bench.hall [--members 300] [--phones 3] [--seconds-a-scan 0]

Each phone looks a home up by the number on its door and ticks it off, as somebody at the door does. The wall asks again
as often as its page says; how far it is behind is the longest time from a tick that was acknowledged to the first
answer on the wall that counts it.
"""

import argparse
import http.cookies
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench.casting import Server, hidden
from bench.machine import heading
from tests.ops import running

WHO = re.compile(r'name="who" value="([^"]+)"')
BIG = re.compile(r"<h1>([\d,]+) / ")


def prepared(members: int, phones: int) -> tuple[list[str], str, list[str]]:
    """A group whose general meeting is open: the doors of its members, the meeting's address, the phones' cookies."""
    from django.conf import settings
    from django.test import Client

    from k2k.core.accounts.models import Account
    from k2k.meetings import testing

    held = testing.make_meeting("open", members=members, others=0)
    posts = list(held.made.posts.values())[:phones]
    Account.objects.update(is_demo=True)
    cookies = []
    for actor in posts:
        client = Client()
        client.force_login(actor.account)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    doors = [each.household.node.name for each in held.made.memberships]
    return doors, f"/kumpulan/{held.made.group.code}/mesyuarat/{held.meeting.code}/", cookies


class Hall:
    """What is known of the hall, by the phones and by the wall."""

    def __init__(self, url: str, path: str):
        self.url, self.path = url, path
        self.acknowledged: list[float] = []
        self.behind = 0.0
        self.slowest = 0.0
        self.seen = 0
        self.over = threading.Event()
        self.lock = threading.Lock()

    def watch(self) -> None:
        """The wall: asks, waits as long as the page says, asks again."""
        while not self.over.is_set() or self.seen < len(self.acknowledged):
            with urllib.request.urlopen(f"{self.url}{self.path}dinding/", timeout=30) as answer:
                pause, page = int(answer.headers["Refresh"]), answer.read().decode()
            found, now = int(BIG.search(page)[1].replace(",", "")), time.monotonic()  # type: ignore[index]
            with self.lock:
                late = [now - moment for moment in self.acknowledged[self.seen : found]]
                self.behind = max([self.behind, *late])
                self.seen = max(self.seen, found)
            time.sleep(pause)

    def check_in(self, cookie: str, doors: list[str], pause: float) -> None:
        """One phone at the door."""
        jar = http.cookies.SimpleCookie(cookie)
        browser = urllib.request.build_opener()
        for door in doors:
            start = time.monotonic()
            address = f"{self.url}{self.path}senarai/"
            browser.addheaders = [("Cookie", jar.output(attrs=[], header="", sep=";").strip())]
            with browser.open(f"{address}?q={urllib.parse.quote(door)}", timeout=30) as answer:
                page = answer.read().decode()
                for set_by_server in answer.headers.get_all("Set-Cookie", []):
                    jar.load(set_by_server)
            browser.addheaders = [("Cookie", jar.output(attrs=[], header="", sep=";").strip())]
            found = WHO.search(page)
            if found is None:
                continue
            fields = hidden(page) | {"who": found[1], "how": "tick", "q": door, "client_id": str(uuid.uuid4())}
            browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=30).close()
            with self.lock:
                self.acknowledged.append(time.monotonic())
                self.slowest = max(self.slowest, time.monotonic() - start)
            time.sleep(pause)


def main() -> None:
    """Print one table; ends with 1 where somebody was lost or counted twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--phones", type=int, default=3)
    parser.add_argument("--seconds-a-scan", type=float, default=0.0)
    given = parser.parse_args()
    env = running.env_of(Path(tempfile.mkdtemp(prefix="k2k-bench-")))
    subprocess.run([sys.executable, "-m", "k2k.cli", "prepare"], env=env, check=True, cwd=running.ROOT)
    os.environ |= {**env, "DJANGO_SETTINGS_MODULE": "k2k.settings"}
    import django

    django.setup()
    doors, path, cookies = prepared(given.members, given.phones)
    server = Server(env)
    server.start()
    hall = Hall(server.url, path)
    wall = threading.Thread(target=hall.watch)
    wall.start()
    start = time.monotonic()
    shares: list[Any] = [(cookie, doors[n :: given.phones]) for n, cookie in enumerate(cookies)]
    with ThreadPoolExecutor(given.phones) as phones:
        list(phones.map(lambda share: hall.check_in(*share, given.seconds_a_scan), shares))
    seconds = time.monotonic() - start
    hall.over.set()
    wall.join()
    server.kill()
    print(heading(f"{given.members} members ticked off by {given.phones} phones"))
    print("| members | seconds | slowest scan | the wall behind, at most |\n|---:|---:|---:|---:|")
    print(f"| {hall.seen} | {seconds:.0f} of 360 | {hall.slowest:.2f} s | {hall.behind:.1f} s of 2 |")
    if hall.seen != given.members:
        raise SystemExit("Somebody was lost or counted twice.")


if __name__ == "__main__":
    main()
