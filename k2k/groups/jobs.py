"""What time does by itself: nobody objected, so they belong."""

from datetime import datetime, timedelta

from k2k.core.actors import SYSTEM
from k2k.core.jobs import job
from k2k.groups import commands
from k2k.groups.models import Membership


@job("groups.admit_members", every=timedelta(hours=1))
def admit_members(at: datetime) -> None:
    """Admit those to whom nobody objected in the time their group's rules give."""
    for membership in Membership.objects.filter(state="open", open_until__lte=at).order_by("open_until", "id"):
        commands.admit(SYSTEM, membership=membership, at=at)
