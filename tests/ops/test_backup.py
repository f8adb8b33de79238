"""A backup restores whole and verified, or not at all; what was changed on the way is refused with a sentence."""

import io
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from k2k.core import guards, trail
from k2k.core.files import shelf
from k2k.core.files.models import StoredFile
from k2k.core.nodes import Node
from k2k.core.ops import archive, backup, restore, tables
from k2k.issues import testing as issues

pytestmark = pytest.mark.django_db(transaction=True)


def silent(_sentence: str) -> None:
    """Nobody listens."""


def counts() -> dict[str, int]:
    return {model._meta.label_lower: model._base_manager.count() for model in tables.kept()}


def keep_a_picture(world) -> str:
    sha = "ab" * 32
    for size in shelf.SIZES:
        shelf.put(sha, size, f"{size} picture".encode())
    common = {"sha256": sha, "size": 12, "width": 4, "height": 3, "created_at": world.at}
    StoredFile.objects.create(node=world.lift, owner="anon", **common)
    return sha


@pytest.fixture
def archived(tmp_path):
    """An archive of a site with reports in several states and one picture, and what was counted then."""
    world = issues.make_world()
    for state in ("new", "accepted", "claimed", "confirmed"):
        issues.make_issue(world, state, node=world.place.lobbies[0] if state == "new" else None)
    keep_a_picture(world)
    target = tmp_path / "all.tar"
    backup.write(target, silent)
    return target, counts(), backup.heads()


def empty_house() -> None:
    with tables.asleep():
        tables.empty()


def test_what_was_backed_up_comes_back_whole_and_verified(archived, settings, tmp_path):
    target, before, heads = archived
    empty_house()
    settings.FILES = tmp_path / "elsewhere"
    restore.read(target, silent)
    assert counts() == before
    assert backup.heads() == heads
    assert not list(trail.verify())
    assert guards.missing() == []
    assert shelf.get("ab" * 32, "small") == b"small picture"


def test_after_a_restore_the_next_rows_get_numbers_of_their_own(archived):
    target, _before, _heads = archived
    empty_house()
    restore.read(target, silent)
    issues.make_issue(issues.make_world(name="PPR Kedua"), "accepted")
    assert not list(trail.verify())


def test_the_same_house_gives_the_same_parts_every_time(archived, tmp_path):
    target, _before, _heads = archived
    again = tmp_path / "again.tar"
    empty_house()
    restore.read(target, silent)
    backup.write(again, silent)
    assert archive.Reader(again).parts == archive.Reader(target).parts


def test_a_database_with_something_in_it_is_not_overwritten(archived):
    target, before, _heads = archived
    with pytest.raises(archive.Unfit, match="not empty"):
        restore.read(target, silent)
    assert counts() == before


def test_with_replace_and_the_right_words_what_was_here_is_replaced(archived):
    target, before, heads = archived
    issues.make_world(name="PPR Lain")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("restore", str(target), "--replace", "--confirm", "yes")
    assert counts() != before
    call_command("restore", str(target), "--replace", "--confirm", "replace everything", stdout=io.StringIO())
    assert (counts(), backup.heads()) == (before, heads)


def rewritten(source, target, change, *, seal_again: bool = False):
    """A copy of an archive in which `change(name, bytes)` replaced parts; None drops one."""
    parts = {}
    with tarfile.open(source) as old:
        for info in old.getmembers():
            parts[info.name] = old.extractfile(info).read()
    parts = {name: change(name, content) for name, content in parts.items()}
    if seal_again:
        parts[archive.SEAL] = archive._seal(parts[archive.MANIFEST]).encode()
    with tarfile.open(target, "w") as new:
        for name, content in parts.items():
            if content is not None:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return target


def manifest_with(**changed):
    def change(name: str, content: bytes) -> bytes:
        return json.dumps({**json.loads(content), **changed}).encode() if name == archive.MANIFEST else content

    return change


CHANGES = {
    "a changed table": lambda name, content: content[:-9] + b"x" + content[-8:] if "issues.issue." in name else content,
    "a changed picture": lambda name, content: b"other " * 2 if name.startswith("files/") else content,
    "a table taken out": lambda name, content: None if "issues.tap" in name else content,
    "the manifest taken out": lambda name, content: None if name == archive.MANIFEST else content,
    "a changed manifest": manifest_with(created_at="2020-01-01T00:00:00+00:00"),
    "changed heads": lambda name, content: b"[]" if name == archive.HEADS else content,
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_archive_that_was_changed_is_refused_and_nothing_is_left(archived, tmp_path, what):
    target, _before, _heads = archived
    bad = rewritten(target, tmp_path / "bad.tar", CHANGES[what])
    empty_house()
    with pytest.raises(archive.Unfit, match=r"\.$"):
        restore.read(bad, silent)
    assert restore.is_empty()
    assert not StoredFile.objects.exists()


def test_a_changed_row_with_a_changed_manifest_still_does_not_fit_the_trail(archived, tmp_path):
    """Whoever holds the key could seal a changed archive anew; the chain then shows it."""
    import gzip
    import hashlib

    target, _before, _heads = archived
    name = "tables/core.trailline.jsonl.gz"

    def change(part: str, content: bytes) -> bytes:
        changed = gzip.compress(
            gzip.decompress(archive.Reader(target).content(name)).replace(b"issues.claim", b"issues.klaim"), mtime=0
        )
        if part == name:
            return changed
        if part == archive.MANIFEST:
            manifest = json.loads(content)
            manifest["parts"][name] |= {"sha256": hashlib.sha256(changed).hexdigest(), "bytes": len(changed)}
            return json.dumps(manifest).encode()
        return content

    bad = rewritten(target, tmp_path / "bad.tar", change, seal_again=True)
    empty_house()
    with pytest.raises(archive.Unfit, match="trail does not hold"):
        restore.read(bad, silent)
    assert restore.is_empty()
    assert guards.missing() == []


@pytest.mark.parametrize("share", [0.0, 0.3, 0.8])
def test_half_an_archive_is_refused(archived, tmp_path, share):
    target, _before, _heads = archived
    whole = target.read_bytes()
    half = tmp_path / "half.tar"
    half.write_bytes(whole[: int(len(whole) * share)])
    empty_house()
    with pytest.raises(archive.Unfit, match="cut off|not a backup|part of one"):
        restore.read(half, silent)
    assert restore.is_empty()


def test_an_archive_of_other_tables_says_which(archived, tmp_path):
    target, _before, _heads = archived
    schema = {**archive.Reader(target).manifest["schema"], "issues": "0009_later"}
    other = rewritten(target, tmp_path / "other.tar", manifest_with(schema=schema), seal_again=True)
    empty_house()
    with pytest.raises(archive.Unfit, match=r"other tables \(issues\)"):
        restore.read(other, silent)


def test_a_restore_that_is_interrupted_leaves_nothing(archived):
    target, _before, _heads = archived
    empty_house()

    def interrupt(sentence: str) -> None:
        if sentence.startswith("issues.issue"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore.read(target, interrupt)
    assert restore.is_empty()
    assert guards.missing() == []


def test_a_backup_that_is_interrupted_leaves_no_file(tmp_path):
    issues.make_world()

    def interrupt(_sentence: str) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "backups"
    with pytest.raises(KeyboardInterrupt):
        backup.write(folder / "some.tar", interrupt)
    assert list(folder.iterdir()) == []
    Node.objects.count()
    assert not connection.in_atomic_block


def test_no_key_is_in_the_archive_and_the_manifest_says_so(archived, settings):
    target, _before, _heads = archived
    with tarfile.open(target) as found:
        everything = b"".join(found.extractfile(info).read() for info in found.getmembers())
    assert settings.HASH_KEY.encode() not in everything
    assert settings.SECRET_KEY.encode() not in everything
    assert "keys" in archive.Reader(target).manifest["not_in_here"]


def test_another_machine_with_another_key_is_told_that_no_card_works(archived, settings):
    target, _before, _heads = archived
    empty_house()
    settings.HASH_KEY = "another key"
    said = io.StringIO()
    call_command("restore", str(target), stdout=said)
    assert "no household card works" in said.getvalue()


def test_a_backup_never_overwrites_another_and_only_we_may_read_it(tmp_path):
    target = tmp_path / "once.tar"
    call_command("backup", str(target), stdout=io.StringIO())
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="already there"):
        call_command("backup", str(target))
