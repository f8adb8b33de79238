"""One perumahan, another one elsewhere, and the people who work there. Imports wait until Django has started."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def here(db):
    """The perumahan of the tests: one block, two floors of three homes."""
    from k2k.places.testing import make_site

    return make_site(floors=("1", "2"), units=3, lifts=1)


@pytest.fixture
def elsewhere(db):
    """Another perumahan, whose people must see nothing."""
    from k2k.places.testing import make_site

    return make_site(name="PPR Lain", floors=("1",), units=1, lifts=1)


@pytest.fixture
def mobiliser(here):
    """Works at the doors of this perumahan."""
    from k2k.people.testing import make_staff

    return make_staff("aminah", "mobiliser", here.site)


@pytest.fixture
def staff(here, elsewhere) -> dict:
    """Everybody with a post and no business with households."""
    from k2k.core import nodes
    from k2k.people.testing import make_staff

    cast = {
        role: make_staff(f"{role}-one", role, here.site)
        for role in ("office", "committee", "owner", "contractor", "safeguard")
    }
    cast["officer"] = make_staff("officer-one", "officer", nodes.root())
    cast["operator"] = make_staff("operator-one", "operator", nodes.root())
    cast["mobiliser elsewhere"] = make_staff("mobiliser-two", "mobiliser", elsewhere.site)
    return cast


@pytest.fixture
def home(here, mobiliser):
    """A household with a card, as its members know it."""
    from k2k.people.testing import make_household

    household, actor, code = make_household(here.units[0], actor=mobiliser)
    return SimpleNamespace(household=household, actor=actor, code=code, unit=here.units[0])
