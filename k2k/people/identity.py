"""Malaysian identity card numbers (MyKad, YYMMDD-PB-###G): read, judged loosely, never kept as they are."""

from datetime import date

from django.utils.translation import gettext as _

#: Place-of-birth codes that the National Registration Department has never used.
UNUSED_PLACES = frozenset({"00", "17", "18", "19", "20", "69", "70", "73", "80", "81", "94", "95", "96", "97"})


def normalise(text: str) -> str:
    """The twelve digits of an IC number, typed with or without dashes and spaces.

    Raises ValueError with a sentence for the reader where it has other than twelve digits, or its first six are no
    day of either century, or the next two no place.
    """
    digits = "".join(character for character in text if character not in " -–—.")
    if len(digits) != 12 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("An IC number has 12 digits."))
    if not _is_day(digits[:6]) or digits[6:8] in UNUSED_PLACES:
        raise ValueError(_("This is not an IC number. Look at the card and type it again."))
    return digits


def _is_day(six: str) -> bool:
    """Whether YYMMDD is a day of the 1900s or the 2000s (29 February 2000 was one, 1900 had none)."""
    year, month, day = int(six[:2]), int(six[2:4]), int(six[4:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
