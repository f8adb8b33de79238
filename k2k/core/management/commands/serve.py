"""`k2k serve`, for those who use manage.py."""

from django.core.management.base import BaseCommand, CommandError

from k2k.core.ops import serve


class Command(BaseCommand):
    """The web server."""

    help = "Serve the pages."

    def add_arguments(self, parser) -> None:
        """The same options as `k2k serve`."""
        parser.add_argument("words", nargs="*", help="options of `k2k serve`, after --")

    def handle(self, *, words: list[str], **_options) -> None:
        """Serve."""
        if code := serve.main(words):
            raise CommandError("the server did not start", returncode=code)
