"""mypy, with a memory: what was wrong before may only become less; anything new fails.

    .venv/bin/python -m tests.types            checks
    .venv/bin/python -m tests.types --lower    writes down the smaller numbers

What our middleware adds to a request (`request.actor`, our own `request.site`) is known to no stub; those lines are not
errors.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STILL = Path(__file__).with_name("types_still.json")
ERROR = re.compile(r"^(?P<file>k2k/[^:]+):\d+: error: (?P<what>.*)$")
ADDED_TO_A_REQUEST = re.compile(
    r'"(HttpRequest|WSGIRequest|_HttpRequest)[^"]*" has no attribute'
    r'|expression has type "Node.*variable has type "Site"'
)


def errors() -> list[tuple[str, str]]:
    """(file, line) of each error that is one."""
    env = {**os.environ, "K2K_HOME": tempfile.gettempdir() + "/k2k-lint", "K2K_LOG": "ERROR"}
    line = [str(Path(sys.executable).with_name("mypy"))]
    found = subprocess.run(line, cwd=ROOT, env=env, capture_output=True, text=True)
    if found.returncode not in (0, 1):
        raise SystemExit(found.stdout + found.stderr)
    matches = [match for match in map(ERROR.match, found.stdout.splitlines()) if match]
    return [(match["file"], match[0]) for match in matches if not ADDED_TO_A_REQUEST.search(match["what"])]


def main(words: list[str]) -> int:
    """1 where a file has more errors than before."""
    found = errors()
    counts = Counter(name for name, _line in found)
    if words == ["--lower"]:
        STILL.write_text(json.dumps(dict(sorted(counts.items())), indent=1) + "\n")
        return 0
    still = json.loads(STILL.read_text())
    grown = {name for name, n in counts.items() if n > still.get(name, 0)}
    for name, line in found:
        if name in grown:
            print(line)
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
