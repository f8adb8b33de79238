"""One perumahan with two blocks, another one elsewhere, and the people who work there."""

from types import SimpleNamespace

import pytest

from k2k.core import nodes
from k2k.people.testing import make_household, make_staff


def _site(name: str) -> SimpleNamespace:
    site = nodes.create(kind="site", name=name, parent=nodes.root())
    block = nodes.create(kind="block", name="B", parent=site)
    floors = [nodes.create(kind="floor", name=str(n), parent=block, position=n) for n in (1, 2)]
    units = [
        nodes.create(kind="unit", name=f"B-{floor.name}-{n:02d}", parent=floor, position=n)
        for floor in floors
        for n in (1, 2, 3)
    ]
    return SimpleNamespace(site=site, block=block, floors=floors, units=units)


@pytest.fixture
def here(db) -> SimpleNamespace:
    """The perumahan of the tests."""
    return _site("PPR Ujian")


@pytest.fixture
def elsewhere(db) -> SimpleNamespace:
    """Another perumahan, whose people must see nothing."""
    return _site("PPR Lain")


@pytest.fixture
def mobiliser(here):
    """Works at the doors of this perumahan."""
    return make_staff("aminah", "mobiliser", here.site)


@pytest.fixture
def staff(here, elsewhere) -> dict:
    """Everybody with a post and no business with households."""
    cast = {
        role: make_staff(f"{role}-one", role, here.site)
        for role in ("office", "committee", "owner", "contractor", "safeguard")
    }
    cast["officer"] = make_staff("officer-one", "officer", nodes.root())
    cast["operator"] = make_staff("operator-one", "operator", nodes.root())
    cast["mobiliser elsewhere"] = make_staff("mobiliser-two", "mobiliser", elsewhere.site)
    return cast


@pytest.fixture
def home(here, mobiliser) -> SimpleNamespace:
    """A household with a card, as its members know it."""
    household, actor, code = make_household(here.units[0], actor=mobiliser)
    return SimpleNamespace(household=household, actor=actor, code=code, unit=here.units[0])
