"""Money is a whole number of sen, never a float.

Malaysians write RM1,020.50 in all four languages: comma for thousands, point for sen, no space after RM.
"""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

SEN_IN_RINGGIT = 100
#: A trillion ringgit; more is a slip of the finger, and far below what a 64-bit column holds.
LARGEST = 10**12 * SEN_IN_RINGGIT
PLAIN = re.compile(r"\d+|\d{1,3}(,\d{3})+")


def parse_rm(text: str) -> int:
    """Sen from what a person typed: "RM1,020.50", "1020.5", "rm 1 020". Never negative.

    Raises ValueError with a sentence for the reader.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip().removeprefix("rm")
    plain = "".join(plain.split())
    if not plain:
        raise ValueError(_("Type an amount, for example RM1,020.50."))
    if plain.startswith(("-", "\N{MINUS SIGN}")):
        raise ValueError(_("Type an amount without a minus sign."))
    if not plain.isascii() or not re.fullmatch(r"[\d.,]+", plain):
        raise ValueError(_("An amount has only digits, for example RM1,020.50."))
    ringgit, point, sen = plain.partition(".")
    if len(sen) > 2 and sen.isdigit():
        raise ValueError(_("Sen have two digits at most, for example RM1,020.50."))
    if not PLAIN.fullmatch(ringgit or "0") or (point and not sen.isdigit()):
        raise ValueError(_("Write a comma for thousands and a point before sen, for example RM1,020.50."))
    total = int(ringgit.replace(",", "") or 0) * SEN_IN_RINGGIT + int(sen.ljust(2, "0") or 0)
    if total > LARGEST:
        raise ValueError(_("This amount is too large. Check the digits."))
    return total


def format_rm(sen: int, *, exact: bool = False) -> str:
    """ "RM1,020.50"; whole ringgit without sen, "RM410", unless `exact`; a debt as "-RM5".

    Raises TypeError for anything but a whole number of sen.
    """
    if not isinstance(sen, int) or isinstance(sen, bool):
        raise TypeError("money is a whole number of sen")
    ringgit, rest = divmod(abs(sen), SEN_IN_RINGGIT)
    cents = f".{rest:02}" if rest or exact else ""
    return f"{'-' if sen < 0 else ''}RM{ringgit:,}{cents}"


def split(sen: int, weights: Sequence[int]) -> list[int]:
    """Share `sen` in proportion to `weights`, losing none: the shares add up exactly.

    Each share is rounded down; what is left goes, one sen each, to the largest remainders, and among equal remainders
    to the earliest in the list. A debt is shared like the same sum owned. Raises ValueError when a weight is negative
    or all are zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are whole numbers, none negative, not all zero")
    if sen < 0:
        return [-share for share in split(-sen, weights)]
    shares = [sen * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(sen * weights[place] % total), place))
    for place in by_remainder[: sen - sum(shares)]:
        shares[place] += 1
    return shares


def split_evenly(sen: int, parts: int) -> list[int]:
    """Share `sen` over `parts` equal parts; the first ones get the odd sen. Raises ValueError for no parts."""
    return split(sen, [1] * parts)
