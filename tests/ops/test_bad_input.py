"""What no browser sends is answered by the real server with a page of ours, and the server goes on."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.ops import running

pytestmark = pytest.mark.sqlite_only

LARGE = b"a" * 10_000_000
FORM, JSON, PHOTO = "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    env = running.env_of(tmp_path_factory.mktemp("home"))
    running.well("prepare", env=env)
    with running.served(env) as (address, _process):
        yield address


def post(url: str, body: bytes, kind: str, path: str = "/kad/", **headers: str) -> tuple[int, str]:
    """Status and page of one request of its own connection."""
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    try:
        line.request("POST", path, body, {"Content-Type": kind, "Cookie": "lang=en", **headers})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


BAD = {
    "a form of 10 MB": (b"code=" + LARGE, FORM, 413, "too large"),
    "a photo form whose words have 10 MB": (
        b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n' + LARGE + b"\r\n--x--\r\n",
        PHOTO,
        413,
        "too large",
    ),
    "JSON of 10 MB": (b'{"code": "' + LARGE + b'"}', JSON, 403, "<h1>"),
    "a thousand fields": (b"&".join(b"n%d=1" % number for number in range(1000)), FORM, 413, "too large"),
    "a photo form without its boundary": (b"nothing", "multipart/form-data", 400, "arrived incomplete"),
    "NUL bytes": (b"code=%00\x00&csrfmiddlewaretoken=\x00", FORM, 403, "<h1>"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_answered_by_a_page(url, what):
    body, kind, status, words = BAD[what]
    found, html = post(url, body, kind)
    assert (found, words in html, '<html lang="en"' in html) == (status, True, True)


def test_another_host_is_answered_by_a_page_that_does_not_repeat_it(url):
    status, html = post(url, b"", FORM, Host="evil.example")
    assert status == 400 and "data-unread" in html and "evil.example" not in html


def test_half_a_photo_form_is_no_error_of_ours(url):
    half = b'--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n\xff\xd8\xff'
    assert post(url, half, PHOTO)[0] in (400, 403)


def test_the_server_still_answers_afterwards(url):
    assert running.get(f"{url}/healthz")[0] == 200
