"""Several people share one phone: a PIN says who binds themselves, for fifteen minutes."""

from datetime import datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from k2k.core import clock
from k2k.core.limits import Attempt
from k2k.people import commands, pin, queries, rules
from k2k.people.models import Person
from k2k.people.testing import make_household, make_person, sign_in_by_card

PIN = "481516"


@pytest.fixture
def two(home, client):
    """Two people of one home on one phone; the first has a PIN."""
    people = [make_person(home.actor, home.household, name=name) for name in ("Puan Noraini", "Ali")]
    commands.set_pin(home.actor, person=people[0], pin=PIN)
    sign_in_by_card(client, home.code)
    return people


def give(client, person, digits=PIN, query=""):
    return client.post(reverse("people:pin") + query, {"person": person.code, "pin": digits})


def actor_of(client):
    """Who acts with this client's session now."""
    request = RequestFactory().get("/")
    request.session, request.at = client.session, clock.now()
    return queries.actor_in_session(request)


def test_a_card_alone_binds_nobody_and_a_pin_binds_its_person(client, two):
    assert actor_of(client).person_id is None
    assert give(client, two[0]).status_code == 303
    assert actor_of(client).person_id == two[0].pk


def test_the_pin_holds_for_fifteen_minutes(client, two):
    give(client, two[0])
    session = client.session
    until = datetime.fromisoformat(session["person"]["until"])
    assert timedelta(minutes=14) < until - clock.now() <= timedelta(minutes=15)
    session["person"] = {"id": two[0].pk, "until": clock.now().isoformat()}
    session.save()
    assert actor_of(client).person_id is None


def test_a_wrong_pin_is_answered_beside_its_field(client, two):
    page = give(client, two[0], "904117")
    assert page.status_code == 200
    assert page.context["form"].errors["pin"]
    assert actor_of(client).person_id is None


def test_after_five_tries_the_person_waits_fifteen_minutes_on_every_phone(client, home, two):
    for _try in range(rules.TRIES):
        give(client, two[0], "904117")
    other = Client()
    sign_in_by_card(other, home.code)
    assert other.post(reverse("people:pin"), {"person": two[0].code, "pin": PIN}).status_code == 429
    assert actor_of(other).person_id is None
    Attempt.objects.filter(bucket="people.pin").update(ends_at=clock.now() - timedelta(seconds=1))
    assert give(client, two[0]).status_code == 303


def test_the_others_of_the_home_do_not_wait_with_them(client, two):
    commands.set_pin(actor_of(client), person=two[1], pin="904117")
    for _try in range(rules.TRIES + 1):
        give(client, two[0], "271828")
    assert give(client, two[1], "904117").status_code == 303


def test_twenty_tries_in_a_day_are_enough(client, two):
    for _try in range(rules.PIN_TRIES_A_DAY):
        give(client, two[0], "904117")
        Attempt.objects.filter(bucket="people.pin").delete()
    assert give(client, two[0]).status_code == 429
    assert actor_of(client).person_id is None


def test_a_person_of_another_home_cannot_be_chosen(client, two, here, mobiliser):
    household, actor, _code = make_household(here.units[1], actor=mobiliser)
    stranger = make_person(actor, household, name="Jiran")
    commands.set_pin(actor, person=stranger, pin="904117")
    page = give(client, stranger, "904117")
    assert page.context["form"].errors["person"]
    assert client.post(reverse("people:choose"), {"person": stranger.code}).status_code == 404


def test_who_moved_away_is_no_longer_bound(client, two, here, mobiliser):
    give(client, two[0])
    other, _actor, _code = make_household(here.units[1], actor=mobiliser)
    commands.move_person(mobiliser, person=Person.objects.get(pk=two[0].pk), household=other)
    assert actor_of(client).person_id is None


def test_choosing_who_holds_the_phone_binds_nobody_and_ends_a_pin(client, two):
    give(client, two[0])
    client.post(reverse("people:choose"), {"person": two[1].code})
    assert actor_of(client).person_id is None
    assert client.session["chosen"] == two[1].pk
    client.post(reverse("people:choose"), {"person": ""})
    assert "chosen" not in client.session


def test_the_page_of_who_has_a_pin_asks_for_it_first_and_leads_back(client, two):
    there = reverse("people:person", args=[two[0].code])
    asked = client.get(there)
    assert asked.status_code == 302
    assert asked.url.startswith(reverse("people:pin"))
    assert give(client, two[0], query="?" + asked.url.partition("?")[2]).url == there
    assert client.get(there).status_code == 200


def test_what_binds_asks_a_card_for_a_pin_and_asks_nobody_else(home, mobiliser):
    request = RequestFactory().get("/undi/1/?a=b")
    request.actor = home.actor
    gate = pin.required(request)
    assert gate.status_code == 302
    assert "next=%2Fundi%2F1%2F%3Fa%3Db" in gate.url
    request.actor = mobiliser
    assert pin.required(request) is None


def test_a_pin_is_set_on_the_page_and_binds_at_once(client, two):
    page = client.post(reverse("people:set_pin", args=[two[1].code]), {"pin": "123456"})
    assert page.context["form"].errors["pin"]
    done = client.post(reverse("people:set_pin", args=[two[1].code]), {"pin": "904117"})
    assert done.url == reverse("people:person", args=[two[1].code])
    assert actor_of(client).person_id == two[1].pk


def test_a_pin_leads_nowhere_outside(client, two):
    assert give(client, two[0], query="?next=https://example.org/").url == reverse("people:mine")


def test_a_home_without_a_card_in_hand_has_no_pin_page(client, db):
    assert client.get(reverse("people:pin")).status_code == 404
