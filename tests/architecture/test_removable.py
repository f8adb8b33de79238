"""Every app can be taken off the top: what is left still loads, checks, migrates and serves its first page."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.architecture.source import ROOT
from tests.ops import running

pytestmark = pytest.mark.sqlite_only

FEWER = """
from k2k import settings as whole
kept = {kept!r}
whole.APPS = kept
from k2k.settings import *
APPS = kept
INSTALLED_APPS = [app for app in whole.INSTALLED_APPS if not app.startswith("k2k.") or app[4:] in kept]
"""
TRY = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("check")
call_command("migrate", verbosity=0)
answer = Client(raise_request_exception=True, SERVER_NAME="localhost").get("/bahasa/en/")
assert answer.status_code in (302, 303), answer.status_code
health = Client(SERVER_NAME="localhost").get("/healthz")
assert health.status_code == 200, health.content
from k2k.core import guards, registry
assert guards.missing() == []
gone = [verb for verb in registry.keys("verb") if verb.split(".")[0] in {gone!r}]
assert not gone, gone
print("stands")
"""


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    """One home for the whole file: from the lowest app up, each house only makes the tables of its newest app."""
    return tmp_path_factory.mktemp("growing")


def without(gone: list[str], folder) -> subprocess.CompletedProcess[str]:
    """Start the house without the apps in `gone`, in a process of its own."""
    kept = [app for app in settings.APPS if app not in gone]
    (folder / "fewer.py").write_text(FEWER.format(kept=kept))
    env = running.env_of(folder / "home", DJANGO_SETTINGS_MODULE="fewer")
    env["PYTHONPATH"] = f"{folder}:{ROOT}"
    code = TRY.replace("{gone!r}", repr(gone))
    return subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.mark.parametrize("app", settings.APPS[1:])
def test_the_house_stands_without_an_app_and_those_above_it(growing, app):
    gone = settings.APPS[settings.APPS.index(app) :]
    found = without(gone, growing)
    assert found.returncode == 0, found.stderr[-2000:]
    assert found.stdout.endswith("stands\n")


def test_an_app_that_others_stand_on_cannot_be_taken_from_below(tmp_path):
    found = without(["bodies"], tmp_path)
    assert found.returncode != 0
    assert "bodies" in found.stderr
