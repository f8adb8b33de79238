"""The numbers as files: CSV and XLSX in the columns of data.gov.my, and what they mean as JSON."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Any

from openpyxl import Workbook

from k2k.core import cells, clock
from k2k.figures.models import COLUMNS
from k2k.figures.queries import Period

DAYS = ("date", "site_code", "site", "category", *COLUMNS)
BODY = ("date", "site_code", "site", "body_code", "open_at_site", "with_body", "late", "said_done")
MEANS = {
    "date": "legal day in Malaysia, ISO 8601; of a body: the day of the count",
    "site_code": "public code of the perumahan",
    "site": "its name",
    "category": "kind of fault; whatever is inside a home stands under other",
    "opened": "reports that came in on that day",
    "claimed": "reports that were said to be done on that day",
    "confirmed": "reports that neighbours confirmed on that day",
    "reopened": "reports of which neighbours said not yet on that day",
    "body_code": "public code of the body",
    "open_at_site": "open reports of the perumahan, whoever has them",
    "with_body": "open reports that wait for the body",
    "late": "of these, past the date that stands",
    "said_done": "said to be done, waiting for neighbours",
}


def day_lines(rows: Iterable[dict[str, Any]]) -> list[list[Any]]:
    """Day totals as lines of DAYS."""
    return [
        [row["day"].isoformat(), row["site__code"], row["site__name"], row["category"], *(row[c] for c in COLUMNS)]
        for row in rows
    ]


def body_lines(rows: Iterable[dict[str, Any]], code: str, day: str) -> list[list[Any]]:
    """What waits for a body as lines of BODY."""
    return [
        [day, row["site"].code, row["site"].name, code, row["around"], row["with_body"], row["late"], row["claimed"]]
        for row in rows
    ]


def as_csv(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> str:
    """CSV; what looks like a formula is written as text."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([cells.safe(value) for value in line] for line in lines)
    return buffer.getvalue()


def as_xlsx(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """The same as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.append(list(columns))
    for line in lines:
        sheet.append([cells.safe(value) for value in line])
    return cells.packed(book)


def metadata(columns: Sequence[str], time: Period, url: str, at: datetime) -> dict[str, Any]:
    """What stands in the files: columns, time, when it was made, what is left out."""
    return {
        "url": url,
        "made_at": clock.local(at).isoformat(timespec="seconds"),
        "first_day": time.first.isoformat(),
        "last_day": time.last.isoformat(),
        "columns": {name: MEANS[name] for name in columns},
        "left_out": ["lists taken over from elsewhere", "letters about safety", "names and words of persons"],
    }
