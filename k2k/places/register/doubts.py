"""What is odd about a register, in plain words: what we saw, and what we do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Slug: what we saw, what we do.
WORDS: dict[str, tuple[Promise, Promise]] = {
    "formula": (
        gettext_lazy("A cell begins like a formula or shows an error."),
        gettext_lazy("We never run formulas. This row is left out: paste the value and send the file again."),
    ),
    "unit_is_date": (
        gettext_lazy("Excel has turned the unit number into a date."),
        gettext_lazy("This row is left out. Make the column “Text” in Excel and type the number again."),
    ),
    "place_is_date": (
        gettext_lazy("Excel has turned the block or floor into a date."),
        gettext_lazy("This row is left out. Make the column “Text” in Excel and type it again."),
    ),
    "personal": (
        gettext_lazy("A cell for the home holds what looks like an identity card number, telephone or e-mail."),
        gettext_lazy("This row is left out and what stood there is not kept."),
    ),
    "total": (gettext_lazy("This looks like a total."), gettext_lazy("This row is left out.")),
    "no_unit": (gettext_lazy("There is no unit number."), gettext_lazy("This row is left out.")),
    "odd_unit": (
        gettext_lazy("The unit number does not look like one."),
        gettext_lazy("This row is left out. Numbers have letters, digits and dashes, at most 24."),
    ),
    "no_block": (
        gettext_lazy("There is no block."),
        gettext_lazy("This row is left out. Write the block and send the file again."),
    ),
    "no_floor": (
        gettext_lazy("There is no floor."),
        gettext_lazy("This row is left out. Write the floor and send the file again."),
    ),
    "grouped_block": (
        gettext_lazy("The block is written once per group of rows; %(n)d rows leave it blank."),
        gettext_lazy("A blank row takes the block of the row above."),
    ),
    "grouped_floor": (
        gettext_lazy("The floor is written once per group of rows; %(n)d rows leave it blank."),
        gettext_lazy("A blank row takes the floor of the row above."),
    ),
    "told_by_number": (
        gettext_lazy("The block or floor is not written, but the unit number tells it."),
        gettext_lazy("We take it from the number, such as block B, floor 12 from B-12-03."),
    ),
    "number_disagrees": (
        gettext_lazy("The unit number names another block or floor than the columns do."),
        gettext_lazy("We follow the columns and keep the number as it is."),
    ),
    "number_per_floor": (
        gettext_lazy("The same unit numbers come again on every floor."),
        gettext_lazy("We put block and floor before them, such as %(example)s."),
    ),
    "number_per_block": (
        gettext_lazy("The same unit numbers come again in every block."),
        gettext_lazy("We put the block before them, such as %(example)s."),
    ),
    "odd_tenure": (
        gettext_lazy("We do not know this word for how the home is held."),
        gettext_lazy("The home is kept, held “not known”."),
    ),
    "odd_since": (
        gettext_lazy("We cannot read this date."),
        gettext_lazy("The home is kept; its tenure counts from the day you confirm."),
    ),
    "since_out_of_range": (
        gettext_lazy("The date lies in the future, or before 1950."),
        gettext_lazy("The home is kept; its tenure counts from the day you confirm."),
    ),
    "twice_same": (gettext_lazy("The same home as in row %(first)s."), gettext_lazy("It is kept once.")),
    "twice": (
        gettext_lazy("Unit %(unit)s stands in row %(first)s already, with other details."),
        gettext_lazy("The first row counts, this one is left out."),
    ),
    "guessed_encoding": (
        gettext_lazy("The file does not say how its letters are written."),
        gettext_lazy("We read it as Windows does. Look whether the names below are right."),
    ),
    "hidden_sheet": (
        gettext_lazy("The sheet “%(sheet)s” is hidden."),
        gettext_lazy("Hidden sheets are not read."),
    ),
    "other_sheet": (
        gettext_lazy("The sheet “%(sheet)s” has no column of unit numbers."),
        gettext_lazy("It is not read."),
    ),
}
#: Doubts after which a row is not imported.
LEFT_OUT = {
    *("formula", "unit_is_date", "place_is_date", "personal", "total", "no_unit", "odd_unit"),
    *("no_block", "no_floor", "twice", "twice_same"),
}
ROWS_SHOWN = 60


def worded(packed: list[dict]) -> list[dict]:
    """Doubts for the page: where, what, what we do, whether the rows are left out, and how many there are."""
    return [_one(doubt) for doubt in packed]


def _one(doubt: dict) -> dict:
    what, done = WORDS[doubt["slug"]]
    return {
        "where": ranges(doubt["rows"]),
        "what": str(what) % doubt["words"],
        "done": str(done) % doubt["words"],
        "left_out": doubt["slug"] in LEFT_OUT,
        "n": len(doubt["rows"]),
    }


def ranges(rows: list[str]) -> str:
    """Row numbers, runs drawn together: "3, 5–8, Blok A!12"; "" for the whole file."""
    runs: list[list[str]] = []
    for row in rows:
        if runs and _next_after(runs[-1][-1]) == row:
            runs[-1] = [runs[-1][0], row]
        else:
            runs.append([row])
    shown = [run[0] if len(run) == 1 else f"{run[0]}–{run[-1].rpartition('!')[2]}" for run in runs[:ROWS_SHOWN]]
    more = len(runs) - len(shown)
    return ", ".join([*shown, _("and %(n)d more") % {"n": more}] if more else shown)


def _next_after(row: str) -> str:
    sheet, mark, number = row.rpartition("!")
    return f"{sheet}{mark}{int(number) + 1}"
