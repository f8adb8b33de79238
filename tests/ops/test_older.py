"""An archive of the version before restores into the next one; a damaged database file is not backed up."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from k2k.core import guards, trail
from k2k.core.ops import archive, backup, restore
from tests.ops import running
from tests.ops.test_backup import archived, counts, empty_house, silent  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def next_version(archived, settings):  # noqa: F811
    """This house after an upgrade that the archive has not seen: a column more, filled for every row."""
    settings.MIGRATION_MODULES = {"commitments": "tests.ops.later"}
    call_command("migrate", verbosity=0)
    yield archived
    call_command("migrate", "commitments", "0001", verbosity=0)


def later() -> list[str | None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT later FROM commitments_commitment")
        return [row[0] for row in cursor.fetchall()]


def test_an_archive_of_the_version_before_is_brought_up_on_the_way(next_version):
    target, before, heads = next_version
    empty_house()
    restore.read(target, silent)
    assert (counts(), backup.heads()) == (before, heads)
    assert later() and set(later()) == {"brought up"}
    assert not list(trail.verify()) and guards.missing() == []
    assert backup.schema()["commitments"] == "0002_later"


def test_bringing_up_that_is_interrupted_leaves_an_empty_house_of_this_version(next_version):
    target, _before, _heads = next_version
    empty_house()

    def interrupt(sentence: str) -> None:
        if sentence.startswith("issues.issue"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore.read(target, interrupt)
    assert restore.is_empty() and later() == [] and guards.missing() == []
    restore.read(target, silent)
    assert set(later()) == {"brought up"}


def test_an_older_archive_replaces_nothing(next_version):
    target, before, _heads = next_version
    with pytest.raises(archive.Unfit, match="into an empty database"):
        restore.read(target, silent, replace=True)
    assert counts() == before


def spoil(home: Path, start: float, end: float) -> None:
    """Overwrite a part of the database file, as a dying disk does."""
    file = home / "k2k.sqlite3"
    content = bytearray(file.read_bytes())
    first, last = int(len(content) * start), int(len(content) * end)
    content[first:last] = b"\xa5" * (last - first)
    file.write_bytes(content)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("start", "end"), [(0.0, 0.1), (0.3, 0.7)])
def test_a_damaged_database_file_is_refused_with_a_sentence(tmp_path, start, end):
    env = running.env_of(tmp_path)
    running.well("prepare", env=env)
    spoil(tmp_path, start, end)
    found = running.k2k("backup", env=env)
    assert found.returncode == 1 and "Traceback" not in found.stderr
    assert "k2k backup: The database file is damaged" in found.stderr
    assert not list(tmp_path.glob("backups/*.tar"))
