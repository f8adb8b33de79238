"""The pages and files: who sees them, what they say, what they ask the database."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from k2k.core.ui import formats
from k2k.figures.models import COLUMNS
from k2k.issues.testing import make_issue
from k2k.works import testing as works

#: Beside session, account, rights, and whether this is the example.
BESIDE = ("django_session", "core_account", "core_grant", "mfa_auth", '"places_site"."is_demo"', "people_card", "SAVEP")


def asked(client, path: str) -> int:
    """How many statements a page takes."""
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len([each for each in found.captured_queries if not any(word in each["sql"] for word in BESIDE)])


@pytest.fixture
def filled(world):
    for number, state in enumerate(("new", "accepted", "claimed", "confirmed")):
        make_issue(world, state, days_ago=number + 2)
    return world


@pytest.mark.parametrize("slug", ["", "7", "30", "365", "nonsense"])
def test_everybody_reads_the_numbers_of_a_perumahan_and_of_a_body(client, filled, slug):
    for path in (f"/perumahan/{filled.place.site.code}/angka/", f"/badan/{filled.contractor.code}/angka/"):
        html = client.get(f"{path}?tempoh={slug}").content.decode()
        assert "readonly" in html and "Method" in html and 'property="og:image" content="http://localhost' in html


def test_a_page_costs_the_same_with_many_reports_and_at_most_eight_statements(client, filled):
    path, body = f"/perumahan/{filled.place.site.code}/angka/", f"/badan/{filled.contractor.code}/angka/"
    before = asked(client, path), asked(client, body)
    for number in range(8):
        make_issue(filled, "claimed", node=filled.place.corridors[number % 3], category="light")
    assert (asked(client, path), asked(client, body)) == before
    assert max(before) <= 9


def test_what_works_cost_is_said_of_those_done_in_the_time_and_never_of_a_home(client, filled):
    path = f"/perumahan/{filled.place.site.code}/angka/"
    assert "Approved for work" not in client.get(path).content.decode()
    at_home = make_issue(filled, node=filled.place.units[0], category="leak")
    given = ({"reports": 1}, {"issues": []}, {"issues": [at_home]})
    one, other, _for_a_home = [works.make_order(filled, "done", **each) for each in given]
    works.make_order(filled, "approved", issues=[])
    html = client.get(path).content.decode()
    assert one.sen and formats.rm(one.sen + other.sen) in html and "2 orders, without those for homes" in html


def test_side_by_side_is_for_the_programme_and_for_offices_of_their_own(client, browser, filled, elsewhere):
    html = browser(filled.office).get("/angka/").content.decode()
    assert filled.place.site.name in html and "PPR Lain" not in html
    assert client.get("/angka/").status_code == browser(filled.homes[0]).get("/angka/").status_code == 404
    assert asked(browser(filled.office), "/angka/") <= 9


def test_the_files_hold_the_same_numbers(client, browser, filled):
    path = f"/perumahan/{filled.place.site.code}/angka"
    lines = list(csv.DictReader(StringIO(client.get(f"{path}.csv").content.decode())))
    assert sum(int(line["opened"]) for line in lines) == 4 and lines[0]["date"][4] == "-"
    sheet = load_workbook(BytesIO(client.get(f"{path}.xlsx").content)).active
    assert sheet is not None and sheet.max_row == len(lines) + 1
    assert set(client.get(f"{path}.json").json()["columns"]) == {"date", "site_code", "site", "category", *COLUMNS}
    assert browser(filled.office).get("/angka.csv").status_code == 200
    assert client.get("/angka.csv").status_code == 404
    assert client.get(f"/badan/{filled.contractor.code}/angka.csv").status_code == 200


def test_an_address_of_nothing_is_not_found(client, filled):
    for path in ("/perumahan/zzzz/angka/", f"/perumahan/{filled.place.block.code}/angka/", "/badan/zzzz/angka.csv"):
        assert client.get(path).status_code == 404
