"""The one phone number of a home: how it is written, how it is shown, and that it is forgotten."""

import re
from collections.abc import Iterable
from datetime import datetime

from k2k.core import sealing
from k2k.people.models import HomeNumber

PURPOSE = "sms"
#: A Malaysian mobile number after the country's code or the zero: 1, then eight or nine digits more.
MOBILE = re.compile(r"(?:60|0)(1\d{8,9})")
BETWEEN = re.compile(r"[\s().-]+")


def normalise(typed: str) -> str:
    """The number as it is called from everywhere: +60123456789. Raises ValueError for what is no Malaysian mobile."""
    bare = BETWEEN.sub("", typed.strip()).removeprefix("+")
    found = MOBILE.fullmatch(bare) if bare.isascii() else None
    if found is None:
        raise ValueError("no Malaysian mobile number")
    return f"+60{found[1]}"


def seal(number: str) -> str:
    """The number, sealed."""
    return sealing.seal(number, PURPOSE)


def masked(kept: HomeNumber) -> str:
    """All that is ever shown of it."""
    return f"•••• ••{kept.hint}"


def _household(key: str) -> int | None:
    kind, _colon, pk = key.partition(":")
    return int(pk) if kind == "household" else None


def texted(recipients: Iterable[str]) -> set[str]:
    """Of these inboxes those of homes with a number. One query."""
    homes = [pk for pk in map(_household, recipients) if pk]
    kept = HomeNumber.objects.filter(household__in=homes, ended_at=None).values_list("household_id", flat=True)
    return {f"household:{pk}" for pk in kept}


def text_to(recipient: str) -> tuple[str, str] | None:
    """The number of a home and the language it wants; None where it has none."""
    kept = HomeNumber.objects.filter(household=_household(recipient), ended_at=None).first()
    return (sealing.unseal(kept.sealed, PURPOSE), kept.language) if kept else None


def forget(homes: Iterable[int], at: datetime) -> int:
    """Empty the numbers of these homes; returns how many there were."""
    running = HomeNumber.objects.filter(household__in=list(homes), ended_at=None)
    return running.update(sealed="", hint="", ended_at=at)
