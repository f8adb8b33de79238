"""What is shown to bodies outside: a text that fits into their form, a letter, and the list as a workbook and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook

from k2k.core import cells, clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.ui import formats
from k2k.desk import rules
from k2k.issues import queries as issues
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.issues.models import Issue


@dataclass(frozen=True)
class Text:
    """What is pasted into the form of Adu@KL or SISPAA: a title and a description, no name, no telephone."""

    title: str
    body: str

    @property
    def whole(self) -> str:
        """Both, as they are copied."""
        return f"{self.title}\n\n{self.body}"


def text_for(issue: Issue) -> Text:
    """In Malay, whoever copies it: place, fault, dates, how many homes; never a word of the reporter."""
    with translation.override("ms"):
        place = places.full(issue.node) if not issue.at_home else issue.site.name
        title = _("%(what)s at %(place)s") % {"what": issues.what(issue), "place": place}
        lines = [
            _("Place: %(place)s") % {"place": place},
            _("Fault: %(what)s") % {"what": issues.what(issue)},
            _("First reported: %(day)s") % {"day": _day(issue.reported_at)},
            _("Homes that reported it: %(n)s") % {"n": issue.households},
            _("Our number: %(code)s") % {"code": issue.code},
        ]
        if issue.outside_number:
            lines.append(_("Your number: %(number)s") % {"number": issue.outside_number})
        lines.append(_("Please tell us who sees to it and by when."))
    return Text(title[: rules.OUTSIDE_TITLE], "\n".join(lines)[: rules.OUTSIDE_TEXT])


def _day(moment: datetime) -> str:
    return formats.day(clock.local(moment), "ms", "year")


def headings() -> tuple[str, ...]:
    """The columns of the workbook; the first, the outside system, number and status are read back."""
    return (
        _("Number"), _("Place"), _("What"), _("Homes"), _("Reported"), _("Given to"), _("Date"), _("State"),
        _("Outside system"), _("Outside number"), _("Outside status"),
    )  # fmt: skip


def workbook(found: list[Issue], at: datetime) -> bytes:
    """The list as a workbook; every cell is text or a number, nothing in it can run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Reports"))
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, word) for word in headings()])
    for one in found:
        sheet.append([_cell(sheet, value) for value in _line(one, at)])
    return cells.packed(book)


def _line(one: Issue, at: datetime) -> tuple[str | int, ...]:
    return (
        one.code, places.label(one.node), issues.what(one), one.households, str(clock.today(one.reported_at)),
        one.body.name if one.body else "", str(clock.today(one.due)) if one.due else "", issues.status(one, at),
        one.outside_system, one.outside_number, one.outside_status,
    )  # fmt: skip


def _cell(sheet: Any, value: str | int) -> Any:
    return cells.text(sheet, value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Line:
    """One line that came back: which report, what is new, or the sentence why it is left out."""

    number: int
    code: str
    issue: Issue | None = None
    system: str = ""
    outside: str = ""
    status: str = ""
    odd: str = ""
    same: bool = False

    @property
    def changes(self) -> bool:
        """Whether it would be written."""
        return not self.odd and not self.same


def lines_of(upload: File) -> str:
    """The lines of an uploaded workbook as text, one a row: number, system, outside number, status. Raises Refused."""
    table = places.read_table(upload.read()).tables
    rows = table[0].rows[: rules.MOST_LINES + 1] if table else []
    if not rows:
        return ""
    names = [cell.text.casefold() for cell in rows[0].cells]
    wanted = [_column(names, words) for words in _COLUMNS]
    if wanted[0] is None:
        return "\n".join("\t".join(row.at(n).text for n in range(4)) for row in rows)
    return "\n".join("\t".join(row.at(column).text for column in wanted) for row in rows[1:])


#: What the columns that are read back may be called: ours in each language, and what people write.
_COLUMNS = (
    ("number", "nombor", "kod", "code", "编号", "எண்"),
    ("outside system", "sistem luar", "sistem", "外部系统", "வெளி அமைப்பு"),
    ("outside number", "nombor luar", "no. rujukan luar", "外部编号", "வெளி எண்"),
    ("outside status", "status luar", "status", "外部状态", "வெளி நிலை"),
)


def _column(names: list[str], words: tuple[str, ...]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def read_back(viewer: Actor, site: Node, text: str) -> list[Line]:
    """Each line of `text` with what it would change, odd ones with their sentence. One statement, no write."""
    given = [(number, line.split("\t")) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    given = given[: rules.MOST_LINES]
    codes = {parts[0].strip().upper().lstrip("'") for _number, parts in given}
    found = {one.code: one for one in issues.rows_of(viewer, site).filter(code__in=codes)}
    seen: set[str] = set()
    return [_read(number, parts, found, seen) for number, parts in given]


def _read(number: int, parts: list[str], found: dict[str, Issue], seen: set[str]) -> Line:
    code, system, outside, status = (" ".join(part.lstrip("'").split()) for part in (*parts, "", "", "", "")[:4])
    code, system = code.upper(), system.casefold() or "other"
    odd = _odd(code, system, outside, status, found, seen)
    seen.add(code)
    one = found.get(code)
    if odd or one is None:
        return Line(number, code, odd=odd)
    same = (not outside or (one.outside_system, one.outside_number) == (system, outside)) and (
        not status or one.outside_status == status
    )
    return Line(number, code, one, system, outside, status, same=same)


def _odd(code: str, system: str, outside: str, status: str, found: dict[str, Issue], seen: set[str]) -> str:
    """Why a line is left out, in a sentence; "" where it is not."""
    if code not in found:
        return _("No report at this desk has this number.")
    if code in seen:
        return _("This number stands twice in the list. The first line counts.")
    if not outside and not status:
        return _("There is neither an outside number nor a status in this line.")
    if outside and system not in issues.OUTSIDE_SYSTEMS:
        return _("This outside system is not known. Known are: %(names)s.") % {
            "names": ", ".join(issues.OUTSIDE_SYSTEMS)
        }
    if outside and not issues.OUTSIDE_NUMBER.fullmatch(outside):
        return _("An outside number has 4 to 40 letters or digits.")
    if status and not outside and not found[code].outside_number:
        return _("There is a status and no outside number yet. Write the number too.")
    if len(status) > 80:
        return _("The status is too long: at most 80 letters.")
    return ""
