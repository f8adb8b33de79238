"""What time does by itself: a term ends, and its list opens."""

from datetime import datetime, timedelta

from k2k.core.actors import SYSTEM
from k2k.core.jobs import job
from k2k.handover import commands, queries


@job("handover.open_lists", every=timedelta(hours=6))
def open_lists(at: datetime) -> None:
    """Open the list of every term that ends within two weeks, or ended within the last month without one."""
    for term in queries.without_list(at):
        commands.open_handover(SYSTEM, appointment=term, incoming=queries.successor(term), at=at)
