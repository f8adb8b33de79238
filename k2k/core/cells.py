"""Cells of the tables that we hand out."""

#: A cell that begins so would be read as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str | int | None) -> str | int:
    """The value as a cell: nothing for None, and what looks like a formula as text."""
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text
