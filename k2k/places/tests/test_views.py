"""The screens: labels scanned and printed, registers sent and confirmed, places kept in order."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from k2k.core import clock, nodes, registry, trail
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.places import commands, queries, rules
from k2k.places.models import RegisterDraft, Site, Tenure, Unit
from k2k.places.tests import books
from k2k.places.tests.books import HEADING
from k2k.places.tests.cast import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Every browser of the tests has chosen English."""
    begin = Client.__init__

    def choose(self, *args, **how):
        begin(self, *args, **how)
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    monkeypatch.setattr(Client, "__init__", choose)


def get(client: Client, name: str, *args, **query):
    return client.get(reverse(f"places:{name}", args=args), query)


def post(client: Client, page: str, *args, **data):
    return client.post(reverse(f"places:{page}", args=args), data)


def send(client: Client, site: Node, content: bytes, name: str = "daftar.xlsx", **more):
    return post(client, "register", site.code, upload=SimpleUploadedFile(name, content), **more)


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("which", ["lift", "lobbies", "corridors"])
def test_a_label_opens_the_report_of_its_place(client, here, which):
    node = getattr(here, which)
    node = node if isinstance(node, Node) else node[0]
    assert get(client, "scan", node.code).url == reverse("issues:report_here", args=[node.code])


def test_a_site_or_block_code_opens_its_page(client, here):
    assert get(client, "scan", here.site.code).url == reverse("home:site", args=[here.site.code])
    assert get(client, "scan", here.block.code).url == reverse("home:block", args=[here.block.code])


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", ""), lambda code: f"{code[:4]} {code[5:]}"]
)
def test_a_code_typed_in_any_way_opens_its_place(client, here, change):
    response = post(client, "type_code", code=change(here.lift.code))
    assert response.status_code == 303
    assert here.lift.code in response.url


def test_an_unknown_label_gets_a_sentence_and_a_field_to_type_again(client, here):
    response = get(client, "scan", "7Q4M-K2X8")
    assert response.status_code == 404
    assert "No label of ours has this code" in text(response)
    assert 'value="7Q4M-K2X8"' in text(response)


def test_a_mistyped_code_gets_a_sentence_beside_the_field_and_is_kept(client, here):
    response = post(client, "type_code", code="LIF B2")
    assert response.status_code == 422
    assert "This code is not right" in text(response)
    assert 'value="LIF B2"' in text(response)


@pytest.mark.parametrize("code", ["%00", "..%2F..%2Fetc", "x" * 300, "<script>alert(1)</script>", "😀", "'--"])
def test_a_hostile_code_is_an_unknown_code(client, here, code):
    response = client.get(f"/s/{code}/")
    assert response.status_code == 404
    assert "<script>alert" not in text(response)


def test_guessing_codes_ends_after_a_while_and_known_labels_still_open(client, here):
    for _try in range(rules.SCAN_TRIES):
        client.cookies["device"] = "a" * 32
        assert get(client, "scan", "7Q4M-K2X8").status_code == 404
    response = get(client, "scan", "7Q4M-K2X8")
    assert response.status_code == 429
    assert "Too many wrong codes" in text(response)
    assert get(client, "scan", here.lift.code).status_code == 302


def test_a_place_is_chosen_step_by_step_without_script(client, here):
    sites = get(client, "find_site")
    assert reverse("places:find", args=[here.site.code]) in text(sites)
    site = get(client, "find", here.site.code)
    assert reverse("places:find", args=[here.block.code]) in text(site)
    block = get(client, "find", here.block.code)
    assert reverse("issues:report_here", args=[here.lift.code]) in text(block)
    assert reverse("places:find", args=[here.floors[0].code]) in text(block)
    floor = get(client, "find", here.floors[0].code)
    assert reverse("issues:report_here", args=[here.corridors[0].code]) in text(floor)
    assert here.unit.name not in text(floor)
    assert get(client, "find", here.lift.code).status_code == 404


def test_choosing_a_place_costs_the_same_at_any_size(client, here):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(client, "find", here.site.code)
        return len(seen)

    few = cost()
    for name in "BCDEFG":
        commands.add_place(SYSTEM, parent=here.site, kind="block", name=name)
    assert cost() == few <= 6


STAFF_PAGES = ["manage", "add_place", "build_block", "set_lines", "register", "register_export", "label_sheet"]


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_pages_of_the_office_open_for_it_and_for_nobody_else(here, clerk, foreign_clerk, page):
    assert get(clerk.browser(), page, here.site.code).status_code == 200
    assert get(foreign_clerk.browser(), page, here.site.code).status_code == 404
    assert get(Client(), page, here.site.code).status_code == 404


@pytest.mark.parametrize("role", ["owner", "contractor", "resident", "household", "dpo", "safeguard"])
def test_no_other_role_opens_the_register(here, role):
    browser = desk(f"orang-{role}", role, here.site).browser()
    for page in STAFF_PAGES:
        assert get(browser, page, here.site.code).status_code == 404


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


def test_labels_are_four_to_a_page_and_carry_code_and_picture(here, clerk):
    page = text(get(clerk.browser(), "label_sheet", here.site.code))
    assert page.count('<section class="a4 l"') == 1
    assert page.count('<section class="label"') == 3
    for place in (*here.lifts, here.lobbies[0]):
        assert place.code in page
    assert page.count('class="qr"') == 3
    assert page.count('lang="ta"') >= 3
    assert "never asks for money" in page


def test_the_picture_of_a_label_opens_the_address_under_which_we_are_known(here, clerk):
    from k2k.core.ui.qr import qr
    from k2k.places.views_labels import _label, short_address

    label = _label(here.lift)
    assert label["url"] == f"{settings.URL}/s/{here.lift.code}/"
    assert str(qr(label["url"], label["name"])).startswith("<svg")
    assert "://" not in short_address("/s/")


def test_one_chooses_which_labels_and_which_block(here, clerk):
    commands.build_block(SYSTEM, site=here.site, name="B", floors=["1"], units_per_floor=1, lifts=1, furnish=True)
    browser = clerk.browser()
    every = text(get(browser, "label_sheet", here.site.code, which=["floors", "lifts"]))
    assert every.count('<section class="label"') == 4 + 1 + 2 + 1
    assert every.count('<section class="a4 l"') == 3
    one = text(get(browser, "label_sheet", here.block.code, which=["things", "spots"]))
    assert one.count('<section class="label"') == 2 + 2
    assert get(browser, "label_sheet", here.block.code, which=["dragons"]).status_code == 422
    assert get(browser, "label_sheet", here.lift.code).status_code == 404


def test_the_label_sheet_costs_the_same_for_any_number_of_labels(here, clerk):
    browser = clerk.browser()

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            get(browser, "label_sheet", here.site.code, which=["lifts"])
        return len(seen)

    few = cost()
    commands.build_block(SYSTEM, site=here.site, name="B", floors=["1"], units_per_floor=1, lifts=20)
    assert cost() == few


def test_the_telephone_of_the_office_stands_on_the_label(here, clerk, monkeypatch):
    line = {"name": "Pejabat Blok A", "phone": "03-0000 0123", "hours": ""}
    monkeypatch.setitem(registry._slots, "help_line", [lambda site: line if site == here.site else None])
    assert "Pejabat Blok A: 03-0000 0123" in text(get(clerk.browser(), "label_sheet", here.site.code))


def test_the_committee_prints_labels_but_changes_no_place(here):
    browser = desk("setiausaha", "committee", here.site).browser()
    assert get(browser, "label_sheet", here.site.code).status_code == 200
    assert get(browser, "manage", here.site.code).status_code == 404


def test_the_programme_officer_looks_and_changes_nothing(here):
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    browser = desk("pegawai", "officer", nodes.root()).browser()
    assert "PPR Ujian" in text(get(browser, "site_list"))
    site, floor = text(get(browser, "manage", here.site.code)), text(get(browser, "manage", here.unit.parent.code))
    assert "Send a register" not in site + floor
    assert "Add a place" not in site + floor
    assert here.unit.name in floor
    assert "Rented" not in floor
    assert get(browser, "register", here.site.code).status_code == 404


def test_the_operator_opens_a_perumahan_and_builds_its_first_block(operator):
    browser = operator.browser()
    assert "Open a perumahan" in text(get(browser, "site_list"))
    answer = post(browser, "create_site", name="PPR Cempaka", state="MY-10", started_on="2026-01-05")
    site = Site.objects.get()
    assert answer.url == reverse("places:manage", args=[site.node.code])
    answer = post(
        browser,
        "build_block",
        site.node.code,
        name="A",
        floors="LG, G, 1-3, 3A",
        units_per_floor=2,
        lifts=1,
        empty_floors="LG,G",
    )
    block = queries.blocks(site.node).get()
    assert answer.url == reverse("places:manage", args=[block.code])
    assert [floor.name for floor in queries.floors(block)] == ["LG", "G", "1", "2", "3", "3A"]
    assert queries.unit_count(block) == 8


@pytest.mark.parametrize(
    "odd", [{"name": ""}, {"state": "XX"}, {"started_on": "kelmarin"}, {"name": "x" * 300}, {"state": ""}]
)
def test_an_odd_perumahan_is_answered_beside_the_field_and_what_was_typed_is_kept(operator, odd):
    good = {"name": "PPR Cempaka", "state": "MY-10", "started_on": "2026-01-05", "address": "Jalan 9"}
    response = post(operator.browser(), "create_site", **{**good, **odd})
    assert response.status_code == 422
    assert "Jalan 9" in text(response)
    assert not Site.objects.exists()


def test_the_office_sees_its_own_perumahan_only_and_opens_none(here, elsewhere, clerk):
    browser = clerk.browser()
    page = text(get(browser, "site_list"))
    assert "PPR Ujian" in page
    assert "PPR Lain" not in page
    assert "Open a perumahan" not in page
    assert get(browser, "create_site").status_code == 404
    assert get(Client(), "site_list").status_code == 404


def test_the_office_adds_a_lift_and_it_has_a_label_at_once(here, clerk):
    browser = clerk.browser()
    answer = post(browser, "add_place", here.block.code, kind="asset", noun="asset:lift", name="3")
    assert answer.status_code == 303
    assert queries.lifts(here.block).count() == 3
    lift = queries.lifts(here.block).last()
    assert lift.code in text(get(browser, "label_sheet", here.block.code))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "asset", "noun": "spot:lobby", "name": "1"}, "Choose what it is from the list."),
        ({"kind": "asset", "noun": "asset:lift", "name": "1"}, "in the list already"),
        ({"kind": "floor", "name": ""}, "Write a name."),
        ({"kind": "block", "name": "Z"}, "Select a valid choice"),
        ({}, "This field is required"),
    ],
)
def test_a_place_that_does_not_fit_is_answered_beside_the_field(here, clerk, given, sentence):
    before = Node.objects.count()
    response = post(clerk.browser(), "add_place", here.block.code, **given)
    assert response.status_code == 422
    assert sentence in text(response)
    assert Node.objects.count() == before


def test_the_same_form_sent_twice_adds_one_place(here, clerk):
    mark = "5f0c1f1e-6a43-4c7a-9df5-0f1a2b3c4d5e"
    browser = clerk.browser()
    for _turn in range(2):
        answer = post(browser, "add_place", here.block.code, kind="floor", name="9", client_id=mark)
        assert answer.status_code == 303
    assert queries.floors(here.block).filter(name="9").count() == 1


def test_the_lift_line_is_set_on_a_form(here, clerk):
    browser = clerk.browser()
    assert (
        post(browser, "set_lines", here.site.code, lift_line="03-2222 1234", lift_line_name="Lif Jaya").status_code
        == 303
    )
    assert "03-2222 1234" in text(get(browser, "manage", here.site.code))
    assert post(browser, "set_lines", here.site.code, lift_line="abc").status_code == 422


def test_the_tenure_of_a_home_is_set_on_a_form(here, clerk):
    browser = clerk.browser()
    assert post(browser, "set_tenure", here.unit.code, kind="rented", since="2020-01-01").status_code == 303
    assert Tenure.objects.get().kind == "rented"
    assert "Rented" in text(get(browser, "manage", here.unit.parent.code))
    later = (clock.today() + timedelta(days=9)).isoformat()
    assert post(browser, "set_tenure", here.unit.code, kind="owned", since=later).status_code == 422


@pytest.mark.parametrize("page", ["manage", "register", "set_lines", "build_block", "add_place", "set_tenure"])
@pytest.mark.parametrize("which", ["site", "block", "floor", "unit", "lift"])
def test_every_page_of_every_kind_of_place_opens_or_is_not_found(here, clerk, page, which):
    node = {"floor": here.floors[0]}.get(which) or getattr(here, which)
    assert get(clerk.browser(), page, node.code).status_code in (200, 404)


def test_looking_writes_nothing_but_the_count_of_wrong_codes(here, clerk):
    browser = clerk.browser()
    url = send(browser, here.site, books.small()).url
    with CaptureQueriesContext(connection) as seen:
        browser.get(url)
        for page in STAFF_PAGES:
            get(browser, page, here.site.code)
        for page in ("find", "scan"):
            get(browser, page, here.site.code)
    written = [q["sql"] for q in seen if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []
