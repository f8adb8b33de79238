"""The timeline as it is drawn: each line with its mark, and when, who and until when in one sentence under it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.ui import formats
from k2k.issues import queries
from k2k.issues.models import Issue
from k2k.issues.timeline import Line

#: State of a line: how its window is drawn; what is not here is an ordinary dark one.
MARKS = {"joined": "lit", "confirmed": "ok", "late": "late", "reopened": "late"}


@dataclass(frozen=True)
class Told:
    """One line on the page."""

    line: Line
    mark: str
    under: str


def story(issue: Issue, viewer: Actor, at: datetime, on_paper: bool = False) -> list[Told]:
    """The lines that the viewer may see. On paper dates are whole, for nobody knows when it is read."""
    write = _whole if on_paper else _near
    return [_told(line, issue, at, write) for line in queries.timeline(issue, viewer)]


def _told(line: Line, issue: Issue, at: datetime, write) -> Told:
    if line.is_next and issue.state == "claimed":
        return Told(line, "wait", "")
    who = line.body.name if line.body else ""
    if who and line.post:
        who = f"{who} ({line.post})"
    happened = ", ".join(part for part in (write(line.at, at), who) if part)
    under = ". ".join(part for part in (happened, _until(line, at, write)) if part)
    return Told(line, "wait" if line.is_next else MARKS.get(line.state, ""), under)


def _until(line: Line, at: datetime, write) -> str:
    if line.due is None:
        return ""
    words = _("Promise: %(due)s") if line.due_kind == "promise" else _("Target: %(due)s")
    return words % {"due": write(line.due, at, "mid")}


def _near(moment: datetime | None, at: datetime, form: str = "") -> str:
    return formats.when(clock.local(moment), get_language() or "ms", clock.local(at), form) if moment else ""


def _whole(moment: datetime | None, at: datetime, form: str = "") -> str:
    if moment is None:
        return ""
    language, local = get_language() or "ms", clock.local(moment)
    return f"{formats.day(local, language, 'year')}, {formats.hour(local, language)}"
