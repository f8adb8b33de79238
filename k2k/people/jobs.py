"""What is done and forgotten by the clock."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.core.jobs import job
from k2k.people import commands
from k2k.people.models import HomeChange, Identity


@job("people.expire_identities", every=timedelta(hours=6))
def expire_identities(at: datetime) -> None:
    """Delete identity numbers whose day has come."""
    Identity.objects.filter(expires_on__lte=clock.today(at)).delete()


@job("people.clean_sessions", every=timedelta(hours=12))
def clean_sessions(at: datetime) -> None:
    """Delete sign-ins that are over."""
    Session.objects.filter(expire_date__lte=at).delete()


@job("people.carry_out_change")
def carry_out_change(at: datetime, change: int) -> None:
    """The ten minutes are over: what nobody stopped happens, or is given up where it cannot any more."""
    found = HomeChange.objects.select_related("household__node").filter(pk=change, state="waiting").first()
    if found is None:
        return
    try:
        commands.carry_out_change(SYSTEM, change=found, at=at)
    except Refused:
        commands.give_up_change(SYSTEM, change=found, at=at)
