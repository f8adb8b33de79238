"""The product as it is run: a home of its own with the example in it, `k2k serve`, stopped by its process id."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.ops import running

#: Pictures for the docs are taken at the address that the docs name.
SHOTS = os.environ.get("K2K_SHOTS") == "1"
#: Seconds in which a server on a busy machine must answer.
PATIENCE = 60

CODES = """
import json
from k2k.activities.models import Activity, Story
from k2k.core.nodes import Node
from k2k.issues.models import Issue
from k2k.questions.models import Question
from k2k.works.models import Idea, Order

def code(**where):
    return Node.objects.filter(**where).order_by("id").values_list("code", flat=True).first()

def home(actor_name):
    from k2k.people.models import Person
    return Person.objects.get(preferred_name=actor_name).residencies.get(until=None).household.node

def issue(**where):
    where = {"site__name": "PPR Seri Kenanga", "at_home": False, "identity__in": ("open", "card", "clerk"), **where}
    return Issue.objects.filter(**where).order_by("id").values_list("code", flat=True).last()

site = Node.objects.get(kind="site", name="PPR Seri Kenanga")
here = {"site": site}
own = home("Puan Noraini")
found = {
    "site": site.code,
    "other_site": code(kind="site", name="PPR Desa Rambai"),
    "third_site": code(kind="site", name="PPR Sungai Serai"),
    "block": code(kind="block", name="B", **here),
    "floor": own.floor.code,
    "home": own.code,
    "home_name": own.name,
    "lift": code(kind="asset", noun="lift", block__name="C", name="3", **here),
    "free_lift": code(kind="asset", noun="lift", block__name="C", name="1", **here),
    "spare_lift": code(kind="asset", noun="lift", block__name="B", name="3", **here),
    "hall": code(kind="spot", noun="hall", **here),
    "lobby": code(kind="spot", noun="lobby", block__name="A", **here),
    "corridor": code(kind="spot", noun="corridor", floor=own.floor, **here),
    "other_block": code(kind="block", site__name="PPR Desa Rambai"),
    "asked": issue(state="claimed", node__noun="lift", yes_households=1),
    "new": issue(state="new"),
    "accepted": issue(state="accepted", reopened=0),
    "started": issue(state="started"),
    "reopened": issue(reopened__gt=0),
    "slipped": issue(node__noun="pump", state__in=("accepted", "started")),
    "confirmed": issue(state="confirmed"),
    "private": issue(at_home=True),
    "question": Question.objects.filter(site=site, state="waiting").earliest("asked_at").code,
    "coming": Activity.objects.filter(site=site, state="announced", weeks=1).earliest("starts_at").code,
    "thanked": Activity.objects.filter(site=site, state="over").earliest("starts_at").code,
    "class": Activity.objects.filter(site=site, weeks__gt=1).earliest("starts_at").code,
    "group": Activity.objects.filter(site=site).earliest("starts_at").group.code,
    "story": Story.objects.filter(site=site, state="published").earliest("told_at").code,
    "order": Order.objects.filter(site=site, quotes__isnull=False).earliest("made_at").code,
    "idea": Idea.objects.filter(site=site).earliest("at").code,
    "nameless": issue(identity__in=("anonymous",)),
}
"""


@dataclass
class Product:
    """A running installation: where it answers, and the environment of its commands."""

    url: str
    env: dict[str, str] = field(repr=False)
    log: Path

    def ask(self, code: str) -> Any:
        """Run lines inside the installation; what they leave in `found` comes back."""
        said = running.python(f"{code}\nimport json; print(json.dumps(found))", self.env)
        return json.loads(said.strip().splitlines()[-1])

    @cached_property
    def codes(self) -> dict[str, str]:
        """Public codes of places and reports of the example, by a word for what they are."""
        return self.ask(CODES)


def built(home: Path) -> None:
    """Build the whole example in `home`."""
    env = running.env_of(home, K2K_DEMO="1")
    running.well("prepare", env=env)
    running.well("demo", "--whole", env=env)


def example(shared: Path) -> Path:
    """The example, built once for all workers of a test run."""
    home = shared / "k2k-example"
    with (shared / "k2k-example.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "done").exists():
            home.mkdir(exist_ok=True)
            built(home)
            (home / "done").touch()
    return home


@contextlib.contextmanager
def running_product(template: Path, home: Path) -> Iterator[Product]:
    """Serve a copy of the example until the block ends."""
    shutil.copytree(template, home, dirs_exist_ok=True)
    url = "http://localhost:8000" if SHOTS else f"http://127.0.0.1:{running.spare_port()}"
    port = url.rpartition(":")[2]
    env = running.env_of(home, K2K_DEMO="1", K2K_URL=url, K2K_NEUTRAL_PAGE=f"{url}/tentang/")
    log = home / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "k2k.cli", "serve", "--port", port],
            env=env, cwd=running.ROOT, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(url, process, log)
            yield Product(url, env, log)
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if running.get(f"{url}/status/")[0]:
            return
        time.sleep(0.2)
    raise AssertionError(f"the product did not start:\n{log.read_text()[-2000:]}")
