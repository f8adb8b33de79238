"""An installation of our own with one small perumahan, for drills: what stands in it, and whether it is whole."""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests import postgres
from tests.ops import running

WORLD = """
from k2k.issues import testing
world = testing.make_world()
print(world.place.corridors[0].code)
"""
#: Each report by its words, how often the office was told of each, and whether every chain of the trail holds.
STANDS = """
import collections, json
from k2k.core import trail
from k2k.core.notify.models import InboxItem
from k2k.issues.models import Issue
told = collections.Counter(InboxItem.objects.filter(message="issues.reported").values_list("recipient", "subject"))
print(json.dumps({"reports": sorted(Issue.objects.values_list("text", flat=True)),
                  "told": sorted(set(told.values())), "torn": len(list(trail.verify()))}))
"""


@dataclass
class House:
    """Where it lives, the label of a corridor in it, and its cluster where it stands on PostgreSQL."""

    env: dict[str, str]
    label: str
    cluster: postgres.Cluster | None
    sent: list[str] = field(default_factory=list)

    def name(self, letter: str) -> str:
        """A word that no crowd before had."""
        return f"{letter}{len(self.sent)}"

    def stands(self) -> dict:
        """What is in the tables now."""
        return json.loads(running.python(STANDS, self.env).splitlines()[-1])

    def holds(self, sent: list[str]) -> None:
        """Raises AssertionError unless these and the ones before stand, each told once, in an unbroken trail."""
        self.sent = sorted([*self.sent, *sent])
        assert self.stands() == {"reports": self.sent, "told": [1], "torn": 0}


@contextlib.contextmanager
def house(engine: str) -> Iterator[House]:
    """A house on "sqlite" or on a "postgres" of its own, until the block ends."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="k2k-drill-")))
        cluster = stack.enter_context(postgres.cluster()) if engine == "postgres" else None
        env = running.env_of(home, cluster.address if cluster else "", K2K_LOG="CRITICAL")
        running.well("prepare", env=env)
        yield House(env, running.python(WORLD, env).split()[-1], cluster)


def below(process: subprocess.Popen) -> list[int]:
    """The processes that the server started: the one that answers, and the worker."""
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(word) for each in listed for word in each.read_text().split()]


def kill(process: subprocess.Popen) -> None:
    """End the server and everything it started as a power cut would."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


ENGINES = ("sqlite", "postgres")


def main(drill: Callable[..., None], about: str | None, engines: tuple[str, ...] = ENGINES, **numbers: int) -> None:
    """The command line of a drill: which engine, and its numbers."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=engines, default=engines[0])
    for name, number in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    given = vars(parser.parse_args())
    with house(given.pop("engine")) as made:
        drill(made, **given)
