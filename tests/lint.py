"""`make lint`: style, layers, types, templates, migrations, translations, and what must not stand in the repository.

Each check is a command; all run, and what failed is said again at the end.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
#: Hosts of package registries, and paths that exist on one machine only; a commit names none of them.
NAMES_A_MACHINE = re.compile(
    r"files\.pythonhosted\.org|pypi\.org|registry\.npmjs|deb\.debian\.org|--index-url|--extra-index"
    r"|(?<!\w)(/home/[a-z]+/|/root/|/Users/|/(work|tmp)/\w)"
)
#: Files that speak of such names as such: this list itself.
SPEAKS_OF_THEM = {"tests/lint.py"}


def tracked(*patterns: str) -> list[str]:
    """Files under version control."""
    found = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def run(*words: str | Path) -> bool:
    """One program; its output is shown where it fails."""
    env = {**os.environ, "K2K_HOME": tempfile.gettempdir() + "/k2k-lint", "K2K_DATABASE_URL": "", "K2K_LOG": "ERROR"}
    found = subprocess.run([str(word) for word in words], cwd=ROOT, env=env, capture_output=True, text=True)
    if found.returncode:
        print(found.stdout + found.stderr)
    return found.returncode == 0


def names_no_machine(names: list[str] | None = None, root: Path = ROOT) -> bool:
    """No tracked file names a registry's host or a path of one machine."""
    clean = True
    for name in names if names is not None else tracked():
        if name in SPEAKS_OF_THEM:
            continue
        try:
            text = (root / name).read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := NAMES_A_MACHINE.search(line):
                print(f"{name}:{number}: names {found.group()}")
                clean = False
    return clean


CHECKS = {
    "ruff check": lambda: run(BIN / "ruff", "check", "."),
    "ruff format": lambda: run(BIN / "ruff", "format", "--check", "."),
    "djade": lambda: run(BIN / "djade", "--check", "--target-version", "5.2", *tracked("*.html")),
    "layers": lambda: run(BIN / "lint-imports"),
    "types": lambda: run(sys.executable, "-m", "tests.types"),
    "migrations": lambda: run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"),
    "django": lambda: run(sys.executable, "manage.py", "check"),
    "translations": lambda: run(sys.executable, "manage.py", "collect_words", "--check"),
    "names no machine": names_no_machine,
}


def main() -> int:
    """Every check; 1 where one failed."""
    failed = []
    for name, check in CHECKS.items():
        fine = check()
        print(f"{'ok  ' if fine else 'FAIL'}  {name}", flush=True)
        if not fine:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
