"""`k2k rebuild_figures`: make the day totals anew from the timelines."""

from django.core.management.base import BaseCommand

from k2k.figures import daily


class Command(BaseCommand):
    """Make the day totals anew from the timelines."""

    help = "Make the day totals of the dashboards anew from the timelines."

    def handle(self, **options) -> None:
        """Rebuild and say how many rows there are."""
        self.stdout.write(f"{daily.rebuild()} day totals")
