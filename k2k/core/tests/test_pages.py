"""The ground's small pages, and the language a page begins in."""

import pytest

from k2k.core.commands import Refused
from k2k.core.middleware import actor_middleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("phone", "page"),
    [("en-US,en;q=0.9", "ms"), ("", "ms"), ("zh-CN,zh;q=0.9", "zh-hans"), ("ta-IN", "ta"), ("fr", "ms")],
)
def test_a_page_begins_in_malay_unless_the_phone_speaks_chinese_or_tamil(client, settings, phone, page):
    settings.LANGUAGE_CODE = "ms"
    found = client.get("/tentang/", headers={"accept-language": phone}).content.decode()
    assert f'<html lang="{page}"' in found


def test_a_chosen_language_stays_whatever_the_phone_says(client):
    client.get("/bahasa/en/?next=/tentang/")
    found = client.get("/tentang/", headers={"accept-language": "zh-CN"}).content.decode()
    assert '<html lang="en"' in found


@pytest.mark.parametrize("address", ["/bahasa/xx/", "/huruf/9/"])
def test_an_unknown_language_or_size_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "next_page",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "-1", "home:start", "é"],
)
def test_choosing_a_language_leads_only_to_a_path_of_ours(client, next_page):
    assert client.get("/bahasa/en/", {"next": next_page}).headers["Location"] == "/"


def test_reading_sets_no_session_and_no_mark(client):
    found = client.get("/tentang/")
    assert "device" not in found.cookies and "sessionid" not in found.cookies


def test_signing_out_needs_a_post(client):
    assert client.get("/keluar/").status_code == 405


def test_the_address_of_a_form_opened_without_one_is_a_page_and_changes_nothing(client):
    answer = client.get("/keluar/")
    assert answer.status_code == 405 and "POST" in answer.headers["Allow"]
    assert "only takes what a form sends" in answer.content.decode()


def test_a_refusal_that_no_form_shows_is_a_page_with_its_sentence(rf):
    request = rf.post("/")
    answer = actor_middleware(lambda request: None).process_exception(request, Refused("Somebody was faster."))
    assert answer.status_code == 409 and "Somebody was faster." in answer.content.decode()
