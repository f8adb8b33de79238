"""`k2k doctor`."""

import json

from django.core.management.base import BaseCommand

from k2k.core.ops import checks

MARKS = {checks.OK: "ok  ", checks.WARN: "warn", checks.FAIL: "FAIL"}


class Command(BaseCommand):
    """Look at this installation."""

    help = "Look at this installation and say what to mend. Exit code 1 where something fails."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        """--json for machines."""
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, **options) -> None:
        """Print one line a check."""
        found = checks.run(checks.ALL)
        if options["json"]:
            self.stdout.write(json.dumps([vars(each) for each in found], indent=2))
        else:
            for each in found:
                self.stdout.write(f"{MARKS[each.level]}  {each.name.ljust(11)}{each.sentence}")
        if any(each.level == checks.FAIL for each in found):
            raise SystemExit(1)
