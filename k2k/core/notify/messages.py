"""What a message is, who gets it and how it leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.mail import send_mail
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from k2k.core import clock, jobs, registry
from k2k.core.notify import push, sms
from k2k.core.notify.models import InboxItem, Outgoing


class Message:
    """One kind of message. Subclasses name a `slug` and give the sentence and the page it leads to.

    What is `necessary` is told to everybody, whatever they agreed to: somebody acted in their name or with their card.
    `by_sms` is what a text message says, in fixed words without a link or a number; "" where none is sent.
    """

    slug = ""
    necessary = False
    by_sms: str | Promise = ""

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """The message in the active language; `subject` is None when it is no longer there."""
        raise NotImplementedError

    @classmethod
    def url(cls, subject, **args) -> str:
        """The page that shows the matter."""
        return "/"


@dataclass(frozen=True)
class Recipient:
    """Where and in which language somebody is reached."""

    language: str = "ms"
    email: str = ""


def send(message: type[Message], recipients: list[str], *, subject: str, at: datetime, **args) -> int:
    """Put `message` into each recipient's inbox once and queue what leaves by mail; returns how many got it.

    Who wants no messages (registry slot "silenced") gets the necessary ones only.
    """
    if not message.necessary:
        recipients = _willing(recipients)
    items = InboxItem.objects.bulk_create(
        [
            InboxItem(recipient=recipient, message=message.slug, subject=subject, args=args, at=at)
            for recipient in dict.fromkeys(recipients)
        ]
    )
    if at < clock.now() - STALE:
        return len(items)
    phones = push.phones([item.recipient for item in items], at)
    texted = sms.texted([item.recipient for item in items]) if message.by_sms else set()
    for item in items:
        leaves = [Outgoing(item=item, channel="push", phone=phone) for phone in phones.get(item.recipient, ())]
        if _reach(item.recipient).email:
            leaves.append(Outgoing(item=item, channel="mail"))
        if leaves:
            jobs.enqueue("core.deliver", item=item.pk)
        if item.recipient in texted:
            leaves.append(sms.plan(item, message.necessary, at))
        Outgoing.objects.bulk_create(leaves)
    return len(items)


def _willing(recipients: list[str]) -> list[str]:
    """The recipients without those of whom an app says that they want no messages."""
    silenced: set[str] = set().union(*(fn(recipients) for fn in registry.items("silenced")))
    return [key for key in recipients if key not in silenced]


#: What happened longer ago than this (an import, the demo's past) is shown in the inbox and never mailed.
STALE = timedelta(days=2)


def _reach(key: str) -> Recipient:
    for resolve in registry.items("recipients"):
        found = resolve(key)
        if found:
            return found
    return Recipient()


def render(items: Iterable[InboxItem]) -> list[tuple[InboxItem, str, str]]:
    """Each item with its sentence in the active language and its address. One query for each kind of subject."""
    shown = list(items)
    subjects = _subjects(shown)
    return [(item, *_words(item, subjects.get(item.subject))) for item in shown]


def _words(item: InboxItem, subject: Any) -> tuple[str, str]:
    message = registry.get("message", item.message)
    if message is None:
        return _("This message is no longer available."), "/"
    return message.sentence(subject, **item.args), message.url(subject, **item.args)


def _subjects(items: list[InboxItem]) -> dict[str, Any]:
    """What the items are about, by reference; what is no longer there is left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in items:
        kind, _colon, pk = item.subject.partition(":")
        wanted[kind].add(int(pk))
    loads = {kind: registry.get("load", kind) for kind in wanted}
    return {
        f"{kind}:{pk}": subject for kind, load in loads.items() if load for pk, subject in load(wanted[kind]).items()
    }


def inbox(recipients: list[str]) -> models.QuerySet[InboxItem]:
    """What these recipients were told, newest first."""
    return InboxItem.objects.filter(recipient__in=recipients).order_by("-at", "-pk")


def mark_read(recipients: list[str], at: datetime) -> int:
    """They have seen it all; returns how many were new to them."""
    return InboxItem.objects.filter(recipient__in=recipients, read_at=None, at__lte=at).update(read_at=at)


@jobs.job("core.deliver")
def deliver(*, at: datetime, item: int) -> None:
    """Send what waits for one inbox item; one way that fails is tried again by the job table and holds up no other."""
    failed = None
    for each in Outgoing.objects.select_related("item", "phone").filter(
        item_id=item, sent_at=None, channel__in=CHANNELS
    ):
        try:
            CHANNELS[each.channel](each)
        except Exception as error:
            failed = failed or error
        else:
            Outgoing.objects.filter(pk=each.pk).update(sent_at=at)
    if failed:
        raise failed


def _mail(outgoing: Outgoing) -> None:
    to = _reach(outgoing.item.recipient)
    if to.email:
        with translation.override(to.language):
            [(_item, sentence, url)] = render([outgoing.item])
            send_mail(sentence[:120], f"{sentence}\n\n{settings.URL}{url}\n", None, [to.email])


def _push(outgoing: Outgoing) -> None:
    """What was read meanwhile is no news."""
    if outgoing.phone and outgoing.item.read_at is None:
        push.tell(outgoing.phone)


#: How a message leaves at once, by its channel. A text message has a job of its own, for it waits for the morning.
CHANNELS = {"mail": _mail, "push": _push}


def whatsapp_link(text: str) -> str:
    """A link that opens WhatsApp with `text` ready to send; nothing is sent by us."""
    return f"https://wa.me/?text={quote(text)}"
