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
def browser(db):
    """Makes a browser of an actor: an account past its one-time code, or a card."""
    from k2k.core import testing

    return lambda actor: testing.browser(actor, lang="ms")
