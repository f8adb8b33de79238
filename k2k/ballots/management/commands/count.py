"""`k2k count FILE`: count ballots anybody can read, and show every step."""

import dataclasses
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from k2k.ballots.counting import METHODS, BadBallots, Profile, Result, Unsettled, lots, tally

LARGEST_FILE = 200_000_000


class Command(BaseCommand):
    """Count a BLT file or a tally file of ours; needs no database."""

    help = "count ballots from a BLT file or a public tally file, round by round"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the method, the seats, the lots."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--method", choices=sorted(METHODS), help="a tally file names its own")
        parser.add_argument("--seats", type=int, help="instead of the file's number")
        parser.add_argument(
            "--lots", type=Path, metavar="FILE", help="candidates in the order in which lots were drawn"
        )
        parser.add_argument("--contest", type=int, default=1, help="of a tally file (default 1)")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args, **options) -> None:
        """Read, count, print. A tie that no lot settles ends with 1 and a sentence."""
        try:
            profile, method, drawn = tally.read(_text(options["file"]), options["contest"])
            if options["seats"] is not None:
                profile = dataclasses.replace(profile, seats=options["seats"])
            if options["lots"]:
                drawn = lots.read(_text(options["lots"]), profile.candidates)
            method = options["method"] or method
            if method not in METHODS:
                raise CommandError(f"say how to count: --method {'|'.join(sorted(METHODS))}")
            result = METHODS[method](profile, drawn)
        except BadBallots as error:
            raise CommandError(str(error)) from error
        except Unsettled as error:
            tied = ", ".join(f"{number} {profile.name(number)}" for number in error.tie.among)
            raise CommandError(f"round {error.tie.round}: a lot must decide between {tied} (--lots FILE)") from error
        if options["json"]:
            found = {"title": profile.title, "candidates": list(profile.candidates)} | result.plain()
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(told(profile, result)))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{path} is too large")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read as text") from error


def told(profile: Profile, result: Result) -> list[str]:
    """The count in plain lines: each round, each tie, who is elected."""
    lines = [f"{profile.title or 'Count'} ({result.method})", f"Ballots {result.received}, valid {result.valid}"]
    if result.quota is not None:
        lines.append(f"Quota {result.quota}")
    for each in result.rounds:
        who = f" {each.who} {profile.name(each.who)}" if each.who else ""
        lines += ["", f"Round {each.number}: {each.what}{who}"]
        for number, votes in sorted(each.shown.items()):
            moved = f"  (+{each.moved[number]})" if number in each.moved else ""
            marks = " elected" * (number in each.elected) + " excluded" * (number in each.excluded)
            lines.append(f"  {number:>3} {profile.name(number)[:40]:<40} {votes:>14}{moved}{marks}")
        if result.quota is not None:
            lines.append(f"      no further preference {each.idle}, cut by rounding {each.cut}")
    lines.append("")
    for tie in result.ties:
        lines.append(
            f"Tie in round {tie.round} ({tie.what}) of {', '.join(map(str, tie.among))}: {tie.chosen} by {tie.by}"
        )
    lines.append("Elected: " + ", ".join(f"{number} {profile.name(number)}" for number in result.elected))
    return lines
