"""Text messages: agreed to by a home, sealed, words only, and gone with the card, the home and the yes."""

import json
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import clock, jobs, notify, registry
from k2k.core.commands import Refused
from k2k.core.models import Job, Outgoing, TrailLine
from k2k.core.notify import sms
from k2k.people import commands, numbers
from k2k.people.messages import CardPrinted, NumberKept
from k2k.people.models import HomeNumber
from k2k.people.testing import make_person, sign_in_by_card

TYPED, CALLED = "012-345 6789", "+60123456789"
NOON = clock.start_of_day(clock.today()) + timedelta(hours=12)
BAD = ("k2k.my/x", "https://a.b", "www", "a@b", "012", "٤", "௧", "x.y", "\u202e", "#")


class News(notify.Message):
    """What may wait for the morning."""

    slug = "tests.news"
    by_sms = "Your report was accepted."

    @classmethod
    def sentence(cls, subject, **args) -> str:
        """Longer, with a place in it."""
        return "B-12-03: accepted."


@pytest.fixture
def company(settings):
    """A gateway on this machine: what it was given, and what it answers."""

    class Company(BaseHTTPRequestHandler):
        got: list = []
        answers: list = []

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.got.append((self.headers["Authorization"], self.headers["Idempotency-Key"], body))
            self.send_response(self.answers.pop(0) if self.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nothing."""

    Company.got, Company.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Company)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.SMS_SECRET, settings.SMS_GATEWAY = "rahsia", "k2k.core.notify.sms.JsonGateway"
    if registry.get("message", News.slug) is None:
        registry.put("message", News.slug, News)
    yield Company
    server.shutdown()
    server.server_close()


@pytest.fixture
def number(company, home) -> HomeNumber:
    """The home has agreed, and its first message has left."""
    with translation.override("en"):
        kept = commands.keep_number(home.actor, household=home.household, number=TYPED, at=NOON)
    work(NOON)
    return kept


def work(at: datetime) -> None:
    Job.objects.filter(name="core.text", state="queued", run_at__lt=at).update(run_at=at)
    jobs.run_due(at)


def tell(home, at: datetime, message=News) -> None:
    notify.send(message, [f"household:{home.household.pk}"], subject=home.household.ref, at=at)


def test_the_first_message_says_who_writes_from_now_on_and_leaves_with_a_key(number, company):
    [(token, key, body)] = company.got
    assert token == "Bearer rahsia" and body["id"] == key
    assert (body["to"], body["text"]) == (CALLED, "K2K: From now on this phone hears of your home's reports.")
    assert Outgoing.objects.get(channel="sms").sent_at == NOON


def test_the_number_is_sealed_shown_by_two_digits_and_stands_in_no_trail(client, home, number):
    assert "123456789" not in str(vars(number)) and numbers.masked(number).endswith("89")
    assert not [line for line in TrailLine.objects.all() if "3456789" in str(vars(line))]
    sign_in_by_card(client, home.code)
    page = client.get(reverse("people:keep_number")).content.decode()
    assert numbers.masked(number) in page and "3456789" not in page and reverse("people:drop_number") in page


def test_a_failure_is_tried_again_with_the_same_key_and_tells_no_number(home, number, company, capsys):
    company.got.clear()
    company.answers.append(500)
    tell(home, NOON)
    work(NOON)
    assert Job.objects.get(name="core.text", state="queued").last_error == "SmsFailed"
    work(NOON + timedelta(hours=1))
    assert len(company.got) == 2 and len({key for _token, key, _body in company.got}) == 1
    said = capsys.readouterr()
    assert "3456789" not in said.out + said.err


def test_at_night_it_waits_for_the_morning_unless_it_is_necessary(home, number, company):
    night = clock.start_of_day(clock.today()) + timedelta(hours=23)
    tell(home, night)
    assert Job.objects.get(name="core.text", state="queued").run_at == night + timedelta(hours=8)
    assert sms.allowed_from(night, necessary=True) == night
    assert sms.allowed_from(night + timedelta(hours=3), False) == night + timedelta(hours=8)


def test_three_a_day_what_was_read_and_what_has_no_words_for_it_are_not_sent(home, number, company):
    for minutes in range(5):
        tell(home, NOON + timedelta(minutes=minutes))
        work(NOON + timedelta(minutes=minutes))
    assert len(company.got) == sms.MOST_A_DAY
    assert Outgoing.objects.filter(channel="sms").count() == sms.MOST_A_DAY
    tomorrow = NOON + timedelta(days=1, minutes=10)
    tell(home, tomorrow)
    notify.mark_read([f"household:{home.household.pk}"], tomorrow)
    tell(home, tomorrow, CardPrinted)
    work(tomorrow)
    assert len(company.got) == sms.MOST_A_DAY


def test_without_a_gateway_nothing_is_offered_or_sent(client, home, settings):
    settings.SMS_GATEWAY = ""
    sign_in_by_card(client, home.code)
    assert client.get(reverse("people:keep_number")).status_code == 404
    assert reverse("people:keep_number") not in client.get(reverse("people:mine")).content.decode()
    commands.keep_number(home.actor, household=home.household, number=TYPED)
    assert not Outgoing.objects.filter(channel="sms").exists()
    page = client.get(reverse("people:keep_number")).content.decode()
    assert reverse("people:drop_number") in page and 'name="number"' not in page


def test_a_mobiliser_writes_it_down_aloud_at_the_door(client, home, company):
    client.login(username="aminah", password="aminah")
    client.post(reverse("people:help", args=[home.unit.code]), {"code": home.code})
    client.post(reverse("people:keep_number"), {"number": TYPED, "agreed": "on"})
    assert HomeNumber.objects.get().how == "voice"


@pytest.mark.parametrize("end", ["stop", "card", "household", "person", "another"])
def test_it_is_emptied_with_the_yes_the_card_the_home_and_any_person_of_it(home, number, mobiliser, end):
    person = make_person(home.actor, home.household)
    assert commands.export_person(home.actor, person=person)["people"]["text_messages"][0]["to"].endswith("89")
    if end == "stop":
        commands.drop_number(home.actor, household=home.household)
    elif end == "card":
        commands.issue_card(mobiliser, household=home.household, reason="lost")
    elif end == "household":
        commands.end_household(mobiliser, household=home.household)
    elif end == "person":
        commands.erase_person(home.actor, person=person)
    else:
        commands.keep_number(home.actor, household=home.household, number="011 2345 6780")
    number.refresh_from_db()
    assert (number.sealed, number.hint) == ("", "") and number.ended_at
    assert (numbers.text_to(f"household:{home.household.pk}") is None) == (end != "another")


def test_below_python_a_number_is_only_ever_erased(number):
    for statement in (
        "UPDATE people_homenumber SET sealed = 'x'",
        "UPDATE people_homenumber SET household_id = household_id + 1, sealed = '', hint = '', ended_at = given_at",
        "DELETE FROM people_homenumber",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    number.refresh_from_db()
    assert number.sealed


def test_the_page_keeps_a_number_with_a_yes_and_takes_three_a_day(client, home, company):
    sign_in_by_card(client, home.code)
    address = reverse("people:keep_number")
    assert client.post(address, {"number": TYPED}).status_code == 200 and not HomeNumber.objects.exists()
    for last in (1, 2, 3):
        assert client.post(address, {"number": f"01234567{last}9", "agreed": "on"}).status_code == 303
    assert client.post(address, {"number": TYPED, "agreed": "on"}).status_code == 429
    client.post(reverse("people:drop_number"))
    assert not HomeNumber.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("typed", [TYPED, "+60 12 345 6789", "60123456789", "(012) 3456789"])
def test_a_malaysian_mobile_is_read_however_it_is_written(typed):
    assert numbers.normalise(typed) == CALLED


@pytest.mark.parametrize("typed", ["", "03-1234 5678", "999", "+65 9123 4567", "0123", "01234567890123", "٠١٢٣٤٥٦٧٨٩"])
def test_what_is_no_malaysian_mobile_is_refused(home, typed):
    with pytest.raises(Refused):
        commands.keep_number(home.actor, household=home.household, number=typed)


@pytest.mark.parametrize("language", ["ms", "en", "zh-hans", "ta"])
def test_every_sentence_that_is_sent_is_words_alone_and_one_message_long(language):
    sent = [message for slug in registry.keys("message") if (message := registry.get("message", slug)).by_sms]
    assert NumberKept in sent and len(sent) > 10
    with translation.override(language):
        for message in sent:
            assert sms.segments(sms.written(str(message.by_sms))) == 1, message.slug


@given(st.sampled_from(BAD), st.text(max_size=20))
def test_a_link_or_a_number_never_leaves_wherever_it_stands(bad, words):
    for sentence in (f"{words} {bad}", f"{bad} {words}"):
        with pytest.raises(sms.NotWords):
            sms.written(sentence)


@given(st.text(alphabet="abc ÄΩ\u00e9", max_size=500))
def test_gsm_letters_are_160_in_one_message_and_153_in_each_of_several(text):
    assert sms.segments(text) == (1 if len(text) <= 160 else -(-len(text) // 153))


@given(st.text(alphabet="அம்மாகி வணக்கம்", max_size=200))
def test_other_letters_are_70_in_one_message_and_67_in_each_of_several(text):
    words = f"அ{text}"
    assert sms.segments(words) == (1 if len(words) <= 70 else -(-len(words) // 67))


@given(st.text(max_size=300), st.characters())
def test_a_letter_more_never_takes_fewer_messages(text, letter):
    assert sms.segments(text + letter) >= sms.segments(text) >= 1


def test_a_gateway_is_called_where_nobody_listens_on_the_way():
    assert sms.may_be_called("https://sms.example.my/send") and sms.may_be_called("http://127.0.0.1:9/")
    assert not sms.may_be_called("http://sms.example.my/send")
