"""One verb, one name: the rules name it, a command does it, and nothing else does."""

import re
from importlib import import_module

import pytest

from k2k.core import actors, registry

pytestmark = pytest.mark.sqlite_only

#: Rights to look: nothing is written, so no command has the name.
LOOKS = {"issues.see_private": "reading a report from inside a home"}
#: `import` is a word of Python: the command is called `take`.
OTHERWISE = {"issues.import": "take"}
ROLES = actors.STAFF_ROLES | {actors.ANYONE, actors.SYSTEM_ROLE, "dpo", "resident", "household", "invited"}


def without_a_command(verbs, commands) -> set[str]:
    """Verbs that no command does."""
    return set(verbs) - set(commands) - set(LOOKS)


def without_a_rule(verbs, commands) -> set[str]:
    """Commands whose verb no rules.py names."""
    return set(commands) - set(verbs)


def ours(slot: str) -> list[str]:
    """The house's own, without what a test of the decorator registered in the same process."""
    return [verb for verb in registry.keys(slot) if not verb.startswith("tests.")]


def test_every_verb_has_a_command():
    assert not without_a_command(ours("verb"), ours("command"))


def test_every_command_has_a_verb():
    assert not without_a_rule(ours("verb"), ours("command"))


def test_a_planted_verb_or_command_without_its_other_half_is_found():
    assert without_a_command({"issues.sing"}, {}) == {"issues.sing"}
    assert without_a_rule({}, {"issues.sing"}) == {"issues.sing"}


def test_every_verb_is_named_after_its_app_and_held_by_known_roles(settings):
    for verb in ours("verb"):
        app, _dot, word = verb.partition(".")
        assert re.fullmatch(r"[a-z][a-z_]*", word), verb
        assert app in settings.APPS or app in ("accounts", "notify"), verb
        assert registry.get("verb", verb) <= ROLES, verb


def test_a_command_is_called_like_its_verb():
    """`issues.tap` is `k2k.issues.commands.tap`, so that a verb in the trail leads to its code."""
    names = [verb.partition(".")[::2] for verb in ours("command")]
    at = {"accounts": "core.accounts", "notify": "core.notify"}
    rooms = {app: import_module(f"k2k.{at.get(app, app)}.commands") for app, _word in names}
    lost = [
        f"{app}.{word}"
        for app, word in names
        if not any(name == word or name.startswith(f"{word}_") for name in vars(rooms[app]))
        and not hasattr(rooms[app], OTHERWISE.get(f"{app}.{word}", "-"))
    ]
    assert not lost
