"""`k2k new-site`."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.places import commands, queries


class Command(BaseCommand):
    """Open a perumahan. Run again with the same name it changes nothing and shows the code again."""

    help = "Start a new perumahan and print its code. The same name again changes nothing."

    def add_arguments(self, parser) -> None:
        """Name and state are needed; the rest may follow on screen."""
        states = ", ".join(f"{code} {name}" for code, name in clock.STATES.items())
        parser.add_argument("name", help='its name, such as "PPR Seri Kenanga"')
        parser.add_argument("--state", required=True, help=f"ISO code of the state: {states}")
        parser.add_argument("--address", default="")
        parser.add_argument("--since", type=date.fromisoformat, help="with K2K since (YYYY-MM-DD; default today)")
        parser.add_argument("--lift-line", default="", help="telephone for somebody trapped in a lift")
        parser.add_argument("--lift-line-name", default="", help="whose telephone that is")

    def handle(self, *, name, state, address, since, lift_line, lift_line_name, **_options) -> None:
        """Open it, set the lift line, print the code."""
        known = Node.objects.filter(kind="site", name=commands.tidy_name(name)).first()
        if known:
            self.stdout.write(f"{known.code}  {known.name} (stands already, nothing changed)")
            return
        opened, example = since or clock.today(), queries.is_example()
        try:
            with transaction.atomic():
                site = commands.create_site(SYSTEM, name=name, state=state, address=address, started_on=opened)
                if lift_line:
                    commands.set_lines(SYSTEM, site=site.node, lift_line=lift_line, lift_line_name=lift_line_name)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(f"{site.node.code}  {site.node.name}")
        if example:
            self.stdout.write("The example stands here too: its role cards are closed from now on.")
        self.stdout.write(f"Next: k2k import-register FILE --site {site.node.code} --dry-run")
