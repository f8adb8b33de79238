"""Choosing a place on the screen: what lies below, what is one's own, which home a number means."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.places import queries as places

#: Spots and things: the icon of each noun. A noun that is not here has a pin.
ICONS = {
    "lift": "lift", "pump": "pump", "tank": "tank", "railing": "railing", "light": "light", "gate": "door",
    "meter": "wire", "lobby": "lobby", "corridor": "corridor", "stairwell": "stairs", "hall": "hall",
    "playground": "playground", "surau": "building", "parking": "place", "bin_room": "waste", "roof": "roof",
    "drain": "drain",
}  # fmt: skip


@dataclass(frozen=True)
class Below:
    """What can be chosen in a place: parts to go into, and spots and things to report."""

    parts: list[Node]
    things: list[tuple[Node, str, str]]

    @property
    def are_floors(self) -> bool:
        """Whether the parts are floors, the top one first."""
        return bool(self.parts) and self.parts[0].kind == "floor"


def below(node: Node) -> Below:
    """The blocks of a site, the floors of a block, and the common spots and things directly there. One query."""
    found = list(places.children(node))
    parts = [each for each in found if each.kind in ("block", "floor")]
    things = [each for each in found if each.kind in ("spot", "asset")]
    things.sort(key=lambda each: (each.noun != "lift", each.kind, each.position, each.pk))
    if parts and parts[0].kind == "floor":
        parts.reverse()
    return Below(parts, [(each, places.short(each), ICONS.get(each.noun, "place")) for each in things])


@dataclass(frozen=True)
class Own:
    """A place of one's own, offered first to whoever came with a card."""

    node: Node
    icon: str
    sentence: Promise
    label: str
    is_home: bool


def own(actor: Actor, site: Node) -> list[Own]:
    """One's home, floor and block, where they lie in this site. One query for a card, none for others."""
    held = [place for role, place in actor.grants if role == "household"]
    if not held or site.kind != "site":
        return []
    unit = Node.objects.select_related("floor", "block").filter(pk__in=held, site_id=site.pk).order_by("pk").first()
    if unit is None:
        return []
    offered = (
        (unit, "home", gettext_lazy("Inside my home")),
        (unit.floor, "corridor", gettext_lazy("My floor")),
        (unit.block, "building", gettext_lazy("My block")),
    )
    return [
        Own(node, icon, sentence, places.short(node), node.kind == "unit") for node, icon, sentence in offered if node
    ]


def home(actor: Actor, node: Node, number: str) -> Node:
    """The home that a fault is in: one's own by card, else the one with this number. Raises Refused beside `node`."""
    if actor.household_id or node.kind == "unit":
        return node
    number = "".join(number.split())
    if not number:
        raise Refused(_("Write the number of your home."), field="node")
    found = places.units(node.site).filter(name__iexact=number).first()
    if found is None:
        raise Refused(_("No home here has this number. Look at the door again, for example B-5-03."), field="node")
    return found
