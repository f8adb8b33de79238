"""`k2k verify`."""

import sys

from django.core.management.base import BaseCommand

from k2k.core import trail
from k2k.core.nodes import Node


class Command(BaseCommand):
    """Walk every chain of the trail."""

    help = "Walk the trail and name each place where it does not hold. Exit code 1 where one is found."

    def handle(self, **_options) -> None:
        """One line a chain, with its head; then what does not hold."""
        chains = list(trail.TrailHead.objects.select_related("site").order_by("id"))
        places = {node.pk: node for node in Node.objects.filter(pk__in=[c.site_id for c in chains if c.site_id])}
        problems = []
        for n, chain in enumerate(chains, 1):
            if sys.stderr.isatty():
                self.stderr.write(f"\r{n}/{len(chains)}", ending="")
            found = list(trail.verify(chain.site, every_site=False))
            problems += found
            name = places[chain.site_id].code if chain.site_id else "programme"
            self.stdout.write(
                f"{name.ljust(12)} {chain.seq} lines  head {chain.hash[:12]}  {len(found) or 'no'} problems"
            )
        for problem in problems:
            where = places[problem.site_id].code if problem.site_id else "programme"
            self.stdout.write(f"{where} line {problem.seq}: {problem.what}")
        if problems:
            self.stdout.write(f"The trail does not hold in {len(problems)} places.")
            raise SystemExit(1)
        self.stdout.write(f"The trail holds: {sum(c.seq for c in chains)} lines in {len(chains)} chains.")
