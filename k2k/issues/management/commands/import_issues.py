"""`k2k import-issues`."""

import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from k2k.core import clock
from k2k.core.commands import Refused
from k2k.issues import importing, profiles
from k2k.issues.commands import taking
from k2k.issues.importing import Reading
from k2k.issues.profiles import Profile

#: A list larger than this is not read into memory.
LARGEST = 200_000_000


class Command(BaseCommand):
    """Read somebody else's list of reports, account for every odd row, write it when told to. Safe to run again."""

    help = "Take over somebody else's list of reports. Nothing is sent to anybody and no clock is started."

    def add_arguments(self, parser) -> None:
        """Without --yes the question is asked; without a terminal nothing is written."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", required=True, help=f"one of {', '.join(profiles.names())}, or a TOML file")
        parser.add_argument("--site", default="", metavar="CODE", help="an existing perumahan; default: the profile's")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be taken over")
        parser.add_argument("--yes", action="store_true", help="write it without asking")

    def handle(self, *, file: Path, profile: str, site: str, dry_run: bool, yes: bool, **_how) -> None:
        """Read, account, ask, write."""
        began = time.monotonic()
        try:
            known = profiles.load(profile)
            target = taking.site_called(site) if site else None
            reading = importing.read(_content(file), known, clock.now())
        except (profiles.BadProfile, importing.Unreadable) as fault:
            raise CommandError(str(fault)) from None
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self._account(file, known, reading)
        if dry_run or not reading.rows or not (yes or self._asked()):
            self.stdout.write("Nothing was changed.")
            return
        self._write(known, reading, target, began)

    def _account(self, file: Path, profile: Profile, reading: Reading) -> None:
        self.stdout.write(f"{file.name}: {reading.total:,} rows, sha256 {reading.sha256[:12]}…, profile {profile.name}")
        self.stdout.write(f"times are local ({profile.timezone.key}); kept as UTC")
        shown = importing.accounted(reading)
        width = max(len(words) for _slug, words, _n, _examples in shown)
        for _slug, words, n, examples in shown:
            self.stdout.write(f"  {n:>6,}  {words.ljust(width)}  {examples}".rstrip())
        taken, refused = len(reading.rows), sum(reading.refused.values())
        self.stdout.write(f"{taken:,} can be taken over ({reading.plain:,} with nothing odd), {refused:,} are refused.")

    def _write(self, profile: Profile, reading: Reading, target, began: float) -> None:
        try:
            site = target or taking.site_for(profile, min(row.opened for row in reading.rows))
            self.stdout.write(f"into {site.name} ({site.code}), {taking.BATCH:,} rows at a time")
            batches = taking.take_all(site, profile, reading.rows, reading.sha256, say=self._progress)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        made, changed, known = (sum(getattr(batch, word) for batch in batches) for word in ("made", "changed", "known"))
        self.stdout.write(
            f"Taken over: {made:,} new, {changed:,} brought up to date, {known:,} were here already "
            f"({time.monotonic() - began:.1f} s). Nothing was sent."
        )

    def _progress(self, done: int, of: int) -> None:
        self.stdout.write(f"  {done:,} of {of:,}")
        self.stdout.flush()

    def _asked(self) -> bool:
        if not sys.stdin.isatty():
            self.stdout.write("This is no terminal: add --yes to write it.")
            return False
        return input("Take it over? [y/N] ").strip().lower() in ("y", "yes", "ya")


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise CommandError(f"{file} is larger than {LARGEST // 1_000_000} MB; cut it into parts")
        return file.read_bytes()
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}") from None
