"""A perumahan with six homes and three tellers, and a ballot that is open there."""

import pytest

from k2k.ballots import testing


@pytest.fixture
def made(db) -> testing.World:
    return testing.make_world()


@pytest.fixture
def open_ballot(made):
    return testing.make_open(made)
