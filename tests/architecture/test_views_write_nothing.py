"""Views fetch, ask a command, and answer; they never write a row themselves."""

import ast

import pytest

from tests.architecture.source import Module, modules

pytestmark = pytest.mark.sqlite_only

WRITES = {
    "save", "create", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "select_for_update", "execute",
}  # fmt: skip
#: Things with a method of such a name that are no rows: a dictionary, a session, a response, a form's data.
NO_ROWS = {"session", "context", "words", "params", "headers", "given", "found", "query", "data", "initial", "kept"}


def writes(module: Module) -> list[str]:
    """Calls in `module` that write a row."""
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = node.func.value
            last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if last not in NO_ROWS and last != "commands" and not last.endswith("_commands"):
                found.append(f"{module.name}:{node.lineno} {ast.unparse(node.func)}()")
    return found


def _is_view(module: Module) -> bool:
    return module.room.startswith(("views", "pages")) or module.path.name.startswith("views")


def test_no_view_writes_a_row():
    found = [line for module in modules() if _is_view(module) for line in writes(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "issue.save()",
        "Issue.objects.create(state='new')",
        "Issue.objects.filter(pk=1).update(state='x')",
        "tap.delete()",
    ],
)
def test_a_planted_write_in_a_view_is_found(tmp_path, planted):
    path = tmp_path / "k2k" / "issues" / "views.py"
    path.parent.mkdir(parents=True)
    path.write_text(f"def show(request, issue, tap):\n    {planted}\n")
    assert writes(Module(path, tmp_path))
