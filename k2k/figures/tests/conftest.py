"""One perumahan with its office, contractor and homes; another one elsewhere, whose people see nothing.

The models are imported inside the fixtures: this file is read before Django has started.
"""

import pytest


@pytest.fixture
def at():
    """The instant of the tests."""
    from k2k.core import clock

    return clock.now()


@pytest.fixture
def world(db, at):
    """The perumahan of the tests."""
    from k2k.issues import testing

    return testing.make_world(at)


@pytest.fixture
def elsewhere(db, at):
    """Another perumahan."""
    from k2k.issues import testing

    return testing.make_world(at, name="PPR Lain")


@pytest.fixture
def phone():
    """Somebody without a card, on a phone of their own."""
    return _somebody("a")


@pytest.fixture
def other_phone():
    """Somebody else without a card."""
    return _somebody("b")


def _somebody(letter: str):
    from k2k.core.actors import Actor

    return Actor.anonymous(letter * 32)
