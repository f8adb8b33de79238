"""`k2k create-account`: an account for somebody who works here, and the link by which they choose a password."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from k2k.core import nodes
from k2k.core.accounts import commands
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused


class Command(BaseCommand):
    """Prints one link, once. The first account of an installation is its operator."""

    help = "Make an account and print the link by which its person chooses a password (good for 3 days, once)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name to sign in with, name to be called by, and what the account may do everywhere."""
        parser.add_argument("username", help="name to sign in with: letters, digits, dots, dashes")
        parser.add_argument("name", nargs="?", default="", help="name of the person; not needed with --again")
        parser.add_argument(
            "--role", default="operator", help="right in the whole programme, '' for none (default: operator)"
        )
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="ms")
        parser.add_argument("--email", default="", help="where messages reach the person as well")
        parser.add_argument("--again", action="store_true", help="a new link for an account that exists")
        parser.add_argument("--forget-codes", action="store_true", help="with --again: the phone with codes is lost")

    def handle(self, *args, **options) -> None:
        """Make or find the account, then print its link. Raises CommandError with the sentence of a refusal."""
        try:
            account = self._again(options) if options["again"] else self._new(options)
            if options["forget_codes"]:
                commands.forget_codes(SYSTEM, account=account)
            link = commands.invite(SYSTEM, account=account)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"{settings.URL}{link.path}")
        self.stdout.write(f"Give this link to {account.username} alone. It works once, for 3 days.")

    def _new(self, options: dict) -> Account:
        return commands.create_account(
            SYSTEM,
            username=options["username"],
            display_name=options["name"],
            language=options["language"],
            role=options["role"],
            node=nodes.root(),
            email=options["email"],
        )

    def _again(self, options: dict) -> Account:
        return find(options["username"])


def find(username: str) -> Account:
    """The account of this name that is not closed. Raises CommandError."""
    found = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    if found is None:
        raise CommandError(f"no account is called {username}")
    return found
