"""A house moves from SQLite to PostgreSQL and back, and is the same house."""

import os

import pytest

from k2k.core.ops import archive
from tests.ops import running

pytestmark = pytest.mark.needs_postgres

STORY = """
from k2k.issues import testing
world = testing.make_world()
for state in ("new", "accepted", "started", "claimed", "confirmed", "rejected"):
    testing.make_issue(world, state, text="Lif gelap, 黑暗, இருட்டு")
"""


def test_a_house_moves_to_postgresql_and_back_unchanged(tmp_path):
    sqlite = running.env_of(tmp_path / "one")
    running.well("prepare", env=sqlite)
    running.python(STORY, sqlite)
    running.well("backup", tmp_path / "one.tar", env=sqlite)
    with running.database(os.environ["K2K_DATABASE_URL"]) as address:
        postgres = running.env_of(tmp_path / "one", address)
        running.well("prepare", env=postgres)
        assert "chains hold" in running.well("restore", tmp_path / "one.tar", env=postgres)
        assert "The trail holds" in running.well("verify", env=postgres)
        running.python("from k2k.issues import testing; testing.make_world(name='PPR Baharu')", postgres)
        running.well("doctor", env=postgres)
        running.well("backup", tmp_path / "two.tar", env=postgres)
    back = {**running.env_of(tmp_path / "two"), "K2K_HASH_KEY": (tmp_path / "one" / "keys" / "hash_key").read_text()}
    running.well("prepare", env=back)
    running.well("restore", tmp_path / "two.tar", env=back)
    assert "The trail holds" in running.well("verify", env=back)
    running.well("backup", tmp_path / "three.tar", env=back)
    parts = {name: _parts(tmp_path / f"{name}.tar", back) for name in ("one", "two", "three")}
    assert parts["three"] == parts["two"]
    assert parts["one"].keys() == parts["two"].keys()


def _parts(path, env) -> dict:
    """Names, hashes and row counts: the same rows give the same bytes on both engines."""
    return archive.Reader(path).parts
