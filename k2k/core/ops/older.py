"""Archives of an older version: the tables go back to what they were then, take the rows, and come forward again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from k2k.core.ops import backup, tables

#: For each app that is behind, its newest migration then; None where it had none.
Steps = list[tuple[str, str | None]]


def _theirs(manifest: dict[str, Any]) -> dict[str, str]:
    return dict(manifest.get("schema") or {})


def unknown(manifest: dict[str, Any]) -> list[str]:
    """The apps of an archive whose newest migration is none of ours, in order."""
    known = MigrationExecutor(connection).loader.graph.nodes
    return sorted(app for app, name in _theirs(manifest).items() if (app, name) not in known)


def behind(manifest: dict[str, Any]) -> Steps:
    """The apps whose tables were at an earlier step, or not there yet; empty where the archive is of our version."""
    theirs = _theirs(manifest)
    return [(app, theirs.get(app)) for app, name in backup.schema().items() if theirs.get(app) != name]


@contextmanager
def tables_of(steps: Steps) -> Iterator[Any]:
    """The models of that time, with their empty tables and no guard; afterwards all is migrated forward."""
    with transaction.atomic():
        tables.put_to_sleep()
    executor = MigrationExecutor(connection)
    executor.migrate(steps)
    executor.loader.build_graph()
    applied = list(executor.loader.applied_migrations)
    models = executor.loader.project_state([node for node in applied if node in executor.loader.graph.nodes]).apps
    with transaction.atomic():
        tables.put_to_sleep()
        tables.empty(models)
        yield models
        connection.check_constraints()
    call_command("migrate", interactive=False, verbosity=0)


def back_to_empty() -> None:
    """This version's tables without a row, whatever was left in the middle."""
    executor = MigrationExecutor(connection)
    applied = [node for node in executor.loader.applied_migrations if node in executor.loader.graph.nodes]
    with transaction.atomic():
        tables.put_to_sleep()
        tables.empty(executor.loader.project_state(applied).apps)
    call_command("migrate", interactive=False, verbosity=0)
