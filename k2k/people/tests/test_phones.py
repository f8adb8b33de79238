"""A phone says that there is news: only where somebody pressed the button, never what it is about, and not for ever."""

import base64
import json
import os
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from py_vapid import Vapid02

from k2k.core import clock, jobs, notify
from k2k.core.commands import Denied, Refused
from k2k.core.models import Job, Outgoing, PushPhone, TrailLine
from k2k.core.notify import commands, push
from k2k.people import commands as people
from k2k.people.messages import CardPrinted
from k2k.people.testing import make_household, make_person, sign_in_by_card


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Browser:
    """A phone's own keys, as its browser makes them."""

    def __init__(self, origin: str, name: str = "one"):
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.said = {"address": f"{origin}/wpush/{name}", "p256dh": b64(point), "auth": b64(self.secret)}

    def opens(self, body: bytes) -> dict:
        """Decrypt a message as RFC 8291 says, by other people's code."""
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"))


@pytest.fixture
def service(settings):
    """A push service on this machine, which the allow list names: what it got, and what it answers."""

    class Service(BaseHTTPRequestHandler):
        got: list = []
        answers: list = []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            status = self.answers.pop(0) if self.answers else 201
            self.send_response(status)
            if status == 307:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            """Nothing."""

    Service.got, Service.answers = [], []
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Service.origin = f"http://127.0.0.1:{server.server_port}"
    settings.PUSH_SERVICES = [Service.origin]
    yield Service
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(service, home) -> Browser:
    """A phone of the home that wants to be told."""
    browser = Browser(service.origin)
    commands.tell_phone(home.actor.on_device("d" * 32), **browser.said)
    return browser


def told(home) -> None:
    """The home gets a message and the worker does its work."""
    at = clock.now()
    notify.send(CardPrinted, [f"household:{home.household.pk}"], subject=home.household.ref, at=at)
    run_now()


def run_now() -> None:
    Job.objects.filter(name="core.deliver", state="queued").update(run_at=clock.now())
    jobs.run_due(clock.now())


def test_the_phone_gets_one_sentence_that_only_it_can_open(service, home, phone):
    told(home)
    [(path, headers, body)] = service.got
    assert path == "/wpush/one" and headers["content-encoding"] == "aes128gcm"
    shown = phone.opens(body)
    assert shown["title"] in ("There is news for your home", "Ada berita untuk rumah anda")
    assert shown["url"] == reverse("people:mine") and set(shown) == {"title", "body", "url"}
    assert Outgoing.objects.get(channel="push").sent_at


def test_the_message_is_signed_with_the_key_that_the_page_shows(service, home, phone):
    told(home)
    token, key = service.got[0][1]["authorization"].removeprefix("vapid ").split(",")
    assert key.strip() == f"k={push.public_key()}"
    assert Vapid02.verify(service.got[0][1]["authorization"])
    claims = json.loads(push._bytes(token.partition("t=")[2].split(".")[1]))
    assert claims["aud"] == service.origin


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_forgotten(service, home, phone, status):
    service.answers.append(status)
    told(home)
    assert not PushPhone.objects.exists() and not Outgoing.objects.filter(channel="push").exists()


@pytest.mark.parametrize("status", [307, 429, 500])
def test_any_other_no_is_tried_again_and_no_redirect_is_followed(service, home, phone, status):
    service.answers.append(status)
    told(home)
    assert Job.objects.get(name="core.deliver").last_error == "PushFailed"
    assert [path for path, *_rest in service.got] == ["/wpush/one"]
    run_now()
    assert len(service.got) == 2 and Outgoing.objects.get(channel="push").sent_at


def test_what_was_read_meanwhile_is_not_told(service, home, phone):
    at = clock.now()
    notify.send(CardPrinted, [f"household:{home.household.pk}"], subject=home.household.ref, at=at)
    notify.mark_read([f"household:{home.household.pk}"], clock.now())
    run_now()
    assert service.got == []


@pytest.mark.parametrize(
    "address",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://notify.windows.com.evil.org/x",
        "https://evilnotify.windows.com/x",
        "https://.notify.windows.com/x",
        "https://fcm.googleapis.com:x/",
        "https://fcm.googleapis.com/" + "x" * 1000,
        "https://fcm.googleapis.com/\nx",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_known_push_services_are_called(address):
    assert not push.is_known(address)


def test_the_push_services_of_the_browsers_are_known():
    for host in ("fcm.googleapis.com", "updates.push.services.mozilla.com", "wns2.notify.windows.com"):
        assert push.is_known(f"https://{host}/send/x")
    assert push.is_known("https://web.push.apple.com:443/x")


@given(st.text(max_size=60), st.text(max_size=30))
def test_keys_that_are_none_never_break_anything(p256dh, auth):
    assert push.are_keys(p256dh, auth) in (True, False) and push.is_known(p256dh) is False


def test_nobody_without_an_inbox_and_no_stranger_s_address_is_kept(service, home):
    browser = Browser(service.origin)
    from k2k.core.actors import Actor

    with pytest.raises(Denied):
        commands.tell_phone(Actor.anonymous(), **browser.said)
    for wrong in ({"address": "https://example.org/x"}, {"p256dh": "AAAA"}, {"auth": "AAAA"}):
        with pytest.raises(Refused):
            commands.tell_phone(home.actor, **browser.said | wrong)
    assert not PushPhone.objects.exists()


def test_the_address_is_sealed_and_stands_in_no_trail(home, phone, service):
    kept = PushPhone.objects.get()
    assert phone.said["address"] not in str(vars(kept)) and phone.said["auth"] not in str(vars(kept))
    lines = [str(vars(line)) for line in TrailLine.objects.filter(verb="notify.tell_phone")]
    assert len(lines) == 1 and not any("wpush" in line or service.origin in line for line in lines)


def test_a_home_has_five_phones_and_the_newest_stay(service, home):
    at = clock.now()
    for n in range(7):
        actor = home.actor.on_device(f"{n}" * 32)
        commands.tell_phone(actor, **Browser(service.origin, str(n)).said, at=at + timedelta(minutes=n))
    kept = PushPhone.objects.values_list("address_hash", flat=True)
    assert set(kept) == {push.address_hash(f"{service.origin}/wpush/{n}") for n in range(2, 7)}


def test_a_phone_is_switched_off_by_its_home_and_nobody_else(home, phone, here, mobiliser):
    _other, stranger, _code = make_household(here.units[1], actor=mobiliser)
    kept = PushPhone.objects.get()
    with pytest.raises(Denied):
        commands.forget_phone(stranger, phone=kept.pk)
    commands.forget_phone(home.actor, phone=kept.pk)
    commands.forget_phone(home.actor, phone=kept.pk)
    assert not PushPhone.objects.exists()


def test_it_ends_with_the_card_the_household_the_person_and_after_90_days(home, phone, mobiliser, service):
    def again():
        commands.tell_phone(home.actor.on_device("d" * 32), **phone.said)

    people.issue_card(mobiliser, household=home.household, reason="lost")
    assert not PushPhone.objects.exists()
    again()
    person = make_person(home.actor, home.household)
    assert people.export_person(home.actor, person=person)["people"]["phones_that_tell"]
    people.erase_person(home.actor, person=person)
    assert not PushPhone.objects.exists()
    again()
    push.prune(clock.now() + timedelta(days=89))
    assert PushPhone.objects.exists()
    push.prune(clock.now() + timedelta(days=91))
    assert not PushPhone.objects.exists()
    again()
    people.end_household(mobiliser, household=home.household)
    assert not PushPhone.objects.exists()


def test_the_page_shows_the_phone_and_its_switch_and_signing_out_ends_it(client, home, service):
    sign_in_by_card(client, home.code)
    assert "data-push=" in client.get(reverse("core:phones")).content.decode()
    answer = client.post(reverse("core:tell_phone"), Browser(service.origin).said)
    assert answer.status_code == 204
    page = client.get(reverse("core:phones")).content.decode()
    assert "data-push=" not in page and reverse("core:forget_phone") in page
    client.post(reverse("core:signout"))
    assert not PushPhone.objects.exists()


def test_another_home_s_card_on_the_same_phone_ends_it_the_same_card_does_not(client, home, service, here, mobiliser):
    sign_in_by_card(client, home.code)
    client.post(reverse("core:tell_phone"), Browser(service.origin).said)
    sign_in_by_card(client, home.code)
    assert PushPhone.objects.exists()
    _other, _actor, code = make_household(here.units[1], actor=mobiliser)
    sign_in_by_card(client, code)
    assert not PushPhone.objects.exists()


def test_a_wrong_address_is_answered_422_and_a_visitor_has_no_such_page(client, home, service):
    assert client.get(reverse("core:phones")).status_code == 404
    assert client.post(reverse("core:tell_phone"), Browser(service.origin).said).status_code == 404
    sign_in_by_card(client, home.code)
    wrong = Browser("https://example.org").said
    assert client.post(reverse("core:tell_phone"), wrong).status_code == 422
    assert client.post(reverse("core:forget_phone"), {"phone": "x"}).status_code == 404
