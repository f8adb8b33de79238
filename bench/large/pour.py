"""Many rows into one table at once: COPY on PostgreSQL, many-at-once on SQLite; every guard and constraint stays on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Max, Model

from k2k.core import ids
from k2k.core.batches import batched

AT_ONCE = 5000
#: Odd, so that every number below 2**35 gives another code.
STRIDE = 15_485_863_001


def code(number: int) -> str:
    """A public code that no other number has, scattered like random ones."""
    scattered = number * STRIDE % 2**35
    return ids.with_check("".join(ids.ALPHABET[scattered >> shift & 31] for shift in range(30, -1, -5)))


class Numbers:
    """Ids to give away, from the first free one of each table on."""

    def __init__(self) -> None:
        self._next: dict[type[Model], int] = {}

    def new(self, model: type[Model]) -> int:
        """The next id of a table."""
        if model not in self._next:
            self._next[model] = (model._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        self._next[model] += 1
        return self._next[model] - 1

    def insert(self, made: list[Any]) -> None:
        """Write instances of one model, and give each its id."""
        for each in made:
            each.pk = self.new(type(each))
        pour(type(made[0]), (vars(each) for each in made))

    def settle(self) -> None:
        """Let the database go on behind them: whoever writes next finds the first free id."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._next)):
                cursor.execute(statement)
        self._next.clear()


def pour(model: type[Model], rows: Iterable[dict[str, Any]]) -> int:
    """Write rows, given by column; what a row leaves out has the model's default. Answers how many."""
    fields = list(model._meta.concrete_fields)
    usual = {field.attname: field.get_default() for field in fields}
    names = [field.attname for field in fields]
    whole = ([(usual | row)[name] for name in names] for row in rows)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    write = _copied if connection.vendor == "postgresql" else _executed
    return write(connection.ops.quote_name(model._meta.db_table), columns, fields, whole)


def _copied(table: str, columns: str, fields: list[Field], rows: Iterator[list]) -> int:
    n = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            n += 1
    return n


def _executed(table: str, columns: str, fields: list[Field], rows: Iterator[list]) -> int:
    n, marks = 0, ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        for batch in batched(rows, AT_ONCE):
            ready = [
                [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                for row in batch
            ]
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", ready)
            n += len(batch)
    return n
