"""`k2k issues-report`."""

import json
from datetime import UTC, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from k2k.core import clock
from k2k.core.commands import Refused
from k2k.issues import report
from k2k.issues.commands import taking


class Command(BaseCommand):
    """Count how reports were dealt with. Reads only."""

    help = "How reports were dealt with, by kind: kept, late, open, days; and where a source's own verdict differs."

    def add_arguments(self, parser) -> None:
        """Without --as-of the latest time in the data is taken, and printed."""
        parser.add_argument("--json", action="store_true", help="plain data instead of a table")
        parser.add_argument(
            "--as-of",
            default="",
            metavar="TIME",
            help="ISO 8601; without a timezone it is Malaysian; a day means its end",
        )
        parser.add_argument("--site", default="", metavar="CODE", help="one perumahan; default: all")
        parser.add_argument(
            "--by", choices=("category", "type"), default="category", help="type: the source's own kind"
        )

    def handle(self, *, json: bool, as_of: str, site: str, by: str, **_how) -> None:
        """Count and print."""
        try:
            place = taking.site_called(site) if site else None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        moment = _moment(as_of) if as_of else report.latest(place)
        if moment is None:
            raise CommandError("there is no report to count yet")
        with translation.override("en"):
            made = report.make(place, moment, by)
        self.stdout.write(_json(made) if json else "\n".join(self._lines(made, bool(as_of))))

    def _lines(self, made: report.Report, given: bool):
        how = "as asked" if given else "the latest time in the data"
        utc, local = made.as_of.astimezone(UTC), clock.local(made.as_of)
        yield f"As of {utc:%Y-%m-%d %H:%M:%S} UTC ({local:%Y-%m-%d %H:%M:%S} in Malaysia), {how}"
        yield "By time alone; confirmed by neighbours is a column of its own."
        yield from report.table(made)
        for word in ("median_days", "p90_days"):
            yield f"{word}: {report.DEFINITIONS[word]}"
        yield from report.differences(made)


def _json(made: report.Report) -> str:
    return json.dumps(made.data(), ensure_ascii=False, indent=2)


def _moment(text: str) -> datetime:
    """The instant that was asked for; a bare day means its end. Raises CommandError."""
    try:
        if len(text) <= len("2015-12-30"):
            day = datetime.combine(datetime.fromisoformat(text).date(), time.max, clock.ZONE)
            return day.astimezone(UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is no time; write it as 2015-12-30T09:17:32") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)).astimezone(UTC)
