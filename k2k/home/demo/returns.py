"""The association's return to the Registrar of Societies: whole, and a fortnight late."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from k2k.core import clock
from k2k.returns import commands, queries

if TYPE_CHECKING:
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """The treasurer writes the figures of last year; the secretary sends them after the last day."""
    group, secretary = world.groups["association"], world.actors["secretary"]
    for owed in queries.owed(group, world.now):
        if owed.meeting is None:
            continue
        sent = owed.due_on + timedelta(days=14)
        at = clock.start_of_day(sent) + timedelta(hours=21)
        commands.write(
            world.actors["treasurer"], group=group, year=owed.year, year_end=date(owed.year - 1, 12, 31),
            income_sen=612_000, spending_sen=540_350, assets_sen=184_220, debts_sen=0, audited=True,
            ties_abroad=False, money_abroad=False, at=at,
        )  # fmt: skip
        commands.file(secretary, group=group, year=owed.year, filed_on=sent, reference="JPPM/PT/0714", at=at)
