"""Registers as people really make them, written with openpyxl."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook

HEADING = ("Blok", "Tingkat", "No. Unit", "Pegangan", "Sejak")


def xlsx(*sheets: tuple[str, Iterable[Sequence]], merge: str = "") -> bytes:
    """A workbook with these sheets (title, rows); `merge` merges a range of the first."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    if merge:
        book.worksheets[0].merge_cells(merge)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def csv(rows: Iterable[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def small() -> bytes:
    """Two blocks, four homes, every tenure word of an office."""
    return xlsx(
        (
            "Daftar",
            [
                HEADING,
                ("Blok A", "Tingkat 1", "A-1-01", "Sewa", "01/02/2019"),
                ("Blok A", "Tingkat 1", "A-1-02", "Milik", ""),
                ("Blok A", "Tingkat 3A", "A-3A-01", "Sewa beli", "2020-05-06"),
                ("Blok B", "G", "B-G-01", "Kosong", ""),
            ],
        )
    )
