"""What was spent, in exact sen, by thing, by block, by category; each table adds up to the same sum."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from k2k.core import cells
from k2k.core.nodes import Node
from k2k.issues import queries as issues
from k2k.places import queries as places
from k2k.works import queries as works


@dataclass
class Table:
    """One way to look at the same money: label, how many reports, sen."""

    slug: str
    title: Promise
    rows: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The sum in sen."""
        return sum(sen for _label, _n, sen in self.rows)

    @property
    def count(self) -> int:
        """How many reports."""
        return sum(n for _label, n, _sen in self.rows)


def tables(site: Node) -> list[Table]:
    """By thing or place, by block, by category, the dearest first. Five queries at any number of orders."""
    found = works.costs(site)
    nodes = places.by_ids({one.node_id for one in found} | {one.block_id for one in found if one.block_id})

    def label(pk: int | None) -> str:
        return places.label(nodes[pk]) if pk else site.name

    def table(slug: str, title: Promise, key) -> Table:
        sums: dict[str, tuple[int, int]] = {}
        for one in found:
            n, sen = sums.get(key(one), (0, 0))
            sums[key(one)] = (n + 1, sen + one.sen)
        rows = [(name, n, sen) for name, (n, sen) in sums.items()]
        return Table(slug, title, sorted(rows, key=lambda row: (-row[2], row[0])))

    return [
        table("things", _("By thing or place"), lambda one: label(one.node_id)),
        table("blocks", _("By block"), lambda one: label(one.block_id)),
        table("categories", _("By kind of fault"), lambda one: str(_category(one.category))),
    ]


def _category(slug: str) -> Promise | str:
    return _("Improvement") if slug == "improvement" else issues.category_label(slug)


def workbook(found: list[Table]) -> bytes:
    """One sheet a table; money as numbers of ringgit made from exact sen."""
    book = Workbook(write_only=True)
    for one in found:
        sheet = book.create_sheet(one.slug)
        sheet.append(("what", "reports", "rm"))
        for label, n, sen in one.rows:
            sheet.append([cells.safe(label), n, Decimal(sen) / 100])
    return cells.packed(book)
