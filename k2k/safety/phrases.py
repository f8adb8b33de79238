"""Phrases of violence, in the words of those who live with it: Malay as it is spoken, English, Chinese, Tamil.

The list stands once, in static/safety/met.js, for the phone must meet the words before it keeps them for later; here
the server reads the same list. What a phrase may be is what Python and JavaScript both understand.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

SCRIPT = Path(__file__).parent / "static" / "safety" / "met.js"
_PARTING = {"P", "S", "Z"}


@lru_cache(maxsize=1)
def phrases() -> tuple[re.Pattern[str], ...]:
    """The list of the script, compiled."""
    inside = SCRIPT.read_text(encoding="utf-8").partition("PHRASES = ")[2].partition("\n];")[0]
    return tuple(re.compile(phrase) for phrase in json.loads(inside + "\n]"))


def plain(text: str) -> str:
    """The text as the phrases read it: one shape of each letter, small, words parted by one space, one at each end."""
    letters = []
    for letter in unicodedata.normalize("NFKC", text).lower():
        category = unicodedata.category(letter)
        if category != "Cf":
            letters.append(" " if category[0] in _PARTING or category == "Cc" else letter)
    return f" {' '.join(''.join(letters).split())} "


def meets(text: str) -> bool:
    """Whether somebody tells of violence, or of not wanting to live."""
    words = plain(text)
    return any(phrase.search(words) for phrase in phrases())
