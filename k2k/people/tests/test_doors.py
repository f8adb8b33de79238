"""The mobiliser's doors: which homes have a card, and nothing else about them."""

import pytest
from django.test import Client
from django.urls import reverse

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.people import commands, queries
from k2k.people.models import Card, Consent, Household, Person
from k2k.people.testing import make_household, make_person, make_staff, sign_in_by_card

CLIENT_ID = "0b0c6e2e-3c0b-4a3e-9b3f-6f0f2a6f0d11"


@pytest.fixture
def desk(client, mobiliser):
    """The mobiliser's phone."""
    client.force_login(mobiliser.account)
    return client


def door(client, node):
    return client.get(reverse("people:door", args=[node.code]))


def test_one_perumahan_opens_at_once_and_several_are_listed(desk, here, elsewhere, mobiliser):
    assert desk.get(reverse("people:doors")).url == reverse("people:door", args=[here.site.code])
    from k2k.core import grants

    grants.give(mobiliser.account, "mobiliser", elsewhere.site, since=clock.now(), source="test:2")
    page = desk.get(reverse("people:doors"))
    assert here.site.name in page.content.decode()
    assert elsewhere.site.name in page.content.decode()


def test_doors_are_reached_from_site_to_block_to_floor_to_door(desk, here, home):
    for node in (here.site, here.block, here.floors[0], here.units[0], here.units[1]):
        assert door(desk, node).status_code == 200
    assert "1" in door(desk, here.site).content.decode()


def test_a_floor_shows_whether_a_home_has_a_card_and_no_name(desk, here, home):
    make_person(home.actor, home.household, name="Kenari Emas")
    commands.create_household(SYSTEM, unit=here.units[1])
    page = door(desk, here.floors[0])
    assert [each.state for each in page.context["doors"]] == ["card", "household", "none"]
    for node in (here.site, here.block, here.floors[0], here.units[0]):
        text = door(desk, node).content.decode()
        assert "Kenari Emas" not in text
        assert home.code not in text


def test_a_household_is_opened_once_however_often_it_is_sent(desk, here):
    for _sent in range(2):
        desk.post(reverse("people:create_household", args=[here.units[0].code]), {"client_id": CLIENT_ID})
    assert Household.objects.count() == 1
    assert desk.post(reverse("people:create_household", args=[here.units[0].code])).status_code == 409


def test_the_cards_of_a_floor_are_printed_together_and_shown_once(desk, here):
    for unit in here.units[:3]:
        commands.create_household(SYSTEM, unit=unit)
    address = reverse("people:issue_card", args=[here.floors[0].code])
    sheet = desk.post(address, {"client_id": CLIENT_ID})
    slips = sheet.context["slips"]
    assert len(slips) == 3
    text = sheet.content.decode()
    for slip in slips:
        assert slip.code in text
        assert sign_in_by_card(Client(), slip.code).status_code == 303
    assert "no-store" in sheet.headers["Cache-Control"]
    again = desk.post(address, {"client_id": CLIENT_ID})
    assert again.context["slips"] == []
    assert Card.objects.filter(revoked_at=None).count() == 3


def test_a_slip_carries_the_picture_the_code_and_four_languages(desk, here):
    commands.create_household(SYSTEM, unit=here.units[0])
    text = desk.post(reverse("people:issue_card", args=[here.units[0].code])).content.decode()
    assert '<svg class="qr"' in text
    for language in ("ms", "en", "zh-hans", "ta"):
        assert f'lang="{language}"' in text


def test_a_reprint_takes_a_reason_and_one_press_prints_no_working_card_anew(desk, here, home):
    address = reverse("people:issue_card", args=[here.units[0].code])
    assert desk.post(address).status_code == 404
    assert desk.post(address, {"reason": "because"}).status_code == 404
    assert desk.post(reverse("people:issue_card", args=[here.floors[0].code])).context["slips"] == []
    assert Card.objects.count() == 1
    assert len(desk.post(address, {"reason": "lost"}).context["slips"]) == 1
    assert Card.objects.filter(revoked_at=None).get().reason == "lost"


def test_a_household_that_moved_out_is_ended_after_one_more_question(desk, here, home):
    address = reverse("people:end_household", args=[here.units[0].code])
    assert desk.get(address).status_code == 200
    assert Household.objects.get().until is None
    desk.post(address)
    assert Household.objects.get().until == clock.today()
    assert desk.get(address).status_code == 404


def test_who_shows_the_card_may_have_things_written_down(desk, here, home, mobiliser):
    address = reverse("people:help", args=[here.units[0].code])
    assert desk.get(reverse("people:mine")).status_code == 302
    assert desk.post(address, {"code": home.code}).url == reverse("people:mine")
    assert desk.get(reverse("people:mine")).status_code == 200
    words = {"preferred_name": "Mak Cik Som", "language": "ms", "agreed": "on"}
    assert desk.post(reverse("people:add_person"), words).status_code == 303
    person = Person.objects.get()
    assert Consent.objects.get().how == "voice"
    page = desk.get(reverse("people:person", args=[person.code]))
    assert "Mak Cik Som" in page.content.decode()
    desk.post(reverse("people:give_consent", args=[person.code]), {"purpose": "notices", "answer": "yes"})
    assert Consent.objects.get(purpose="notices").how == "voice"
    assert desk.post(reverse("people:export_person", args=[person.code])).status_code == 404
    assert desk.post(reverse("people:erase_person", args=[person.code])).status_code == 303
    person.refresh_from_db()
    assert person.erased_at


def test_a_pin_is_cleared_for_who_shows_the_card(desk, here, home):
    person = make_person(home.actor, home.household)
    commands.set_pin(home.actor, person=person, pin="481516")
    address = reverse("people:clear_pin", args=[person.code])
    assert desk.post(address).status_code == 404
    desk.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code})
    desk.post(address)
    person.refresh_from_db()
    assert person.pin_hash == ""


def test_the_card_of_another_home_opens_nothing_at_this_door(desk, here, home, mobiliser):
    _other, _actor, code = make_household(here.units[1], actor=mobiliser)
    page = desk.post(reverse("people:help", args=[here.units[0].code]), {"code": code})
    assert page.context["form"].errors["code"]
    assert desk.get(reverse("people:mine")).status_code == 302


def test_helping_ends_when_the_card_is_given_back(desk, here, home):
    desk.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code})
    assert desk.post(reverse("people:done_helping")).url == reverse("people:door", args=[here.units[0].code])
    assert desk.get(reverse("people:mine")).status_code == 302


def test_helping_ends_after_fifteen_minutes_and_with_the_card(desk, here, home, mobiliser):
    desk.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code})
    session = desk.session
    session["helping"] = session["helping"] | {"until": clock.now().isoformat()}
    session.save()
    assert desk.get(reverse("people:mine")).status_code == 302
    desk.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code})
    commands.issue_card(mobiliser, household=home.household, reason="lost")
    assert desk.get(reverse("people:mine")).status_code == 302


def test_a_clerk_who_is_shown_a_card_reads_nothing(client, here, home):
    clerk = make_staff("salmah", "office", here.site)
    client.force_login(clerk.account)
    assert client.post(reverse("people:help", args=[here.units[0].code]), {"code": home.code}).status_code == 404
    session = client.session
    session["helping"] = {"card": Card.objects.get().pk, "until": "2999-01-01T00:00:00+00:00"}
    session.save()
    assert client.get(reverse("people:mine")).status_code == 302
    assert client.get(reverse("people:add_person")).status_code == 404


def test_a_floor_costs_the_same_with_few_homes_and_with_many(desk, here, mobiliser, django_assert_max_num_queries):
    for unit in here.units[:3]:
        make_household(unit, actor=mobiliser)
    with django_assert_max_num_queries(12):
        door(desk, here.floors[0])
    with django_assert_max_num_queries(3):
        queries.doors(mobiliser, here.floors[0], clock.now())


@pytest.mark.parametrize("name", ["create_household", "issue_card", "help", "clear_pin", "export_person"])
def test_what_changes_something_at_a_door_is_not_done_by_looking(desk, here, home, name):
    assert desk.get(reverse(f"people:{name}", args=[here.units[0].code])).status_code == 405


@pytest.mark.parametrize("code", ["XXXX-XXXX", "..", "%00", "a" * 300])
def test_a_door_that_does_not_exist_is_not_found(desk, code):
    assert desk.get(f"/pintu/{code}/").status_code == 404
