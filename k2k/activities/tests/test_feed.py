"""The iCalendar feed, read by a small parser of its own that unfolds and unescapes as RFC 5545 says."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.activities import commands, feed, queries
from k2k.activities.testing import make_activity, make_class

NAME = re.compile(r"[A-Z-]+$")


def parsed(text: str) -> list[dict[str, str]]:
    """The events of a calendar file; fails on what a strict reader would refuse."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR"
    events, now = [], None
    for line in lines[1:-1]:
        name, _colon, value = line.partition(":")
        assert NAME.match(name), line
        if line == "BEGIN:VEVENT":
            assert now is None
            now = {}
        elif line == "END:VEVENT":
            events.append(now)
            now = None
        elif now is not None:
            assert name not in now
            now[name] = value
    return events


def plain(value: str) -> str:
    """A text value without its escapes."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_survives_escaping_and_folding(text):
    line = feed.folded(f"SUMMARY:{feed.escaped(text)}")
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))
    assert plain(line.replace("\r\n ", "").removeprefix("SUMMARY:")) == text


@pytest.mark.django_db
def test_the_feed_has_what_a_calendar_needs_in_utc(made):
    title = "Gotong-royong; Blok A, B\\C: பொங்கல் 新年快乐 " + "panjang " * 3
    one = make_activity(made, title=title.strip(), bring="Sarung tangan, penyapu")
    [event] = parsed(feed.calendar(made.site.name, queries.coming(made.site, made.at)))
    assert event["UID"].startswith(f"{one.code}@") and re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == one.starts_at.replace(
        microsecond=0
    )
    assert plain(event["SUMMARY"]) == one.title and plain(event["LOCATION"]) == "Lobi"
    assert "Sarung tangan, penyapu" in plain(event["DESCRIPTION"]) and event["STATUS"] == "CONFIRMED"
    assert event["URL"].endswith(f"/aktiviti/{one.code}/") and "RRULE" not in event


@pytest.mark.django_db
def test_what_changed_has_a_later_sequence_and_what_is_cancelled_says_so(made):
    one = make_activity(made)
    commands.change(made.secretary, activity=one, place="Padang")
    commands.cancel(made.secretary, activity=one, reason="Hujan")
    [event] = parsed(feed.calendar("x", queries.coming(made.site, made.at)))
    assert (event["SEQUENCE"], event["STATUS"], event["LOCATION"]) == ("2", "CANCELLED", "Padang")


@pytest.mark.django_db
def test_a_class_comes_every_week_and_a_plan_is_not_in_the_feed(made, client):
    make_activity(made, "planned")
    one = make_class(made)
    answer = client.get(f"/perumahan/{made.site.code}/aktiviti.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = parsed(answer.content.decode())
    assert event["RRULE"] == f"FREQ=WEEKLY;UNTIL={feed.stamp(one.last_at)}"
    assert parsed(client.get(f"/aktiviti/{one.code}.ics").content.decode()) == [event]
