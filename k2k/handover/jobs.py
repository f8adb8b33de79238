"""What time does by itself: a term ends, and its list opens."""

from datetime import datetime, timedelta

from k2k.core.actors import SYSTEM
from k2k.core.jobs import job
from k2k.handover import commands, queries, rules
from k2k.handover.models import Parcel


@job("handover.open_lists", every=timedelta(hours=6))
def open_lists(at: datetime) -> None:
    """Open the list of every term that ends within two weeks, or ended within the last month without one."""
    for term in queries.without_list(at):
        commands.open_handover(SYSTEM, appointment=term, incoming=queries.successor(term), at=at)


@job("handover.erase_parcels", every=timedelta(hours=24))
def erase_parcels(at: datetime) -> None:
    """Forget what was in parcels, 90 days after the lead decided."""
    over = Parcel.objects.filter(erased_at=None, decided_at__lte=at - rules.PARCEL_KEPT)
    over.update(sealed="", erased_at=at)
