"""Memory of one web process with threads and its worker after a thousand mixed requests.

    .venv/bin/python -m bench.memory [--requests 1000]

Starts `k2k serve --with-worker` on the example (K2K_HOME, or a fresh one), asks for pages as readers do (addresses
found by following links), and adds up PSS of every process of the tree from /proc/*/smaps_rollup.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.machine import heading
from tests.ops import running

LINK = re.compile(r'href="(/[^"#?]*)"')
LIMIT_MB = 300


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += tree(int(child))
    return found


def pss(pid: int) -> float:
    """Proportional set size in megabytes."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1024


def label(pid: int) -> str:
    """What the process is."""
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return "worker" if "worker" in words else "server"


def read(url: str) -> str:
    """One page; "" where it is refused."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError:
        return ""


def addresses(url: str, most: int = 120) -> list[str]:
    """Public addresses, found from the first page on by following links."""
    known, waiting = ["/"], ["/"]
    while waiting and len(known) < most:
        for path in LINK.findall(read(url + waiting.pop(0))):
            if path not in known and not path.startswith(("/static/", "/bahasa/", "/huruf/", "/akaun/")):
                known.append(path)
                waiting.append(path)
    return known


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1000)
    given = parser.parse_args()
    home = Path(os.environ.get("K2K_HOME") or tempfile.mkdtemp(prefix="k2k-bench-"))
    env = running.env_of(home, os.environ.get("K2K_DATABASE_URL", ""), K2K_DEMO=os.environ.get("K2K_DEMO", "1"))
    subprocess.run([sys.executable, "-m", "k2k.cli", "prepare"], env=env, check=True, cwd=running.ROOT)
    with running.served(env, "--with-worker") as (url, process):
        start = {pid: pss(pid) for pid in tree(process.pid)}
        paths = addresses(url)
        asked = [url + paths[number % len(paths)] for number in range(given.requests)]
        with ThreadPoolExecutor(8) as threads:
            sizes = list(threads.map(lambda address: len(read(address)), asked))
        print(heading(f"memory after {len(sizes):,} requests to {len(paths)} addresses"))
        print("| process | PSS at the start | PSS after |\n|---|---:|---:|")
        after = {pid: pss(pid) for pid in tree(process.pid)}
        for pid, size in after.items():
            print(f"| {label(pid)} {pid} | {start.get(pid, 0):.0f} MB | {size:.0f} MB |")
        print(f"| all | {sum(start.values()):.0f} MB | {sum(after.values()):.0f} MB (limit {LIMIT_MB}) |")


if __name__ == "__main__":
    main()
