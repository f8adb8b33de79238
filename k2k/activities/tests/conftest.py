"""A group with homes, and a phone without a card. Imports of tables wait for Django to be ready."""

import pytest


@pytest.fixture
def made(db):
    from k2k.groups.testing import make_group

    return make_group(members=4, others=2)


@pytest.fixture
def phone():
    from k2k.core.actors import Actor

    return Actor.anonymous("a" * 32)
