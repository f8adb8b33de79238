"""Makers for tests of this app and of those above."""

from datetime import datetime, timedelta

from k2k.bodies.models import Body
from k2k.bodies.testing import Cast
from k2k.commitments import commands
from k2k.commitments.models import Commitment
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node

_count = iter(range(1, 10**9))


def make_target(node: Node, body: Body, *, source: str = "", what: str = "Baiki lif", due=None, at=None) -> Commitment:
    """A date counted from a rule, three days ahead unless told."""
    at = at or clock.now()
    source = source or f"testing.need:{next(_count)}"
    due = due or at + timedelta(days=3)
    return commands.target(SYSTEM, source=source, node=node, body=body, what=what, due=due, at=at)


def make_promise(
    node: Node, cast: Cast, *, source: str = "", what: str = "Baiki lif", due: datetime | None = None, at=None
) -> Commitment:
    """A promise by the person in the cast's post, three days ahead unless told."""
    at = at or clock.now()
    source = source or f"testing.need:{next(_count)}"
    due = due or at + timedelta(days=3)
    return commands.promise(cast.clerk, source=source, node=node, body=cast.body, what=what, due=due, at=at)


def make_kept(node: Node, cast: Cast, *, at: datetime, **words) -> Commitment:
    """A promise made at `at`, claimed the next day and confirmed the day after: kept."""
    made = make_promise(node, cast, at=at, **words)
    commands.claim(cast.clerk, commitment=made, at=at + timedelta(days=1))
    return commands.confirm(SYSTEM, commitment=made, at=at + timedelta(days=2))
