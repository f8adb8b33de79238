"""`manage.py compile_words`."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from k2k.core.ops import words


class Command(BaseCommand):
    """Compile locale/*/LC_MESSAGES/django.po."""

    help = "Compile the message catalogues that changed."
    requires_system_checks: list[str] = []

    def handle(self, **_options) -> None:
        """Compile."""
        written = sum(words.compile_all(Path(root)) for root in settings.LOCALE_PATHS)
        self.stdout.write(f"{written} catalogues compiled.")
