"""`k2k worker`."""

from django.core.management.base import BaseCommand

from k2k.core.ops import worker


class Command(BaseCommand):
    """Run what happens in the background."""

    help = "Run background jobs until stopped."

    def add_arguments(self, parser) -> None:
        """--once runs what is due and ends."""
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        parser.add_argument("--parent", type=int, help="leave when this process is gone")

    def handle(self, *, once: bool, parent: int | None, **_options) -> None:
        """Work."""
        if once:
            self.stdout.write(f"{worker.run_once()} jobs run.")
        else:
            worker.run(parent)
