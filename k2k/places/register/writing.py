"""A confirmed plan is written: new blocks, floors and homes in bulk, tenures ended and begun, nothing removed."""

import re
from datetime import date

from k2k.core import nodes
from k2k.core.nodes import Node
from k2k.places import building, rules
from k2k.places.models import Tenure
from k2k.places.register import spelling
from k2k.places.register.plan import Plan

#: Floors whose names tell nothing stand above those whose names do.
UNTOLD = 9_500


def write(site: Node, plan: Plan, today: date, *, lifts: int, furnish: bool) -> list[Node]:
    """Do what the plan says, in a number of statements that grows by the thousand rows, not by the row.

    Each new block gets `lifts` lifts and, with `furnish`, what every block has. Returns the new blocks and what stands
    in them beside homes, for searching.
    """
    blocks, floors = dict(plan.standing.blocks), dict(plan.standing.floors)
    new_blocks = _blocks(site, plan, blocks)
    new_floors = _floors(plan, blocks, floors)
    rows = [
        {
            "kind": "unit",
            "name": home.number,
            "parent": floors[home.block.casefold(), home.floor.casefold()],
            "position": spelling.door(home.number),
        }
        for home in plan.homes
    ]
    for block in new_blocks:
        rows += building.fixtures(block, [], lifts, furnish)
    if furnish:
        rows += [
            {"kind": kind, "noun": noun, "name": name, "parent": parent, "position": position}
            for kind, noun, name, parent, position in building.corridors(new_floors)
        ]
    made = nodes.create_many(rows)
    building.details(made)
    _tenures(plan, made, today)
    return [*new_blocks, *(node for node in made if node.kind != "unit")]


def _natural(name: str) -> list:
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", name.casefold())]


def _blocks(site: Node, plan: Plan, blocks: dict[str, Node]) -> list[Node]:
    last = max((node.position for node in blocks.values()), default=0)
    made = nodes.create_many(
        {"kind": "block", "name": name, "noun": rules.block_noun(name), "parent": site, "position": last + n}
        for n, name in enumerate(sorted(plan.blocks, key=_natural), start=1)
    )
    blocks.update({node.name.casefold(): node for node in made})
    return made


def _floors(plan: Plan, blocks: dict[str, Node], floors: dict[tuple[str, str], Node]) -> list[Node]:
    made = nodes.create_many(
        {
            "kind": "floor",
            "name": floor,
            "parent": blocks[block.casefold()],
            "position": rules.floor_position(floor) or UNTOLD + n,
        }
        for n, (block, floor) in enumerate(plan.floors)
    )
    by_id = {node.pk: node for node in blocks.values()}
    floors.update({(by_id[node.parent_id].name.casefold(), node.name.casefold()): node for node in made})
    return made


def _tenures(plan: Plan, made: list[Node], today: date) -> None:
    units = {node.name: node.pk for node in made if node.kind == "unit"}
    fresh = [(units[home.number], home) for home in plan.homes if home.tenure] + plan.first_tenures
    begun = [Tenure(unit_id=unit, kind=home.tenure, since=home.since or today) for unit, home in fresh]
    ended = []
    for change in plan.changes:
        running = plan.standing.tenures[change.unit_id]
        running.until = change.since
        ended.append(running)
        begun.append(Tenure(unit_id=change.unit_id, kind=change.after, since=change.since))
    Tenure.objects.bulk_update(ended, ["until"], batch_size=500)
    Tenure.objects.bulk_create(begun, batch_size=500)
