"""The responsibility matrix of a site on a day: who owns, manages and repairs each kind of thing."""

from dataclasses import dataclass, field
from datetime import date, datetime

from k2k.bodies.models import Body, Responsibility, running
from k2k.bodies.rules import DUTIES, Cell, responsible
from k2k.bodies.words import duty_word, everything_else
from k2k.core import clock
from k2k.core.nodes import Node, NodePath
from k2k.places import queries as places


@dataclass(frozen=True)
class Named:
    """Who is named for one duty; `exact` is False where the line for everything else answers."""

    body: Body
    exact: bool


@dataclass
class Row:
    """One line of the matrix: a kind of thing ("" for everything else), at the site or at a place within it."""

    node: Node
    noun: str
    word: str
    place: str
    named: dict[str, Named] = field(default_factory=dict)

    @property
    def cells(self) -> list[Named | None]:
        """Who is named, in the order of the columns."""
        return [self.named.get(duty) for duty in DUTIES]

    @property
    def columns(self) -> list[tuple[str, Named | None]]:
        """The word of each column with who is named there."""
        return [(duty_word(duty), self.named.get(duty)) for duty in DUTIES]


def matrix(site: Node, on: date | datetime) -> list[Row]:
    """The lines of the site's matrix on a day, each thing first for the whole site and then for places within.

    A thing that exists at the site has a line even where nobody is named; everything else comes last. Three queries.
    """
    day = clock.today(on) if isinstance(on, datetime) else on
    chains = _chains(site, day)
    cells = _cells(chains, day)
    by_id = {row.pk: row for row in cells}
    plain = [Cell(c.node_id, c.noun, c.duty, c.pk, c.since, c.until) for c in cells]
    rows = _rows(site, cells, day)
    for row in rows:
        for duty in DUTIES:
            found = responsible(plain, chains[row.node.pk], row.noun, duty, day)
            if found is not None:
                row.named[duty] = Named(by_id[found.body].body, found.noun == row.noun)
    return rows


def _chains(site: Node, day: date) -> dict[int, list[int]]:
    """The site and each place within it that has a cell on the day, with its ancestors, nearest first."""
    within = Responsibility.objects.filter(running(day), node__site=site).values("node_id")
    ways = NodePath.objects.values_list("descendant_id", "ancestor_id", "depth")
    both = ways.filter(descendant_id__in=within).union(ways.filter(descendant=site))  # "or" would read every path
    chains: dict[int, list[int]] = {}
    for descendant, ancestor, _depth in both.order_by("depth"):
        chains.setdefault(descendant, []).append(ancestor)
    return chains


def _cells(chains: dict[int, list[int]], day: date) -> list[Responsibility]:
    places_ = {node for chain in chains.values() for node in chain}
    rows = Responsibility.objects.filter(running(day), node_id__in=places_)
    return list(rows.select_related("body", "node", "node__block", "node__floor").order_by("id"))


def _stands(node: Node, site: Node, day: date) -> bool:
    """Whether a place lies within the site and was in use on the day."""
    return node.site_id == site.pk != node.pk and (node.closed_on is None or day < node.closed_on)


def _rows(site: Node, cells: list[Responsibility], day: date) -> list[Row]:
    here = Node.objects.filter(site=site, kind__in=("spot", "asset"), closed_on=None)
    things = set(here.order_by().values_list("noun", flat=True).distinct()) - {"other"}
    things |= {cell.noun for cell in cells} | {""}
    words = places.nouns()
    order = [*(noun for noun in words if noun in things), *sorted(things - set(words) - {""}), ""]
    rows = []
    for noun in order:
        within = {cell.node_id: cell.node for cell in cells if cell.noun == noun and _stands(cell.node, site, day)}
        word = words.get(noun, noun) or everything_else()
        rows.append(Row(site, noun, word, ""))
        rows += [Row(node, noun, word, places.label(node)) for node in within.values()]
    return rows
