"""The six digits of a person, for what binds: 15 minutes after a right PIN the card acts for that person."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.core import limits, pace
from k2k.people import commands, sessions
from k2k.people.models import Person
from k2k.people.queries import pin_required as required
from k2k.people.rules import PAUSE_MINUTES, PIN_TRIES_A_DAY, TRIES

__all__ = ["attempt", "required"]


def attempt(request: HttpRequest, person: Person, pin: str) -> str:
    """Try a PIN: "" and the person is bound, or the sentence that says why not. Counted over all processes.

    At most 5 tries in 15 minutes and 20 in a day for each person; right ones count too and so hide no wrong ones.
    """
    key, at = str(person.pk), request.at
    for bucket, most, per in (
        ("people.pin", TRIES, timedelta(minutes=PAUSE_MINUTES)),
        ("people.pin_day", PIN_TRIES_A_DAY, timedelta(days=1)),
    ):
        allowed = limits.hit(bucket, key, most, per, at)
        if not allowed:
            return _wait(allowed)
    if not commands.pin_fits(person, pin):
        return _("This PIN is not right. Try again.")
    sessions.bind(request, person)
    return ""


def _wait(allowed: limits.Allowed) -> str:
    pace.slow_down(allowed.retry_after)
    return ngettext(
        "Too many tries. Wait %(n)s minute, or ask the mobiliser to clear the PIN.",
        "Too many tries. Wait %(n)s minutes, or ask the mobiliser to clear the PIN.",
        allowed.minutes,
    ) % {"n": allowed.minutes}
