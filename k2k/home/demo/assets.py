"""Lifts and pumps with their papers: one certificate that ends, a visit that was missed, a motor that was replaced."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from k2k.assets import commands as assets
from k2k.core import clock

if TYPE_CHECKING:
    from k2k.core.actors import Actor
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """What the office wrote down of its lifts and pumps over the year."""
    office = world.actors["clerk"]
    for number, lift in enumerate(world.places.get("lift", [])):
        _papers(world, office, lift, number)
    for pump in world.places.get("pump", [])[:1]:
        at = world.now - timedelta(days=200)
        assets.plan(
            office, node=pump, body=world.bodies.get("water") or world.bodies["office"], months=6, at=at,
            what="Periksa pam dan injap", first_due=clock.today(at) + timedelta(days=10),
        )  # fmt: skip


def _papers(world: "World", office: "Actor", lift, number: int) -> None:
    """The first lift's certificate ends soon; the second one's visit of this month was missed."""
    at = world.now - timedelta(days=100)
    today = clock.today(world.now)
    until = today + timedelta(days=20 if number == 0 else 150 + 20 * number)
    assets.certify(
        office, node=lift, kind="fitness", number=f"PMA {48210 + number}", until=until, at=at,
        issued_on=until - timedelta(days=455),
    )  # fmt: skip
    whole = assets.add_part(
        office, node=lift, kind="whole", since=date(2009, 3, 2), serial=f"L-{number + 1:03d}", at=at
    )
    plan = assets.plan(
        office, node=lift, body=world.bodies.get("lift") or world.bodies["office"], what="Servis bulanan lif",
        months=1, first_due=clock.today(at), at=at,
    )  # fmt: skip
    for months in range(3 if number == 1 else 4):
        then = at + timedelta(days=31 * months, hours=30)
        if then < world.now:
            assets.record_visit(office, schedule=plan, done_on=clock.today(then), at=then)
    if number == 0:
        since = {"parent": whole, "since": date(2009, 3, 2), "at": at}
        motor = assets.add_part(office, node=lift, kind="motor", serial="M-1", **since)
        assets.replace_part(office, part=motor, on=clock.today(at), serial="M-2", at=at)
