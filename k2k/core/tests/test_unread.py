"""What cannot be read is answered by a page of ours, in the reader's language."""

import pytest
from django.db import OperationalError, connections
from django.test import Client

from k2k.core import pace

pytestmark = pytest.mark.django_db

LARGE = "a" * 10_000_000
ENGLISH = {"lang": "en"}


def sent(**request):
    """A form with a body that the check of its token reads first."""
    client = Client(enforce_csrf_checks=True)
    client.cookies.load(ENGLISH)
    return client.post("/keluar/", **request)


def says(answer) -> str:
    """The page's words; it is one of ours."""
    html = answer.content.decode()
    assert '<html lang="en"' in html and "data-unread" in html and "Nothing was lost" in html
    return html


def test_a_form_of_ten_megabytes_says_what_to_make_smaller():
    answer = sent(data=f"text={LARGE}", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413 and "Choose a smaller photo or write fewer words" in says(answer)


def test_ten_megabytes_in_one_field_beside_a_photo_say_the_same():
    assert "too large" in says(sent(data={"text": LARGE}))


def test_a_thousand_fields_are_too_many():
    answer = sent(data={f"n{number}": "x" for number in range(1000)})
    assert answer.status_code == 413 and "too large" in says(answer)


def test_a_photo_form_that_is_broken_is_asked_for_again():
    answer = sent(data=b"--x\r\nnothing", content_type="multipart/form-data")
    assert answer.status_code == 400 and "arrived incomplete" in says(answer)


def test_a_call_under_the_name_of_another_host_gets_no_error_of_ours():
    client = Client(headers={"host": "evil.example"})
    client.cookies.load(ENGLISH)
    answer = client.get("/tentang/")
    assert answer.status_code == 400 and "evil.example" not in says(answer)


@pytest.mark.parametrize("phone", ["ms", "zh-hans", "ta"])
def test_the_page_speaks_the_readers_language(phone):
    client = Client(enforce_csrf_checks=True)
    client.cookies.load({"lang": phone})
    html = client.post("/keluar/", {"text": LARGE}).content.decode()
    assert f'<html lang="{phone}"' in html


def test_ten_megabytes_of_json_without_a_token_get_the_page_about_old_forms():
    answer = sent(data=b'{"a": "' + LARGE.encode() + b'"}', content_type="application/json")
    assert answer.status_code == 403 and b"<h1>" in answer.content


def test_how_long_to_wait_is_forgotten_with_the_next_request(rf):
    from datetime import timedelta

    from django.http import HttpResponse

    def view(request):
        if request.path == "/often/":
            pace.slow_down(timedelta(seconds=90.2))
        return HttpResponse(status=422)

    through = pace.middleware(view)
    often, next_one = through(rf.get("/often/")), through(rf.get("/"))
    assert (often.status_code, often["Retry-After"]) == (429, "91")
    assert next_one.status_code == 422 and "Retry-After" not in next_one


def test_while_the_database_is_away_the_page_says_so_and_sends_the_same_once_more(monkeypatch):
    def away(*_words, **_more):
        raise OperationalError("password=secret")

    client = Client(raise_request_exception=False)
    client.cookies.load({**ENGLISH, "sessionid": "x" * 32})
    monkeypatch.setattr(type(connections["default"]), "cursor", away)
    looked, sent_ = client.get("/"), client.post("/lapor/AAAA/", {"text": "Paip pecah", "client_id": "7"})
    with_pin = client.post("/lapor/AAAA/", {"text": "Paip pecah", "pin": "739154"})
    monkeypatch.undo()
    for answer in (looked, sent_, with_pin):
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
        html = answer.content.decode()
        assert '<html lang="en"' in html and "tel:999" in html and "secret" not in html
    again = sent_.content.decode()
    assert 'action="/lapor/AAAA/"' in again and 'value="Paip pecah"' in again and 'name="client_id" value="7"' in again
    assert "739154" not in with_pin.content.decode() and "was not kept" in with_pin.content.decode()


def test_a_fault_of_ours_is_no_absence(monkeypatch):
    def broken(*_words, **_more):
        raise ValueError

    monkeypatch.setattr(type(connections["default"]), "cursor", broken)
    answer = Client(raise_request_exception=False).get("/kad/", headers={"cookie": "sessionid=" + "x" * 32})
    monkeypatch.undo()
    assert answer.status_code == 500 and "Retry-After" not in answer
