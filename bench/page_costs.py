"""What each resident page costs: bytes, script, requests, largest contentful paint, statements.

    .venv/bin/python -m bench.page_costs

Starts `k2k serve` on the example (K2K_HOME, or a fresh one; takes Debian's chromium), opens each page cold at 360×740
over slow 4G (1.6 Mbit/s, 150 ms) with the processor slowed six times, and counts the statements of the same page in
this process. Budgets: 80 KB compressed, 12 KB of it script, 8 requests, nothing from elsewhere, LCP 1.8 s.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.machine import heading
from tests.ops import running

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 6
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
LCP = """
window.__lcp = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) window.__lcp = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
"""


def pages() -> dict[str, str]:
    """Name and path of the pages a resident sees, on the largest example site."""
    from django.db.models import Count
    from django.urls import reverse

    from k2k.core.nodes import Node
    from k2k.issues.models import Issue

    busiest = Issue.objects.values("site").annotate(n=Count("pk")).order_by("-n").first()
    site = Node.objects.get(pk=busiest["site"])
    block = Node.objects.filter(site=site, kind="block").first()
    lift = Node.objects.filter(site=site, noun="lift").first()
    issue = (
        Issue.objects.filter(site=site, at_home=False, identity="open").first()
        or Issue.objects.filter(site=site).first()
    )
    codes = {
        "home:start": [], "home:site": [site.code], "home:block": [block.code], "commitments:board": [site.code],
        "questions:board": [site.code],
        "issues:report_here": [lift.code], "issues:report_start": [site.code], "issues:show": [issue.code],
        "bodies:matrix": [site.code], "people:card": [], "home:help": [], "home:privacy": [], "home:about": [],
    }  # fmt: skip
    return {name: reverse(name, args=args) for name, args in codes.items()}


def statements(path: str) -> int:
    """SQL statements of the page, warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def open_cold(browser: Any, url: str) -> dict[str, float]:
    """Load one page with an empty cache; returns its costs."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, service_workers="block"
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    got: dict[str, dict] = {}
    wire.on(
        "Network.responseReceived", lambda e: got.setdefault(e["requestId"], {}).update(e["response"], kind=e["type"])
    )
    wire.on(
        "Network.loadingFinished", lambda e: got.setdefault(e["requestId"], {}).update(bytes=e["encodedDataLength"])
    )
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(LCP)
    page.goto(url, wait_until="networkidle", timeout=120_000)
    page.wait_for_timeout(500)
    lcp = page.evaluate("window.__lcp")
    context.close()
    there = [each for each in got.values() if "url" in each and not each["url"].startswith("data:")]
    host = url.split("/")[2]
    return {
        "bytes": sum(each.get("bytes", 0) for each in there),
        "script": sum(each.get("bytes", 0) for each in there if each.get("kind") == "Script"),
        "requests": len(there),
        "foreign": sum(host not in each["url"] for each in there),
        "lcp": lcp,
    }


def main() -> None:
    """Print one table."""
    home = Path(os.environ.get("K2K_HOME") or tempfile.mkdtemp(prefix="k2k-bench-"))
    env = running.env_of(home, os.environ.get("K2K_DATABASE_URL", ""), K2K_DEMO=os.environ.get("K2K_DEMO", "1"))
    subprocess.run([sys.executable, "-m", "k2k.cli", "prepare"], env=env, check=True, cwd=running.ROOT)
    os.environ.update(K2K_HOME=str(home), DJANGO_SETTINGS_MODULE="k2k.settings", K2K_LOG="ERROR")
    import django

    django.setup()
    shown = pages()
    asked = {name: statements(path) for name, path in shown.items()}
    from playwright.sync_api import sync_playwright

    with running.served(env) as (url, _process), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        print(heading("resident pages, cold, 360×740, slow 4G, processor ÷ 6"))
        print(
            "| page | KB | script KB | requests | from elsewhere | LCP s | SQL |\n|---|---:|---:|---:|---:|---:|---:|"
        )
        for name, path in shown.items():
            cost = open_cold(browser, url + path)
            sizes = f"{cost['bytes'] / 1000:.1f} | {cost['script'] / 1000:.1f} | {cost['requests']} | {cost['foreign']}"
            print(f"| {name} | {sizes} | {cost['lcp'] / 1000:.2f} | {asked[name]} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
