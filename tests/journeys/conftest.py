"""The product, a browser, and people before it. Two groups run beside each other, each with a product of its own
(tests/plugins/together.py)."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys import product as products
from tests.journeys import visitor as visitors

BROWSER = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]


def pytest_collection_modifyitems(items) -> None:
    """Every journey needs Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.needs_chromium)


def pytest_sessionfinish() -> None:
    """The README's picture, of three that the journeys took."""
    shots = [visitors.SHOTS / f"{name}.png" for name in ("site", "verify", "board")]
    if visitors.ASKED_FOR_SHOTS and all(each.exists() for each in shots):
        from tests.journeys.pictures import together

        together(shots, visitors.SHOTS / "readme.png")


@pytest.fixture(scope="package")
def product(tmp_path_factory) -> Iterator[products.Product]:
    """The running product with the whole example."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    with products.running_product(products.example(shared), tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture(scope="package")
def browser():
    """The system's Chromium. Stopped with the last journey: its event loop must not stand when other tests run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        yield launched
        launched.close()


@pytest.fixture
def person(browser, product) -> Iterator[Callable[..., visitors.Visitor]]:
    """Makes people before a screen; at the end nothing bad may have happened to any of them."""
    made: list[visitors.Visitor] = []

    def make(language: str = "ms", **kind) -> visitors.Visitor:
        made.append(visitors.visitor(browser, product, language, **kind))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
    assert not (bad := [line for one in made for line in one.bad]), bad


@pytest.fixture
def phone(person) -> visitors.Visitor:
    """Somebody with a phone of 360 by 740."""
    return person(**visitors.PHONE)


@pytest.fixture
def office(person) -> visitors.Visitor:
    """Somebody before the office's PC of 1366 by 768."""
    return person(**visitors.OFFICE)
