"""A file fits in the head: 400 lines, a function 40, a view 30. What is longer today is listed and may only shrink."""

import ast

import pytest

from tests.architecture.source import Module, functions, modules

pytestmark = pytest.mark.sqlite_only

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 400, 40, 30
#: Longer than the house allows, with the length it has: never add to this list, and lower it when you shorten one.
STILL_LONG: dict[str, int] = {}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "services", "managers"}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long(module: Module) -> dict[str, int]:
    """What in `module` is longer than the house allows: name and lines."""
    found = {}
    lines = module.text.count("\n")
    if lines > LONGEST_FILE:
        found[module.name] = lines
    limit = LONGEST_VIEW if module.room.startswith("views") else LONGEST_FUNCTION
    for node in functions(module.tree):
        if _length(node) > limit:
            found[f"{module.name}:{node.name}"] = _length(node)
    return found


def test_files_and_functions_fit_in_the_head():
    found = {name: lines for module in modules(tests=True) for name, lines in too_long(module).items()}
    grown = {name: lines for name, lines in found.items() if lines > STILL_LONG.get(name, 0)}
    assert not grown, f"too long: {grown}"


def test_what_was_shortened_leaves_the_list_of_long_things():
    found = {name: lines for module in modules(tests=True) for name, lines in too_long(module).items()}
    assert all(found.get(name, 0) == lines for name, lines in STILL_LONG.items())


def test_a_planted_long_view_is_found(tmp_path):
    path = tmp_path / "k2k" / "issues" / "views.py"
    path.parent.mkdir(parents=True)
    path.write_text("def show(request):\n" + "    x = 1\n" * LONGEST_VIEW)
    assert too_long(Module(path, tmp_path)) == {"k2k/issues/views.py:show": LONGEST_VIEW + 1}


def test_a_planted_long_file_is_found(tmp_path):
    path = tmp_path / "k2k" / "issues" / "rules.py"
    path.parent.mkdir(parents=True)
    path.write_text("x = 1\n" * (LONGEST_FILE + 1))
    assert too_long(Module(path, tmp_path)) == {"k2k/issues/rules.py": LONGEST_FILE + 1}


def test_no_room_is_called_after_a_lack_of_ideas():
    named = [module.name for module in modules() if FORBIDDEN_NAMES & set(module.name[:-3].split("/"))]
    assert not named


def test_views_are_functions():
    classes = [
        f"{module.name}:{node.name}"
        for module in modules()
        if module.room.startswith("views")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any("View" in ast.unparse(base) for base in node.bases)
    ]
    assert not classes


def test_every_public_function_says_what_it_does():
    silent = [
        f"{module.name}:{node.name}"
        for module in modules()
        for node in [module.tree, *module.tree.body]
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent, "\n".join(silent)
