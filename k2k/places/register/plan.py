"""What a register would change: compared with what stands, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from k2k.core.nodes import Node
from k2k.places.models import Tenure, Unit
from k2k.places.register.reading import Home


@dataclass(frozen=True)
class TenureChange:
    """A home that stands and is held otherwise than before, from `since` on."""

    unit_id: int
    number: str
    before: str
    after: str
    since: date


@dataclass
class Standing:
    """The site as it is now."""

    blocks: dict[str, Node] = field(default_factory=dict)
    floors: dict[tuple[str, str], Node] = field(default_factory=dict)
    units: dict[str, Node] = field(default_factory=dict)
    tenures: dict[int, Tenure] = field(default_factory=dict)

    def unit_of(self, home: Home) -> Node | None:
        """The unit a row means: by its number, or by the number that block and floor were put before."""
        spelt = (home.number, f"{home.block}-{home.floor}-{home.number}", f"{home.block}-{home.number}")
        return next((self.units[each.casefold()] for each in spelt if each.casefold() in self.units), None)


@dataclass
class Plan:
    """What would be made and changed, and what differs but stays as it is."""

    standing: Standing
    blocks: list[str] = field(default_factory=list)
    floors: list[tuple[str, str]] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    first_tenures: list[tuple[int, Home]] = field(default_factory=list)
    changes: list[TenureChange] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    kept_tenures: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Whether the site already is as the register says."""
        return not (self.blocks or self.floors or self.homes or self.first_tenures or self.changes)

    def summary(self) -> dict[str, int]:
        """Counts, for the page and the trail."""
        return {
            "blocks": len(self.blocks),
            "floors": len(self.floors),
            "units": len(self.homes),
            "first_tenures": len(self.first_tenures),
            "changes": len(self.changes),
            "elsewhere": len(self.elsewhere),
            "kept_tenures": len(self.kept_tenures),
            "missing": len(self.missing),
            "same": self.same,
        }


def standing(site: Node) -> Standing:
    """Blocks, floors, homes and running tenures of a site; three queries."""
    found = Standing()
    places = {node.pk: node for node in Node.objects.filter(site=site, kind__in=("block", "floor"))}
    for node in places.values():
        if node.kind == "block":
            found.blocks[node.name.casefold()] = node
        elif node.block_id in places:
            found.floors[places[node.block_id].name.casefold(), node.name.casefold()] = node
    for unit in Unit.objects.filter(site=site).select_related("node"):
        found.units[unit.number.casefold()] = unit.node
    running = Tenure.objects.filter(unit__site=site, until=None)
    found.tenures = {tenure.unit_id: tenure for tenure in running}
    return found


def compare(site: Node, homes: Iterable[Home], today: date) -> Plan:
    """The plan for a site. The same register on an unchanged site gives an empty one the second time."""
    plan = Plan(standing(site))
    seen: set[str] = set()
    blocks: dict[str, str] = {}
    floors: dict[tuple[str, str], tuple[str, str]] = {}
    for home in homes:
        block, floor = home.block.casefold(), home.floor.casefold()
        node = plan.standing.unit_of(home)
        if node is not None:
            seen.add(node.name.casefold())
            _compare_home(plan, home, node, plan.standing.floors.get((block, floor)), today)
            continue
        if block not in plan.standing.blocks:
            blocks.setdefault(block, home.block)
        if (block, floor) not in plan.standing.floors:
            floors.setdefault((block, floor), (home.block, home.floor))
        plan.homes.append(home)
    plan.blocks, plan.floors = list(blocks.values()), list(floors.values())
    plan.missing = sorted(
        node.name for number, node in plan.standing.units.items() if number not in seen and not node.closed_on
    )
    return plan


def _compare_home(plan: Plan, home: Home, node: Node, floor: Node | None, today: date) -> None:
    if floor is None or node.floor_id != floor.pk:
        plan.elsewhere.append(node.name)
    running = plan.standing.tenures.get(node.pk)
    if not home.tenure or (running and running.kind == home.tenure):
        differs = running and home.tenure and home.since not in (None, running.since)
        if differs:
            plan.kept_tenures.append(node.name)
        plan.same += 1
    elif running is None:
        plan.first_tenures.append((node.pk, home))
    elif (home.since or today) <= running.since:
        plan.kept_tenures.append(node.name)
        plan.same += 1
    else:
        plan.changes.append(TenureChange(node.pk, node.name, running.kind, home.tenure, home.since or today))
