"""Every form of every page, as everybody who meets it, filled with what nobody types: never an error of ours."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve

from tests.architecture import crawl
from tests.architecture.story import ROLES, Story, client_of
from tests.architecture.walk import addresses, visit

pytestmark = pytest.mark.django_db
#: K2K_FUZZ=whole tries every value in every field, some minutes long; else each field gets a few in turn.
WHOLE = os.environ.get("K2K_FUZZ") == "whole"
TURNS = 2
MISSING = object()
HOSTILE = [
    MISSING, "", "x" * 10_000, "\x00", "a\x00b", "😀" * 400, "\u202e\u200f\u2066abc", "٣", "²", "1e9", "-1", "nan",
    "9" * 25, "0001-01-01", "9999-12-31", "9999-12-31T23:59:59+14:00", "<script>'\"&", "=1+1", "%00%0a", "../../x",
    "\ud7ff\uffff", "0", "true", "{}",
]  # fmt: skip
#: Words that an address may carry after "?", as the views read them.
ASKED = (
    "after", "body", "dari", "di", "fault", "juga", "kod", "lain", "language", "month", "next", "noun", "on", "page",
    "person", "pick", "q", "size", "state", "which",
)  # fmt: skip
TEXT = {"text", "hidden", "password", "date", "number", "search", "tel", "email", "radio", "checkbox", "file"}


@dataclass
class Met:
    """A form as a page shows it: where it goes, its fields with their first values, which of them take a file."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page that are sent by POST."""

    def __init__(self, path: str):
        super().__init__()
        self.path, self.open, self.select, self.found = path, None, "", []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Begin a form, or note a field of the one that is open."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Met(given.get("action") or self.path) if given.get("method", "").lower() == "post" else None
            self.found += [self.open] if self.open else []
        elif self.open is not None:
            self._note(tag, given)

    def _note(self, tag: str, given: dict) -> None:
        name = given.get("name", "")
        if tag == "option" and self.select:
            if "selected" in given or not self.open.fields[self.select]:
                self.open.fields[self.select] = given.get("value", "")
        elif not name:
            return
        elif given.get("type") == "file":
            self.open.files.add(name)
        elif tag in ("input", "textarea", "button", "select"):
            self.select = name if tag == "select" else ""
            if "checked" in given or given.get("type") != "radio" or name not in self.open.fields:
                self.open.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A form or a list ends."""
        self.open = None if tag == "form" else self.open
        self.select = "" if tag == "select" else self.select


def _name(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def forms_of(story: Story, client: Client) -> dict[tuple, Met]:
    """Every form that this browser meets on a page of the own estate, one of each kind."""
    met: dict[tuple, Met] = {}
    for address in addresses():
        for path in address.visits(story.own):
            found = visit(client, path)
            if not found.answer.headers.get("Content-Type", "").startswith("text/html"):
                continue
            reader = Forms(path)
            reader.feed(found.text)
            for form in reader.found:
                name = _name(form.action)
                if name and name not in crawl.NOT_POSTED:
                    met.setdefault((name, tuple(sorted(form.fields)), tuple(sorted(form.files))), form)
    return met


_filled: set[tuple] = set()


def still_to_fill(met: dict[tuple, Met]) -> list[tuple[str, Met]]:
    """The forms that no role before has filled in this process (all of them where WHOLE), in order of their names."""
    left = [each for each in sorted(met.items(), key=lambda each: each[0]) if WHOLE or each[0] not in _filled]
    _filled.update(key for key, _form in left)
    return [(key[0], form) for key, form in left]


def strange(story: Story) -> list:
    """What is typed: the list above, and the codes of another estate's things."""
    return HOSTILE + [codes[0] for codes in story.other.codes.values() if codes]


def filled(form: Met, values: list, turn: int) -> Iterator[dict]:
    """The form, one field at a time spoiled by some of the values (all of them where WHOLE)."""
    for place, name in enumerate(form.fields):
        if name in ("csrfmiddlewaretoken",):
            continue
        chosen = values if WHOLE else [values[(turn + place * 7 + n * 11) % len(values)] for n in range(TURNS)]
        for value in chosen:
            data = {**form.fields, "client_id": str(uuid.uuid4()), name: value}
            yield {key: each for key, each in data.items() if each is not MISSING}
    for name in form.files:
        for content in (b"", b"\x00" * 100, b"GIF89a", b"\xff\xd8\xff\xe0" + b"x" * 50, b"PK\x03\x04" + b"x" * 80):
            yield {**form.fields, name: SimpleUploadedFile("\u202e=x\x01.jpg", content)}


RAW = [
    (b"{}", "application/json"),
    (b"\xff\xfe\x00", "text/plain"),
    (b"a=%ff%fe&text=%00", "application/x-www-form-urlencoded"),
    (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--', "multipart/form-data; boundary=x"),
    (b"--x\r\nContent", "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data"),
    (b"&".join(b"a%d=1" % n for n in range(600)), "application/x-www-form-urlencoded"),
    (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n+2AA-\r\n--x--',
        "multipart/form-data; boundary=x; charset=utf-7",
    ),
]


@pytest.mark.parametrize("role", ROLES)
def test_no_form_ends_in_an_error_of_ours_whatever_is_typed(story, role):
    client = client_of(story, role)
    met, values, wrong = forms_of(story, client), strange(story), []
    for turn, (name, form) in enumerate(still_to_fill(met)):
        for data in filled(form, values, turn):
            found = visit(client, form.action, method="post", data=data, follow=True)
            if found.status >= 500:
                wrong.append(f"{name} {form.action} {_short(data)}")
        for body, kind in RAW if WHOLE else RAW[turn % len(RAW) :][:1]:
            found = visit(client, form.action, method="post", data=body, content_type=kind)
            if found.status >= 500:
                wrong.append(f"{name} {form.action} {kind} {body[:40]!r}")
    assert met
    assert not wrong, "\n".join(wrong)


def _short(data: dict) -> dict:
    return {key: repr(value)[:40] for key, value in data.items() if key not in ("client_id", "csrfmiddlewaretoken")}


@pytest.mark.parametrize("role", ["anonymous", "resident", "office", "officer"])
def test_no_address_ends_in_an_error_of_ours_whatever_is_asked(story, role):
    client, wrong = client_of(story, role), []
    values = [value for value in strange(story) if value is not MISSING]
    for turn, address in enumerate(addresses()):
        path = next(iter(address.visits(story.own)), None)
        if path is None or address.name in crawl.NOT_POSTED:
            continue
        for n in range(len(values) if WHOLE else 2):
            value = values[(turn + n * 5) % len(values)]
            found = visit(client, path, data=dict.fromkeys(ASKED, value))
            if found.status >= 500:
                wrong.append(f"{path} {value[:30]!r}")
    assert not wrong, "\n".join(wrong)
