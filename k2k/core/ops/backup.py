"""Back up: every kept table of one moment, the pictures it names, the heads of the trail; never the keys."""

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from k2k.core import clock
from k2k.core.files import shelf
from k2k.core.files.models import StoredFile
from k2k.core.ops import archive, checks, tables
from k2k.core.trail import TrailHead

KEYS_ARE_NOT_HERE = (
    "The keys (K2K_HOME/keys) are not in this archive. Without hash_key no household card, PIN of an identity number "
    "or follow-up link works again: keep it on paper, away from the backups."
)

Say = Callable[[str], None]


def default_target() -> Path:
    """`K2K_HOME/backups/k2k-20261124-0530.tar`, in Malaysian time."""
    return checks.backups() / f"k2k-{clock.local(clock.now()):%Y%m%d-%H%M%S}.tar"


def schema() -> dict[str, str]:
    """The newest migration of each app whose tables are kept."""
    labels = {model._meta.app_label for model in tables.kept()}
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {app: name for app, name in applied if app in labels}


def heads() -> list[dict[str, Any]]:
    """The end of each chain, by the site's public code."""
    found = TrailHead.objects.order_by("id").values_list("site__code", "seq", "hash")
    return [{"site": code, "seq": seq, "hash": hash_} for code, seq, hash_ in found]


def _whole() -> None:
    """Refuse to back up a damaged SQLite file as if it were sound. Raises Unfit."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check(1)")
            found = " ".join(str(cursor.fetchone()[0]).split())
    except DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise archive.Unfit(f"The database file is damaged ({found}). Restore the newest sound backup.")


def _pictures(writer: archive.Writer) -> list[str]:
    """Copy each picture that a row names; returns the hashes whose bytes are no longer there."""
    gone = []
    for sha in StoredFile.objects.exclude(sha256="").values_list("sha256", flat=True).distinct().order_by("sha256"):
        for size in shelf.SIZES:
            try:
                writer.put(f"files/{sha}-{size}.jpg", shelf.get(sha, size))
            except FileNotFoundError:
                gone.append(sha)
    return sorted(set(gone))


def write(target: Path, say: Say) -> dict[str, Any]:
    """Write the archive to `target` and return its manifest. Raises Unfit where the database itself is damaged."""
    _whole()
    with archive.writing(target) as writer, tables.snapshot():
        counts = {}
        for model in tables.kept():
            label = model._meta.label_lower
            counts[label] = writer.put_lines(f"tables/{label}.jsonl.gz", tables.rows(model))
            if counts[label]:
                say(f"{label}: {counts[label]:,} rows")
        gone = _pictures(writer)
        say(f"pictures: {sum(name.startswith('files/') for name in writer.parts):,}")
        writer.put(archive.HEADS, json.dumps(heads(), indent=1).encode())
        return writer.close(
            {
                "k2k": version("k2k"),
                "engine": connection.vendor,
                "created_at": clock.now().isoformat(),
                "schema": schema(),
                "rows": counts,
                "columns": {model._meta.label_lower: tables.columns_of(model) for model in tables.kept()},
                "pictures_gone": gone,
                "not_in_here": KEYS_ARE_NOT_HERE,
            }
        )
