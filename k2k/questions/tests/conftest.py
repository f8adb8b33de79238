"""The desk and the people of these tests. Imports of tables wait for Django to be ready."""

import pytest


@pytest.fixture
def desk(db):
    from k2k.questions.testing import make_desk

    return make_desk()


@pytest.fixture
def phone():
    from k2k.core.actors import Actor

    return Actor.anonymous("a" * 32)
