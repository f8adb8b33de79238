"""An app imports only apps below it. The contracts stand in pyproject.toml and are read by import-linter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, copied

pytestmark = pytest.mark.sqlite_only
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(root: Path) -> subprocess.CompletedProcess:
    env = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run([LINTER, "--no-cache"], cwd=root, env=env, capture_output=True, text=True)


def test_no_app_imports_an_app_above_it():
    found = lint(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("k2k/core/clock.py", "from k2k.places import rules"),
        ("k2k/people/rules.py", "def later():\n    from k2k.home import rules\n    return rules"),
        ("k2k/core/clock.py", "from k2k.core import pages"),
    ],
    ids=["core knows an app", "an import hidden in a function", "core's ground knows its pages"],
)
def test_a_planted_import_upwards_is_found(tmp_path, where, what):
    root = copied(tmp_path)
    with (root / where).open("a") as file:
        file.write(f"\n{what}\n")
    found = lint(root)
    assert found.returncode != 0
    assert "BROKEN" in found.stdout


def test_a_planted_app_that_no_layer_names_is_found(tmp_path):
    root = copied(tmp_path)
    (root / "k2k" / "garden").mkdir()
    (root / "k2k" / "garden" / "__init__.py").touch()
    found = lint(root)
    assert found.returncode != 0
    assert "garden" in found.stdout


def test_no_contract_ignores_an_import():
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()


def test_a_settings_app_stands_in_the_contract_in_the_same_order(settings):
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = [layer.split(" | ") for layer in contracts[0]["layers"][::-1]]
    assert [app for siblings in layers for app in siblings] == settings.APPS
