"""What a label opens, and the sheets that labels are printed on."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.core import registry
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.core.ui.qr import qr
from k2k.places import commands, rules
from k2k.places.tests.browsing import get, post, text
from k2k.places.tests.cast import desk
from k2k.places.views_labels import _label, label_words, short_address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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


def test_labels_are_four_to_a_page_and_carry_code_and_picture(here, clerk):
    page = text(get(clerk.browser(), "label_sheet", here.site.code))
    assert page.count('<section class="a4 l"') == 1
    assert page.count('<section class="label"') == 3
    for place in (*here.lifts, here.lobbies[0]):
        assert place.code in page
    assert page.count('class="qr"') == 3
    assert page.count('lang="ta"') >= 3
    assert "It costs nothing." in page
    assert label_words()["no_money"] in page


def test_the_picture_of_a_label_opens_the_address_under_which_we_are_known(here, clerk):

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
    page = text(get(clerk.browser(), "label_sheet", here.site.code))
    assert "Pejabat Blok A: " in page
    assert page.count(">03-0000 0123<") >= 3


def test_the_committee_prints_labels_but_changes_no_place(here):
    browser = desk("setiausaha", "committee", here.site).browser()
    assert get(browser, "label_sheet", here.site.code).status_code == 200
    assert get(browser, "manage", here.site.code).status_code == 404
