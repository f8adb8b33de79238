"""What a resident's first visit costs: bytes, script, requests, and nobody else's server."""

import pytest

from tests.journeys.visitor import PHONE

WEIGHT, SCRIPT, REQUESTS = 80_000, 12_000, 8
PAGES = {
    "role cards": "/",
    "page of the perumahan": "/perumahan/{site}/",
    "block": "/blok/{block}/",
    "label": "/lapor/{lift}/",
    "form": "/lapor/{lift}/?fault=lift.not_working",
    "report": "/aduan/{asked}/",
    "board": "/perumahan/{site}/janji/",
    "who is responsible": "/perumahan/{site}/siapa/",
    "choose a place": "/lapor/mula/{block}/",
    "about": "/tentang/",
    "help": "/bantuan/",
    "what is kept": "/data-anda/",
    "card": "/kad/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_weighs_little_and_asks_nobody_else(person, product, name):
    cost = visit(person(**PHONE), PAGES[name].format(**product.codes))
    print(name, cost["bytes"], cost["script"], cost["requests"])
    assert cost["elsewhere"] == []
    assert cost["bytes"] <= WEIGHT
    assert cost["script"] <= SCRIPT
    assert cost["requests"] <= REQUESTS


def visit(who, path: str) -> dict:
    """Open a page with an empty cache and add up what the browser's own protocol says came over the line."""
    cdp = who.cdp()
    cost: dict = {"bytes": 0, "script": 0, "requests": 0, "elsewhere": []}
    kinds: dict[str, str] = {}

    def asked(event: dict) -> None:
        url = event["request"]["url"]
        if url.startswith(("data:", "blob:")):
            return
        kinds[event["requestId"]] = event.get("type", "")
        cost["requests"] += 1
        if not url.startswith(who.product.url):
            cost["elsewhere"].append(url)

    def came(event: dict) -> None:
        cost["bytes"] += event["encodedDataLength"]
        if kinds.get(event["requestId"]) == "Script":
            cost["script"] += event["encodedDataLength"]

    cdp.on("Network.requestWillBeSent", asked)
    cdp.on("Network.loadingFinished", came)
    cdp.send("Network.enable")
    who.go(path)
    who.page.wait_for_load_state("networkidle")
    return cost
