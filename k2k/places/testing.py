"""Sites for tests, made through the commands."""

from dataclasses import dataclass, field
from datetime import date

from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.places import commands, queries
from k2k.places.models import Site


@dataclass
class Place:
    """A site and what is in it, in order."""

    site: Node
    detail: Site
    blocks: list[Node] = field(default_factory=list)
    floors: list[Node] = field(default_factory=list)
    units: list[Node] = field(default_factory=list)
    lifts: list[Node] = field(default_factory=list)
    lobbies: list[Node] = field(default_factory=list)
    corridors: list[Node] = field(default_factory=list)

    @property
    def block(self) -> Node:
        """The first block."""
        return self.blocks[0]

    @property
    def lift(self) -> Node:
        """The first lift of the first block."""
        return self.lifts[0]

    @property
    def unit(self) -> Node:
        """The first home of the first block."""
        return self.units[0]


def make_site(
    name: str = "PPR Ujian",
    blocks: int = 1,
    floors: tuple[str, ...] = ("G", "1", "2", "3"),
    units: int = 4,
    lifts: int = 2,
    state: str = "MY-14",
) -> Place:
    """A site with blocks A, B, C … of the given floors, `units` homes on each floor and `lifts` lifts a block."""
    detail = commands.create_site(SYSTEM, name=name, state=state, started_on=date(2020, 1, 1))
    site = detail.node
    for index in range(blocks):
        commands.build_block(
            SYSTEM,
            site=site,
            name=chr(ord("A") + index),
            floors=list(floors),
            units_per_floor=units,
            lifts=lifts,
            furnish=True,
        )
    below = list(queries._placed(site=site).order_by("block__position", "floor__position", "position", "pk"))
    return Place(
        site=site,
        detail=detail,
        blocks=[node for node in below if node.kind == "block"],
        floors=[node for node in below if node.kind == "floor"],
        units=[node for node in below if node.kind == "unit"],
        lifts=[node for node in below if node.noun == "lift"],
        lobbies=[node for node in below if node.noun == "lobby"],
        corridors=[node for node in below if node.noun == "corridor"],
    )
