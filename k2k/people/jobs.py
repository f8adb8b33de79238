"""What is forgotten by the clock."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from k2k.core import clock
from k2k.core.jobs import job
from k2k.people.models import Identity


@job("people.expire_identities", every=timedelta(hours=6))
def expire_identities(at: datetime) -> None:
    """Delete identity numbers whose day has come."""
    Identity.objects.filter(expires_on__lte=clock.today(at)).delete()


@job("people.clean_sessions", every=timedelta(hours=12))
def clean_sessions(at: datetime) -> None:
    """Delete sign-ins that are over."""
    Session.objects.filter(expire_date__lte=at).delete()
