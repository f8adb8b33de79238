"""From untrusted bytes to rows of cells: XLSX by openpyxl, CSV in whatever encoding and separator it came.

Size is judged from the archive's own table before anything is unpacked; formulas are never evaluated, and no value
that a spreadsheet program worked out is believed.
"""

import csv
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from k2k.core.commands import Refused

MOST_ROWS, MOST_COLUMNS = 20_000, 80
MOST_BYTES, MOST_UNPACKED, MOST_PARTS, MOST_SHEETS = 8_000_000, 48_000_000, 2_000, 60
LONGEST_CELL = 200
EXCEL_ROWS = 1_048_576
SEPARATORS = (",", ";", "\t", "|")
OLE, ZIP, PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF"
_FORMULA = re.compile(r"[=+\-@]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")

Value = str | date


@dataclass(frozen=True)
class Cell:
    """One cell: its text, or the date it holds. `formula`: it begins like one and is not to be used."""

    value: Value = ""
    formula: bool = False

    @property
    def text(self) -> str:
        """The cell as text; a date as 2024-01-31."""
        return self.value if isinstance(self.value, str) else self.value.isoformat()

    def __bool__(self) -> bool:
        return self.value != ""


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """One line of a sheet, with the number that the spreadsheet program shows for it."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int | None) -> Cell:
        """The cell in a column; an empty one where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else EMPTY

    def __bool__(self) -> bool:
        return any(self.cells)


@dataclass
class Table:
    """One sheet of the file: its rows that are not blank."""

    name: str
    rows: list[Row]


@dataclass
class Book:
    """Every visible sheet, and what is odd about the file as a whole (slugs, see `doubts`)."""

    tables: list[Table]
    remarks: list[tuple[str, dict]] = field(default_factory=list)


def tidy(text: str) -> str:
    """One line of printable characters, without stray spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def cell(value: object, formula: bool = False) -> Cell:
    """A cell from what a reader gave: numbers as people write them, dates as dates, text tidied and bounded."""
    if value is None:
        return EMPTY
    if isinstance(value, datetime):
        return Cell(value.date())
    if isinstance(value, date):
        return Cell(value)
    if isinstance(value, float) and value == value and abs(value) < 1e15 and value == int(value):
        value = int(value)
    text = tidy(str(value)[: LONGEST_CELL * 2])[:LONGEST_CELL]
    begins = isinstance(value, str) and len(text) > 1 and _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return Cell(text, formula or bool(begins))


def read(content: bytes) -> Book:
    """The sheets of an uploaded register. Raises Refused(field="upload") with a sentence for the sender."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content.strip():
        raise refusal(_("The file is empty."))
    if content.startswith(OLE):
        raise refusal(_("This is an old or a locked Excel file. Open it, choose “Save as”, and save it as .xlsx."))
    if content.startswith(PDF):
        raise refusal(_("This is a PDF. Send the Excel workbook or the CSV file itself."))
    if content.startswith(ZIP):
        return _read_workbook(content)
    return _read_text(content)


def too_large() -> Refused:
    """The refusal of a file that is larger than any register."""
    return refusal(_("The file is too large. At most %(n)d MB.") % {"n": MOST_BYTES // 1_000_000})


def refusal(sentence: str) -> Refused:
    """A refusal that belongs to the file field."""
    return Refused(sentence, field="upload")


def _read_workbook(content: bytes) -> Book:
    try:
        _inspect(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return _sheets(book)
    except Refused:
        raise
    except Exception:  # a reader fed with hostile bytes may raise anything
        raise refusal(_("This Excel file is damaged. Open it in Excel, save it again, and send that file.")) from None


def _inspect(content: bytes) -> None:
    """Refuse what is no workbook, or would unpack to far more than a register holds."""
    archive = zipfile.ZipFile(BytesIO(content))
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refusal(_("This workbook is far larger than a register. Copy the list of homes into a new workbook."))
    if "xl/workbook.xml" not in archive.namelist():
        raise refusal(_("This is not an Excel workbook. Save the list as .xlsx or .csv."))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(2048).replace(b"\x00", b""):
                    raise refusal(_("This is not an Excel workbook. Save the list as .xlsx or .csv."))


def _sheets(book) -> Book:
    found = Book([])
    left = MOST_ROWS
    for sheet in book.worksheets[:MOST_SHEETS]:
        name = tidy(sheet.title)[:31]
        if sheet.sheet_state != "visible":
            found.remarks.append(("hidden_sheet", {"sheet": name}))
            continue
        rows = _sheet_rows(sheet, left)
        left -= len(rows)
        if rows:
            found.tables.append(Table(name, rows))
    if not found.tables:
        raise refusal(_("The file is empty."))
    return found


def _sheet_rows(sheet, most: int) -> list[Row]:
    rows: list[Row] = []
    blank = None
    lines = sheet.iter_rows(min_row=1, max_row=EXCEL_ROWS, min_col=1, max_col=MOST_COLUMNS)
    for number, line in enumerate(lines, start=1):
        if line is blank:  # openpyxl fills gaps with one and the same tuple
            continue
        row = Row(number, _trimmed([_cell(each) for each in line]))
        if row:
            rows.append(row)
        else:
            blank = line
        if len(rows) > most:
            raise _too_many()
    return rows


def _cell(each) -> Cell:
    value = each.value
    return EMPTY if value is None else cell(value, each.data_type in ("f", "e"))


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _too_many() -> Refused:
    return refusal(_("The file has more than %(n)d rows. Send it in parts, block by block.") % {"n": MOST_ROWS})


def _read_text(content: bytes) -> Book:
    text, guessed = decode(content)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<html", "<!doctype", "<table", "<?xml")):
        raise refusal(_("This is a web page that calls itself Excel. Open it in Excel and save it as .xlsx."))
    if "\x00" in text:
        raise refusal(_("This is not an Excel workbook. Save the list as .xlsx or .csv."))
    separator, text = _separator(text)
    rows: list[Row] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for number, line in enumerate(reader, start=1):
            cells = [cell(value.strip()) for value in line[:MOST_COLUMNS]]
            row = Row(number, _trimmed(cells))
            if row:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise _too_many()
    except csv.Error:
        raise refusal(_("This CSV file is damaged: a quotation mark may be missing.")) from None
    if not rows:
        raise refusal(_("The file is empty."))
    return Book([Table("", rows)], [("guessed_encoding", {})] if guessed else [])


def decode(content: bytes) -> tuple[str, bool]:
    """The text and whether its encoding was guessed: UTF-16 and UTF-8 by mark or by fit, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), False
    top = content[:4000]
    if top.count(0) * 4 > len(top):
        little = top[1::2].count(0) > top[::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace"), False
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), True


def _separator(text: str) -> tuple[str, str]:
    """The character between the cells: the one Excel names in a first line "sep=;", else the commonest in the top."""
    first, _newline, rest = text.partition("\n")
    said = re.fullmatch(r"\s*sep=(.)\s*", first)
    if said:
        return said[1], rest
    top = "\n".join(text.splitlines()[:30])
    return max(SEPARATORS, key=top.count), text
