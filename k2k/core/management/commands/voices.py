"""`k2k voices`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from k2k.core import voices


class Command(BaseCommand):
    """Name the sentences that nobody has read aloud yet, in each language."""

    help = "Name the sentences that have no recording yet, in each language; --test puts tones in their place."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only `--test`."""
        parser.add_argument(
            "--test", action="store_true", help="make a test voice (tones, no words) for each sentence that lacks one"
        )

    def handle(self, *, test: bool, **_options) -> None:
        """A heading for each language, below it the slug and the words of what is missing."""
        spoken = voices.sentences()
        for language, name in settings.LANGUAGES:
            found = voices.recordings(language)
            real = {slug for slug, recording in found.items() if not recording.is_test}
            self.stdout.write(f"{name} ({settings.VOICES / language}): {len(real)} of {len(spoken)} read aloud")
            with translation.override(language):
                for slug in [each for each in spoken if each not in real]:
                    self.stdout.write(f"  {slug.ljust(20)} {translation.gettext(spoken[slug])}")
                    if test and slug not in found:
                        self._make(language, slug, translation.gettext(spoken[slug]))
        if test:
            self.stdout.write(f"Test voices end in {voices.TEST}; a recording goes before them. Delete them when done.")

    def _make(self, language: str, slug: str, text: str) -> None:
        folder = settings.VOICES / language
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{slug}{voices.TEST}").write_bytes(voices.test_voice(text))
