"""Two sites that must not see each other, and who works there. Imports wait until Django has started."""

import pytest


@pytest.fixture
def here(db):
    """PPR Ujian: block A, four floors, sixteen homes, two lifts."""
    from k2k.places.testing import make_site

    return make_site()


@pytest.fixture
def elsewhere(db, here):
    """Another perumahan."""
    from k2k.places.testing import make_site

    return make_site(name="PPR Lain", floors=("G", "1"), units=2, lifts=1)


@pytest.fixture
def clerk(here):
    """The office of PPR Ujian."""
    from k2k.places.tests.cast import desk

    return desk("kerani", "office", here.site)


@pytest.fixture
def foreign_clerk(elsewhere):
    """The office of the other perumahan."""
    from k2k.places.tests.cast import desk

    return desk("kerani-lain", "office", elsewhere.site)


@pytest.fixture
def operator(db):
    """The operator of the programme."""
    from k2k.core import nodes
    from k2k.places.tests.cast import desk

    return desk("operator", "operator", nodes.root())


@pytest.fixture
def english(monkeypatch):
    """Every browser of the tests has chosen English."""
    from django.conf import settings
    from django.test import Client

    begin = Client.__init__

    def choose(self, *args, **how):
        begin(self, *args, **how)
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    monkeypatch.setattr(Client, "__init__", choose)
