"""Others enter an app by its commands, queries, events and testing alone; models only where a foreign key points."""

import ast

import pytest

from tests.architecture.source import Module, imports, modules

pytestmark = pytest.mark.sqlite_only

#: `slots` has the shapes of what an app takes from those above it through the registry.
DOORS = {"commands", "queries", "events", "slots", "testing"}
#: Rooms that make data for tests and demos may use the makers; nothing that runs in production may.
MAY_USE_TESTING = {"testing", "tests", "demo"}


#: Files that still enter by a window, with what they fetch there: never add to this, take out what is mended.
STILL_BY_THE_WINDOW: dict[str, set[str]] = {}


def wrong_doors(module: Module, apps: list[str]) -> list[str]:
    """The imports of `module` that enter another app by anything but a door."""
    wrong = []
    for name, line in imports(module.tree):
        parts = name.split(".")
        if parts[0] != "k2k" or len(parts) < 2 or parts[1] in ("core", module.app) or parts[1] not in apps:
            continue
        door = parts[2] if len(parts) > 2 else ""
        fits = door in DOORS and (door != "testing" or module.room in MAY_USE_TESTING)
        if door == "models":
            fits = module.room in ("models", "tests", "testing") or _only_types(module, line)
        if not fits and name.removeprefix("k2k.") not in STILL_BY_THE_WINDOW.get(module.name, ()):
            wrong.append(f"{module.name}:{line} imports {name}")
    return wrong


def _only_types(module: Module, line: int) -> bool:
    """Whether that line stands below `if TYPE_CHECKING:`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            return any(child.lineno <= line <= (child.end_lineno or child.lineno) for child in node.body)
    return False


def test_an_app_is_entered_by_its_doors(settings):
    wrong = [found for module in modules(tests=True) if module.app for found in wrong_doors(module, settings.APPS)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("room", "what"),
    [
        ("views.py", "from k2k.places.views import labels"),
        ("views.py", "from k2k.places.models import Site"),
        ("commands.py", "from k2k.people import testing"),
    ],
)
def test_a_planted_import_past_the_door_is_found(tmp_path, settings, room, what):
    path = tmp_path / "k2k" / "issues" / room
    path.parent.mkdir(parents=True)
    path.write_text(what)
    assert wrong_doors(Module(path, tmp_path), settings.APPS)


def test_nothing_is_registered_outside_its_room():
    wrong = [found for module in modules() if module.app not in ("", "core") for found in registrations(module)]
    assert not wrong, "\n".join(wrong)


def registrations(module: Module) -> list[str]:
    """Calls of registry.add and registry.put outside registry.py."""
    if module.room == "registry":
        return []
    return [
        f"{module.name}:{node.lineno} registers something: that belongs in registry.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("registry.add", "registry.put")
    ]


def test_a_planted_registration_is_found(tmp_path):
    path = tmp_path / "k2k" / "issues" / "views.py"
    path.parent.mkdir(parents=True)
    path.write_text('from k2k.core import registry\nregistry.add("tile", print)\n')
    assert registrations(Module(path, tmp_path))


def test_every_app_has_rules_and_a_registry(settings):
    from tests.architecture.source import PACKAGE

    lacking = [
        f"{app}/{file}"
        for app in settings.APPS
        if app != "core"
        for file in ("rules.py", "registry.py")
        if not (PACKAGE / app / file).exists()
    ]
    assert not lacking
