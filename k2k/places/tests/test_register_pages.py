"""A register is sent, looked at, confirmed and taken out again, on the screens of the office."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from k2k.core import trail
from k2k.core.actors import SYSTEM
from k2k.places import commands, queries
from k2k.places.models import RegisterDraft, Unit
from k2k.places.tests import books
from k2k.places.tests.books import HEADING
from k2k.places.tests.browsing import get, post, send, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_draft_of_another_office_is_not_found(here, clerk, foreign_clerk):
    send(clerk.browser(), here.site, books.small())
    draft = RegisterDraft.objects.get()
    assert get(foreign_clerk.browser(), "import_register", draft.code).status_code == 404
    assert post(foreign_clerk.browser(), "import_register", draft.code, lifts=0).status_code == 404
    assert get(Client(), "import_register", draft.code).status_code == 404
    assert RegisterDraft.objects.get().confirmed_at is None


def test_a_register_is_sent_looked_at_and_confirmed(here, clerk):
    browser = clerk.browser()
    answer = send(browser, here.site, books.small())
    assert answer.status_code == 303
    page = browser.get(answer.url)
    assert "Nothing has changed yet." in text(page)
    assert "A-3A-01" in text(page)
    assert "16 homes that we have are not in the file. They stay." not in text(page)
    assert Unit.objects.filter(site=here.site).count() == 16
    seen = re.search(r'name="seen" value="(\w+)"', text(page))[1]
    done = browser.post(answer.url, {"lifts": 1, "furnish": "on", "seen": seen})
    assert done.status_code == 303
    assert "The register is in" in text(browser.get(done.url))
    assert queries.lifts(queries.blocks(here.site).last()).count() == 1
    assert list(trail.verify()) == []


def test_the_dry_run_says_row_by_row_what_is_doubtful_and_what_was_dropped(here, clerk):
    rows = [
        (*HEADING, "Nama", "Keluasan"),
        ("A", "1", "A-1-77", "Sewa", "1/2/2019", "Rahimah", "650"),
        ("A", "1", "=1+1", "", "", "", ""),
        ("A", "1", "A-1-78", "Entah", "", "", ""),
    ]
    browser = clerk.browser()
    page = text(browser.get(send(browser, here.site, books.csv(rows), "d.csv").url))
    assert "We never run formulas" in page
    assert "We do not know this word for how the home is held." in page
    assert "<b>Nama</b>" in page
    assert "Keluasan" in page
    assert "Rahimah" not in page


def test_a_named_basis_is_answered_in_words(here, clerk):
    rows = [(*HEADING, "Nama"), ("A", "1", "A-1-77", "", "", "Rahimah")]
    browser = clerk.browser()
    answer = send(browser, here.site, books.csv(rows), "d.csv", keep_people_basis="Akta 118")
    assert "Still no person was imported" in text(browser.get(answer.url))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0old", b"x" * 10_000_000, b"Nama,Gaji\r\nAli,1\r\n"],
)
def test_a_bad_file_is_answered_beside_the_field_and_keeps_what_was_typed(here, clerk, content):
    response = send(clerk.browser(), here.site, content, keep_people_basis="Akta 118")
    assert response.status_code == 422
    assert 'class="err"' in text(response)
    assert "Akta 118" in text(response)
    assert not RegisterDraft.objects.exists()


def test_a_stale_confirmation_is_shown_the_differences_again(here, clerk):
    browser = clerk.browser()
    url = send(browser, here.site, books.small()).url
    response = browser.post(url, {"lifts": 0, "seen": "0123456789abcdef"})
    assert response.status_code == 422
    assert "has changed since you looked" in text(response)
    assert Unit.objects.filter(site=here.site).count() == 16


@pytest.mark.parametrize("lifts", ["-1", "x", "", "99999"])
def test_an_odd_number_of_lifts_is_answered_beside_the_field(here, clerk, lifts):
    browser = clerk.browser()
    url = send(browser, here.site, books.small()).url
    assert browser.post(url, {"lifts": lifts}).status_code == 422
    assert RegisterDraft.objects.get().confirmed_at is None


def test_the_same_register_again_says_that_there_is_nothing_to_do(here, clerk):
    browser = clerk.browser()
    url = send(browser, here.site, books.small()).url
    browser.post(url, {"lifts": 0, "furnish": "on"})
    again = text(browser.get(send(browser, here.site, books.small()).url))
    assert "There is nothing to do." in again
    assert 'id="form"' not in again


def test_the_draft_page_costs_the_same_for_any_register(here, clerk):
    browser = clerk.browser()

    def cost(rows: int) -> int:
        content = books.csv([HEADING, *[("Z", "1", f"Z-1-{n}", "Sewa", "") for n in range(rows)]])
        url = send(browser, here.site, content, "d.csv").url
        with CaptureQueriesContext(connection) as seen:
            browser.get(url)
        return len(seen)

    assert cost(300) == cost(3)


def test_the_register_comes_out_as_a_workbook(here, clerk):
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    response = get(clerk.browser(), "register_export", here.site.code)
    assert "ppr-ujian" in response["Content-Disposition"]
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert rows[0] == ("Block", "Floor", "Unit", "Tenure", "Since")
    assert rows[1][:4] == ("A", "G", "A-G-01", "Rented")
    assert len(rows) == 17


@pytest.mark.parametrize(
    "address", ["/daftar/%00/", "/urus/%00/", "/urus/%00/daftar/", "/tempat/%00/", "/urus/%00/label/"]
)
def test_a_hostile_address_is_not_found(here, operator, address):
    assert operator.browser().get(address).status_code == 404
