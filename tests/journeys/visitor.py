"""Somebody before a screen: a browser context of one kind, and a watch on what must never happen in it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.journeys.product import SHOTS as ASKED_FOR_SHOTS
from tests.journeys.product import Product

SHOTS = Path(__file__).resolve().parents[2] / "docs" / "shots"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
OFFICE = {"viewport": {"width": 1366, "height": 768}}
#: A small picture, taken as a phone takes one.
PHOTO = Path(__file__).parent / "lift.jpg"
#: The browser's own words for an answer that is an error on purpose, such as "not found".
ON_PURPOSE = "Failed to load resource: the server responded with a status of 4"
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


@dataclass
class Visitor:
    """A person with a browser of their own. `page` is what they look at; `bad` is what must stay empty."""

    product: Product
    context: BrowserContext = field(repr=False)
    page: Page
    bad: list[str] = field(default_factory=list)
    taps: int = 0

    def go(self, path: str = "/") -> Page:
        """Open an address of the product."""
        self.page.goto(self.product.url + path)
        return self.page

    def be(self, slug: str) -> Page:
        """Become one of the example's cast by their role card."""
        self.go("/contoh/")
        self.page.locator(f"form[action='/contoh/{slug}/'] button").click()
        self.page.wait_for_url(lambda url: urlparse(url).path != "/contoh/")
        return self.page

    def tap(self, what: Any) -> Page:
        """Press something, counting."""
        self.taps += 1
        (self.page.locator(what) if isinstance(what, str) else what).first.click()
        self.page.wait_for_load_state()
        return self.page

    @property
    def path(self) -> str:
        """The address on which they are."""
        return urlparse(self.page.url).path

    def words(self) -> str:
        """What they can read."""
        return self.page.locator("body").inner_text()

    def cdp(self) -> CDPSession:
        """The browser's own protocol, for this page."""
        return self.context.new_cdp_session(self.page)

    def shot(self, name: str, part: str = "") -> None:
        """A picture of the screen, or of one part of the page, for the docs; only where K2K_SHOTS=1 asks for them."""
        if not ASKED_FOR_SHOTS:
            return
        from tests.journeys.pictures import keep

        seen = self.page.locator(part).first if part else self.page
        keep(seen.screenshot(), SHOTS / f"{name}.png")


def visitor(browser: Browser, product: Product, language: str = "ms", **kind: Any) -> Visitor:
    """Somebody who has never been here, before a screen of that kind."""
    if ASKED_FOR_SHOTS:
        kind.setdefault("device_scale_factor", 2 if kind.get("is_mobile") else 1)
    context = browser.new_context(locale="ms-MY", timezone_id="Asia/Kuala_Lumpur", **kind)
    context.set_default_timeout(15_000)
    if language != "ms":
        context.add_cookies([{"name": "lang", "value": language, "url": product.url}])
    made = Visitor(product, context, context.new_page())
    watch(made, made.page)
    return made


def watch(who: Visitor, page: Page) -> None:
    """Note what must never happen: a script error, a blocked script or style, an answer 5xx, a request elsewhere."""

    def said(message: Any) -> None:
        if message.type == "error" and ON_PURPOSE not in message.text and OFFLINE not in message.text:
            who.bad.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((who.product.url, "data:", "blob:", "about:")):
            who.bad.append(f"third party: {request.url}")

    def answered(response: Any) -> None:
        if response.status >= 500:
            who.bad.append(f"{response.status}: {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: who.bad.append(f"script: {error}"))
    page.on("request", asked)
    page.on("response", answered)
