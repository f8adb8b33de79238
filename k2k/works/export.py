"""The orders of a site as a workbook; money as numbers of ringgit made from exact sen."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from k2k.core import cells, clock
from k2k.works import names

COLUMNS = ("code", "kind", "body", "what", "state", "reports", "rm", "due", "made_at", "ended_at", "reason")


def workbook(rows: Iterable[Any]) -> bytes:
    """One row an order (of `queries.listed`); what looks like a formula is written as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("orders")
    sheet.append(COLUMNS)
    for one in rows:
        ended = clock.today(one.ended_at).isoformat() if one.ended_at else ""
        sheet.append([
            one.code, str(names.KINDS[one.kind]), cells.safe(one.body.name), cells.safe(one.what),
            str(names.STATES[one.state]),
            one.n_issues, Decimal(one.sen) / 100, one.due.isoformat() if one.due else "",
            clock.today(one.made_at).isoformat(), ended, cells.safe(one.reason),
        ])  # fmt: skip
    return cells.packed(book)
