"""The paper slip of a card: picture, code, and three sentences in four languages."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from k2k.people.models import Household

#: Two columns of four, each as large as a bank note: it goes into a purse or onto the inside of a door.
PER_SHEET = 8
LANGUAGES = tuple(dict(settings.LANGUAGES))


@dataclass(frozen=True)
class Slip:
    """One card on paper."""

    home: Household
    code: str
    url: str
    words: tuple[tuple[str, tuple[str, ...]], ...]


def sheets(made: list[Slip]) -> list[list[Slip]]:
    """The slips in sheets of A4."""
    return [made[start : start + PER_SHEET] for start in range(0, len(made), PER_SHEET)]


def words(language: str) -> tuple[str, ...]:
    """The three sentences of a card in one language."""
    with translation.override(language):
        return (
            _("This is the key of your home: scan it or type the code, no password."),
            _("Keep it at home. Nobody may ask you for it, or for money."),
            _("Lost? Tell the mobiliser: a new card stops the old one."),
        )


def slip(home: Household, code: str) -> Slip:
    """The slip of a card whose code was just made."""
    said = tuple((language, words(language)) for language in LANGUAGES)
    return Slip(home, code, f"{settings.URL}{reverse('people:scan', args=[code])}", said)
