"""The pages as residents, the desk and strangers see them."""

import pytest
from django.test import Client
from django.urls import reverse

from k2k.core import registry
from k2k.core.accounts.models import Account
from k2k.questions import commands, testing
from k2k.questions.models import Question

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SECRET = "Kenapa Encik Rahsia dapat dua petak?"


def client(actor=None, language="en"):
    made = Client(headers={"accept-language": language})
    made.cookies["django_language"] = language
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    return made


def page(browser, one, name="show"):
    answer = browser.get(reverse(f"questions:{name}", args=[one.code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_says_how_many_were_answered_and_how_long_the_oldest_waits(desk):
    testing.make_question(desk, days_ago=30, text="Bila lif?")
    testing.make_question(desk, "answered")
    found = page(client(), desk.site, "board")
    assert "1 of 2 questions were answered; the one that waits longest has waited" in found
    assert "Bila lif?" in found and "Not answered, " in found


def test_words_that_wait_are_seen_by_the_desk_and_nobody_else(desk):
    one = testing.make_question(desk, "held", text=SECRET)
    for browser in (client(), client(desk.officer)):
        seen = SECRET in page(browser, one)
        assert seen == (browser.session.get("_auth_user_id") is not None)
    assert SECRET not in page(client(), desk.site, "board")
    assert "waiting for publication" in page(client(), desk.site, "board")
    assert SECRET in page(client(desk.office.clerk), one)
    link = registry.get("ref", "questions.question")(one.pk, desk.homes[1])
    assert SECRET not in link[0]


def test_somebody_without_a_card_asks_and_follows_it_from_the_same_phone(desk):
    browser = client()
    address = reverse("questions:ask", args=[desk.site.code])
    form = browser.get(address).context["form"]
    sent = {"text": "Bila?", "body": form["body"].initial, "category": "other"}
    answer = browser.post(address, sent)
    one = Question.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/soalan/{one.code}/"
    assert "Bila?" in page(browser, one) and "Bila?" not in page(client(), one)


def test_a_question_without_words_keeps_the_page_and_says_so(desk):
    answer = client().post(reverse("questions:ask", args=[desk.site.code]), {"text": ""})
    assert answer.status_code == 422 and "Write your words first." in answer.content.decode()


def test_a_phone_without_a_card_asks_three_times_a_day(desk):
    browser, address = client(), reverse("questions:ask", args=[desk.site.code])
    body = desk.office.body.code
    codes = [
        browser.post(address, {"text": f"Soalan {n}?", "body": body, "category": "other"}).status_code for n in range(4)
    ]
    assert codes == [303, 303, 303, 422]


def test_the_clerk_publishes_and_answers_on_the_page(desk):
    one, browser = testing.make_question(desk, "held"), client(desk.office.clerk)
    assert "Publish or not" in page(browser, one)
    browser.post(reverse("questions:publish", args=[one.code]))
    assert browser.post(reverse("questions:answer", args=[one.code]), {"text": ""}).status_code == 422
    browser.post(reverse("questions:answer", args=[one.code]), {"text": "Esok pagi."})
    found = page(client(), one)
    assert "Esok pagi." in found and "Office clerk" in found


def test_a_refusal_with_its_link_is_read_by_everybody_without_the_words(desk):
    first, one = testing.make_question(desk), testing.make_question(desk, "held", text=SECRET)
    answer = client(desk.office.clerk).post(
        reverse("questions:refuse", args=[one.code]), {"reason": "repeat", "repeats": first.code.lower()}
    )
    assert answer.status_code == 303
    found = page(client(), one)
    assert first.code in found and "It was asked before." in found and SECRET not in found


def test_who_asked_marks_the_answer_with_one_of_two_buttons_and_others_see_it(desk):
    browser = client()
    address = reverse("questions:ask", args=[desk.site.code])
    browser.post(address, {"text": "Bila?", "body": desk.office.body.code, "category": "other"})
    one = Question.objects.get()
    commands.publish(desk.office.clerk, question=one)
    commands.answer(desk.office.clerk, question=one, text="Esok.")
    assert 'value="yes"' in page(browser, one) and 'value="yes"' not in page(client(), one)
    assert client().post(reverse("questions:mark", args=[one.code]), {"says": "no"}).status_code == 404
    assert browser.post(reverse("questions:mark", args=[one.code]), {"says": "no"}).status_code == 303
    assert "does not answer my question yet" in page(client(), one)


def test_the_list_goes_on_page_by_page_oldest_first(desk):
    for n in range(25):
        testing.make_question(desk, text=f"Soalan {n:02}", days_ago=30 - n, by=desk.homes[n % 3])
    browser = client()
    first = browser.get(reverse("questions:board", args=[desk.site.code]))
    assert [row.title for row in first.context["rows"]] == [f"Soalan {n:02}" for n in range(20)]
    second = browser.get(first.context["older_url"])
    assert [row.title for row in second.context["rows"]] == [f"Soalan {n:02}" for n in range(20, 25)]
    assert browser.get(reverse("questions:board", args=[desk.site.code]) + "?after=x_y").status_code == 200


def test_the_office_says_within_how_many_days_it_answers(desk):
    address = reverse("questions:set_charter", args=[desk.office.body.code])
    assert client().get(address).status_code == 404
    assert client(desk.association.clerk).get(address).status_code == 404
    answer = client(desk.office.clerk).post(address, {"days": 5, "source": "Piagam 2026"})
    assert answer.status_code == 303
    assert "Piagam 2026" in page(client(), testing.make_question(desk))


def test_the_desk_and_the_home_are_asked_for_what_is_theirs(desk):
    todo = next(ask for ask in registry.items("todo") if ask.__module__ == "k2k.questions.offers")
    waiting = testing.make_question(desk)
    testing.make_question(desk, "held")
    testing.make_question(desk, "appealed")
    testing.make_question(desk, "answered", by=desk.homes[2])
    assert [each.ref for each in todo(desk.office.clerk, desk.at)] == [waiting.ref, f"core.node:{desk.site.pk}"]
    assert len(todo(desk.officer, desk.at)) == 2
    assert len(todo(desk.homes[2], desk.at)) == 1 and todo(desk.homes[1], desk.at) == []
