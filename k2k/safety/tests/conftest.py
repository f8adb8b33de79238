"""One perumahan, its office, a home with a card, and the lead outside it."""

import pytest


@pytest.fixture
def place(db):
    """The perumahan of the tests."""
    from k2k.places import testing

    return testing.make_site()


@pytest.fixture
def home(place):
    """A home with a card: household, actor, code."""
    from k2k.people import testing

    return testing.make_household(place.unit)


@pytest.fixture
def lead(db):
    """The safeguarding lead of the programme."""
    from k2k.safety import testing

    return testing.make_lead()
