"""`k2k close-account`: somebody no longer works here."""

from django.core.management.base import BaseCommand, CommandParser

from k2k.core.accounts import commands
from k2k.core.actors import SYSTEM
from k2k.core.management.commands.create_account import find


class Command(BaseCommand):
    """Closes one account."""

    help = "Close an account: nobody signs in with it any more, its rights end, what it did stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("username", help="name to sign in with")

    def handle(self, *, username: str, **_options) -> None:
        """Close it. Raises CommandError where no open account has this name."""
        account = commands.close_account(SYSTEM, account=find(username))
        self.stdout.write(f"{account.username} is closed: signed out everywhere, without rights. What it did stays.")
