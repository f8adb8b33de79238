"""How every test runs: a home folder of its own, no network, a fresh database, a list of what was left out.

The engine is SQLite in a file, or PostgreSQL where K2K_DATABASE_URL names one.
"""

import atexit
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

#: pytest-django reads the settings as soon as it knows their name: the home comes first, the name after it.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["K2K_HOME"] = tempfile.mkdtemp(prefix="k2k-test-")
    Path(os.environ["K2K_HOME"], "static").mkdir()
    atexit.register(shutil.rmtree, os.environ["K2K_HOME"], ignore_errors=True)
os.environ["K2K_DEMO"] = "0"
for _name in ("PORT", "K2K_URL", "K2K_HOSTS", "K2K_LOG"):
    os.environ.pop(_name, None)
os.environ["DJANGO_SETTINGS_MODULE"] = "k2k.settings"

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from k2k.core.ops.words import compile_all  # noqa: E402

compile_all(ROOT / "locale")

pytest_plugins = ["tests.plugins.left_out", "tests.plugins.database", "tests.plugins.together"]

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


@pytest.fixture(autouse=True, scope="session")
def nothing_leaves_this_machine():
    """Connections go to this machine or fail with a sentence."""
    connect = socket.socket.connect

    def only_here(self, address):
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise OSError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", only_here)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def one_language(settings):
    """Each test reads the words of the code, English, unless it chooses; Malay is tested where people read it."""
    from django.utils import translation

    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def files_of_its_own(tmp_path, settings):
    """Photographs and backups of a test lie in its own folder."""
    settings.HOME = tmp_path
    settings.FILES = tmp_path / "files"
