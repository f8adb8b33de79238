"""What is looked after by itself: bodies outside whose charter has passed."""

from datetime import datetime, timedelta

from k2k.core import grants, notify
from k2k.core.jobs import job
from k2k.desk import asked, messages
from k2k.desk.models import Sent


@job("desk.charter_passed", every=timedelta(hours=6))
def charter_passed(at: datetime) -> None:
    """Tell office and committee once that a charter's days have passed."""
    for sent in asked.charter_passed(at):
        if Sent.objects.filter(pk=sent.pk, told_at=None).update(told_at=at):
            roles = {"office"} if sent.issue.at_home else asked.ROLES
            to = [f"account:{pk}" for pk in grants.holders(roles, sent.issue.node, at)]
            if to:
                notify.send(messages.CharterPassed, to, subject=sent.ref, at=at)
