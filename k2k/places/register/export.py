"""The register of a site as a workbook. Every cell is text or a date: nothing in it can run."""

from datetime import date

from django.utils.translation import gettext as _
from openpyxl import Workbook

from k2k.core import cells
from k2k.core.nodes import Node
from k2k.places import queries, words


def workbook(site: Node, day: date) -> bytes:
    """Block, floor, unit, tenure and since when, home by home, as held on `day`; two queries."""
    units = list(queries.units(site))
    held = queries.tenures_at(units, day)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Register"))
    sheet.freeze_panes = "A2"
    sheet.append(
        [cells.text(sheet, heading) for heading in (_("Block"), _("Floor"), _("Unit"), _("Tenure"), _("Since"))]
    )
    for unit in units:
        tenure = held.get(unit.pk)
        names = (unit.block.name if unit.block else "", unit.floor.name if unit.floor else "", unit.name)
        row = [cells.text(sheet, name) for name in names]
        row += [cells.text(sheet, str(words.TENURES[tenure.kind])), tenure.since] if tenure else []
        sheet.append(row)
    return cells.packed(book)
