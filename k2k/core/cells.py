"""Cells and workbooks of the tables that we hand out."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

#: The content type of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A cell that begins so would be read as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: str | int | None) -> str | int:
    """The value as a cell: nothing for None, and what looks like a formula as text."""
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text


def text(sheet: Any, value: str) -> WriteOnlyCell:
    """A cell of `sheet` that stays text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def packed(book: Workbook) -> bytes:
    """The workbook as a file."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()
