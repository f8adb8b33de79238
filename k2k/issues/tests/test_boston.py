"""The real list of the City of Boston, whole: our figures against an oracle computed straight from the CSV."""

import csv
import json
import statistics
from collections import Counter, defaultdict
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from math import ceil
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command

from k2k.core import trail
from k2k.core.models import InboxItem, Job, Outgoing, TrailLine
from k2k.core.nodes import Node
from k2k.issues import profiles
from k2k.issues.models import ImportBatch, Issue

FILE = settings.SHARED / "data" / "boston-311-housing-2015-h1.csv"
ZONE = ZoneInfo("America/New_York")

pytestmark = [
    pytest.mark.needs_shared,
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not in K2K_SHARED"),
]


def moment(text: str) -> float | None:
    """Seconds since 1970 of a local time; nothing of our reader is used here."""
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZONE).timestamp() if text else None


@pytest.fixture(scope="module")
def oracle() -> list[dict]:
    """The rows with their times as numbers."""
    with FILE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["open"], row["due"], row["done"] = (moment(row[c]) for c in ("OPEN_DT", "TARGET_DT", "CLOSED_DT"))
    return rows


def days(value: float) -> float:
    return float(Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def expected(rows: list[dict], as_of: float) -> dict:
    """The figures of one group by the plain definitions."""
    done = [row for row in rows if row["done"] is not None and row["done"] <= as_of]
    still = [row for row in rows if row not in done]
    took = sorted((row["done"] - row["open"]) / 86_400 for row in done)
    return {
        "n": len(rows),
        "kept": sum(row["done"] < row["due"] for row in done),
        "late": sum(row["done"] >= row["due"] for row in done),
        "open": len(still),
        "open_late": sum(row["due"] <= as_of for row in still),
        "median_days": days(statistics.median(took)) if took else None,
        "p90_days": days(took[ceil(0.9 * len(took)) - 1]) if took else None,
    }


def said(data: dict) -> dict[str, dict]:
    """The report's rows by slug, with the columns that the oracle knows."""
    words = ("n", "kept", "late", "open", "open_late", "median_days", "p90_days")
    return {row["slug"]: {word: row[word] for word in words} for row in data["rows"]}


def run(command: str, *words) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def reported(*words) -> dict:
    return json.loads(run("issues_report", "--json", *words))


def test_the_whole_list_goes_in_and_every_figure_is_the_oracles(oracle):
    text = run("import_issues", FILE, "--profile", "boston-311", "--yes")
    assert "6,014 new" in text and "6,014 rows" in text
    check_what_went_in(oracle)
    check_the_report(oracle)
    assert "0 new, 0 brought up to date, 6,014 were here already" in run(
        "import_issues", FILE, "--profile", "boston-311", "--yes"
    )
    assert Issue.objects.count() == 6014 and Node.objects.filter(kind="site").count() == 1


def check_what_went_in(oracle) -> None:
    buildings = {row["Property_ID"] for row in oracle} - {""}
    assert Node.objects.filter(kind="block").count() == len(buildings) == 4564
    by_building = Counter(row["Property_ID"].removesuffix(".0") for row in oracle)
    assert Issue.objects.filter(node__kind="site").count() == by_building[""] == 50
    assert Issue.objects.filter(node__name="29873").count() == by_building["29873"] == 12
    assert Issue.objects.filter(state="claimed").count() == sum(row["done"] is not None for row in oracle) == 4622
    assert not Issue.objects.exclude(state__in=("claimed", "accepted")).exists()
    assert not InboxItem.objects.exists() and not Outgoing.objects.exists() and not Job.objects.exists()
    lines = TrailLine.objects.filter(verb="issues.import")
    assert lines.count() == ImportBatch.objects.count() == 7 and not list(trail.verify())


def check_the_report(oracle) -> None:
    latest = max(max(row["open"], row["done"] or 0) for row in oracle)
    categories = profiles.load("boston-311").categories
    data = reported()
    assert datetime.fromisoformat(data["as_of"]).timestamp() == latest
    for by, key in (("category", lambda row: categories[row["TYPE"]]), ("type", lambda row: row["TYPE"])):
        groups = defaultdict(list)
        for row in oracle:
            groups[key(row)].append(row)
        assert said(reported("--by", by)) == {slug: expected(rows, latest) for slug, rows in groups.items()}
    total = {word: data["total"][word] for word in ("n", "kept", "late", "open", "open_late")}
    assert total == {"n": 6014, "kept": 2760, "late": 1862, "open": 1392, "open_late": 1385}
    assert (data["total"]["median_days"], data["total"]["p90_days"], data["total"]["confirmed"]) == (6.9, 50.3, 0)
    check_an_earlier_instant(oracle)
    check_the_source(oracle, data, latest)


def check_an_earlier_instant(oracle) -> None:
    at = datetime(2015, 4, 1, tzinfo=ZONE)
    known = [row for row in oracle if row["open"] <= at.timestamp()]
    groups = defaultdict(list)
    for row in known:
        groups[row["TYPE"]].append(row)
    found = said(reported("--by", "type", "--as-of", at.isoformat()))
    assert found == {slug: expected(rows, at.timestamp()) for slug, rows in groups.items()}


def check_the_source(oracle, data: dict, latest: float) -> None:
    """The source's own verdict agrees with ours wherever it gives one; it gives none eight times."""
    silent = [row["CASE_ENQUIRY_ID"] for row in oracle if not row["OnTime_Status"]]
    against = [
        row["CASE_ENQUIRY_ID"]
        for row in oracle
        if row["OnTime_Status"] and (row["OnTime_Status"] == "ONTIME") != ((row["done"] or latest) < row["due"])
    ]
    assert against == [] and len(silent) == 8
    assert data["source"]["compared"] == 6014 and data["source"]["agree"] == 6006
    assert [(each["reason"], each["n"]) for each in data["source"]["differ"]] == [("source_silent", 8)]
    assert set(data["source"]["differ"][0]["examples"]) <= set(silent)


def test_a_dry_run_over_the_whole_list_writes_nothing():
    text = run("import_issues", FILE, "--profile", "boston-311", "--dry-run")
    assert "Nothing was changed." in text and "(5,956 with nothing odd), 0 are refused" in text
    assert not Issue.objects.exists() and not TrailLine.objects.exists()
