"""The office's own register, as Excel: read first, shown, and written only when somebody confirms."""

from openpyxl import Workbook

from tests.journeys.visitor import OFFICE

ROWS = (
    ("Blok", "Tingkat", "No Unit", "Nama Penyewa", "No IC", "Pegangan", "Sejak"),
    ("D", "G", "D-G-01", "Ahmad bin Ali", "800101-14-5555", "Sewa", "2020-01-01"),
    ("D", "G", "D-G-02", "Lim Mei Ling", "820202-14-6666", "Sewa", "2021-03-01"),
    ("D", "1", "D-1-01", "Muthu", "830303-14-7777", "Sewa", "2019-05-01"),
    ("D", "1", "D-1-01", "Muthu", "830303-14-7777", "Sewa", "2019-05-01"),
    ("D", "1", "=1+1", "", "", "Sewa", "2019-05-01"),
)


def register(path):
    """A workbook as an office keeps it: with people in it, a row twice, and a formula."""
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def units(product) -> int:
    """How many homes stand in block D."""
    return product.ask(
        "from k2k.core.nodes import Node; found = Node.objects.filter(kind='unit', block__name='D').count()"
    )


def test_a_register_is_tried_first_with_each_doubtful_row_in_plain_words_then_written_once(person, product, tmp_path):
    clerk = person(**OFFICE)
    clerk.be("clerk")
    clerk.go(f"/urus/{product.codes['site']}/daftar/")
    clerk.page.set_input_files("input[type=file]", register(tmp_path / "daftar.xlsx"))
    clerk.tap(".bar .btn")
    words = clerk.words()
    assert "Belum ada apa-apa yang berubah" in words
    assert "Nama Penyewa" in words and "No IC" in words
    assert "Ahmad" not in clerk.page.content() and "800101" not in clerk.page.content()
    assert clerk.page.locator("table.table tbody tr").count() >= 2
    assert units(product) == 0
    clerk.tap(".bar .btn")
    assert clerk.page.locator(".done-panel").count() == 1
    assert units(product) == 3
    clerk.go(f"/urus/{product.codes['site']}/daftar/")
    clerk.page.set_input_files("input[type=file]", register(tmp_path / "daftar-lagi.xlsx"))
    clerk.tap(".bar .btn")
    assert clerk.page.locator(".bar .btn").count() == 0
    assert units(product) == 3
