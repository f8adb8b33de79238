"""An installation from a wheel has what the source has: pages, styles, profiles, words."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.ops.running import ROOT

pytestmark = pytest.mark.sqlite_only

#: What is not code and must come along.
DATA = ("templates", "static", "profiles")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """The names of everything in a wheel that is built from a copy of the source."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("k2k", "locale"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy / name)
    line = "from setuptools import build_meta; print(build_meta.build_wheel('made'))"
    done = subprocess.run([sys.executable, "-c", line], cwd=copy, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(copy / "made" / done.stdout.split()[-1]) as made:
        return set(made.namelist())


def test_templates_styles_and_profiles_come_along(wheel):
    ours = [path for path in Path(ROOT / "k2k").rglob("*") if path.is_file() and set(path.parts) & set(DATA)]
    missing = {str(path.relative_to(ROOT)) for path in ours if "__pycache__" not in path.parts} - wheel
    assert ours and not missing


def test_the_words_of_every_translation_come_along(wheel):
    for language in ("ms", "zh_Hans", "ta"):
        assert f"k2k/locale/{language}/LC_MESSAGES/django.po" in wheel


def test_every_module_comes_along(wheel):
    modules = {str(path.relative_to(ROOT)) for path in Path(ROOT / "k2k").rglob("*.py")}
    assert modules and not modules - wheel
