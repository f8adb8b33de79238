"""Who asked, told from others by a card or a phone; and in how many days a body says that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.questions.models import Charter, Question
from k2k.questions.rules import DEFAULT_DAYS

if TYPE_CHECKING:
    from k2k.bodies.models import Body


def device_hash(device: str) -> str:
    """The keyed hash of a phone's random mark; "" where there is none."""
    return ids.keyed_hash("question-device", device) if device else ""


def asker(actor: Actor) -> dict:
    """By what one who asks is told from another. Raises Refused for a browser that keeps no mark."""
    if actor.household_id:
        return {"household_id": actor.household_id, "device": ""}
    if not actor.device:
        raise Refused(
            _("This browser keeps no mark, so you could not be told from others. Use your home's card."), field="text"
        )
    return {"household_id": None, "device": device_hash(actor.device)}


def is_asker(actor: Actor, question: Question) -> bool:
    """Whether the question comes from this card, or without a card from this phone."""
    if question.household_id:
        return actor.household_id == question.household_id
    own = device_hash(actor.device)
    return bool(own) and not actor.household_id and ids.same(own, question.device)


@dataclass(frozen=True)
class Rule:
    """In how many working days; `source` is "" where the body has published nothing and the house's own rule holds."""

    days: int
    source: str


def charter(body: Body) -> Rule:
    """The newest rule of the body, else seven working days. One query."""
    row = Charter.objects.filter(body=body).order_by("-at", "-id").first()
    return Rule(row.days, row.source) if row else Rule(DEFAULT_DAYS, "")
