"""A perumahan with six homes and three tellers, and a ballot that is open there. Nobody needs a one-time code."""

import pytest

from k2k.ballots import testing
from k2k.core.accounts.models import Account


@pytest.fixture
def made(db) -> testing.World:
    world = testing.make_world()
    Account.objects.update(is_demo=True)
    return world


@pytest.fixture
def open_ballot(made):
    return testing.make_open(made)
