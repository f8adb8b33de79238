"""The day totals: kept at each write, or made anew from the timelines; a test holds the two equal."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from k2k.core import clock
from k2k.core.nodes import Node
from k2k.figures import rules
from k2k.figures.models import COLUMNS, DayTotal
from k2k.issues import queries as issues


def add(issue, column: str, at: datetime) -> None:
    """Count one more on the day of `at`; what was taken over from elsewhere counts nowhere."""
    if issue.source:
        return
    category = rules.folded(issue.category, issue.at_home)
    key = {"site_id": issue.site_id, "day": clock.today(at), "category": category}
    rows, more = DayTotal.objects.filter(**key), {column: F(column) + 1}
    if not rows.update(**more):
        DayTotal.objects.get_or_create(**key)
        rows.update(**more)


def counted(sites: Iterable[int] | None = None) -> dict[tuple, dict[str, int]]:
    """By (site, day, category) what the timelines say."""
    found: Counter = Counter()
    for site, category, at_home, column, at in issues.history(sites):
        found[(site, clock.today(at), rules.folded(category, at_home)), column] += 1
    keys = {key for key, _column in found}
    return {key: {column: found[key, column] for column in COLUMNS} for key in keys}


@transaction.atomic
def rebuild() -> int:
    """Make every day total anew, perumahan by perumahan, closed ones too; answers how many rows there are."""
    DayTotal.objects.all().delete()
    return sum(_write(counted([site])) for site in Node.objects.filter(kind="site").values_list("pk", flat=True))


def _write(totals: dict[tuple, dict[str, int]]) -> int:
    rows = [
        DayTotal(site_id=site, day=day, category=category, **numbers)
        for (site, day, category), numbers in sorted(totals.items())
    ]
    DayTotal.objects.bulk_create(rows, batch_size=1000)
    return len(rows)
