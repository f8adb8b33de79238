"""Places kept in order by the office and the operator, and by nobody else."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.core import clock, nodes
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.places import commands, queries
from k2k.places.models import Site, Tenure
from k2k.places.tests import books
from k2k.places.tests.browsing import get, post, send, text
from k2k.places.tests.cast import desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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
