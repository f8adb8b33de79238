"""How long a site's register takes: 12 blocks of 17 floors with 20 homes (4,080), as XLSX and as CSV.

    .venv/bin/python bench/register_import.py [BLOCKS FLOORS HOMES]

Each line is measured on an empty installation of its own (a fresh K2K_HOME; K2K_DATABASE_URL is used when it is set).
CPU seconds stand beside the wall's, because a machine that also does other things says nothing by its wall clock.
Durability is as in production: SQLite with synchronous=FULL, or whatever the PostgreSQL server does.
"""

import csv
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["K2K_HOME"] = tempfile.mkdtemp(prefix="k2k-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "k2k.settings"
os.environ.setdefault("K2K_DEMO", "0")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from k2k.core import trail  # noqa: E402
from k2k.core.actors import SYSTEM  # noqa: E402
from k2k.places import commands, imports, queries  # noqa: E402

HEADING = ("Blok", "Tingkat", "No. Unit", "Nama", "No. KP", "Pegangan", "Sejak")
TENURES = ("Sewa", "Milik", "Sewa beli", "Kosong")


def rows(blocks: int, floors: int, homes: int) -> list[tuple]:
    """A register with columns about people, which are dropped."""
    return [
        (f"Blok {b}", f"Tingkat {f}", f"{b}-{f}-{n:02d}", "Nama Contoh", "000000-00-0000", TENURES[n % 4], "01/02/2019")
        for b in range(1, blocks + 1)
        for f in range(1, floors + 1)
        for n in range(1, homes + 1)
    ]


def as_xlsx(table: list[tuple]) -> bytes:
    """The register as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Daftar")
    for row in (HEADING, *table):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(table: list[tuple]) -> bytes:
    """The register as CSV."""
    out = StringIO()
    csv.writer(out).writerows([HEADING, *table])
    return out.getvalue().encode()


def measure(name: str, content: bytes) -> list[tuple[str, float, float]]:
    """Each step on a new site: what, seconds, seconds of CPU."""
    site = commands.create_site(SYSTEM, name=f"PPR {name}", state="MY-14", started_on=date(2026, 1, 1)).node
    steps = []

    def step(what: str, do):
        began, busy = time.perf_counter(), time.process_time()
        done = do()
        steps.append((f"{name}: {what}", time.perf_counter() - began, time.process_time() - busy))
        return done

    draft = step("read, dry run", lambda: commands.read_register(SYSTEM, site_node=site, upload=content))
    step("compare", lambda: imports.planned(draft, datetime.now(UTC)))
    step("write", lambda: commands.import_register(SYSTEM, draft=draft, lifts=2))
    again = step("read again", lambda: commands.read_register(SYSTEM, site_node=site, upload=content))
    plan = step("compare again", lambda: imports.planned(again, datetime.now(UTC)))
    if not plan.changes_nothing or queries.unit_count(site) != draft.findings["homes"]:
        raise SystemExit("the same register again would change something")
    return steps


def main() -> None:
    """Print the table."""
    blocks, floors, homes = [int(word) for word in sys.argv[1:4]] or [12, 17, 20]
    call_command("migrate", verbosity=0)
    table = rows(blocks, floors, homes)
    contents = {"XLSX": as_xlsx(table), "CSV": as_csv(table)}
    print(f"{blocks} blocks, {floors} floors, {homes} homes on each: {len(table)} rows")
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    python = platform.python_version()
    print(f"{date.today()}  {connection.vendor}  {os.cpu_count()} cores  Python {python}  load {load}")  # noqa: DTZ011
    print(f"{'step':24}{'rows':>8}{'seconds':>10}{'CPU':>8}{'rows/s':>10}")
    for name, content in contents.items():
        steps = measure(name, content)
        first = steps[:3]
        whole = (f"{name}: first import", sum(s for _w, s, _c in first), sum(c for _w, _s, c in first))
        for what, seconds, cpu in [*steps, whole]:
            print(f"{what:24}{len(table):>8}{seconds:>10.2f}{cpu:>8.2f}{len(table) / seconds:>10.0f}")
    problems = list(trail.verify())
    print(f"trail: {len(problems) or 'no'} problems")


if __name__ == "__main__":
    main()
