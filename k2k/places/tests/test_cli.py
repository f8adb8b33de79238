"""`k2k new-site` and `k2k import-register`, as an operator runs them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from k2k.places.models import RegisterDraft, Site, Unit
from k2k.places.tests import books
from k2k.places.tests.books import HEADING

pytestmark = pytest.mark.django_db


def run(*words) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def open_site() -> Site:
    run("new_site", "PPR Baharu", "--state", "MY-14", "--lift-line", "03-2222 1234")
    return Site.objects.select_related("node").get()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(books.small())
    return path


def test_a_new_site_prints_its_code_and_the_next_step():
    site = open_site()
    assert site.lift_line == "03-2222 1234"
    again = run("new_site", "PPR  Baharu", "--state", "MY-14")
    assert site.node.code in again
    assert Site.objects.count() == 1


@pytest.mark.parametrize("odd", [("--state", "Johor"), ("--state", "MY-14", "--lift-line", "tiada")])
def test_an_odd_new_site_is_refused_in_a_sentence_and_nothing_stands(odd):
    with pytest.raises(CommandError):
        run("new_site", "PPR Baharu", *odd)
    assert not Site.objects.exists()


def test_a_dry_run_shows_everything_and_changes_nothing(file):
    site = open_site()
    said = run("import_register", str(file), "--site", site.node.code, "--dry-run")
    assert "4 homes understood" in said
    assert "Nothing was changed." in said
    assert not Unit.objects.exists()
    assert not RegisterDraft.objects.exists()


def test_with_yes_the_register_is_written_and_a_second_run_has_nothing_to_do(file):
    site = open_site()
    assert "4 new homes" in run("import_register", str(file), "--site", site.node.code.lower(), "--yes", "--lifts", "2")
    assert Unit.objects.count() == 4
    assert "Nothing to do." in run("import_register", str(file), "--site", site.node.code, "--yes")
    assert Unit.objects.count() == 4


def test_without_a_terminal_nothing_is_written_unless_told_to(file, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("y\n"))
    site = open_site()
    assert "add --yes" in run("import_register", str(file), "--site", site.node.code)
    assert not Unit.objects.exists()


def test_doubtful_rows_dropped_columns_and_a_named_basis_are_said(tmp_path):
    site = open_site()
    path = tmp_path / "d.csv"
    rows = [
        ("Bil", *HEADING, "Nama"),
        ("1", "A", "1", "A-1-01", "Entah", "", "Rahimah"),
        ("2", "A", "1", "=1", "", "", ""),
    ]
    path.write_bytes(books.csv(rows))
    said = run("import_register", str(path), "--site", site.node.code, "--dry-run", "--legal-basis", "Akta 118")
    assert "Dropped, about people: Nama" in said
    assert "Still nobody is imported" in said
    assert "Dropped, not needed: Bil" in said
    assert "Row 2:" in said
    assert "Row 3:" in said
    assert "Rahimah" not in said


@pytest.mark.parametrize("content", [b"", b"%PDF", b"PK\x03\x04", b"Nama\r\nAli\r\n"])
def test_a_bad_file_is_refused_in_a_sentence(tmp_path, content):
    site = open_site()
    path = tmp_path / "d.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        run("import_register", str(path), "--site", site.node.code, "--yes")


def test_an_unknown_site_and_a_missing_file_are_refused_in_a_sentence(file, tmp_path):
    with pytest.raises(CommandError, match="new-site"):
        run("import_register", str(file), "--site", "7Q4M-K2X8")
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_register", str(tmp_path / "none.csv"), "--site", open_site().node.code)
