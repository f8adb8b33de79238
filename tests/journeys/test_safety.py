"""Who is hurt at home: met before anything is stored or waits in the phone, a letter in confidence, a quick way out.

On a phone, on a phone without scripts, and at the office's PC.
"""

import pytest

from tests.journeys.test_following import signed_in
from tests.journeys.test_offline import reports
from tests.journeys.test_reporting import choose, scan
from tests.journeys.visitor import PHONE, Visitor

PC = {"viewport": {"width": 1280, "height": 800}}
PLAIN = {**PHONE, "java_script_enabled": False}
SCREENS = {"phone": PHONE, "phone without scripts": PLAIN, "office": PC}
HURT = "Lampu mati. Suami saya pukul saya malam tadi"
#: Everything that waits in this browser.
WAITING = """() => new Promise((done) => {
  const opening = indexedDB.open("k2k", 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore("unsent", { keyPath: "id" })
  opening.onsuccess = () => {
    const rows = opening.result.transaction("unsent").objectStore("unsent").getAll()
    rows.onsuccess = () => (opening.result.close(), done(rows.result.length))
  }
})"""


def begin(who: Visitor, product, words: str) -> list[str]:
    """Write a report with these words; every form that leaves the browser from now on is noted."""
    scan(who, product.codes["corridor"])
    choose(who, "light")
    left: list[str] = []
    who.page.on("request", lambda request: request.method == "POST" and left.append(request.url))
    who.page.fill("textarea[name=text]", words)
    return left


@pytest.mark.parametrize(("screen", "line"), [("phone", "without a line"), ("office", "with a line")])
def test_words_of_violence_are_met_before_anything_leaves_or_waits(person, product, screen, line):
    who = person(**SCREENS[screen])
    left = begin(who, product, HURT)
    who.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    who.context.set_offline(line == "without a line")
    who.page.locator(".bar .btn").click()
    who.page.locator("[data-met-without]").wait_for()
    assert "tel:15999" in who.page.locator("main:visible").inner_html()
    assert (left, who.page.evaluate(WAITING), reports(product, HURT)) == ([], 0, 0)
    who.page.locator("[data-met-without]").click()
    assert who.page.locator("textarea[name=text]").input_value() == ""
    assert who.page.evaluate("document.documentElement.outerHTML.includes('pukul')") is False
    who.context.set_offline(False)
    who.page.locator(".bar .btn").click()
    who.page.wait_for_url("**/terima/")
    assert len(left) == 1


def test_where_no_line_asks_the_server_the_page_of_help_comes_and_nothing_waits(phone, product):
    phone.go(f"/perumahan/{product.codes['site']}/tanya/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    phone.page.locator("[name=text]").focus()
    phone.page.wait_for_load_state("networkidle")
    phone.page.fill("[name=text]", HURT)
    phone.context.set_offline(True)
    phone.page.locator(".bar .btn").click()
    phone.page.wait_for_url("**/selamat/")
    assert "15999" in phone.words() and phone.page.evaluate(WAITING) == 0


def test_without_scripts_the_server_meets_them_and_the_report_goes_on_without_these_words(person, product):
    plain = person(**PLAIN)
    begin(plain, product, HURT)
    plain.tap(".bar .btn")
    assert plain.page.locator("a[href='tel:15999']").count() and reports(product, HURT) == 0
    plain.tap("form:has(input[value=without]) button")
    plain.page.wait_for_url("**/terima/")
    assert reports(product, HURT) == 0


@pytest.mark.parametrize("screen", SCREENS)
def test_a_letter_in_confidence_is_sealed_found_again_and_left_in_one_press(person, product, screen):
    words = f"Saya takut balik, {screen}"
    who = person(**SCREENS[screen])
    who.go("/selamat/")
    who.tap("a[href^='/sulit/']")
    assert who.page.locator("[name=about][value=violence]").is_checked()
    who.page.fill("textarea[name=text]", words)
    who.tap(".bar .btn")
    who.page.wait_for_url("**/sulit/pautan/**")
    secret = who.page.locator(".note p.code").inner_text()
    assert words in who.words()
    who.tap("a[data-exit]")
    who.page.wait_for_url("**/tentang/")
    if screen != "phone without scripts":
        who.page.go_back()
        assert words not in who.page.content()
    elsewhere = person(**PHONE)
    elsewhere.page.goto(secret)
    assert words in elsewhere.words()
    kept = "from k2k.safety.models import Word; found = [one for one in Word.objects.values_list('sealed', flat=True)]"
    assert not any(words in sealed for sealed in product.ask(kept))


@pytest.mark.parametrize("screen", ["phone without scripts", "office"])
def test_a_home_that_needs_the_lift_says_so_under_a_pin_and_nobody_reads_which(person, product, screen):
    who = signed_in(person(**SCREENS[screen]), product)
    who.go("/keperluan/")
    assert who.path == "/saya/pin/"
    who.tap("main a[href*='/pin/']")
    for field in who.page.locator("main input[inputmode=numeric]").all():
        field.fill("739154")
    who.tap(".bar .btn")
    who.go("/keperluan/")
    who.page.check("[name=kinds][value=wheelchair]")
    who.tap(".bar .btn")
    assert who.page.locator("[name=kinds][value=wheelchair]").is_checked()
    stranger = person(**PHONE)
    stranger.go("/keperluan/")
    assert stranger.path == "/kad/"
    clerk = person(**PC)
    clerk.be("clerk")
    clerk.go("/keperluan/")
    assert clerk.page.locator("[name=kinds]").count() == 0
