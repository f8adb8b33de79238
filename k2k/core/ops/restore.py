"""Restore: an archive into an empty database, on either engine; whole and verified, or not at all.

An archive of an older version, whose migrations are the beginning of ours, is brought up to this one on the way.
"""

import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from k2k.core import trail
from k2k.core.accounts.models import Account
from k2k.core.files import shelf
from k2k.core.nodes import Node
from k2k.core.ops import archive, backup, older, tables
from k2k.core.ops.archive import Unfit


def is_empty() -> bool:
    """Whether nothing was ever done here: no place, no account, no line of the trail."""
    return not any(model._base_manager.exists() for model in (Node, Account, trail.TrailLine))


def _fits(reader: archive.Reader) -> None:
    """Refuse an archive of another schema. Raises Unfit."""
    plan = MigrationExecutor(connection)
    if plan.migration_plan(plan.loader.graph.leaf_nodes()):
        raise Unfit("This database has not the tables of this version yet: run `k2k prepare` first, with K2K_DEMO=0.")
    if strangers := older.unknown(reader.manifest):
        raise Unfit(
            f"The archive was made by K2K {reader.manifest.get('k2k')} with other tables ({', '.join(strangers)}). "
            "Restore it with that version, then upgrade as UPGRADE.md says."
        )


def _has_tables(reader: archive.Reader, models: Any) -> None:
    """Every table of these models is in the archive, and no other. Raises Unfit."""
    expected = {f"tables/{model._meta.label_lower}.jsonl.gz" for model in tables.kept(models)}
    if missing := sorted(expected ^ {name for name in reader.parts if name.startswith("tables/")}):
        raise Unfit(f"{missing[0]} does not belong to this version's tables.")


def _load_tables(reader: archive.Reader, say: backup.Say, models: Any = apps) -> None:
    columns = reader.manifest.get("columns") or {}
    for model in tables.kept(models):
        label = model._meta.label_lower
        name = f"tables/{label}.jsonl.gz"
        try:
            written = tables.load(model, reader.lines(name), columns.get(label, ()))
        except (ValueError, TypeError, EOFError, OSError, DatabaseError) as error:
            raise Unfit(
                f"{name} cannot be read ({type(error).__name__}): the archive was changed or damaged."
            ) from error
        if written != reader.parts[name].get("rows"):
            raise Unfit(f"{name} has {written} rows, not the {reader.parts[name].get('rows')} that were announced.")
        if written:
            say(f"{label}: {written:,} rows")


def _verify(reader: archive.Reader, say: backup.Say) -> None:
    """The trail holds, and ends where the archive says. Raises Unfit."""
    problems = list(trail.verify())
    if problems:
        raise Unfit(f"The trail does not hold in {len(problems)} places, the first: {problems[0].what}.")
    if backup.heads() != json.loads(reader.content(archive.HEADS)):
        raise Unfit("The trail's heads are not those that were archived.")
    say(f"trail: {len(backup.heads())} chains hold and end where they did")


def _put_pictures(reader: archive.Reader, say: backup.Say) -> None:
    names = [name for name in reader.parts if name.startswith("files/")]
    for name in names:
        sha, _dash, size = name.removeprefix("files/").removesuffix(".jpg").partition("-")
        shelf.put(sha, size, reader.content(name))
    say(f"pictures: {len(names):,}")


def _as_it_is(reader: archive.Reader, say: backup.Say) -> None:
    _has_tables(reader, apps)
    _put_pictures(reader, say)
    try:
        with tables.asleep():
            tables.empty()
            _load_tables(reader, say)
            tables.reset_sequences()
            _verify(reader, say)
    except DatabaseError as error:
        raise Unfit(f"The rows do not fit together ({type(error).__name__}): the archive was changed.") from error


def _from_older(reader: archive.Reader, say: backup.Say, steps: older.Steps) -> None:
    """Rows of an older version: into the tables of that time, then forward. Left empty where that fails."""
    if not is_empty():
        raise Unfit("The archive is of an older version: restore it into an empty database, without --replace.")
    apps_behind = ", ".join(sorted({app for app, _name in steps}))
    say(f"The archive is older than this version ({apps_behind}): it is brought up.")
    try:
        with older.tables_of(steps) as models:
            _has_tables(reader, models)
            _load_tables(reader, say, models)
        tables.reset_sequences()
        _verify(reader, say)
        _put_pictures(reader, say)
    except (Unfit, DatabaseError, IrreversibleError) as error:
        older.back_to_empty()
        if isinstance(error, Unfit):
            raise
        raise Unfit(f"The older rows cannot be brought up ({type(error).__name__}).") from error
    except BaseException:
        older.back_to_empty()
        raise


def read(source: Path, say: backup.Say, *, replace: bool = False) -> dict:
    """Restore `source` and return its manifest. Raises Unfit with a sentence; the database is then as it was before.

    With `replace` what is there now is removed in the same transaction.
    """
    if not replace and not is_empty():
        raise Unfit("This database is not empty. Restore into an empty one, or say --replace to lose what is here.")
    reader = archive.Reader(source)
    try:
        _fits(reader)
        for name in reader.parts:
            reader.check(name)
        say(f"archive: {len(reader.parts):,} parts are whole")
        if steps := older.behind(reader.manifest):
            _from_older(reader, say, steps)
        else:
            _as_it_is(reader, say)
        return reader.manifest
    finally:
        reader.close()
