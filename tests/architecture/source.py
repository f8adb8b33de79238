"""Our own source as text and syntax trees, and copies of it in which a violation can be planted."""

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "k2k"
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.mo")


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path
    root: Path = ROOT

    @property
    def name(self) -> str:
        """`k2k/issues/views.py`."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def app(self) -> str:
        """The app it belongs to; "" for settings, urls and the like."""
        parts = self.path.relative_to(self.root).parts
        return parts[1] if len(parts) > 2 else ""

    @property
    def room(self) -> str:
        """What it is within its app: "views" for views.py and for anything in views/ alike, "testing", "tests" …"""
        parts = self.path.relative_to(self.root).parts
        return parts[2].removesuffix(".py") if len(parts) > 2 else parts[1].removesuffix(".py")

    @cached_property
    def text(self) -> str:
        """Its source."""
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)


def modules(root: Path = ROOT, *, tests: bool = False) -> Iterator[Module]:
    """The package's modules in order; migrations never, tests only when asked for."""
    for path in sorted((root / "k2k").rglob("*.py")):
        inside = path.relative_to(root).parts
        if "migrations" in inside or (not tests and "tests" in inside):
            continue
        yield Module(path, root)


def copied(folder: Path) -> Path:
    """A copy of the package below `folder`, to plant a violation in; returns `folder`."""
    shutil.copytree(PACKAGE, folder / "k2k", ignore=NOT_COPIED)
    for name in ("pyproject.toml", "manage.py"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module or name imported, dotted and absolute, with its line; wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, methods and inner ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """`registry.add` for the expression that says so; "" for anything that is not names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""
