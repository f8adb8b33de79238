"""The command line says what it can do, and what it cannot, in sentences."""

import pytest

from k2k import cli
from tests.ops import running

pytestmark = pytest.mark.sqlite_only

PROMISED = (
    "serve worker demo doctor backup restore verify new-site import-register import-issues issues-report"
    " create-account close-account"
)


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    made = running.env_of(tmp_path_factory.mktemp("home"))
    running.well("prepare", env=made)
    return made


def test_help_lists_every_promised_command_with_one_line(env):
    lines = running.well("--help", env=env).splitlines()
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines if line.startswith("  ")}
    assert set(PROMISED.split()) <= told.keys() == cli.COMMANDS.keys()
    assert all(told.values())


@pytest.mark.parametrize("name", PROMISED.split())
def test_each_command_explains_itself(env, name):
    assert f"k2k {name}" in running.well(name, "--help", env=env)


def test_an_unknown_command_gets_a_sentence(env):
    found = running.k2k("sing", env=env)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "k2k: there is no command 'sing'. `k2k --help` lists them.\n"


def test_a_refusal_is_a_sentence_without_a_traceback(env, tmp_path):
    found = running.k2k("restore", tmp_path / "none.tar", env=env)
    assert found.returncode == 1
    assert found.stderr.startswith("k2k restore: There is no file")
    assert "Traceback" not in found.stderr


def test_ctrl_c_says_that_it_can_be_run_again(monkeypatch, capsys):
    def interrupted(*_words):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_run", interrupted)
    assert cli.main(["verify"]) == 130
    assert "run it again" in capsys.readouterr().err


def test_verify_names_a_line_that_was_changed(env, tmp_path):
    other = running.env_of(tmp_path)
    running.well("prepare", env=other)
    running.python("from k2k.places import testing; testing.make_site()", other)
    assert "The trail holds" in running.well("verify", env=other)
    running.python(
        "from django.db import connection\n"
        "from k2k.core import guards\n"
        "c = connection.cursor()\n"
        "c.execute('DROP TRIGGER core_trailline_no_update')\n"
        "c.execute(\"UPDATE core_trailline SET text = replace(text, 'places', 'plages') WHERE seq = 1\")\n"
        "guards.install()",
        other,
    )
    found = running.k2k("verify", env=other)
    assert found.returncode == 1
    assert "line 1: the chain is broken here" in found.stdout


def test_prepare_changes_nothing_when_it_runs_again(env):
    before = running.well("backup", env["K2K_HOME"] + "/first.tar", env=env)
    running.well("prepare", env=env)
    after = running.well("backup", env["K2K_HOME"] + "/second.tar", env=env)
    assert before.replace("first", "x").splitlines()[-1] == after.replace("second", "x").splitlines()[-1]
