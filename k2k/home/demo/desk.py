"""The shared desk: office and association see one report differently; another is with a body outside."""

from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.bodies import commands as bodies
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.desk import commands as desk
from k2k.issues import commands as issues

if TYPE_CHECKING:
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """A playground that two bodies judge differently, and a drain that the city sends back for a formality."""
    _two_views(world)
    _outside(world)


def _spot(world: "World", noun: str) -> Node:
    """A common place of this kind, else the first block's lobby."""
    here = Node.objects.select_related("site", "block", "floor").filter(site=world.site, kind="spot").order_by("id")
    found = here.filter(noun=noun).first() or here.filter(noun="lobby").first()
    assert found is not None
    return found


def _two_views(world: "World") -> None:
    at = world.now - timedelta(hours=20)
    one = issues.report(
        world.card_in("B", 3), node=_spot(world, "playground"), category="playground",
        text="Rantai buaian putus sebelah.", at=at,
    )  # fmt: skip
    desk.record_view(world.actors["clerk"], issue=one, stance="agree", at=at + timedelta(hours=2))
    desk.record_view(world.actors["secretary"], issue=one, stance="urgent", at=at + timedelta(hours=3))


def _outside(world: "World") -> None:
    at = world.now - timedelta(days=30)
    clerk, site = world.actors["clerk"], world.site
    city = bodies.create_body(SYSTEM, name="Pejabat Cawangan Majlis (contoh)", kind="agency", node=site, at=at)
    bodies.give_jurisdiction(SYSTEM, body=city, node=site, since=at.date(), at=at)
    one = issues.report(
        world.card_in("B", 4), node=_spot(world, "drain"), category="drain",
        text="Longkang tepi jalan besar tersumbat.", at=at,
    )  # fmt: skip
    sent = desk.send_outside(
        clerk, issue=one, body=city, reason="Longkang di tepi jalan besar dijaga majlis.", at=at + timedelta(hours=2)
    )
    issues.record_outside_number(clerk, issue=one, system="adukl", number="ADU-CONTOH-0417", at=at + timedelta(hours=3))
    desk.remind_outside(clerk, sent=sent, at=at + timedelta(days=15))
    desk.return_outside(
        clerk, sent=sent, missing="Pelan lokasi dan surat sokongan persatuan", at=at + timedelta(days=22)
    )
