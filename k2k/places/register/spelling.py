"""How blocks, floors, unit numbers, tenures and dates are written in registers, and what is kept of it."""

import re
from datetime import date, timedelta

from k2k.places.register.tables import Cell, tidy
from k2k.places.rules import NAME_LENGTH, NUMBER_LENGTH

_BLOCK = re.compile(r"^(?:blok|block|blk|bangunan|building)\b[\s.:_-]*", re.IGNORECASE)
_FLOOR = re.compile(r"^(?:tingkat|tkt|tgkt|aras|floor|level|lantai)\b[\s.:_-]*", re.IGNORECASE)
_FLOOR_AFTER = re.compile(r"^(\d+)(?:st|nd|rd|th)?(?:\s+(?:floor|storey))?$", re.IGNORECASE)
GROUND_WORDS = {"bawah", "tingkat bawah", "aras bawah", "ground", "ground floor", "tanah", "aras tanah"}
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_NUMBER = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9 ./#-]*")
_PARTS = re.compile(r"([A-Z0-9]+)[-/. ]([A-Z0-9]+)[-/. ]([A-Z0-9]+)")

TENURE_WORDS = {
    "rented": "sewa disewa sewaan penyewa menyewa rent rented rental tenant renting letting let s",
    "rent_to_own": "sewabeli sewamilik sewauntukmilik rto renttoown rent2own sewahakmilik",
    "owned": "milik dimiliki milikan pemilik beli dibeli belian hakmilik miliksendiri hakmilikstrata strata own owned"
    " owner owneroccupied bought purchased sold dijual m",
    "empty": "kosong vacant empty tiadapenghuni tidakdiduduki tidakberpenghuni unoccupied tidakdihuni k",
    "unknown": "tidakdiketahui tidakpasti unknown notknown tt",
}
TENURES = {word: kind for kind, words in TENURE_WORDS.items() for word in words.split()}
NOTHING = {"", "-", "--", "?", ".", "n/a", "na", "nil", "tiada", "none"}

MONTH_WORDS = {
    1: "jan january januari",
    2: "feb february februari",
    3: "mar march mac",
    4: "apr april",
    5: "may mei",
    6: "jun june",
    7: "jul july julai",
    8: "aug august ogos ogo",
    9: "sep sept september",
    10: "oct october oktober okt",
    11: "nov november",
    12: "dec december disember dis",
}
MONTHS = {word: number for number, words in MONTH_WORDS.items() for word in words.split()}
EARLIEST = date(1950, 1, 1)
#: Day 0 of Excel's calendar, and the serial numbers that are taken for days (1954 to 2064).
EXCEL_DAY_0, SERIALS = date(1899, 12, 30), range(20_000, 60_000)


def block(cell: Cell) -> str:
    """The block's name without the word "Blok"; "" when there is none."""
    text = tidy(cell.text).translate(DASHES)
    name = _BLOCK.sub("", text).strip() or text
    return (name.upper() if len(name) <= 3 else name)[:NAME_LENGTH]


def floor(cell: Cell) -> str:
    """The floor's name as the estate has it, without the word "Tingkat": G, LG, 3A, 12; "" when there is none."""
    text = tidy(cell.text).translate(DASHES)
    if text.casefold() in GROUND_WORDS:
        return "G"
    name = (_FLOOR.sub("", text).strip() or text).upper()
    if name in ("GF", "GROUND", "BAWAH", "TANAH"):
        return "G"
    numbered = _FLOOR_AFTER.fullmatch(name)
    return (str(int(numbered[1])) if numbered else re.sub(r"^0+(?=\d)", "", name))[:NAME_LENGTH]


def number(cell: Cell) -> str | None:
    """The unit number as painted on the door, in capitals; "" for an empty cell, None for what is no number."""
    text = tidy(cell.text).translate(DASHES).upper()
    text = re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"^(?:NO\b\.?|UNIT\b)\s*", "", text)).strip()
    if text.casefold() in NOTHING:
        return ""
    return text if len(text) <= NUMBER_LENGTH and _NUMBER.fullmatch(text) else None


def parts(unit: str) -> tuple[str, str] | None:
    """Block and floor as a number of three parts tells them: B-12-03 is block B, floor 12."""
    found = _PARTS.fullmatch(unit)
    return (block(Cell(found[1])), floor(Cell(found[2]))) if found else None


def door(unit: str) -> int:
    """Where a unit stands on its floor: the last number in its number."""
    digits = re.findall(r"\d+", unit)
    return min(int(digits[-1][-6:]), 99_999) if digits else 0


def tenure(cell: Cell) -> str | None:
    """The kind of tenure a word names; "" for an empty cell, None for an unknown word."""
    if not isinstance(cell.value, str):
        return None
    if cell.value.casefold() in NOTHING:
        return ""
    return TENURES.get(re.sub(r"[\W_]+", "", cell.value.casefold()))


def day(cell: Cell) -> date | None:
    """The day a cell holds: a date, 31/1/2019, 2019-01-31, 31 Jan 2019, or Excel's own number for it."""
    if isinstance(cell.value, date):
        return cell.value
    text = cell.value.strip()
    if text.isdecimal() and int(text) in SERIALS:
        return EXCEL_DAY_0 + timedelta(days=int(text))
    found = re.match(r"(\d{1,4})[-/. ]+(\w{1,9})[-/. ]+(\d{1,4})(?:[ T].*)?$", text)
    if not found:
        return None
    first, middle, last = found.groups()
    month = MONTHS.get(middle.casefold()) or (int(middle) if middle.isdecimal() else 0)
    year, day_ = (first, last) if len(first) == 4 else (last, first)
    if len(year) == 2:
        year = f"20{year}" if int(year) < 70 else f"19{year}"
    try:
        return date(int(year), month, int(day_))
    except ValueError:
        return None
