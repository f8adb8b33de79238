"""The archive of a backup: a tar of tables, pictures and heads; its manifest is the last part, so half a file has none.

    tables/<app>.<model>.jsonl.gz   one JSON line a row
    files/<hash>-large.jpg …        pictures by their content
    heads.json                      the end of each trail chain
    manifest.json                   version, schema, engine, moment, rows, and the SHA-256 of every part
    seal                            a keyed hash of the manifest; proves the archive to whoever has the same key

The keys themselves are never in it.
"""

import contextlib
import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from k2k.core import ids

FORMAT = 1
MANIFEST, SEAL, HEADS = "manifest.json", "seal", "heads.json"
PART = re.compile(r"heads\.json|tables/[a-z_]+\.[a-z_0-9]+\.jsonl\.gz|files/[0-9a-f]{64}-(large|small)\.jpg")
#: A manifest of ten thousand sites stays below this (bytes); what claims to be larger is not one of ours.
LARGEST_MANIFEST = 500_000_000


class Unfit(Exception):
    """The archive cannot be used; the message is a sentence for the operator."""


def key_mark() -> str:
    """Tells whether two machines have the same HASH_KEY, and nothing else about it."""
    return ids.keyed_hash("backup", "which key")[:18]


def _seal(manifest: bytes) -> str:
    return ids.keyed_hash("backup", hashlib.sha256(manifest).hexdigest())


class Writer:
    """Writes one archive; it appears under its name only once it is whole and on the disk."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.parts: dict[str, dict[str, Any]] = {}
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, self._name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
        self._raw = os.fdopen(descriptor, "wb")
        self._tar = tarfile.TarFile(fileobj=self._raw, mode="w", format=tarfile.PAX_FORMAT)

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, content)

    def put(self, name: str, content: bytes) -> None:
        """One part from memory."""
        self.parts[name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        self._add(name, io.BytesIO(content), len(content))

    def put_lines(self, name: str, lines: Iterable[str]) -> int:
        """One part of lines, compressed on its way through a temporary file; returns how many lines."""
        count = 0
        with tempfile.TemporaryFile(dir=self.target.parent) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=5, mtime=0) as packed:
                for line in lines:
                    packed.write(line.encode() + b"\n")
                    count += 1
            size = spool.tell()
            spool.seek(0)
            digest = hashlib.file_digest(spool, "sha256").hexdigest()
            spool.seek(0)
            self.parts[name] = {"sha256": digest, "bytes": size, "rows": count}
            self._add(name, spool, size)
        return count

    def close(self, about: dict[str, Any]) -> dict[str, Any]:
        """Write the manifest and its seal, flush all to the disk and give the archive its name."""
        manifest = {"format": FORMAT, **about, "key": key_mark(), "parts": self.parts}
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        for name, content in ((MANIFEST, text), (SEAL, _seal(text).encode())):
            self._add(name, io.BytesIO(content), len(content))
        self._tar.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()
        os.replace(self._name, self.target)
        return manifest

    def drop(self) -> None:
        """Forget what was written so far."""
        self._raw.close()
        Path(self._name).unlink(missing_ok=True)


@contextlib.contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """A Writer that leaves nothing behind when it is interrupted before `close`."""
    writer = Writer(target)
    try:
        yield writer
    finally:
        writer.drop()


class Reader:
    """Reads one archive; every part is checked against the manifest before it is used. Raises Unfit."""

    def __init__(self, source: Path) -> None:
        try:
            self._tar = tarfile.TarFile(source)
            self._members = {info.name: info for info in self._tar.getmembers()}
        except FileNotFoundError:
            raise Unfit(f"There is no file {source}.") from None
        except (OSError, tarfile.TarError):
            raise Unfit(f"{source} is not a backup of K2K, or only a part of one.") from None
        if not {MANIFEST, SEAL} <= self._members.keys():
            raise Unfit(f"{source} ends before its manifest: it was cut off, or it is not a backup of K2K.")
        text = self._read(MANIFEST, LARGEST_MANIFEST)
        try:
            self.manifest = json.loads(text)
            self.parts: dict[str, dict[str, Any]] = self.manifest["parts"]
            self.same_key = self.manifest["key"] == key_mark()
        except (ValueError, KeyError, TypeError):
            raise Unfit("The manifest cannot be read: the archive was changed or damaged.") from None
        if self.same_key and not ids.same(self._read(SEAL, 200).decode("ascii", "replace"), _seal(text)):
            raise Unfit("The seal does not fit the manifest: the archive was changed after it was made.")
        self._check_names()

    def _read(self, name: str, most: int) -> bytes:
        info = self._members[name]
        content = self._tar.extractfile(info) if info.isreg() and info.size <= most else None
        if content is None:
            raise Unfit(f"{name} is not what it should be: the archive was changed or damaged.")
        return content.read()

    def _check_names(self) -> None:
        if self.manifest.get("format") != FORMAT:
            raise Unfit(f"This archive is of format {self.manifest.get('format')}; this version reads format {FORMAT}.")
        there = self._members.keys() - {MANIFEST, SEAL}
        if strange := sorted(there ^ self.parts.keys()):
            raise Unfit(f"{strange[0]} is missing, or nobody announced it: the archive was changed or damaged.")
        for name, part in self.parts.items():
            info = self._members[name]
            if not PART.fullmatch(name) or not info.isreg() or info.size != part.get("bytes"):
                raise Unfit(f"{name} is not what the manifest says: the archive was changed or damaged.")

    def check(self, name: str) -> None:
        """Hash one part and compare. Raises Unfit."""
        content = self._tar.extractfile(self._members[name])
        assert content is not None
        if hashlib.file_digest(content, "sha256").hexdigest() != self.parts[name]["sha256"]:  # type: ignore[arg-type]
            raise Unfit(f"{name} was changed or damaged: its hash is not the one in the manifest.")

    def content(self, name: str) -> bytes:
        """One part, whole."""
        content = self._tar.extractfile(self._members[name])
        assert content is not None
        return content.read()

    def lines(self, name: str) -> Iterator[str]:
        """The lines of one part, uncompressed as they are read."""
        content = self._tar.extractfile(self._members[name])
        assert content is not None
        with gzip.open(content, "rt", encoding="utf-8", newline="\n") as file:
            yield from (line.rstrip("\n") for line in file)

    def close(self) -> None:
        """Close the file."""
        self._tar.close()
