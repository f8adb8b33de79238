"""`manage.py collect_words`: bring the catalogues up to the code; `--check` only says what is missing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from k2k.core import words


class Command(BaseCommand):
    help = "Bring locale/*/django.po up to the code."

    def add_arguments(self, parser) -> None:
        """Only `--check`."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where a whole language lacks words"
        )

    def handle(self, *args, check: bool, **options) -> None:
        """Update or check every language but English, whose words stand in the code."""
        lacking = {}
        for language, _name in settings.LANGUAGES:
            if language != "en":
                lacking[language] = len(words.untranslated(language)) if check else words.update(language)
                self.stdout.write(f"{language}: {lacking[language]} messages lack words")
        if check and any(lacking[language] for language in words.COMPLETE):
            raise CommandError("A language that must be whole lacks words.")
