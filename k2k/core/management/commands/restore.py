"""`k2k restore`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from k2k.core.ops import archive, restore

SURE = "replace everything"


class Command(BaseCommand):
    """Read an archive into an empty database."""

    help = "Restore an archive, whole or not at all, and verify its trail. Stop `k2k serve` first."

    def add_arguments(self, parser) -> None:
        """Which archive."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what is in the database now")
        parser.add_argument("--confirm", default="", help=f'with --replace: "{SURE}", so that no question is asked')

    def handle(self, *, file: Path, replace: bool, confirm: str, **_options) -> None:
        """Restore, then say what to look at."""
        if replace and not restore.is_empty() and (confirm or self._ask()) != SURE:
            raise CommandError("Nothing was changed.")
        try:
            manifest = restore.read(file, self.stdout.write, replace=replace)
        except archive.Unfit as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        self.stdout.write(f"Restored as of {manifest['created_at']}; everybody must sign in again.")
        if manifest["key"] != archive.key_mark():
            self.stdout.write(
                "This machine has another hash_key than the one that made the archive: no household card works until "
                f"the old key is put back from paper into {settings.HOME / 'keys' / 'hash_key'}."
            )

    @staticmethod
    def _ask() -> str:
        try:
            return input(f"Everything in this database will be lost. To go on, type: {SURE}\n> ").strip()
        except EOFError:
            return ""
