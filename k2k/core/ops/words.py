"""Compile the message catalogues with Babel; no msgfmt is needed on the machine."""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def catalogues(root: Path) -> list[Path]:
    """The catalogues under locale/, one a language."""
    return sorted(root.glob("*/LC_MESSAGES/*.po"))


def _translated(catalogue: Catalog) -> Catalog:
    """Without plurals that have an empty form: Babel would write the English one there, and no fallback be asked."""
    for message in [m for m in catalogue if m.pluralizable and not all(m.string or ())]:
        catalogue.delete(message.id, message.context)
    return catalogue


def compile_one(source: Path) -> bool:
    """Write the .mo beside `source` unless it is newer; returns whether it was written. Safe for several at once."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalogue = _translated(read_po(file, abort_invalid=True))
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".words-")
    with os.fdopen(descriptor, "wb") as file:
        write_mo(file, catalogue)
    os.chmod(name, 0o644)
    os.replace(name, target)
    return True


def compile_all(root: Path) -> int:
    """Compile what changed; returns how many catalogues were written."""
    return sum(compile_one(source) for source in catalogues(root))
