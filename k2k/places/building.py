"""How a block is put together: floors in order, doors numbered, what every block has."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.places import rules
from k2k.places.models import Asset, Unit

_FIELD = re.compile(r"\{(?:block|floor|n(?::0[1-4]d)?)\}")


def check(floors: list[str], units_per_floor: int, lifts: int) -> None:
    """Refused when a block would be too big, or a floor is named twice."""
    if len({floor.casefold() for floor in floors}) != len(floors):
        raise Refused(_("A floor is named twice."), field="floors")
    if not 1 <= len(floors) <= rules.MOST_FLOORS:
        raise Refused(_("A block has 1 to %(n)d floors.") % {"n": rules.MOST_FLOORS}, field="floors")
    most = rules.MOST_UNITS_PER_FLOOR
    if not 0 <= units_per_floor <= most:
        raise Refused(_("A floor has at most %(n)d homes.") % {"n": most}, field="units_per_floor")
    check_lifts(lifts)


def check_lifts(lifts: int) -> None:
    """Refused when a block would have more lifts than any block has."""
    if not 0 <= lifts <= rules.MOST_LIFTS:
        raise Refused(_("A block has at most %(n)d lifts.") % {"n": rules.MOST_LIFTS}, field="lifts")


def ranked(floors: list[str]) -> list[tuple[int, str]]:
    """Floors with their positions: those their names give when that agrees with the order said, else one by one."""
    named = [rules.floor_position(floor) for floor in floors]
    agree = None not in named and all(lower < upper for lower, upper in pairwise(named))
    return list(zip(named if agree else range(1, len(floors) + 1), floors, strict=True))


def numbered(number_format: str, block: str, floor: str, n: int) -> str:
    """The number painted on a door. Refused when the pattern is not one, or the number grows too long."""
    if set("{}") & set(_FIELD.sub("", number_format)) or "{n" not in number_format:
        raise Refused(_("Write the numbering like {block}-{floor}-{n:02d}."), field="number_format")
    number = number_format.format(block=block, floor=floor, n=n)
    if len(number) > rules.NUMBER_LENGTH:
        raise Refused(_("This is too long. At most %(n)d letters fit.") % {"n": rules.NUMBER_LENGTH}, field="name")
    return number


def fixtures(block: Node, levels: list[Node], lifts: int, furnish: bool) -> list[dict]:
    """Rows for the lifts of a new block and, with `furnish`, for what every block and floor has."""
    things = [("asset", "lift", str(n), block, n) for n in range(1, lifts + 1)]
    if furnish:
        things += [("asset", noun, "", block, lifts + 1) for noun in rules.BLOCK_ASSETS]
        things += [("spot", noun, "", block, 1) for noun in rules.BLOCK_SPOTS]
        things += corridors(levels)
    return [dict(zip(("kind", "noun", "name", "parent", "position"), thing, strict=True)) for thing in things]


def corridors(levels: list[Node]) -> list[tuple]:
    """What every floor has."""
    return [("spot", noun, "", level, 1) for level in levels for noun in rules.FLOOR_SPOTS]


def details(made: list[Node]) -> None:
    """The rows beside fresh homes and things. Refused when a unit number is taken in this site."""
    homes = [node for node in made if node.kind == "unit"]
    taken = Unit.objects.filter(site_id__in={node.site_id for node in homes}).values_list("number", flat=True)
    names = [node.name for node in homes]
    if len(set(names)) != len(names) or set(names) & set(taken):
        raise Refused(_("This unit number is in the list already."), field="name")
    Unit.objects.bulk_create([Unit(node=node, site_id=node.site_id, number=node.name) for node in homes], 500)
    Asset.objects.bulk_create([Asset(node=node) for node in made if node.kind == "asset"], 500)
