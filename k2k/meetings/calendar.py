"""Called meetings as iCalendar (RFC 5545): lines of at most 75 bytes that end in CRLF, text escaped."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from k2k.meetings import words
from k2k.meetings.models import Meeting

#: A meeting is in the calendar for so long; nobody knows when it ends.
LASTS = timedelta(hours=2)


def escaped(text: str) -> str:
    """A value of type TEXT."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, each further one behind a space; no character is cut in two."""
    pieces: list[str] = []
    now = ""
    for letter in line:
        if len((now + letter).encode()) > (75 if not pieces else 74):
            pieces.append(now)
            now = ""
        now += letter
    return "\r\n ".join([*pieces, now])


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _event(meeting: Meeting, address: str) -> list[str]:
    state = "CANCELLED" if meeting.state == "cancelled" else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.code}@k2k",
        f"DTSTAMP:{_stamp(meeting.called_at or meeting.made_at)}",
        f"DTSTART:{_stamp(meeting.starts_at)}",
        f"DTEND:{_stamp(meeting.starts_at + LASTS)}",
        f"SUMMARY:{escaped(f'{words.kind(meeting)}: {meeting.group.name}')}",
        f"LOCATION:{escaped(words.place(meeting))}",
        f"URL:{address}{words.url(meeting)}",
        f"STATUS:{state}",
        "END:VEVENT",
    ]


def written(group, meetings: Iterable[Meeting], address: str) -> str:
    """The whole calendar of a group."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//K2K//Mesyuarat//MS", f"X-WR-CALNAME:{escaped(group.name)}"]
    for meeting in meetings:
        meeting.group = group
        lines += _event(meeting, address)
    return "\r\n".join(map(folded, [*lines, "END:VCALENDAR"])) + "\r\n"
