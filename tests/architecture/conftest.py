"""The story is told once for all crawlers of a process, and untold at the end.

It stands in one open transaction, so no test of this package may commit (`transaction=True`).
"""

from pathlib import Path

import pytest
from django.db import transaction

from k2k.core import voices
from tests.architecture import story as stories


@pytest.fixture(scope="package")
def story(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two estates with one of everything; the rows exist until the last crawler is done."""
    from django.conf import settings

    before = settings.FILES, settings.VOICES
    settings.FILES, settings.VOICES = tmp_path_factory.mktemp("files"), _voices(tmp_path_factory.mktemp("voices"))
    with django_db_blocker.unblock(), transaction.atomic():
        yield stories.make_story()
        transaction.set_rollback(True)
    settings.FILES, settings.VOICES = before


def _voices(folder: Path) -> Path:
    """A folder with one sentence that can be heard."""
    (folder / "ms").mkdir()
    (folder / "ms" / f"where{voices.TEST}").write_bytes(voices.test_voice("Di mana?"))
    return folder


@pytest.fixture
def files_of_its_own():
    """The story's pictures lie in one folder for all tests of this package."""
