"""The household's own pages: what we think, what was agreed, what was said, and the ways out."""

import json
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from k2k.core import trail
from k2k.core.notify.models import InboxItem
from k2k.people import commands
from k2k.people.models import Card, Consent, Person
from k2k.people.testing import make_person, sign_in_by_card


@pytest.fixture
def phone(client, home):
    """A phone signed in with the home's card."""
    sign_in_by_card(client, home.code)
    return client


def open_(phone, name, *args):
    page = phone.get(reverse(f"people:{name}", args=args))
    assert page.status_code == 200
    return page.content.decode()


def test_my_page_says_who_we_think_i_am(phone, home, here):
    text = open_(phone, "mine")
    assert home.unit.name in text
    assert here.site.name in text


def test_my_page_costs_the_same_with_one_person_and_with_six(phone, home, django_assert_max_num_queries):
    for n in range(6):
        make_person(home.actor, home.household, name=f"Orang {n}")
    with django_assert_max_num_queries(18):
        open_(phone, "mine")


def test_a_name_is_added_with_a_yes_to_the_words_shown(phone):
    words = {"preferred_name": "Puan Noraini", "language": "ta"}
    refused = phone.post(reverse("people:add_person"), words)
    assert refused.context["form"].errors["agreed"]
    assert 'value="Puan Noraini"' in refused.content.decode()
    assert not Person.objects.exists()
    done = phone.post(reverse("people:add_person"), words | {"agreed": "on"})
    assert done.status_code == 303
    assert Consent.objects.get().how == "screen"


def test_a_name_sent_twice_is_added_once(phone):
    words = {
        "preferred_name": "Ali",
        "language": "ms",
        "agreed": "on",
        "client_id": "0b0c6e2e-3c0b-4a3e-9b3f-6f0f2a6f0d11",
    }
    first, second = (phone.post(reverse("people:add_person"), words) for _sent in range(2))
    assert first.url == second.url
    assert Person.objects.count() == 1
    other = phone.post(reverse("people:add_person"), words | {"preferred_name": "Abu"})
    assert other.context["form"].non_field_errors()


def test_a_consent_is_given_and_taken_back_by_one_press_each(phone, home):
    person = make_person(home.actor, home.household)
    address = reverse("people:give_consent", args=[person.code])
    phone.post(address, {"purpose": "notices", "answer": "yes"})
    assert Consent.objects.filter(purpose="notices", withdrawn_at=None).exists()
    phone.post(address, {"purpose": "notices", "answer": "no"})
    assert not Consent.objects.filter(purpose="notices", withdrawn_at=None).exists()
    phone.post(address, {"purpose": "notices", "answer": "no"})
    assert phone.post(address, {"purpose": "marketing", "answer": "yes"}).status_code == 404


def test_stopping_the_first_consent_asks_once_more(phone, home):
    person = make_person(home.actor, home.household)
    asked = phone.post(reverse("people:give_consent", args=[person.code]), {"purpose": "household", "answer": "no"})
    assert asked.url == reverse("people:erase_person", args=[person.code])
    person.refresh_from_db()
    assert person.erased_at is None


def test_a_name_and_language_are_corrected_on_the_page(phone, home):
    person = make_person(home.actor, home.household)
    address = reverse("people:correct_person", args=[person.code])
    assert "Puan Noraini" in phone.get(address).content.decode()
    phone.post(address, {"preferred_name": "Kak Ni", "language": "en"})
    person.refresh_from_db()
    assert (person.preferred_name, person.language) == ("Kak Ni", "en")
    bad = phone.post(address, {"preferred_name": " ", "language": "en"})
    assert bad.context["form"].errors["preferred_name"]


def test_everything_kept_is_a_file_with_the_number_and_not_the_name_in_its_name(phone, home):
    person = make_person(home.actor, home.household)
    file = phone.post(reverse("people:export_person", args=[person.code]))
    assert json.loads(file.content)["people"]["preferred_name"] == "Puan Noraini"
    assert person.code in file.headers["Content-Disposition"]
    assert "Noraini" not in file.headers["Content-Disposition"]


def test_a_person_is_erased_after_one_more_question_and_the_trail_verifies(phone, home):
    person = make_person(home.actor, home.household)
    address = reverse("people:erase_person", args=[person.code])
    assert "Puan Noraini" in phone.get(address).content.decode()
    assert phone.post(address).url == reverse("people:erased")
    assert phone.get(reverse("people:erased")).status_code == 200
    assert "Puan Noraini" not in open_(phone, "mine")
    assert phone.get(reverse("people:person", args=[person.code])).status_code == 404
    assert not list(trail.verify())


def test_a_card_is_stopped_on_every_phone(phone, home, mobiliser):
    other = Client()
    sign_in_by_card(other, home.code)
    assert "<form" in open_(phone, "revoke_card")
    assert phone.post(reverse("people:revoke_card")).url == reverse("people:stopped")
    for each in (phone, other):
        assert each.get(reverse("people:mine")).status_code == 302
    assert phone.get(reverse("people:stopped")).status_code == 200
    assert InboxItem.objects.filter(recipient=mobiliser.key, message="people.card_needed").exists()
    assert Card.objects.get().reason == "first"


def test_messages_are_shown_until_they_are_read(phone, home, mobiliser):
    assert "(1)" in open_(phone, "mine")
    assert open_(phone, "messages")
    phone.post(reverse("people:read"))
    assert "(1)" not in open_(phone, "mine")
    assert InboxItem.objects.get(recipient=f"household:{home.household.pk}").read_at


def test_a_reprint_is_announced_where_the_new_card_looks(phone, home, mobiliser):
    issued = commands.issue_card(mobiliser, household=home.household, reason="stolen")
    again = Client()
    sign_in_by_card(again, issued.code)
    assert "(2)" in open_(again, "mine")


@pytest.mark.parametrize("code", ["", "x", "0000-0000", "a\x00b", "💡", "9" * 500])
def test_a_number_nobody_has_is_not_found(phone, code):
    assert phone.post(reverse("people:choose"), {"person": code or "-"}).status_code == 404
    assert phone.get(f"/saya/orang/{quote(code or '-')}/").status_code == 404
    assert phone.get(reverse("people:pin"), {"person": code, "next": code}).status_code == 200


@pytest.mark.parametrize("name", ["messages", "pin", "add_person", "revoke_card"])
def test_without_a_card_there_is_no_such_page(client, db, name):
    assert client.get(reverse(f"people:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["read", "choose"])
def test_what_changes_something_is_not_done_by_looking(phone, name):
    assert phone.get(reverse(f"people:{name}")).status_code == 405


def test_my_page_leads_to_the_card_and_back(client, home):
    asked = client.get(reverse("people:mine"))
    assert asked.url == f"{reverse('people:card')}?next=/saya/"
    done = client.post(asked.url, {"code": home.code})
    assert done.url == reverse("people:mine")


def test_the_pages_speak_of_consent_in_the_language_of_the_reader(phone, home):
    person = make_person(home.actor, home.household)
    for language in ("ms", "en", "zh-hans", "ta"):
        phone.cookies["lang"] = language
        assert f'<html lang="{language}"' in open_(phone, "person", person.code)
