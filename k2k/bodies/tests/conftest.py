"""The site and the people of these tests. Imports of tables wait for Django to be ready."""

from datetime import date

import pytest


def _node(**words):
    from k2k.core import nodes

    return nodes.create(**words)


def _site(name):
    from k2k.core import nodes

    return nodes.create(kind="site", name=name, parent=nodes.root())


@pytest.fixture
def site(db):
    return _site("PPR Ujian")


@pytest.fixture
def other_site(db):
    return _site("PPR Jiran")


@pytest.fixture
def block(site):
    return _node(kind="block", name="B", parent=site)


@pytest.fixture
def lift(block):
    return _node(kind="asset", noun="lift", name="Lif 2", parent=block)


@pytest.fixture
def operator(db):
    from k2k.bodies.testing import make_operator

    return make_operator()


@pytest.fixture
def office(site):
    from k2k.bodies.testing import make_office

    return make_office(site)


@pytest.fixture
def today():
    from k2k.core import clock

    return clock.today(clock.now())


@pytest.fixture
def long_ago():
    return date(2020, 1, 1)
