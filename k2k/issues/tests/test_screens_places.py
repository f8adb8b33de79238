"""A label's page and the way to a place without a label."""

import pytest
from django.urls import reverse

from k2k.core import nodes
from k2k.core.actors import SYSTEM
from k2k.core.testing import browser, page
from k2k.issues import commands, testing
from k2k.places import commands as places

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def label(node) -> str:
    return reverse("issues:report_here", args=[node.code])


def start(node) -> str:
    return reverse("issues:report_start", args=[node.code])


@pytest.fixture
def lift(world):
    places.set_lines(SYSTEM, site=world.place.site, lift_line="03-0000 0456", lift_line_name="Jaya Lif")
    return world.lift


# ── the label ──


def test_the_qr_code_of_a_label_opens_the_question_for_its_place(lift):
    answer = browser().get(reverse("places:scan", args=[lift.code]), follow=True)
    assert answer.redirect_chain[-1][0] == label(lift)
    assert "Lift 1 · Block A" in page(answer)


def test_whoever_is_trapped_finds_the_telephone_before_anything_else(world, lift):
    testing.make_issue(world, node=lift, fault="noise")
    html = page(browser().get(label(lift)))
    assert 'href="tel:999"' in html and 'href="tel:0300000456"' in html
    assert html.index("tel:999") < html.index("Already reported here") < html.index('class="answers"')


def test_a_lobby_asks_for_no_telephone(world):
    assert "tel:999" not in page(browser().get(label(world.place.lobbies[0])))


def test_open_reports_of_the_spot_stand_before_the_question_with_their_count_and_date(world, lift):
    issue = testing.make_issue(world, "accepted", node=lift, fault="noise")
    commands.tap(world.homes[1], issue=issue)
    html = page(browser().get(label(lift)))
    assert "2 homes" in html and "Target:" in html and reverse("issues:tap", args=[issue.code]) in html
    assert html.index("Me too") < html.index('class="answers"')


def test_a_report_nobody_accepted_says_for_how_many_days(world, lift):
    testing.make_issue(world, node=lift, days_ago=6.5)
    assert "Nobody has accepted it yet, 6 days." in page(browser().get(label(lift)))


def test_what_ended_or_lies_inside_a_home_is_not_offered_at_the_spot(world, lift):
    testing.make_issue(world, "confirmed", node=lift)
    assert "Already reported here" not in page(browser().get(label(lift)))


@pytest.mark.parametrize("code", ["0000-0000", "zzz", "x" * 200, "%F0%9F%92%A5", "..", "a'b"])
def test_a_code_that_no_place_has_is_not_found(world, code):
    assert browser().get(f"/lapor/{code}/").status_code == 404


def test_the_programme_is_no_place_to_report_at(world):
    assert browser().get(label(nodes.root())).status_code == 404


def test_a_code_may_be_typed_in_small_letters_and_without_its_dash(lift):
    assert browser().get(f"/lapor/{lift.code.lower().replace('-', '')}/").status_code == 200


def test_a_closed_place_offers_no_tiles(world, lift, at):
    nodes.Node.objects.filter(pk=lift.pk).update(closed_on=at.date())
    html = page(browser().get(label(lift)))
    assert "no longer in use" in html and 'class="answers"' not in html


def test_a_home_is_asked_about_what_fails_in_homes(world):
    html = page(browser(world.homes[0]).get(label(world.place.units[0])))
    assert "?fault=wiring" in html and "?fault=gas" in html and "?fault=drain" not in html


# ── choosing the place ──


def test_without_a_label_one_goes_from_block_to_floor_to_spot(world):
    place, client = world.place, browser()
    assert start(place.block) in page(client.get(start(place.site)))
    floor = place.corridors[1].floor
    html = page(client.get(start(place.block)))
    assert label(world.lift) in html and start(floor) in html
    assert label(place.corridors[1]) in page(client.get(start(floor)))


def test_a_card_is_offered_its_own_home_first(world):
    home = world.place.units[0]
    assert label(home) in page(browser(world.homes[0]).get(start(world.place.site)))
    assert label(home) not in page(browser().get(start(world.place.site)))


def test_a_card_of_another_perumahan_is_offered_no_home_here(world, elsewhere):
    assert "Inside my home" not in page(browser(elsewhere.homes[0]).get(start(world.place.site)))


def test_a_typed_code_opens_its_label(world, lift):
    answer = browser().get(start(world.place.site), {"kod": lift.code.lower()})
    assert answer.status_code == 302 and answer["Location"] == label(lift)


@pytest.mark.parametrize("typed", ["ABCD", "7Q4M-K2X8", "💥", ""])
def test_a_typed_code_that_is_none_is_refused_beside_its_field(world, typed):
    answer = browser().get(start(world.place.site), {"kod": typed})
    html = page(answer)
    assert answer.status_code == 422 and 'id="id_kod_error"' in html and typed in html
