"""`k2k backup`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from k2k.core.ops import archive, backup


class Command(BaseCommand):
    """Write everything but the keys into one archive."""

    help = "Write every table, picture and trail head into one archive that either engine can restore."

    def add_arguments(self, parser) -> None:
        """Where to."""
        parser.add_argument("file", nargs="?", type=Path, help="default: K2K_HOME/backups/k2k-<date>.tar")

    def handle(self, *, file: Path | None, **_options) -> None:
        """Write, then say where."""
        target = (file or backup.default_target()).resolve()
        if target.exists():
            raise CommandError(f"{target} is already there; a backup never overwrites another.")
        try:
            manifest = backup.write(target, self.stdout.write)
        except archive.Unfit as refusal:
            raise CommandError(str(refusal)) from refusal
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {sum(manifest['rows'].values()):,} rows, {size:.1f} MB.")
        if gone := manifest["pictures_gone"]:
            self.stdout.write(f"{len(gone)} pictures that rows name were no longer on the disk.")
        self.stdout.write(manifest["not_in_here"])
