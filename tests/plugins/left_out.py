"""Suites that this machine cannot run are left out by name, never silently; K2K_REQUIRE_ALL=1 makes that a failure."""

import importlib.util
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "left out: "


def _shared() -> Path:
    return Path(os.environ.get("K2K_SHARED") or ROOT.parent / "shared")


def _missing() -> dict[str, str]:
    """Marker and what it lacks here; empty where everything is there."""
    lacks = {}
    if not (_shared() / "data").is_dir():
        lacks["needs_shared"] = "the strangers' data (K2K_SHARED names its folder)"
    if not all(importlib.util.find_spec(name) for name in ("stvpoll", "abcvoting")):
        lacks["needs_oracles"] = "other people's counts (requirements/oracles.txt)"
    if not shutil.which("chromium"):
        lacks["needs_chromium"] = "Chromium"
    if not os.environ.get("K2K_DATABASE_URL", "").startswith("postgres"):
        lacks["needs_postgres"] = "PostgreSQL as the engine of this run"
    return lacks


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items) -> None:
    """Skip what this machine cannot run, with the reason in one form."""
    lacks = _missing()
    for item in items:
        for marker in item.iter_markers():
            if marker.name in lacks:
                item.add_marker(pytest.mark.skip(reason=f"{LEFT_OUT}{marker.name[6:]}, no {lacks[marker.name]}"))


def _reasons(reporter) -> dict[str, int]:
    found: dict[str, int] = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, (tuple, list)) else str(report.longrepr)
        _before, mark, reason = reason.partition(LEFT_OUT)
        if mark:
            found[reason] = found.get(reason, 0) + 1
    return found


def pytest_terminal_summary(terminalreporter) -> None:
    """Say plainly which suites were left out."""
    for reason, n in sorted(_reasons(terminalreporter).items()):
        terminalreporter.write_line(f"Left out: {reason}: {n} tests.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus) -> None:
    """Where everything is required, a suite left out fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    asked = os.environ.get("K2K_REQUIRE_ALL") == "1"
    if asked and reporter and [r for r in _reasons(reporter) if not r.startswith("postgres")]:
        session.exitstatus = 1
