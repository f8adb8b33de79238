"""Where the bytes of pictures lie: settings.FILES/ab/cd/<sha256>.jpg and <sha256>-small.jpg.

Four verbs (put, get, drop, older_than) are the whole face, so that another shelf, such as S3, can take its place. A
picture is written before its row is committed; what never got a row is reaped a day later.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

LARGE, SMALL = "large", "small"
SIZES = (LARGE, SMALL)
NAME = re.compile(r"([0-9a-f]{64})(-small)?\.jpg")


def _place(sha: str, size: str) -> Path:
    ending = "-small" if size == SMALL else ""
    return Path(settings.FILES) / sha[:2] / sha[2:4] / f"{sha}{ending}.jpg"


def put(sha: str, size: str, content: bytes) -> None:
    """Keep `content`; when this returns it survives a power cut. Writing the same again only renews its age."""
    place = _place(sha, size)
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_names(place.parent)


def _flush_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def get(sha: str, size: str) -> bytes:
    """The bytes. Raises FileNotFoundError."""
    return _place(sha, size).read_bytes()


def drop(sha: str, unless_newer_than: datetime | None = None) -> None:
    """Remove both sizes; with a time, leave what was written (again) since."""
    for size in SIZES:
        place = _place(sha, size)
        if unless_newer_than is None or (place.exists() and _written_at(place) < unless_newer_than):
            place.unlink(missing_ok=True)


def older_than(moment: datetime) -> Iterator[set[str]]:
    """The hashes of pictures last written before `moment`, a folder at a time. Drops half-written files on its way."""
    for folder in sorted(Path(settings.FILES).glob("??/??")):
        found = set()
        for path in folder.iterdir():
            if _written_at(path) >= moment:
                continue
            if match := NAME.fullmatch(path.name):
                found.add(match[1])
            elif path.name.startswith(".new-"):
                path.unlink(missing_ok=True)
        if found:
            yield found


def _written_at(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)
