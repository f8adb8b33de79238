"""Registers as people make them: what is read, what is doubtful, what is refused. No database."""

from datetime import date
from io import BytesIO

import pytest

from k2k.core.commands import Refused
from k2k.places.register import doubts, reading, spelling, tables
from k2k.places.register.tables import Cell
from k2k.places.tests import books
from k2k.places.tests.books import HEADING

TODAY = date(2026, 3, 2)


def understood(content: bytes) -> reading.Register:
    return reading.understand(tables.read(content), TODAY)


def homes(content: bytes) -> list[tuple]:
    return [(h.block, h.floor, h.number, h.tenure, h.since) for h in understood(content).homes]


def slugs(register: reading.Register) -> dict[str, list[str]]:
    return {doubt["slug"]: doubt["rows"] for doubt in register.doubts.packed()}


def test_a_workbook_of_an_office_is_read():
    assert homes(books.small()) == [
        ("A", "1", "A-1-01", "rented", date(2019, 2, 1)),
        ("A", "1", "A-1-02", "owned", None),
        ("A", "3A", "A-3A-01", "rent_to_own", date(2020, 5, 6)),
        ("B", "G", "B-G-01", "empty", None),
    ]
    assert slugs(understood(books.small())) == {}


@pytest.mark.parametrize(
    "heading",
    [
        ("Block", "Floor", "Unit", "Tenure", "Since"),
        ("BLOK", "ARAS", "NO.UNIT", "JENIS PEGANGAN", "TARIKH MULA"),
        ("Blok/Block", "Tingkat (Floor)", "No. Rumah", "Tenure / Pegangan", "Start date"),
        ("Bangunan", "Level", "No Pintu", "Status unit", "Sejak"),
    ],
)
def test_headings_are_known_in_malay_and_english(heading):
    found = homes(books.csv([heading, ("A", "1", "A-1-01", "Sewa", "1/2/2019")]))
    assert found == [("A", "1", "A-1-01", "rented", date(2019, 2, 1))]


def test_a_heading_may_stand_below_a_letterhead():
    rows = [("PPR SERI KENANGA",), (), ("Senarai unit sehingga 1 Mac 2026",), (), HEADING, ("A", "1", "A-1-01", "", "")]
    register = understood(books.xlsx(("Sheet1", rows)))
    assert [home.number for home in register.homes] == ["A-1-01"]
    assert register.homes[0].where == "6"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_comes_in_any_encoding_and_separator(encoding, separator):
    content = books.csv([HEADING, ("Blok Café", "1", "A-1-01", "Sewa", "")], separator, encoding)
    register = understood(content)
    assert [(home.block, home.number) for home in register.homes] == [("Café", "A-1-01")]
    assert ("guessed_encoding" in slugs(register)) == (encoding == "cp1252")


def test_the_separator_that_excel_names_counts():
    content = b"sep=;\r\nBlok;Tingkat;Unit\r\nA;1;A-1-01\r\n"
    assert [number for _b, _f, number, _t, _s in homes(content)] == ["A-1-01"]


def test_numbers_from_excel_are_read_as_people_see_them():
    rows = [HEADING, (1, 3.0, 12, "Sewa", date(2020, 1, 2)), (1, 3.0, 13, "Sewa", 43831)]
    assert homes(books.xlsx(("S", rows))) == [
        ("1", "3", "12", "rented", date(2020, 1, 2)),
        ("1", "3", "13", "rented", date(2020, 1, 1)),
    ]


def test_a_block_written_once_per_group_or_in_merged_cells_goes_for_the_rows_below():
    rows = [
        HEADING,
        ("A", "1", "A-1-01"),
        ("", "", "A-1-02"),
        ("", "2", "A-2-01"),
        ("B", "1", "B-1-01"),
        ("", "", "B-1-02"),
    ]
    for content in (books.csv(rows), books.xlsx(("S", rows), merge="A2:A4")):
        register = understood(content)
        assert [(h.block, h.floor) for h in register.homes] == [
            ("A", "1"),
            ("A", "1"),
            ("A", "2"),
            ("B", "1"),
            ("B", "1"),
        ]
        assert {"grouped_block", "grouped_floor"} <= set(slugs(register))


def test_a_block_named_in_a_row_of_its_own_goes_for_the_rows_below():
    rows = [HEADING, ("Blok A", "", ""), ("", "1", "101"), ("", "1", "102"), ("Blok B", "", ""), ("", "1", "201")]
    assert [h.block for h in understood(books.csv(rows)).homes] == ["A", "A", "B"]


def test_a_single_missing_block_is_not_guessed_from_the_row_above():
    rows = [HEADING, *[("A", "1", f"{n}") for n in range(101, 109)], ("", "1", "109")]
    register = understood(books.csv(rows))
    assert len(register.homes) == 8
    assert slugs(register) == {"no_block": ["10"]}


def test_a_missing_block_is_told_by_a_number_of_three_parts():
    rows = [HEADING, *[("A", "1", f"A-1-{n:02d}") for n in range(1, 9)], ("", "1", "B-1-01"), ("A", "", "A-2-01")]
    register = understood(books.csv(rows))
    assert [(h.block, h.floor) for h in register.homes[-2:]] == [("B", "1"), ("A", "2")]
    assert slugs(register) == {"told_by_number": ["10", "11"]}


def test_a_file_with_unit_numbers_alone_is_understood():
    register = understood(books.csv([("No. Unit",), ("A-12-03",), ("B-3A-1",)]))
    assert [(h.block, h.floor) for h in register.homes] == [("A", "12"), ("B", "3A")]
    assert slugs(register) == {"told_by_number": []}


def test_a_missing_floor_leaves_the_row_out():
    rows = [HEADING, *[("A", "1", f"{n}") for n in range(101, 109)], ("A", "", "201")]
    assert slugs(understood(books.csv(rows))) == {"no_floor": ["10"]}


def test_a_number_that_names_another_block_is_doubtful_and_the_columns_count():
    register = understood(books.csv([HEADING, ("A", "1", "B-1-01"), ("A", "1", "A-1-02")]))
    assert [(h.block, h.number) for h in register.homes] == [("A", "B-1-01"), ("A", "A-1-02")]
    assert slugs(register) == {"number_disagrees": ["2"]}


@pytest.mark.parametrize("formula", ["=1+1", "=cmd|' /C calc'!A0", "+A1", "-A1", "@SUM(A1)", '=HYPERLINK("http://x")'])
@pytest.mark.parametrize("column", range(5))
def test_a_cell_that_begins_like_a_formula_leaves_its_row_out(formula, column):
    row = ["A", "1", "A-1-02", "Sewa", "1/1/2020"]
    row[column] = formula
    for content in (
        books.csv([HEADING, ("A", "1", "A-1-01", "", ""), row], separator="\t"),
        books.xlsx(("S", [HEADING, ("A", "1", "A-1-01", "", ""), row])),
    ):
        register = understood(content)
        assert [home.number for home in register.homes] == ["A-1-01"]
        assert slugs(register) == {"formula": ["3"]}


def test_a_formula_in_a_column_that_is_dropped_does_no_harm():
    rows = [(*HEADING, "Nama"), ("A", "1", "A-1-01", "Sewa", "", '=WEBSERVICE("http://x")')]
    register = understood(books.xlsx(("S", rows)))
    assert len(register.homes) == 1
    assert slugs(register) == {}


def test_basements_with_a_minus_are_numbers_and_no_formulas():
    assert [floor for _b, floor, *_rest in homes(books.csv([HEADING, ("A", "-1", "101", "", "")]))] == ["-1"]


def test_units_that_excel_turned_into_dates_are_left_out_in_words():
    register = understood(books.xlsx(("S", [HEADING, ("A", "1", date(2026, 3, 12)), ("A", "1", "A-1-02")])))
    assert slugs(register) == {"unit_is_date": ["2"]}


def test_the_same_home_twice_counts_once():
    rows = [
        HEADING,
        ("A", "1", "A-1-01", "Sewa", ""),
        ("A", "1", "a-1-01", "Sewa", ""),
        ("A", "1", "A-1-01", "Milik", ""),
    ]
    rows += [("A", "1", f"A-1-{n:02d}", "", "") for n in range(2, 12)]
    register = understood(books.csv(rows))
    assert len(register.homes) == 11
    assert register.homes[0].tenure == "rented"
    assert slugs(register) == {"twice_same": ["3"], "twice": ["4"]}


def test_numbers_that_come_again_on_every_floor_get_block_and_floor_before_them():
    rows = [HEADING, *[(b, f, n, "", "") for b in "AB" for f in "123" for n in ("01", "02", "03")]]
    register = understood(books.csv(rows))
    assert register.homes[0].number == "A-1-01"
    assert len({home.number for home in register.homes}) == 18
    assert "number_per_floor" in slugs(register)


def test_numbers_that_come_again_in_every_block_get_the_block_before_them():
    rows = [HEADING, *[(b, f, f"{f}0{n}", "", "") for b in "ABC" for f in "123" for n in range(1, 5)]]
    register = understood(books.csv(rows))
    assert register.homes[-1].number == "C-304"
    assert "number_per_block" in slugs(register)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Sewa", "rented"),
        ("DISEWA", "rented"),
        ("Sewa-beli", "rent_to_own"),
        ("RTO", "rent_to_own"),
        ("Milik sendiri", "owned"),
        ("Owner occupied", "owned"),
        ("Kosong", "empty"),
        ("vacant", "empty"),
        ("tidak diketahui", "unknown"),
        ("-", ""),
        ("N/A", ""),
        ("", ""),
        ("Entah", None),
    ],
)
def test_words_for_tenure_are_understood(word, kind):
    assert spelling.tenure(Cell(word)) == kind


def test_an_unknown_word_for_tenure_is_doubtful_and_is_not_kept():
    register = understood(books.csv([HEADING, ("A", "1", "A-1-01", "Ahmad bin Ali", "")]))
    assert register.homes[0].tenure == "unknown"
    assert slugs(register) == {"odd_tenure": ["2"]}
    assert "Ahmad" not in str(register.doubts.packed())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/1/2019", date(2019, 1, 31)),
        ("2019-01-31", date(2019, 1, 31)),
        ("31.01.19", date(2019, 1, 31)),
        ("1 Mac 2021", date(2021, 3, 1)),
        ("01-Ogos-1999", date(1999, 8, 1)),
        ("43496", date(2019, 1, 31)),
        ("2019-01-31 00:00:00", date(2019, 1, 31)),
        ("31/2/2019", None),
        ("2019", None),
        ("semalam", None),
        ("99/99/9999", None),
    ],
)
def test_dates_are_read_as_malaysians_write_them(text, day):
    assert spelling.day(Cell(text)) == day


def test_dates_to_come_and_unreadable_dates_are_doubtful():
    rows = [HEADING, ("A", "1", "101", "Sewa", "1/1/2030"), ("A", "1", "102", "Sewa", "bila-bila")]
    register = understood(books.csv(rows))
    assert [home.since for home in register.homes] == [None, None]
    assert slugs(register) == {"since_out_of_range": ["2"], "odd_since": ["3"]}


PEOPLE = [
    *(
        "Nama",
        "Nama Penyewa",
        "Tenant name",
        "No. KP",
        "NO. KAD PENGENALAN",
        "IC",
        "NRIC",
        "Passport no",
        "No. Telefon",
    ),
    *("Tel", "H/P", "Phone", "E-mel", "Bangsa", "Race", "Kaum", "Agama", "Warganegara", "Nationality", "Pendapatan"),
    *("Gaji (RM)", "Household income", "Umur", "Tarikh lahir", "Jantina", "Pasangan", "Bil. anak", "Tanggungan"),
    *("Bil isi rumah", "Pemilik", "Owner", "Pekerjaan", "OKU", "Tunggakan sewa", "Alamat surat-menyurat", "Catatan"),
]


@pytest.mark.parametrize("heading", PEOPLE)
def test_columns_about_people_are_known_and_dropped(heading):
    rows = [(*HEADING, heading), ("A", "1", "A-1-01", "Sewa", "", "RAHSIA 800101-14-1234")]
    register = understood(books.csv(rows, separator="\t"))
    assert register.people == [heading]
    assert "RAHSIA" not in str([home.packed() for home in register.homes]) + str(register.doubts.packed())


def test_other_columns_are_named_and_left_aside():
    register = understood(books.csv([("Bil", *HEADING, "Keluasan"), ("1", "A", "1", "A-1-01", "", "", "650")]))
    assert (register.people, register.others) == ([], ["Bil", "Keluasan"])


@pytest.mark.parametrize("personal", ["800101-14-1234", "800101141234", "012-345 6789", "+60123456789", "a@b.my"])
def test_personal_numbers_in_the_wrong_column_are_not_kept(personal):
    rows = [HEADING, ("A", "1", "A-1-01", "", ""), ("A", "1", personal, "", ""), ("A", "1", "A-1-03", personal, "")]
    register = understood(books.csv(rows))
    assert [home.number for home in register.homes] == ["A-1-01"]
    assert list(slugs(register)) in (["personal"], ["formula", "personal"], ["formula"])
    assert personal not in str(register.doubts.packed())


def test_the_heading_printed_again_on_each_page_is_no_home():
    register = understood(
        books.csv([HEADING, ("A", "1", "A-1-01"), (), HEADING, ("A", "1", "A-1-02"), ("Jumlah", "", "2 unit")])
    )
    assert [home.number for home in register.homes] == ["A-1-01", "A-1-02"]


def test_sheets_of_several_blocks_are_read_together_and_hidden_ones_are_not():
    from openpyxl import load_workbook

    book = load_workbook(
        BytesIO(
            books.xlsx(
                ("Blok A", [("Tingkat", "Unit"), ("1", "101")]),
                ("Blok B", [("Tingkat", "Unit"), ("1", "201")]),
                ("Nota", [("Ini nota",)]),
                ("Lama", [HEADING, ("X", "1", "901")]),
            )
        )
    )
    book["Lama"].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    register = understood(out.getvalue())
    assert [(home.block, home.number, home.where) for home in register.homes] == [
        ("A", "101", "Blok A!2"),
        ("B", "201", "Blok B!2"),
    ]
    assert set(slugs(register)) == {"hidden_sheet", "other_sheet"}


def test_every_doubt_has_words():
    import inspect

    source = inspect.getsource(reading) + inspect.getsource(tables)
    for slug in doubts.WORDS:
        assert f'"{slug}"' in source or f'"{slug.rpartition("_")[0]}_' in source or slug.startswith("grouped_"), slug
    assert set(doubts.WORDS) >= doubts.LEFT_OUT


def test_row_numbers_are_drawn_together():
    assert doubts.ranges(["3", "5", "6", "7", "9"]) == "3, 5–7, 9"
    assert doubts.ranges(["Blok A!2", "Blok A!3", "Blok B!4"]) == "Blok A!2–3, Blok B!4"
    assert doubts.ranges([]) == ""
    assert doubts.ranges([str(n) for n in range(0, 400, 2)]).endswith("140 more")


@pytest.mark.parametrize("heading", ["Unit cost of the tenant", "Unitari", "Harga unit", ""])
def test_headings_are_matched_whole(heading):
    with pytest.raises(Refused):
        understood(books.csv([("Blok", heading), ("A", "1")]))
