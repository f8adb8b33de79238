"""What the README and the operator's pages tell to type can be typed."""

import re
import subprocess

import pytest

from k2k import cli
from tests.architecture.source import ROOT

pytestmark = pytest.mark.sqlite_only

BLOCK = re.compile(r"^```(?:sh|bash|console|shell)?\n(.*?)^```", re.S | re.M)
INDENTED = re.compile(r"(?:^ {4}\S.*\n)+", re.M)
INLINE = re.compile(r"`([^`\n]+)`")
PAGES = ("README.md", "CONTRIBUTING.md", "UPGRADE.md", "SECURITY.md")


def lines(text: str) -> list[str]:
    """Every line of code in a page, blocks and inline."""
    blocks = [line for found in [*BLOCK.findall(text), *INDENTED.findall(text)] for line in found.splitlines()]
    return [line.strip().removeprefix("$ ") for line in [*blocks, *INLINE.findall(text)] if line.strip()]


def targets(text: str) -> set[str]:
    """The `make` targets a page names."""
    return {found for line in lines(text) for found in re.findall(r"\bmake (?!test\w)([a-z]+)\b", line)}


def commands(text: str) -> set[str]:
    """The `k2k` commands a page names."""
    return {found for line in lines(text) for found in re.findall(r"(?:^|/|\s)k2k ([a-z][a-z-]+)\b", line)}


def page(name: str) -> str:
    """A page of the repository; skipped while it is not written."""
    path = ROOT / name
    assert path.exists(), f"{name} is missing"
    return path.read_text()


def test_the_readme_needs_two_commands_only():
    assert targets(page("README.md")) == {"run", "test"}


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_of_a_page_can_be_made(name):
    for target in targets(page(name)):
        found = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True)
        assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("name", PAGES)
def test_every_k2k_command_of_a_page_exists(name):
    assert commands(page(name)) <= cli.COMMANDS.keys()


@pytest.mark.parametrize("name", PAGES)
def test_every_file_a_page_links_to_is_there(name):
    text = page(name)
    linked = [found.partition("#")[0] for found in re.findall(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)", text)]
    assert not [path for path in linked if path and not (ROOT / path).exists()]


def test_a_planted_command_that_does_not_exist_is_found():
    assert commands("```sh\n.venv/bin/k2k sing --loud\n```") == {"sing"}
    assert targets("Then `make coffee`.") == {"coffee"}
