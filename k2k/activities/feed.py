"""Activities as iCalendar (RFC 5545), for the calendars of phones. Pure text; times in UTC."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlparse

from django.conf import settings

from k2k.activities import names
from k2k.activities.models import Activity

#: A line is at most 75 octets without its end; what is longer goes on behind a space.
OCTETS = 75
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line end as the standard writes them."""
    return "".join(each for each in text.translate(ESCAPED) if each == "\t" or each >= " ")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut in two."""
    pieces, piece, size = [], "", 0
    for each in line:
        octets = len(each.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + each, size + octets
    return "\r\n".join([*pieces, piece])


def stamp(at: datetime) -> str:
    """An instant in UTC: 20261124T040000Z."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def event(activity: Activity) -> list[str]:
    """The lines of one event."""
    words = [str(names.KINDS[activity.kind]), activity.group.name, names.invited(activity), activity.bring]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{activity.code}@{urlparse(settings.URL).hostname or 'k2k'}",
        f"DTSTAMP:{stamp(activity.changed_at)}",
        f"LAST-MODIFIED:{stamp(activity.changed_at)}",
        f"SEQUENCE:{activity.sequence}",
        f"DTSTART:{stamp(activity.starts_at)}",
        f"DTEND:{stamp(activity.ends_at)}",
        f"SUMMARY:{escaped(activity.title)}",
        f"LOCATION:{escaped(names.place(activity))}",
        f"DESCRIPTION:{escaped(chr(10).join(word for word in words if word))}",
        f"URL:{settings.URL}{names.url(activity)}",
        f"STATUS:{'CANCELLED' if activity.state == 'cancelled' else 'CONFIRMED'}",
    ]
    if activity.has_roll:
        lines.append(f"RRULE:FREQ=WEEKLY;UNTIL={stamp(activity.last_at)}")
    return [*lines, "END:VEVENT"]


def calendar(name: str, activities: Iterable[Activity]) -> str:
    """A whole calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//K2K//Aktiviti//MS",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for activity in activities for line in event(activity)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
