"""Meetings of these tests. Imports of tables wait for Django to be ready."""

import pytest


@pytest.fixture
def called(db):
    from k2k.meetings.testing import make_meeting

    return make_meeting("called")


@pytest.fixture
def held(db):
    """An annual general meeting of six members that is open, with four there."""
    from k2k.meetings.testing import make_meeting

    return make_meeting("open", here=4)
