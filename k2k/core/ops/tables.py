"""Tables as text that belongs to no engine: one JSON line a row, values as the models understand them.

Read within one snapshot, in the order of the primary key and a few thousand rows at a time; written back as they were,
without any of the models' own second thoughts (`auto_now_add`, signals).
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.dateparse import parse_duration

from k2k.core import guards, registry

AT_ONCE = 2000
#: Not kept: who is signed in ends with a restore, the others are made anew by every migrate.
NOT_KEPT = {"sessions", "contenttypes", "auth"}
#: Nor who tried how often within the last hour: a backup would keep for years what is forgotten after minutes.
NOT_KEPT_TABLES = {"core.attempt"}


def kept(of: Any = apps) -> list[type[models.Model]]:
    """The models whose tables are kept, each after those it points to (tables that point at themselves aside).

    `of`: the models of today, or those of an older state of the migrations.
    """
    found = [
        model
        for model in of.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_KEPT
        and model._meta.label_lower not in NOT_KEPT_TABLES
        and model._meta.managed
        and not model._meta.proxy
    ]
    done: list[type[models.Model]] = []
    while found:
        ready = [model for model in found if not (_points_to(model) & set(found)) - {model}]
        if not ready:
            raise RuntimeError("tables point at each other in a circle")
        done += ready
        found = [model for model in found if model not in ready]
    return done


def _points_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {f.remote_field.model for f in model._meta.local_concrete_fields if isinstance(f, models.ForeignKey)}


def fields(model: type[models.Model]) -> list[models.Field]:
    """The columns that hold something of their own."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment; nobody who writes has to wait."""
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, Decimal | UUID) else value


def rows(model: type[models.Model]) -> Iterator[str]:
    """Each row as one line of JSON, in the order of the primary key."""
    columns = fields(model)
    names, key = [field.attname for field in columns], model._meta.pk
    place = names.index(key.attname)
    found = model._base_manager.order_by(key.attname)
    last = None
    while True:
        page = list((found if last is None else found.filter(pk__gt=last)).values_list(*names)[:AT_ONCE])
        for row in page:
            yield json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":"))
        if len(page) < AT_ONCE:
            return
        last = page[-1][place]


def _python(field: models.Field, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.ForeignKey):
        return _python(field.target_field, value)
    if isinstance(field, models.DurationField):
        return parse_duration(value)
    return bytes.fromhex(value) if isinstance(field, models.BinaryField) else field.to_python(value)


def columns_of(model: type[models.Model]) -> list[str]:
    """The names of what stands in each row, in its order."""
    return [field.attname for field in fields(model)]


def load(model: type[models.Model], lines: Iterable[str], names: Iterable[str] = ()) -> int:
    """Write rows back as they were; returns how many. Inside a transaction whose guards are asleep.

    `names` is the order of the columns in which they were written. Raises ValueError where the table has others.
    """
    by_name = {field.attname: field for field in fields(model)}
    names, written, batch = list(names) or list(by_name), 0, []
    if sorted(names) != sorted(by_name):
        raise ValueError(f"{model._meta.label} has other columns")
    columns = [by_name[name] for name in names]
    for line in lines:
        values = json.loads(line)
        if len(values) != len(columns):
            raise ValueError(f"a row of {model._meta.label} has {len(values)} values, not {len(columns)}")
        pairs = zip(columns, values, strict=True)
        batch.append(model(**{field.attname: _python(field, value) for field, value in pairs}))
        if len(batch) == AT_ONCE:
            written += _insert(model, columns, batch)
            batch = []
    return written + (_insert(model, columns, batch) if batch else 0)


def _insert(model: type[models.Model], columns: list[models.Field], batch: list[models.Model]) -> int:
    step = connection.ops.bulk_batch_size(columns, batch)
    for start in range(0, len(batch), step):
        model._base_manager.all()._insert(batch[start : start + step], fields=columns, using="default", raw=True)  # type: ignore[attr-defined]
    return len(batch)


def reset_sequences() -> None:
    """The next row gets the next number (PostgreSQL; SQLite sees to it by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept()):
            cursor.execute(statement)


@contextmanager
def asleep() -> Iterator[None]:
    """One transaction in which the guards do not stand; they are put back before it ends, or nothing happened."""
    with transaction.atomic():
        put_to_sleep()
        yield
        connection.check_constraints()
        guards.install()


def put_to_sleep() -> None:
    """Take the guards away; `guards.install` and every migrate put them back."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in registry.items("guards"):
            if guard.table in there:
                _drop(cursor, guard.name, guard.table)
                _drop(cursor, f"{guard.table}_no_truncate", guard.table)


def _drop(cursor: Any, name: str, table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def empty(of: Any = apps) -> None:
    """Remove every row of the kept tables, the last first. Inside `asleep`."""
    with connection.cursor() as cursor:
        for model in reversed(kept(of)):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
