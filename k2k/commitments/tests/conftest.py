"""The site and the bodies of these tests. Imports of tables wait for Django to be ready."""

from datetime import datetime

import pytest

from k2k.core import clock

#: A Wednesday noon in Malaysia.
NOON = datetime(2026, 3, 4, 12, tzinfo=clock.ZONE).astimezone(clock.UTC)


def _site(name):
    from k2k.core import nodes

    return nodes.create(kind="site", name=name, parent=nodes.root())


@pytest.fixture
def noon():
    return NOON


@pytest.fixture
def site(db):
    return _site("PPR Ujian")


@pytest.fixture
def other_site(db):
    return _site("PPR Jiran")


@pytest.fixture
def lift(site):
    from k2k.core import nodes

    block = nodes.create(kind="block", name="B", parent=site)
    return nodes.create(kind="asset", noun="lift", name="Lif 2", parent=block)


@pytest.fixture
def office(site):
    from k2k.bodies.testing import make_office

    return make_office(site)


@pytest.fixture
def lifts(site):
    from k2k.bodies.testing import make_contractor

    return make_contractor(site, "Jaya Lif")
