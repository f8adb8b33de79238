"""The log says which verb, which id and how long, and never who or what."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import logs

NAME, IC, PHONE, WORDS = "Aminah binti Canary", "900101-14-5678", "012-345 6789", "the ceiling of my bedroom leaks"
EMAIL, SECRET = "aminah@canary.example", "7Q4M-K2X9-SECRET"
CANARIES = (
    NAME,
    "Canary",
    IC,
    IC.replace("-", ""),
    PHONE,
    PHONE.replace("-", "").replace(" ", ""),
    WORDS,
    EMAIL,
    SECRET,
)
EVERYTHING = ", ".join(CANARIES)


def breaks(request, code):
    raise ValueError(EVERYTHING)


def works(request, code):
    logging.getLogger("somewhere").warning("answering %s", EVERYTHING)
    return HttpResponse("ok")


urlpatterns = [
    path("k/<str:code>/", works, name="card"),
    path("broken/<str:code>/", breaks, name="broken"),
]


def handler404(request, exception):
    return HttpResponse("nothing", status=404)


@pytest.fixture
def lines(capsys):
    logs.configure(settings.LOGGING)
    capsys.readouterr()

    def read():
        written = capsys.readouterr().err
        for canary in CANARIES:
            assert canary not in written
        return [json.loads(line) for line in written.splitlines()]

    return read


@pytest.fixture
def phone(db):
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def test_a_line_is_json_with_a_verb_a_level_and_a_time(lines):
    logs.say("job.done", job=12, job_name="core.reap", ms=7)
    (line,) = lines()
    assert line.pop("at").endswith("Z")
    assert line == {"event": "job.done", "level": "info", "job": 12, "job_name": "core.reap", "ms": 7}


def test_a_key_that_is_not_on_the_list_is_left_out(lines):
    logs.say("issues.tap", name=NAME, text=WORDS, password="x", n=3)
    (line,) = lines()
    assert line.keys() == {"event", "level", "at", "n"}


@pytest.mark.parametrize("value", [NAME, WORDS, EMAIL, "a b", "x" * 101, "{}", ["a"], {"a": NAME}, b"bytes", object()])
def test_a_value_that_is_not_a_short_slug_is_dropped(lines, value):
    logs.say("issues.tap", ref=value)
    assert lines()[0]["ref"] == "[dropped]"


@pytest.mark.parametrize(
    "value", [IC, "900101145678", 900101145678, "+60123456789", "03-4042-1234", 60123456789, "04-1234567"]
)
def test_what_looks_like_an_ic_or_a_phone_is_masked_even_under_a_listed_key(lines, value):
    logs.say("issues.tap", ref=value)
    assert lines()[0]["ref"] == "[masked]"


@pytest.mark.parametrize("value", ["issues.issue:12", "core.reap", 7, 12_345_678, True, None, 1.5])
def test_ids_slugs_and_numbers_stay(lines, value):
    logs.say("issues.tap", ref=value)
    assert lines()[0]["ref"] == value


def test_a_sentence_as_event_becomes_a_plain_mark(lines):
    logs.say(EVERYTHING)
    assert lines()[0]["event"] == "log"


def test_an_exception_is_its_class_and_the_line_of_our_code(lines):
    try:
        breaks(None, "")
    except ValueError as error:
        logs.say("job.failed", "error", error=error)
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["where"].startswith("k2k/core/tests/test_logs.py:")
    assert line["level"] == "error"


def test_a_library_may_say_what_it_likes_and_only_its_name_and_place_are_kept(lines):
    logger = logging.getLogger("some.library")
    logger.error("could not read %s", EVERYTHING, extra={"status_code": 502, "person": NAME})
    try:
        raise KeyError(EVERYTHING)
    except KeyError:
        logger.exception(EVERYTHING)
    first, second = lines()
    assert (first["logger"], first["status"], first["level"]) == ("some.library", 502, "error")
    assert second["error"] == "KeyError"
    assert second["where"].startswith("k2k/core/tests/test_logs.py:")


def test_a_message_that_does_not_fit_its_arguments_prints_nothing_of_them(lines):
    logging.getLogger("some.library").warning("%d of %d", EVERYTHING)
    assert lines()[0]["logger"] == "some.library"


def test_a_fresh_process_logs_in_this_way_from_its_first_line_warnings_included(tmp_path):
    program = (
        "import django, logging, warnings; django.setup();"
        f"warnings.warn({EVERYTHING!r}); logging.getLogger('django.request').error({EVERYTHING!r});"
        f"logging.getLogger('django.security').error({EVERYTHING!r})"
    )
    home = {**os.environ, "K2K_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", program], env=home, capture_output=True, text=True, check=True)
    assert not [canary for canary in CANARIES if canary in run.stdout + run.stderr]
    said = [json.loads(line)["logger"] for line in run.stderr.splitlines()]
    assert said == ["py.warnings", "django.security"]


def test_a_request_is_one_line_with_the_name_of_its_address_and_never_the_path(lines, phone):
    phone.get(f"/k/{SECRET}/", {"name": NAME}, headers={"user-agent": EVERYTHING, "referer": f"/{SECRET}"})
    library, line = lines()
    assert library["request"] == line["request"]
    assert (line["event"], line["view"], line["method"], line["status"]) == ("request", "card", "GET", 200)
    assert isinstance(line["ms"], int)
    assert line["actor_kind"] == "anonymous"
    assert "actor" not in line


def test_a_path_that_leads_nowhere_is_not_repeated(lines, phone):
    assert phone.get(f"/nowhere/{SECRET}/{IC}").status_code == 404
    (line,) = lines()
    assert (line["view"], line["status"]) == ("none", 404)


def test_an_exception_in_a_view_leaves_its_class_and_line_and_nothing_it_carries(lines, phone):
    assert phone.post(f"/broken/{SECRET}/", {"text": WORDS, "ic": IC}).status_code == 500
    failed, line = lines()
    assert (failed["event"], failed["error"], failed["view"]) == ("request.failed", "ValueError", "broken")
    assert failed["where"].startswith("k2k/core/tests/test_logs.py:")
    assert (line["event"], line["status"]) == ("request", 500)
    assert failed["request"] == line["request"]


@pytest.mark.parametrize(
    ("level", "said"), [("WARNING", ["b"]), ("info", ["a", "b"]), ("nonsense", ["a", "b"]), ("", ["a", "b"])]
)
def test_the_level_comes_from_the_settings(lines, level, said):
    logs.configure({"level": level})
    logs.say("a")
    logs.say("b", "warning")
    assert [line["event"] for line in lines()] == said
    logs.configure(settings.LOGGING)


def test_debug_never_opens_the_mouth_of_the_libraries(lines):
    logs.configure({"level": "DEBUG"})
    logging.getLogger("django.db.backends").debug("SELECT %s", EVERYTHING)
    assert lines() == []
    logs.configure(settings.LOGGING)


@given(st.dictionaries(st.sampled_from(sorted(logs.KEYS)), st.text() | st.integers() | st.floats() | st.binary()))
def test_no_value_can_break_a_line_or_carry_a_space_or_a_long_number(line):
    for key, value in logs.only_ids(None, "", dict(line)).items():
        shown = str(value)
        assert " " not in shown
        assert key == "ms" or isinstance(value, float) or not logs.PERSONAL_NUMBER.search(shown)
