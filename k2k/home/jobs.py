"""The example's later perumahan are built by the worker, one job each."""

from datetime import datetime, timedelta

from k2k.core import clock, jobs
from k2k.home.demo import build
from k2k.home.demo.places import EXAMPLES
from k2k.places import queries as places


@jobs.job("home.demo_site", lease=timedelta(hours=1))
def demo_site(*, at: datetime, number: int) -> None:
    """Build the example's perumahan `number` (from 0); nothing happens when it stands already, or real data does."""
    if places.is_example():
        build.build(EXAMPLES[number], clock.now())
