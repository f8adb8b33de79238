"""`k2k demo`: the invented example; the first perumahan at once, the others by the worker (or here with --whole)."""

from django.core.management.base import BaseCommand, CommandError

from k2k.core import clock, jobs
from k2k.home.demo import build
from k2k.home.demo.places import EXAMPLES
from k2k.places import queries as places


class Command(BaseCommand):
    help = "Build the invented example (refuses where real data stands)."

    def add_arguments(self, parser) -> None:
        """Only `--whole`."""
        parser.add_argument(
            "--whole", action="store_true", help="build all three here instead of leaving two to the worker"
        )

    def handle(self, *args, whole: bool, **options) -> None:
        """Build what is missing; running it again does no harm."""
        if places.has_real():
            raise CommandError("Real data stands here. The example is only built where nothing else is.")
        for number, example in enumerate(EXAMPLES):
            if number == 0 or whole:
                built = build.build(example, clock.now(), say=self.stdout.write)
                if built is None:
                    self.stdout.write(f"{example.name}: stands already")
            else:
                jobs.enqueue("home.demo_site", key=f"demo-{number}", number=number)
                self.stdout.write(f"{example.name}: left to the worker")
