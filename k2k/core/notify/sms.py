"""News as a text message to one phone of a home: words only, never a link, never a number.

Whoever cheats by SMS sends a link or a number to call. Ours never have one, so one that has is not ours; `written`
holds that in code. What is said is a fixed sentence of the message's class (`Message.by_sms`), never what a person
wrote. It leaves through a gateway of the operator's own; where none is set, the channel is off.
"""

import re
from datetime import datetime, time, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from k2k.core import clock, ids, jobs, limits, registry
from k2k.core.notify.models import InboxItem, Outgoing

#: Who writes; the only figure that ever stands in a text message.
NAME = "K2K"
#: Between these hours nobody's phone rings, but for what is necessary.
NIGHT, MORNING = time(22, 0), time(7, 0)
#: So many a day to one home; what is more waits in the inbox alone.
MOST_A_DAY, DAY = 3, timedelta(days=1)
#: How long the gateway is waited for (seconds).
PATIENCE = 15
#: The letters of GSM 03.38, one septet each, and those that take two.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€\f")
#: What is a link or the beginning of one: a scheme, an at-sign, a slash, a stop between two letters.
LINK = re.compile(r"[/\\@#]|\bwww\b|\w\.\w", re.IGNORECASE)


class SmsFailed(Exception):
    """The gateway did not take it. It says nothing more: the number is a secret of the home."""


class NotWords(ValueError):
    """A sentence with a link or a number in it, or too long for one text message."""


def segments(text: str) -> int:
    """How many text messages it takes: 160 GSM letters or 70 others in one, 153 or 67 in each of several."""
    if all(letter in GSM or letter in GSM_TWICE for letter in text):
        sizes, alone, each = [2 if letter in GSM_TWICE else 1 for letter in text], 160, 153
    else:
        sizes, alone, each = [2 if ord(letter) > 0xFFFF else 1 for letter in text], 70, 67
    if sum(sizes) <= alone:
        return 1
    full, count = 0, 1
    for size in sizes:
        full += size
        if full > each:
            full, count = size, count + 1
    return count


def is_words(text: str) -> bool:
    """Whether a sentence has no link, no figure of any script and nothing invisible in it."""
    bare = text.replace(NAME, "")
    return bool(bare.strip()) and bare.isprintable() and not LINK.search(bare) and not any(map(str.isdigit, bare))


def written(sentence: str) -> str:
    """The text message that says `sentence`. Raises NotWords for a link, a number, or more than one message holds."""
    text = f"{NAME}: {sentence}"
    if not is_words(sentence) or segments(text) > 1:
        raise NotWords
    return text


class Gateway(Protocol):
    """What carries a text message. `key` is the same each time one message is tried, so that it is carried once."""

    def send(self, number: str, text: str, key: str) -> None:
        """Carry it. Raises SmsFailed where it could not, to be tried again."""


class JsonGateway:
    """Posts JSON to an address of the operator's own: {"to", "text", "id"}, with the secret as a bearer token."""

    def send(self, number: str, text: str, key: str) -> None:
        """Carry it; no redirect is followed. Raises SmsFailed for every answer but 2xx."""
        import requests

        if not may_be_called(settings.SMS_URL):
            raise SmsFailed
        headers = {"Authorization": f"Bearer {settings.SMS_SECRET}", "Idempotency-Key": key}
        words = {"to": number, "text": text, "id": key}
        try:
            answer = requests.post(
                settings.SMS_URL, json=words, headers=headers, timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException:
            raise SmsFailed from None
        if not 200 <= answer.status_code < 300:
            raise SmsFailed


def may_be_called(address: str) -> bool:
    """Whether a gateway's address keeps numbers from being read on the way: https, or this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))


def is_on() -> bool:
    """Whether the operator has set a gateway."""
    return bool(settings.SMS_GATEWAY)


def texted(recipients: list[str]) -> set[str]:
    """Of these inboxes those with a phone for text messages (slot "texted"); none where the channel is off."""
    return set().union(*(fn(recipients) for fn in registry.items("texted"))) if is_on() else set()


def allowed_from(at: datetime, necessary: bool) -> datetime:
    """`at`, or the next morning where it is night and the matter can wait."""
    local = clock.local(at)
    if necessary or MORNING <= local.time() < NIGHT:
        return at
    day = local.date() + (DAY if local.time() >= NIGHT else timedelta(0))
    return clock.start_of_day(day) + timedelta(hours=MORNING.hour)


def plan(item: InboxItem, necessary: bool, at: datetime) -> Outgoing:
    """Have one message leave as soon as it may; the row that says so is still to be saved."""
    jobs.enqueue("core.text", at=allowed_from(at, necessary), item=item.pk)
    return Outgoing(item=item, channel="sms")


@jobs.job("core.text")
def text(at: datetime, item: int) -> None:
    """Send one text message; at night it waits for the morning. What is no news, or too much for a day, is dropped."""
    waiting = Outgoing.objects.select_related("item").filter(item_id=item, channel="sms", sent_at=None).first()
    message = registry.get("message", waiting.item.message) if waiting else None
    if waiting is None:
        return
    later = allowed_from(at, bool(message and message.necessary))
    if later > at:
        jobs.enqueue("core.text", at=later, item=item)
    elif message is None or not (reach := _reach(waiting, at)):
        waiting.delete()
    else:
        number, language = reach
        with translation.override(language):
            words = written(str(message.by_sms))
        import_string(settings.SMS_GATEWAY)().send(number, words, ids.keyed_hash("sms", str(waiting.pk)))
        limits.hit("notify.sms", waiting.item.recipient, MOST_A_DAY, DAY, at)
        Outgoing.objects.filter(pk=waiting.pk).update(sent_at=at)


def _reach(waiting: Outgoing, at: datetime) -> tuple[str, str] | None:
    """The number and its language; None where it was read meanwhile, was enough for a day, or there is none now."""
    recipient = waiting.item.recipient
    enough = not limits.peek("notify.sms", recipient, MOST_A_DAY, at)
    if not is_on() or waiting.item.read_at or enough:
        return None
    return next((found for fn in registry.items("text_to") if (found := fn(recipient))), None)
