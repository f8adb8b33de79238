"""Restore: an archive into an empty database, on either engine; whole and verified, or not at all."""

import json
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from k2k.core import trail
from k2k.core.accounts.models import Account
from k2k.core.files import shelf
from k2k.core.nodes import Node
from k2k.core.ops import archive, backup, tables
from k2k.core.ops.archive import Unfit


def is_empty() -> bool:
    """Whether nothing was ever done here: no place, no account, no line of the trail."""
    return not any(model._base_manager.exists() for model in (Node, Account, trail.TrailLine))


def _fits(reader: archive.Reader) -> None:
    """Refuse an archive of another schema. Raises Unfit."""
    plan = MigrationExecutor(connection)
    if plan.migration_plan(plan.loader.graph.leaf_nodes()):
        raise Unfit("This database has not the tables of this version yet: run `k2k prepare` first, with K2K_DEMO=0.")
    theirs, ours = dict(reader.manifest.get("schema") or {}), backup.schema()
    if theirs != ours:
        apps = sorted(app for app in {*theirs, *ours} if theirs.get(app) != ours.get(app))
        raise Unfit(
            f"The archive was made by K2K {reader.manifest.get('k2k')} with other tables ({', '.join(apps)}). "
            "Restore it with that version, then upgrade as UPGRADE.md says."
        )
    expected = {f"tables/{model._meta.label_lower}.jsonl.gz" for model in tables.kept()}
    if missing := sorted(expected ^ {name for name in reader.parts if name.startswith("tables/")}):
        raise Unfit(f"{missing[0]} does not belong to this version's tables.")


def _load_tables(reader: archive.Reader, say: backup.Say) -> None:
    for model in tables.kept():
        label = model._meta.label_lower
        name = f"tables/{label}.jsonl.gz"
        try:
            written = tables.load(model, reader.lines(name))
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
        _put_pictures(reader, say)
        try:
            with tables.asleep():
                tables.empty()
                _load_tables(reader, say)
                tables.reset_sequences()
                _verify(reader, say)
        except DatabaseError as error:
            raise Unfit(f"The rows do not fit together ({type(error).__name__}): the archive was changed.") from error
        return reader.manifest
    finally:
        reader.close()
