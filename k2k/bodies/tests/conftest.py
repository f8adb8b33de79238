from datetime import date

import pytest

from k2k.bodies import testing
from k2k.core import clock, nodes


@pytest.fixture
def site(db):
    return nodes.create(kind="site", name="PPR Ujian", parent=nodes.root())


@pytest.fixture
def other_site(db):
    return nodes.create(kind="site", name="PPR Jiran", parent=nodes.root())


@pytest.fixture
def block(site):
    return nodes.create(kind="block", name="B", parent=site)


@pytest.fixture
def lift(block):
    return nodes.create(kind="asset", noun="lift", name="Lif 2", parent=block)


@pytest.fixture
def operator(db):
    return testing.make_operator()


@pytest.fixture
def office(site):
    return testing.make_office(site)


@pytest.fixture
def today():
    return clock.today(clock.now())


@pytest.fixture
def long_ago():
    return date(2020, 1, 1)
