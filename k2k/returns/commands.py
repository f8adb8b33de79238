"""Every write about yearly returns: the committee writes the year's figures, and later that it was filed."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.commands import Context, Refused, command
from k2k.groups.commands.allowed import must_run
from k2k.returns import queries
from k2k.returns.models import AnnualReturn

if TYPE_CHECKING:
    from k2k.groups.models import Group

_there: dict[str, Any] = {"at_node": lambda given: given["group"].node}


def _open(ctx: Context, group: "Group", year: int) -> tuple[queries.Owed, AnnualReturn]:
    """What is owed of the year and its row, made where nothing was written yet. Raises Refused once it was filed."""
    must_run(ctx, group)
    found = next((each for each in queries.owed(group, ctx.at) if each.year == year), None)
    if found is None:
        raise Refused(_("No return is owed for that year."))
    row, _new = AnnualReturn.objects.select_for_update().get_or_create(
        group=group, year=year, defaults={"node": group.node, "due_on": found.due_on, "met_in": found.meeting}
    )
    if row.filed_on:
        raise Refused(_("This return was filed. It stays as it is."))
    row.due_on, row.met_in = found.due_on, found.meeting
    return found, row


@command("returns.write", **_there)
def write(
    ctx: Context, *, group: "Group", year: int, year_end: date | None = None, income_sen: int | None = None,
    spending_sen: int | None = None, assets_sen: int | None = None, debts_sen: int | None = None,
    audited: bool | None = None, ties_abroad: bool | None = None, money_abroad: bool | None = None,
) -> AnnualReturn:  # fmt: skip
    """The figures (in sen) and answers of a year, as far as they are known. Raises Refused."""
    _found, row = _open(ctx, group, year)
    if year_end and year_end > clock.today(ctx.at):
        raise Refused(_("The financial year has not ended on that day yet."), field="year_end")
    row.year_end, row.audited, row.ties_abroad, row.money_abroad = year_end, audited, ties_abroad, money_abroad
    row.income_sen, row.spending_sen, row.assets_sen, row.debts_sen = income_sen, spending_sen, assets_sen, debts_sen
    row.save()
    ctx.detail(year=year, whole=row.is_whole)
    return row


@command("returns.file", **_there)
def file(ctx: Context, *, group: "Group", year: int, filed_on: date, reference: str = "") -> AnnualReturn:
    """The Registrar has it, since that day, under that number. Raises Refused while something is not written."""
    found, row = _open(ctx, group, year)
    if not row.is_whole:
        raise Refused(_("First write the figures and answers that were sent."))
    if filed_on > clock.today(ctx.at):
        raise Refused(_("This day is still to come."), field="filed_on")
    earliest = clock.today(found.meeting.closed_at) if found.meeting and found.meeting.closed_at else date(year, 12, 31)
    if filed_on < earliest:
        raise Refused(_("The year this return is about was not over on that day."), field="filed_on")
    row.filed_on, row.reference, row.filed_at = filed_on, reference.strip(), ctx.at
    row.save()
    ctx.detail(year=year, late=row.late, filed=filed_on.isoformat())
    return row
