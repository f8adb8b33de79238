"""Card codes are tried behind limits that stop a guesser and let a whole block in from one address.

Only wrong codes count. A device waits 15 minutes after five of them; an address, which thousands of phones may share,
after 60 in an hour. That is plenty: a code with a wrong check character is a slip of the finger, answered before any
look-up and not counted. A phone that has signed in before is known by a signed cookie and waits for its own mistakes.

Wrong codes from everywhere together close nothing, or whoever sends them could shut the door of the whole programme.
After 12,000 in an hour an address that has not erred signs in as always, and one that errs waits after three.

The odds: 7 random characters of 32 are 34,359,738,368 codes (the eighth follows from them). Where N cards are live,
one guess in 34,359,738,368 / N finds one: with N = 100,000 one in 343,597. One address, at 60 an hour, then finds a
card in eight months on average; 200 addresses at the ceiling in 29 hours, and where 1,000 cards are live in four
months. A card alone shows one home's names and messages; what binds needs the PIN.
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
from k2k.people.rules import MANY_WRONG, PAUSE_MINUTES, TRIES, WRONG_PER_ADDRESS, WRONG_WHILE_MANY

KNOWN, SALT, YEARS = "known", "k2k.people.known", 60 * 60 * 24 * 730
HOUR = timedelta(hours=1)
#: Bucket and key of all wrong codes together.
EVERYWHERE = ("people.code_everywhere", "all")


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
        limits.hit(*EVERYWHERE, MANY_WRONG, HOUR, request.at)
        return Tried(None, _("No card has this code. Look at the card and type all 8 characters again."), 404)
    return _judged(card, request)


def _buckets(request: HttpRequest) -> list[tuple[str, str, int, timedelta]]:
    """What a wrong code is counted under: bucket, key, after how many the next one waits, and for how long."""
    own = ("people.code", request.device, TRIES, timedelta(minutes=PAUSE_MINUTES))
    if request.get_signed_cookie(KNOWN, default="", salt=SALT) == request.device:
        return [own]
    many = not limits.peek(*EVERYWHERE, MANY_WRONG, request.at)
    most = WRONG_WHILE_MANY if many else WRONG_PER_ADDRESS
    return [own, ("people.code_address", limits.address_of(request), most, HOUR)]


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
