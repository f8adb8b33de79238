"""The pages of who needs help: what they say, what they leave behind; a form's words are met before anything."""

import pytest
from django.urls import reverse

from k2k.bodies.testing import make_office, make_operator
from k2k.core.limits import Attempt
from k2k.core.models import TrailLine
from k2k.people.testing import sign_in_by_card
from k2k.safety import testing
from k2k.safety.models import Letter


def test_the_page_of_help_names_the_lines_and_the_way_out(client, db):
    page = client.get(reverse("safety:help")).content.decode()
    for number in ("tel:999", "tel:15999", "wa.me/60189888058", reverse("safety:leave")):
        assert number in page


def test_the_way_out_leads_to_another_house_and_empties_what_the_browser_kept(client, db, settings):
    answer = client.get(reverse("safety:leave"))
    assert answer.status_code == 302 and answer["Location"] == settings.NEUTRAL_PAGE
    assert answer["Clear-Site-Data"] == '"cache"' and "no-store" in answer["Cache-Control"]


def test_a_letter_is_written_and_followed_without_an_identity(client, db):
    answer = client.post(reverse("safety:write"), {"text": "Tolong saya", "about": "violence"})
    assert answer.status_code == 303 and "/sulit/pautan/" in answer["Location"]
    page = client.get(answer["Location"])
    assert "Tolong saya" in page.content.decode()
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"
    token = page.wsgi_request.form_token
    assert client.post(answer["Location"], {"text": "Lagi", "form_token": token}).status_code == 303
    assert Letter.objects.get().words.count() == 2


def test_a_card_alone_finds_no_letter(client, home):
    sign_in_by_card(client, home[2])
    testing.make_letter()
    assert client.get(reverse("safety:mine")).status_code == 302
    page = client.get(reverse("safety:write")).content.decode()
    assert 'name="under_pin"' not in page and 'name="disclosure"' in page


def test_the_lead_reads_by_a_press_and_a_glance_shows_no_words(client, lead):
    letter = testing.make_letter("Kata rahsia")
    client.force_login(lead.account)
    lead.account.is_demo = True
    lead.account.save(update_fields=["is_demo"])
    address = reverse("safety:letter", args=[letter.code])
    assert "Kata rahsia" not in client.get(address).content.decode()
    assert client.get(reverse("safety:inbox")).status_code == 200
    assert "Kata rahsia" in client.post(address).content.decode()
    sent = client.post(reverse("safety:reply", args=[letter.code]), {"text": "Bila?"})
    assert sent.status_code == 303
    assert client.post(reverse("safety:close", args=[letter.code])).status_code == 303


def test_the_office_has_no_inbox_and_the_operator_checks_the_lines(client, place):
    for actor, address, status in (
        (make_office(place.site).clerk, "safety:inbox", 404),
        (make_operator(), "safety:lines", 200),
        (make_operator(), "safety:inbox", 404),
    ):
        actor.account.is_demo = True
        actor.account.save(update_fields=["is_demo"])
        client.force_login(actor.account)
        assert client.get(reverse(address)).status_code == status
    sent = client.post(reverse("safety:lines"), {"slug": "wao", "number": "03-3000 8858", "whatsapp": ""})
    assert sent.status_code == 303


WORDS = "Lif rosak. Suami saya pukul saya malam tadi, tolong"


@pytest.fixture
def asked(place):
    """Where a question is asked: any form of the house does."""
    make_office(place.site)
    return reverse("questions:ask", args=[place.site.code])


def test_words_of_violence_in_any_form_are_met_before_a_row_a_count_or_a_log(client, asked, place, caplog):
    from django.apps import apps

    Question = apps.get_model("questions", "Question")

    sent = {"text": WORDS, "body": place_office(place), "category": "other"}
    before = TrailLine.objects.count(), Attempt.objects.count()
    page = client.post(asked, sent)
    words = page.content.decode()
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]
    assert "tel:15999" in words and 'name="met"' in words
    assert (TrailLine.objects.count(), Attempt.objects.count()) == before
    assert not Question.objects.exists() and "pukul" not in caplog.text
    assert client.post(asked, {**sent, "met": "as-is"}).status_code == 303
    assert Question.objects.count() == 1


def test_going_on_without_these_words_leaves_the_rest_of_the_form(client, asked, place):
    page = client.post(asked, {"text": WORDS, "body": place_office(place), "category": "repairs"}).content.decode()
    without, as_is = page.partition('value="as-is"')[::2]
    assert WORDS not in without.partition('value="without"')[2]
    assert WORDS in as_is


def place_office(place) -> str:
    from k2k.bodies import queries as bodies
    from k2k.core import clock

    return bodies.office_of(place.site, clock.now()).code
