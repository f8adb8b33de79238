"""Rows become homes and doubts. Pure: nothing here knows the database."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from k2k.places.register import columns, spelling, tables
from k2k.places.register.columns import Columns
from k2k.places.register.tables import Book, Cell, Row, Table
from k2k.places.rules import NAME_LENGTH

#: A column that is blank in this share of the rows is written once per group, as in a merged cell.
GROUPED = 1 / 3
#: Numbers that are this much rarer than doors repeat on every floor (01, 02 …) or in every block.
REPEATING = 0.7
MOST_DOUBTS = 2_000
TOTAL = re.compile(r"(?:grand |sub)?(?:jumlah|total)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Home:
    """One home as the register has it. `tenure` and `since` are "" and None where it says nothing."""

    block: str
    floor: str
    number: str
    tenure: str = ""
    since: date | None = None
    where: str = ""

    def packed(self) -> list[str]:
        """The home as plain data."""
        return [self.block, self.floor, self.number, self.tenure, self.since.isoformat() if self.since else ""]

    @classmethod
    def unpacked(cls, data: list[str]) -> "Home":
        """The home that `packed` wrote."""
        return cls(*data[:4], since=date.fromisoformat(data[4]) if data[4] else None)


@dataclass
class Doubts:
    """What is odd, each kind with the rows it was seen on. Kinds are slugs, worded in `doubts`."""

    found: dict[tuple, list[str]] = field(default_factory=dict)

    def add(self, slug: str, where: str = "", **words: str | int) -> None:
        """Note that a row (or, without one, the whole file) is odd."""
        key = (slug, tuple(sorted(words.items())))
        if key in self.found or len(self.found) < MOST_DOUBTS:
            self.found.setdefault(key, []).append(where)

    def packed(self) -> list[dict]:
        """Plain data, in the order found."""
        return [
            {"slug": slug, "words": dict(words), "rows": [row for row in rows if row]}
            for (slug, words), rows in self.found.items()
        ]


@dataclass
class Register:
    """A register that was read: homes, doubts, and which columns were left aside."""

    homes: list[Home]
    doubts: Doubts
    people: list[str]
    others: list[str]
    rows: int


def understand(book: Book, today: date) -> Register:
    """Find the columns of each sheet and read its homes. Raises Refused when no sheet has a column of unit numbers."""
    doubts = Doubts()
    for slug, words in book.remarks:
        doubts.add(slug, **words)
    headed = [(table, columns.find(table)) for table in book.tables]
    if not any(found for _table, found in headed):
        raise tables.refusal(_no_heading())
    homes: list[Home] = []
    people, others, rows = [], [], 0
    many = len(book.tables) > 1
    for table, found in headed:
        if found is None:
            doubts.add("other_sheet", sheet=table.name)
            continue
        body = table.rows[found.heading + 1 :]
        rows += len(body)
        homes += _Sheet(table, found, body, doubts, today, many).homes()
        people += [name for name in found.people if name not in people]
        others += [name for name in found.others if name not in others]
    return Register(_numbered(homes, doubts), doubts, people, others, rows)


def _no_heading() -> str:
    return _("No column of unit numbers was found. Give the columns headings: Block, Floor, Unit, Tenure, Since.")


@dataclass
class _Sheet:
    """One sheet while it is read."""

    table: Table
    columns: Columns
    body: list[Row]
    doubts: Doubts
    today: date
    many: bool

    def homes(self) -> Iterator[Home]:
        """The homes of the sheet, row by row; what cannot be one is noted and left out."""
        carried = {name: self._carried(name) for name in ("block", "floor")}
        heading = self.table.rows[self.columns.heading].at(self.columns.get("unit"))
        last: dict[str, Cell] = {}
        for row in self.body:
            where = f"{self.table.name}!{row.number}" if self.many else str(row.number)
            used = {name: row.at(place) for name, place in self.columns.found.items()}
            for name, fill in carried.items():
                if used.get(name):
                    last[name] = used[name]
                elif fill and name in last:
                    used[name] = last[name]
            if used.get("unit") == heading:  # again, at the top of a further printed page
                continue
            if used.get("unit") or any(used.get(name) for name in ("tenure", "since")):
                home = self._home(used, where)
                if home:
                    yield home

    def _carried(self, name: str) -> bool:
        """Whether a column is filled once per group of rows."""
        place = self.columns.get(name)
        rows = [row for row in self.body if row.at(self.columns.get("unit"))]
        blank = sum(not row.at(place) for row in rows)
        if not blank or blank < GROUPED * len(rows) or not any(row.at(place) for row in self.body):
            return False
        self.doubts.add(f"grouped_{name}", n=blank)
        return True

    def _home(self, used: dict[str, Cell], where: str) -> Home | None:
        odd = self._unusable(used)
        if odd:
            self.doubts.add(odd, where)
            return None
        number = spelling.number(used.get("unit", tables.EMPTY))
        if not number:
            self.doubts.add("no_unit" if number == "" else "odd_unit", where)
            return None
        block, floor = self._place(used, number, where)
        if not block or not floor:
            self.doubts.add("no_block" if not block else "no_floor", where)
            return None
        tenure, since = self._tenure(used, where)
        return Home(block, floor, number, tenure, since, where)

    def _unusable(self, used: dict[str, Cell]) -> str:
        if any(cell.formula for cell in used.values()):
            return "formula"
        if not isinstance(used.get("unit", tables.EMPTY).value, str):
            return "unit_is_date"
        if any(isinstance(used[name].value, date) for name in ("block", "floor") if name in used):
            return "place_is_date"
        if any(TOTAL.match(cell.text) for cell in used.values()):
            return "total"
        if any(columns.looks_personal(cell.text) for name, cell in used.items() if name != "since"):
            return "personal"
        return ""

    def _place(self, used: dict[str, Cell], number: str, where: str) -> tuple[str, str]:
        block = spelling.block(used.get("block", tables.EMPTY))
        floor = spelling.floor(used.get("floor", tables.EMPTY))
        if not block and "block" not in self.columns.found and self.table.name.casefold().startswith(("blok", "block")):
            block = spelling.block(Cell(self.table.name))
        told = spelling.parts(number)
        if told and (not block or not floor):
            self.doubts.add("told_by_number", where if self._has_both() else "")
        elif told and (told[0].casefold(), told[1].casefold()) != (block.casefold(), floor.casefold()):
            self.doubts.add("number_disagrees", where)
        if told:
            block, floor = block or told[0], floor or told[1]
        return block[:NAME_LENGTH], floor[:NAME_LENGTH]

    def _has_both(self) -> bool:
        return "block" in self.columns.found and "floor" in self.columns.found

    def _tenure(self, used: dict[str, Cell], where: str) -> tuple[str, date | None]:
        tenure = spelling.tenure(used.get("tenure", tables.EMPTY))
        if tenure is None:
            self.doubts.add("odd_tenure", where)
            tenure = "unknown"
        said = used.get("since", tables.EMPTY)
        if not said or said.text.casefold() in spelling.NOTHING:
            return tenure, None
        since = spelling.day(said)
        if since is None:
            self.doubts.add("odd_since", where)
        elif not spelling.EARLIEST <= since <= self.today:
            self.doubts.add("since_out_of_range", where)
            since = None
        return tenure, since


def _numbered(homes: list[Home], doubts: Doubts) -> list[Home]:
    """Give each home a number that is its own in the whole site, and leave out what stands twice."""
    return list(_once(_told_apart(homes, doubts), doubts))


def _told_apart(homes: list[Home], doubts: Doubts) -> list[Home]:
    """Where numbers repeat on every floor or in every block, put floor and block before them."""
    doors = {(h.block, h.floor, h.number) for h in homes}
    numbers, in_block = {h.number for h in homes}, {(h.block, h.number) for h in homes}
    if len(numbers) >= REPEATING * len(doors):
        return homes
    if len(in_block) >= REPEATING * len(doors):
        doubts.add("number_per_block", example=f"{homes[0].block}-{homes[0].number}"[:40])
        return [replace(h, number=f"{h.block}-{h.number}") for h in homes]
    first = homes[0]
    doubts.add("number_per_floor", example=f"{first.block}-{first.floor}-{first.number}"[:40])
    return [replace(h, number=f"{h.block}-{h.floor}-{h.number}") for h in homes]


def _once(homes: list[Home], doubts: Doubts) -> Iterator[Home]:
    names = _one_spelling(homes)
    seen: dict[str, Home] = {}
    for home in homes:
        home = replace(home, block=names[home.block.casefold()])
        if len(home.number) > spelling.NUMBER_LENGTH:
            doubts.add("odd_unit", home.where)
            continue
        first = seen.setdefault(home.number.casefold(), home)
        if first is home:
            yield home
        elif (first.block, first.floor, first.tenure, first.since) == (home.block, home.floor, home.tenure, home.since):
            doubts.add("twice_same", home.where, first=first.where)
        else:
            doubts.add("twice", home.where, unit=home.number, first=first.where)


def _one_spelling(homes: list[Home]) -> dict[str, str]:
    """Of "Melati" and "MELATI", the commoner one."""
    counted = Counter(home.block for home in homes)
    return {name.casefold(): name for name, _n in reversed(counted.most_common())}
