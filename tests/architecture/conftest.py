"""The story is told once for all crawlers of a process, and untold at the end.

It stands in one open transaction, so no test of this package may commit (`transaction=True`).
"""

import pytest
from django.db import transaction

from tests.architecture import story as stories


@pytest.fixture(scope="package")
def story(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two estates with one of everything; the rows exist until the last crawler is done."""
    from django.conf import settings

    before, settings.FILES = settings.FILES, tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic():
        yield stories.make_story()
        transaction.set_rollback(True)
    settings.FILES = before


@pytest.fixture
def files_of_its_own():
    """The story's pictures lie in one folder for all tests of this package."""
