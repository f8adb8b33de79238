"""Work that left a history: five reports in one order, a wall for an engineer, a bench that neighbours wanted."""

from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.core import clock
from k2k.works import commands as works
from k2k.works import queries

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.core.actors import Actor
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """What the office ordered this month, and one idea of a home."""
    office = world.actors["clerk"]
    _corridors(world, office)
    _wall(world, office)
    _bench(world, office)


def _then(world: "World", days: float) -> "datetime":
    return world.now - timedelta(days=days)


def _open(world: "World", office: "Actor", n: int, at: "datetime") -> list:
    """Reports of common places that nobody has an order for."""
    return list(queries.choosable(office, world.site).filter(at_home=False, reported_at__lt=at)[:n])


def _contractor(world: "World"):
    return next(body for body in world.bodies.values() if body.kind == "contractor")


def _corridors(world: "World", office: "Actor") -> None:
    """Priced, approved and taken; the work goes on."""
    at = _then(world, 4)
    due = clock.today(world.now) + timedelta(days=6)
    order = works.draft(
        office, site=world.site, kind="contractor", body=_contractor(world), what="Baiki lima tempat bersama",
        issues=_open(world, office, 5, at), due=due, at=at,
    )  # fmt: skip
    lines = [("Bahan", 6, 180_00), ("Upah dua hari", 2, 240_00)]
    works.quote(office, order=order, lines=lines, note="Sah 30 hari", at=at + timedelta(hours=20))
    works.approve(office, order=order, at=at + timedelta(hours=22))
    works.accept(office, order=order, at=at + timedelta(hours=26))
    works.start(office, order=order, at=at + timedelta(hours=48))


def _wall(world: "World", office: "Actor") -> None:
    """It cannot be done, and why, and what next."""
    at = _then(world, 3)
    order = works.draft(
        office, site=world.site, kind="own_crew", body=world.bodies["office"], what="Tampal dinding tangga",
        issues=_open(world, office, 1, at), at=at,
    )  # fmt: skip
    works.approve(office, order=order, at=at + timedelta(hours=1))
    works.accept(office, order=order, at=at + timedelta(hours=3))
    works.cannot(
        office, order=order, reason="Retak masuk ke dalam dinding, bukan plaster sahaja.",
        next_step="Jurutera pemilik memeriksa pada minggu depan, kemudian kita buat arahan baharu.",
        at=at + timedelta(hours=6),
    )  # fmt: skip


def _bench(world: "World", office: "Actor") -> None:
    """An idea of a home that four others want too; the office takes it up and looks after it."""
    at, homes = _then(world, 9), world.cards_at(_then(world, 9))
    lobby = world.places["lobby"][0]
    idea = works.suggest(
        homes[0], node=lobby, text="Bangku di lobi, supaya warga emas boleh duduk menunggu lif.", at=at
    )
    for number, home in enumerate(homes[1:5], 1):
        works.support(home, idea=idea, at=at + timedelta(hours=number))
    body = world.bodies["office"]
    order = works.take_idea(office, idea=idea, body=body, what="Pasang dua bangku di lobi", at=at + timedelta(days=2))
    works.quote(office, order=order, lines=[("Bangku kayu", 2, 320_00)], at=at + timedelta(days=3))
    works.approve(office, order=order, at=at + timedelta(days=4))
    works.plan_care(
        office, order=order, body=body, what="Periksa skru dan cat bangku", every_days=90, at=at + timedelta(days=4)
    )
