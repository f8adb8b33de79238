"""What is forgotten by itself: the marks of phones, once an activity has passed."""

from datetime import datetime, timedelta

from k2k.activities import rules
from k2k.activities.models import SignUp
from k2k.core.jobs import job


@job("activities.forget_devices", every=timedelta(hours=6))
def forget_devices(at: datetime) -> None:
    """Drop the marks of phones 30 days after the activity; that somebody wanted to come stays counted."""
    before = at - rules.DEVICES_KEPT
    SignUp.objects.filter(activity__last_at__lte=before).exclude(device="").update(device="")
