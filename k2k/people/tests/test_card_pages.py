"""The printed picture opens a page with one button; its POST signs in. Guessers wait, neighbours do not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from k2k.core import clock, ids, limits
from k2k.core.limits import Attempt
from k2k.people import commands, rules
from k2k.people.models import Card
from k2k.people.testing import make_household, sign_in_by_card

SAME_ADDRESS = {"REMOTE_ADDR": "203.0.113.7"}


def wrong_code() -> str:
    """A code nobody has, with a right check character."""
    return ids.new_code()


def wear_out(bucket: str, key: str, times: int) -> None:
    """As many wrong codes as that, all but the last of them elsewhere."""
    limits.hit(bucket, key, times, timedelta(hours=1), clock.now())
    Attempt.objects.filter(bucket=bucket).update(count=times)


def type_code(client, code, **more):
    return client.post(reverse("people:card"), {"code": code}, **more)


def test_the_picture_opens_a_page_that_names_the_home_with_one_button(client, home):
    page = client.get(reverse("people:scan", args=[home.code]))
    text = page.content.decode()
    assert home.unit.name in text
    assert text.count("<button") == 1
    assert "card" not in client.session


def test_looking_does_not_sign_in_and_the_button_does(client, home):
    client.get(reverse("people:scan", args=[home.code]))
    assert client.get(reverse("people:mine")).status_code == 302
    before = client.session.session_key
    answer = sign_in_by_card(client, home.code)
    assert answer.status_code == 303
    assert client.session.session_key != before
    assert client.session["card"] == Card.objects.get().pk
    assert home.unit.name in client.get(reverse("people:mine")).content.decode()


def test_the_page_of_a_card_is_neither_kept_nor_passed_on(client, home):
    for answer in (client.get(reverse("people:scan", args=[home.code])), sign_in_by_card(client, home.code)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_code_stands_in_no_log_line_and_in_no_other_address(client, home, capfd):
    page = client.get(reverse("people:scan", args=[home.code]))
    sign_in_by_card(client, home.code)
    type_code(client, home.code)
    written = capfd.readouterr().err
    assert home.code not in written
    assert home.code.replace("-", "") not in written
    assert home.code not in page.content.decode()


@pytest.mark.parametrize("spelling", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_code_is_typed_in_any_letters_with_or_without_dash(client, home, spelling):
    assert type_code(client, spelling(home.code)).status_code == 303
    assert client.session["card"] == Card.objects.get().pk


@pytest.mark.parametrize("typed", ["", "hello", "1234", "💡" * 8, "A" * 39, "<script>", "' OR 1=1 --", "\x00"])
def test_nonsense_is_answered_beside_the_field_and_costs_no_try(client, home, typed):
    for _try in range(rules.TRIES + 1):
        page = type_code(client, typed)
        assert page.status_code == 200
        assert page.context["form"].errors["code"]
    assert type_code(client, home.code).status_code == 303


def test_an_unknown_code_says_what_to_do_next(client, db):
    page = client.get(reverse("people:scan", args=[wrong_code()]))
    assert page.status_code == 404
    assert reverse("people:card") in page.content.decode()


def test_a_replaced_card_says_so_on_its_page_and_its_session_is_over(client, home, mobiliser):
    sign_in_by_card(client, home.code)
    commands.issue_card(mobiliser, household=home.household, reason="lost")
    assert client.get(reverse("people:mine")).status_code == 302
    page = client.get(reverse("people:scan", args=[home.code]))
    assert page.status_code == 410
    assert page.context["sentence"]


def test_a_household_that_moved_out_is_signed_out_everywhere(client, home, mobiliser):
    sign_in_by_card(client, home.code)
    commands.end_household(mobiliser, household=home.household)
    assert client.get(reverse("people:mine")).status_code == 302
    assert client.get(reverse("people:scan", args=[home.code])).status_code == 410


def test_fifty_phones_behind_one_address_sign_in_while_a_guesser_waits(db, here, mobiliser):
    guesser = Client(**SAME_ADDRESS)
    for _try in range(rules.TRIES):
        assert type_code(guesser, wrong_code()).status_code == 200
    _home, _actor, code = make_household(here.units[0], actor=mobiliser)
    assert type_code(guesser, code).status_code == 429
    for _phone in range(50):
        phone = Client(**SAME_ADDRESS)
        assert sign_in_by_card(phone, code).status_code == 303
        assert "card" in phone.session
    assert type_code(guesser, code).status_code == 429


def test_the_pause_of_a_guesser_ends(home):
    guesser = Client()
    for _try in range(rules.TRIES):
        type_code(guesser, wrong_code())
    assert type_code(guesser, home.code).status_code == 429
    Attempt.objects.update(ends_at=clock.now() - timedelta(seconds=1))
    assert type_code(guesser, home.code).status_code == 303


def test_right_codes_between_wrong_ones_hide_nothing(home):
    guesser = Client()
    for _try in range(rules.TRIES):
        type_code(guesser, wrong_code())
        guesser.cookies.pop("sessionid", None)
        if _try < rules.TRIES - 1:
            assert type_code(guesser, home.code).status_code == 303
    assert type_code(guesser, home.code).status_code == 429


def test_many_wrong_codes_from_one_address_stop_new_phones_there_and_known_phones_go_on(home):
    known = Client(**SAME_ADDRESS)
    sign_in_by_card(known, home.code)
    wear_out("people.code_address", "203.0.113.7", rules.WRONG_PER_ADDRESS - 1)
    Client(**SAME_ADDRESS).get(reverse("people:scan", args=[wrong_code()]))
    assert Client(**SAME_ADDRESS).get(reverse("people:scan", args=[home.code])).status_code == 429
    assert known.get(reverse("people:scan", args=[home.code])).status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.8").get(reverse("people:scan", args=[home.code])).status_code == 200


def test_wrong_codes_from_everywhere_close_the_door_to_nobody_who_has_not_erred(home):
    wear_out("people.code_everywhere", "all", rules.MANY_WRONG)
    assert type_code(Client(), home.code).status_code == 303
    assert type_code(Client(**SAME_ADDRESS), home.code).status_code == 303


def test_while_wrong_codes_come_from_everywhere_an_address_waits_after_three(home):
    wear_out("people.code_everywhere", "all", rules.MANY_WRONG - 1)
    for _try in range(rules.WRONG_WHILE_MANY):
        assert type_code(Client(**SAME_ADDRESS), wrong_code()).status_code == 200
    assert type_code(Client(**SAME_ADDRESS), home.code).status_code == 429
    assert type_code(Client(REMOTE_ADDR="203.0.113.8"), home.code).status_code == 303


def test_a_forged_known_phone_is_not_known(home):
    forger = Client(**SAME_ADDRESS)
    forger.cookies["device"] = "a" * 32
    forger.cookies["known"] = "a" * 32
    wear_out("people.code_address", "203.0.113.7", rules.WRONG_PER_ADDRESS - 1)
    Client(**SAME_ADDRESS).get(reverse("people:scan", args=[wrong_code()]))
    assert forger.get(reverse("people:scan", args=[home.code])).status_code == 429


def test_sign_out_is_one_press_and_forgets_the_card(client, home):
    sign_in_by_card(client, home.code)
    client.post(reverse("core:signout"))
    assert client.get(reverse("people:mine")).status_code == 302


def test_a_card_ends_the_sign_in_of_staff_on_the_same_phone(client, home, mobiliser):
    client.force_login(mobiliser.account)
    sign_in_by_card(client, home.code)
    assert "_auth_user_id" not in client.session
    client.force_login(mobiliser.account)
    assert "card" not in client.session


def test_the_card_leads_back_to_where_it_was_asked_for_and_nowhere_else(client, home):
    there = type_code(client, home.code, QUERY_STRING="next=/saya/mesej/")
    assert there.url == "/saya/mesej/"
    away = type_code(client, home.code, QUERY_STRING="next=https://example.org/")
    assert "example.org" not in away.url


def test_a_card_session_costs_one_query_for_its_actor(client, home, django_assert_num_queries):
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    from k2k.people import queries

    request = RequestFactory().get("/")
    request.session, request.at = SessionStore(), clock.now()
    request.session["card"] = Card.objects.get().pk
    with django_assert_num_queries(1):
        actor = queries.actor_in_session(request)
    assert actor == home.actor
