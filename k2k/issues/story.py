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
    """One line on the page; `paper` is what is under it once the page is printed, where that reads otherwise."""

    line: Line
    mark: str
    under: str
    paper: str = ""


def story(issue: Issue, viewer: Actor, at: datetime, on_paper: bool = False) -> list[Told]:
    """The lines that the viewer may see. On paper dates are whole, for nobody knows when it is read."""
    return [_told(line, issue, at, on_paper) for line in queries.timeline(issue, viewer)]


def _told(line: Line, issue: Issue, at: datetime, on_paper: bool) -> Told:
    if line.is_next and issue.state == "claimed":
        return Told(line, "wait", "")
    mark, whole = "wait" if line.is_next else MARKS.get(line.state, ""), _under(line, at, _whole)
    under = whole if on_paper else _under(line, at, _near)
    return Told(line, mark, under, "" if under == whole else whole)


def _under(line: Line, at: datetime, write) -> str:
    who = line.body.name if line.body else ""
    if who and line.post:
        who = f"{who} ({line.post})"
    happened = ", ".join(part for part in (write(line.at, at), who) if part)
    return ". ".join(part for part in (happened, _until(line, at, write)) if part)


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
