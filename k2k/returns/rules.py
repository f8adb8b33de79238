"""The yearly return to the Registrar of Societies: when it is due, what it must tell. Pure.

Societies Act 1966 (revised 2021), section 14(1): within 60 days after the annual general meeting, or, in a year without
one, within 60 days after the year's end. Its paragraphs (a) to (db) name what is told; `PARTS` is the order in which
eROSES asks for it, as published guides show it. eROSES has no interface: the secretary types what the pack says.
"""

from datetime import date, timedelta

SOURCE = "Akta Pertubuhan 1966 (Akta 335), s. 14(1)"
DAYS = 60
#: What eROSES asks for, in its order.
PARTS = ("general", "meeting", "committee", "auditors", "activities", "accounts", "rules", "abroad", "declaration")
#: Figures of the year's accounts, in sen.
FIGURES = ("income_sen", "spending_sen", "assets_sen", "debts_sen")
#: Yes or no, asked of whoever writes the return.
ANSWERS = ("audited", "ties_abroad", "money_abroad")
REFERENCE_LENGTH = 40
#: A group is asked about this year and the one before.
YEARS = 2

VERBS = {
    "returns.write": {"committee"},
    "returns.file": {"committee"},
}


def due_on(year: int, met_on: date | None) -> date:
    """The last day for the return of `year`: 60 days after the meeting, else after the year's end (s. 14(1))."""
    return (met_on or date(year, 12, 31)) + timedelta(days=DAYS)


def days_late(due: date, filed_on: date) -> int:
    """How many days after its last day it was filed; 0 in time."""
    return max(0, (filed_on - due).days)
