"""Bad files and junk: a sentence beside the field, never a broken page. No database."""

import random
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from k2k.core.commands import Refused
from k2k.places.register import doubts, reading, tables
from k2k.places.tests import books
from k2k.places.tests.books import HEADING

TODAY = date(2026, 3, 2)


def understood(content: bytes) -> reading.Register:
    return reading.understand(tables.read(content), TODAY)


def test_the_wrong_sheet_is_refused_with_the_headings_that_are_wanted():
    with pytest.raises(Refused) as refusal:
        understood(books.xlsx(("Gaji", [("Nama", "Gaji"), ("Ali", 1000)])))
    assert refusal.value.field == "upload"
    assert "Unit" in refusal.value.sentence


def bomb() -> bytes:
    """A workbook of 60 KB that would unpack to 60 MB."""
    out = BytesIO(books.small())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zero.bin", b"\x00" * 60_000_000)
    return out.getvalue()


def entities() -> bytes:
    """A workbook whose sheet declares entities that grow without end."""
    out = BytesIO()
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(BytesIO(books.small())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, laughs if part.startswith("xl/worksheets/") else old.read(part))
    return out.getvalue()


def plain_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return out.getvalue()


def lying_row() -> bytes:
    """A workbook whose only row says it is number 99,999,999,999."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(books.small())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/"):
                text = text.replace(b'<row r="1"', b'<row r="99999999999"')
            new.writestr(part, text)
    return out.getvalue()


BAD = {
    "empty": b"",
    "blank": b" \r\n\r\n ",
    "old excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "pdf": b"%PDF-1.7 ...",
    "web page": b"<html><table><tr><td>Blok</td></tr></table></html>",
    "xml spreadsheet": b'<?xml version="1.0"?><Workbook></Workbook>',
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "cut workbook": books.small()[:2000],
    "broken zip": b"PK\x03\x04" + b"\xff" * 400,
    "other zip": plain_zip(),
    "zip bomb": bomb(),
    "entities": entities(),
    "too large": b"Blok,Tingkat,Unit\r\n" + b"x" * 10_000_000,
    "endless quote": b'Blok,Tingkat,Unit\r\nA,1,"' + b"x" * 200_000,
    "too many rows": b"Blok,Tingkat,Unit\r\n" + b"A,1,A-1-01\r\n" * 20_001,
    "no heading": b"A,1,A-1-01\r\nA,1,A-1-02\r\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_a_sentence_beside_the_field(name):
    with pytest.raises(Refused) as refusal:
        understood(BAD[name])
    assert refusal.value.field == "upload"
    assert len(refusal.value.sentence) > 10


def test_a_row_number_without_end_does_not_keep_us_busy():
    try:
        register = understood(lying_row())
    except Refused as refusal:
        assert refusal.field == "upload"
    else:
        assert len(register.homes) < 10


CELLS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from(
        ["=1+1", "@x", "A", "B", "1", "3A", "G", "A-1-01", "01", "Sewa", "Blok A", "31/2/2019", "-", "\x00"]
    ),
)
TABLES = st.lists(st.lists(CELLS, max_size=8), max_size=12)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.booleans(), st.sampled_from([",", ";", "\t"]))
def test_junk_in_a_csv_is_read_or_refused_and_never_breaks(rows, headed, separator):
    lines = [[str(value or "") for value in row] for row in rows]
    try:
        register = understood(
            books.csv([HEADING, *lines] if headed else lines, separator, "utf-8").replace(b"\x00", b"")
        )
    except (Refused, UnicodeEncodeError):
        return
    numbers = [home.number.casefold() for home in register.homes]
    assert len(set(numbers)) == len(numbers)
    assert doubts.worded(register.doubts.packed()) is not None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_junk_bytes_are_refused_with_a_sentence(content):
    for start in (b"", b"PK\x03\x04", b"Blok,Tingkat,Unit\r\n", b"\xff\xfe", b"sep="):
        try:
            understood(start + content)
        except Refused as refusal:
            assert refusal.sentence


def test_a_workbook_with_any_byte_changed_never_breaks():
    dice = random.Random(2)
    good = books.small()
    for _turn in range(200):
        content = bytearray(good)
        for _hit in range(dice.randint(1, 4)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            understood(bytes(content))
        except Refused as refusal:
            assert refusal.field == "upload"
