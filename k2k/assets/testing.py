"""Makers for tests of this app and of those above: a certificate, a schedule."""

from datetime import timedelta

from k2k.assets import commands
from k2k.assets.models import Certificate, Schedule
from k2k.core import clock
from k2k.core.nodes import Node
from k2k.issues.testing import World


def make_certificate(world: World, node: Node | None = None, *, left: int = 300, **given) -> Certificate:
    """A certificate of fitness of the first lift that ends in so many days."""
    today = clock.today(world.at)
    words = {"kind": "fitness", "number": "PMA 12345", "issued_on": today - timedelta(days=400), **given}
    return commands.certify(
        world.office, node=node or world.lift, until=today + timedelta(days=left), at=world.at, **words
    )


def make_schedule(world: World, node: Node | None = None, *, days_ago: int = 0, **given) -> Schedule:
    """A monthly visit of the contractor to the first lift, planned so many days ago for that very day."""
    at = world.at - timedelta(days=days_ago)
    words = {"body": world.contractor, "what": "Servis bulanan", "months": 1, "grace_days": 7, **given}
    return commands.plan(world.office, node=node or world.lift, first_due=clock.today(at), at=at, **words)
