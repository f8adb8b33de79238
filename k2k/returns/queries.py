"""Reads about returns: which years a group owes one for, and what the pack of a year says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import Http404

from k2k.core import clock
from k2k.groups import queries as groups
from k2k.meetings import queries as meetings
from k2k.returns import rules
from k2k.returns.models import AnnualReturn

if TYPE_CHECKING:
    from k2k.groups.models import Group
    from k2k.meetings.models import Meeting


@dataclass(frozen=True)
class Owed:
    """The return of one year: the meeting it follows (None: the year had none), its last day, what is written of it."""

    year: int
    meeting: "Meeting | None"
    due_on: date
    row: AnnualReturn | None

    @property
    def name(self) -> str:
        """The year as people write it: no comma in it."""
        return str(self.year)

    @property
    def filed(self) -> AnnualReturn | None:
        """The return where it was filed."""
        return self.row if self.row and self.row.filed_on else None


def owes(group: "Group") -> bool:
    """Whether this kind of group tells the Registrar each year."""
    return "annual_return" in groups.rules.DUTIES[group.kind]


def owed(group: "Group", at: datetime) -> list[Owed]:
    """The returns of this year and the last, the newest first. Two queries; none for groups that owe none.

    A year without a meeting is owed once it is over, if the group was here all of it: before, it met elsewhere.
    """
    if not owes(group):
        return []
    today, first = clock.today(at), clock.today(group.made_at).year
    years = [year for year in range(today.year, today.year - rules.YEARS, -1) if year >= first]
    since, until = date(years[-1], 1, 1), date(today.year + 1, 1, 1)
    met: dict[int, Meeting] = {}
    held = meetings.held_between(group, since, until).filter(kind="agm", quorate=True, closed_at__lte=at)
    for meeting in held.select_related("group__body", "spot__site", "spot__block").order_by("closed_at"):
        assert meeting.closed_at is not None
        met[clock.today(meeting.closed_at).year] = meeting
    rows = {row.year: row for row in AnnualReturn.objects.filter(group=group, year__in=years)}
    found = []
    for year in years:
        last, row = met.get(year), rows.get(year)
        if last is None and (year == today.year or year == first):
            continue
        day = clock.today(last.closed_at) if last and last.closed_at else None
        found.append(Owed(year, last, row.due_on if row and row.filed_on else rules.due_on(year, day), row))
    return found


def one(group: "Group", year: int, at: datetime) -> Owed:
    """The return of one year; Http404 where none is owed."""
    for each in owed(group, at):
        if each.year == year:
            return each
    raise Http404
