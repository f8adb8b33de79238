"""Card codes are tried behind limits that stop a guesser and let a whole block in from one address.

Only wrong codes count. A device waits 15 minutes after five of them; an address, which thousands of phones may share,
after 600 in an hour; and everybody after 1,200 in an hour from everywhere together. A phone that has signed in before
is known by a signed cookie and waits for its own mistakes only. A code with a wrong check character is a slip of the
finger: it is answered before any look-up and not counted.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.core import clock, ids, limits, pace
from k2k.core.ui import formats
from k2k.people import queries
from k2k.people.models import Card
from k2k.people.rules import PAUSE_MINUTES, TRIES, WRONG_EVERYWHERE, WRONG_PER_ADDRESS

KNOWN, SALT, YEARS = "known", "k2k.people.known", 60 * 60 * 24 * 730
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Tried:
    """What a code led to: a card that works, or a sentence and the status of its page."""

    card: Card | None
    sentence: str = ""
    status: int = 200


def look_up(request: HttpRequest, text: str) -> Tried:
    """The card of a typed or scanned code, if it works and this phone need not wait."""
    try:
        code = ids.clean_code(text)
    except ValueError:
        return Tried(None, _("This code is not right. Look at the card and type it once more."), 404)
    buckets = _buckets(request)
    for bucket, key, most, _per in buckets:
        allowed = limits.peek(bucket, key, most, request.at)
        if not allowed:
            return Tried(None, _wait(allowed), 429)
    card = queries.card_by_code(code)
    if card is None:
        for bucket, key, most, per in buckets:
            limits.hit(bucket, key, most, per, request.at)
        return Tried(None, _("No card has this code. Look at the card and type all 8 characters again."), 404)
    return _judged(card, request)


def _buckets(request: HttpRequest) -> list[tuple[str, str, int, timedelta]]:
    own = ("people.code", request.device, TRIES, timedelta(minutes=PAUSE_MINUTES))
    if request.get_signed_cookie(KNOWN, default="", salt=SALT) == request.device:
        return [own]
    return [
        own,
        ("people.code_address", limits.address_of(request), WRONG_PER_ADDRESS, HOUR),
        ("people.code_everywhere", "all", WRONG_EVERYWHERE, HOUR),
    ]


def _judged(card: Card, request: HttpRequest) -> Tried:
    if queries.card_actor(card, request.at):
        return Tried(card)
    if card.revoked_at and card.household.until is None:
        day = formats.day(clock.today(card.revoked_at), get_language() or "ms", "year")
        return Tried(None, _("This card stopped on %(day)s. Use the newest card of the home.") % {"day": day}, 410)
    return Tried(None, _("This card no longer works: its household has moved."), 410)


def _wait(allowed: limits.Allowed) -> str:
    pace.slow_down(allowed.retry_after)
    return ngettext(
        "Too many wrong codes. Wait %(n)s minute, then try again.",
        "Too many wrong codes. Wait %(n)s minutes, then try again.",
        allowed.minutes,
    ) % {"n": allowed.minutes}


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """This phone has signed in with a card: it waits for its own mistakes only."""
    response.set_signed_cookie(
        KNOWN, request.device, salt=SALT, max_age=YEARS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
