"""Public codes with a check character, and keyed hashes.

A code such as ``7Q4M-K2X9`` is what people read aloud, type and scan; inside, rows have plain integers. Codes use
Crockford's base-32 alphabet (no I, L, O, U), drawn from the system's source of randomness. The last character checks
the others: the characters are elements of the field GF(2^5), and the sum of each one times a power of the field's
generator must be zero. Powers 0…30 are all different and none is zero, so every single wrong character and every
swap of two neighbours (indeed of any two characters) is noticed. ISO 7064 mod 37,36 and Crockford's own mod 37 were
not taken because their check characters need symbols outside the alphabet.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
#: What people write for a character that looks alike.
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
#: Powers 0…30 of the generator are distinct: a longer code would repeat a weight.
LONGEST = 31
GROUP = 4
#: The version of settings.HASH_KEY that hashes are made with; kept in front of each hash.
KEY_VERSION = "1"


def _times_generator(value: int) -> int:
    """Multiply by the generator x in GF(2^5), whose polynomial is x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check_character(body: str) -> str:
    total = 0
    for symbol in body:
        total = _times_generator(total ^ VALUES[symbol])
    return ALPHABET[total]


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def with_check(body: str) -> str:
    """Append the check character to `body` (characters of ALPHABET, at most 30) and group by four."""
    if not 0 < len(body) < LONGEST:
        raise ValueError(f"a code has 1 to {LONGEST - 1} characters before its check character")
    return _grouped(body + _check_character(body))


def new_code(length: int = 7) -> str:
    """A random code of `length` characters and a check character, e.g. ``7Q4M-K2X9``.

    Seven characters are 35 bits: unguessable only behind a rate limit. A link that must stay secret takes 15.
    """
    return with_check("".join(secrets.choice(ALPHABET) for _position in range(length)))


def unused_code(model, length: int = 7, field: str = "code") -> str:
    """A code that no row of `model` has yet. The unique constraint of the field still decides a race."""
    while True:
        code = new_code(length)
        if not model._default_manager.filter(**{field: code}).exists():
            return code


def clean_code(text: str) -> str:
    """Read what somebody typed or scanned: any case, spaces or dashes anywhere, O for 0, I or L for 1.

    Raises ValueError with a sentence for the reader when the check character does not fit.
    """
    plain = "".join(character for character in text.upper() if not character.isspace() and character not in "-–—_.")
    plain = plain.translate(LOOKALIKES)
    known = all(symbol in VALUES for symbol in plain)
    if not known or not 2 <= len(plain) <= LONGEST or _check_character(plain[:-1]) != plain[-1]:
        raise ValueError(_("This code is not right. Look at the label again and type it once more."))
    return _grouped(plain)


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA256 of `text` under settings.HASH_KEY, as ``1:<hex>``; 1 is the key's version.

    The purpose ("card", "ic", "link" …) is part of what is hashed, so the hash of one purpose tells nothing about
    another. Normalise the text first: a space more gives another hash.
    """
    message = f"{len(purpose)}:{purpose}:{text}".encode()
    return f"{KEY_VERSION}:{hmac.new(settings.HASH_KEY.encode(), message, hashlib.sha256).hexdigest()}"


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not tell how much of them agrees."""
    return hmac.compare_digest(one.encode(), other.encode())
