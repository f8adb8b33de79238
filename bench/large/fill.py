"""The whole set, site by site: one transaction each, and only its rows in memory."""

from datetime import datetime

from django.db import connection, transaction

from bench.large.estates import build, settle
from bench.large.pour import Numbers
from bench.large.reports import reports
from k2k.core import trail


def share(whole: int, parts: int, number: int) -> int:
    """How many of `whole` the part `number` has, so that all together are `whole`."""
    return whole * (number + 1) // parts - whole * number // parts


def fill(sites: int, people: int, issues: int, now: datetime) -> dict[str, int]:
    """The whole set; answers how many there are of what."""
    numbers, made = Numbers(), {"sites": sites, "people": people, "issues": issues, "rows": 0, "lines": 0}
    for number in range(sites):
        with transaction.atomic():
            estate = build(number, share(people, sites, number), now)
            lines = settle(estate, share(people, sites, number), now, numbers)
            sheaf = reports(estate, share(issues, sites, number), now, numbers)
            made["rows"] += sheaf.write()
            lines = sorted(lines + sheaf.lines, key=lambda line: line[1])
            made["lines"] += trail.write_many(estate.site, lines, numbers.insert)
            numbers.settle()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made
