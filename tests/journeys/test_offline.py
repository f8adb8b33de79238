"""No line in the stairwell: a report waits in the phone with its count on screen and is sent once."""

import json
from pathlib import Path

from tests.journeys.test_reporting import PHOTO, choose, scan


def waits(who) -> int:
    """How many are said to wait, on screen."""
    strip = who.page.locator("[data-queue]")
    return int(strip.locator("[data-queue-count]").inner_text()) if strip.is_visible() else 0


def reports(product, words: str) -> int:
    """How many reports with these words the server has."""
    return product.ask(f"from k2k.issues.models import Issue; found = Issue.objects.filter(text={words!r}).count()")


def write_offline(who, code: str, words: str, identity: str = "") -> None:
    """Open the form with a line, lose the line, send."""
    scan(who, code)
    who.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    choose(who, "light")
    who.page.wait_for_function("navigator.serviceWorker.controller !== null")
    who.page.fill("textarea[name=text]", words)
    who.page.set_input_files("input[type=file]", PHOTO)
    if identity:
        who.page.locator(f"input[name=identity][value={identity}]").evaluate("choice => (choice.checked = true)")
    who.context.set_offline(True)
    who.page.locator(".bar .btn").click()
    who.page.wait_for_selector("[data-queue]:not([hidden])")


def test_a_report_written_offline_waits_survives_a_reload_and_is_sent_exactly_once(phone, product):
    words = "Lampu koridor mati, ditulis tanpa talian"
    write_offline(phone, product.codes["corridor"], words)
    assert waits(phone) == 1
    assert "Disimpan dalam telefon ini" in phone.words()
    phone.shot("waiting")
    phone.page.reload()
    phone.page.wait_for_selector("[data-queue]:not([hidden])")
    assert waits(phone) == 1
    phone.page.locator("[data-queue] a").click()
    phone.page.wait_for_selector("[data-unsent] li")
    assert words in phone.words()
    assert reports(product, words) == 0
    phone.context.set_offline(False)
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    assert reports(product, words) == 1
    phone.page.reload()
    phone.page.wait_for_load_state("networkidle")
    assert reports(product, words) == 1


def test_what_waits_can_be_saved_to_a_file_and_deleted(phone, product, tmp_path):
    words = "Longkang tersumbat, akan dipadam"
    write_offline(phone, product.codes["lobby"], words)
    phone.page.locator("[data-queue] a").click()
    phone.page.wait_for_selector("[data-unsent] li")
    with phone.page.expect_download() as saved:
        phone.page.locator("[data-save]").first.click()
    saved.value.save_as(tmp_path / "kept.json")
    kept = json.loads(Path(tmp_path / "kept.json").read_text())
    assert ["text", words] in kept["fields"]
    phone.page.locator("[data-unsent] details summary").first.click()
    phone.page.locator("[data-forget]").first.click()
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    phone.context.set_offline(False)
    phone.go("/")
    phone.page.wait_for_load_state("networkidle")
    assert reports(product, words) == 0


def test_a_report_without_a_name_sent_from_the_queue_can_still_be_opened(phone, product):
    words = "Paip bocor, tanpa nama, tanpa talian"
    write_offline(phone, product.codes["lobby"], words, identity="anonymous")
    phone.context.set_offline(False)
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    phone.go("/")
    phone.tap("[data-queue-sent] a")
    phone.page.wait_for_selector("[data-sent] li")
    assert words not in phone.words()
    phone.tap("[data-sent] [data-open]")
    phone.page.wait_for_load_state("networkidle")
    assert phone.path.startswith("/ikut/")
    phone.go("/tidak-berhantar/")
    phone.tap("[data-sent] [data-forget]")
    phone.page.wait_for_selector("[data-sent][hidden]", state="attached")
    assert phone.page.locator("[data-queue-sent]").is_hidden()


def test_saya_juga_without_a_line_is_counted_once(phone, product):
    phone.go(f"/aduan/{product.codes['new']}/")
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    count = "from k2k.issues.models import Issue; found = Issue.objects.get(code='%s').without_card"
    before = product.ask(count % product.codes["new"])
    phone.context.set_offline(True)
    phone.page.locator(".bar .btn").click()
    phone.page.wait_for_selector("[data-queue]:not([hidden])")
    phone.context.set_offline(False)
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    assert product.ask(count % product.codes["new"]) == before + 1


def test_a_double_click_sends_once(phone, product):
    words = "Dua kali tekan"
    scan(phone, product.codes["lobby"])
    choose(phone, "cleaning")
    phone.page.fill("textarea[name=text]", words)
    phone.page.locator(".bar .btn").dblclick()
    phone.page.wait_for_url("**/terima/")
    assert reports(product, words) == 1


def test_what_is_too_large_keeps_the_form_and_says_what_to_make_smaller(phone, product):
    words = "Terlalu panjang " * 100_000
    scan(phone, product.codes["lobby"])
    choose(phone, "cleaning")
    phone.page.locator("textarea[name=text]").evaluate(
        "(box, words) => void (box.removeAttribute('maxlength'), (box.value = words))", words
    )
    phone.page.locator(".bar .btn").click()
    phone.page.wait_for_selector("form [data-unread], [data-unread] + form")
    assert phone.page.locator("textarea[name=text]").input_value() == words
    phone.page.fill("textarea[name=text]", "Longgokan sampah, ringkas")
    phone.page.locator(".bar .btn").click()
    phone.page.wait_for_url("**/terima/")
    assert reports(product, "Longgokan sampah, ringkas") == 1


def test_what_a_server_in_trouble_does_not_take_waits_and_is_sent_once(phone, product):
    words = "Lampu mati, pangkalan data tidak menjawab"
    scan(phone, product.codes["lobby"])
    choose(phone, "light")
    phone.page.fill("textarea[name=text]", words)
    phone.page.route("**/lapor/**", lambda route: route.fulfill(status=503, body="K2K"))
    phone.page.locator(".bar .btn").click()
    phone.page.wait_for_selector("[data-queue]:not([hidden])")
    assert waits(phone) == 1 and reports(product, words) == 0
    assert phone.bad and all("503" in line for line in phone.bad)
    phone.bad.clear()
    phone.page.unroute("**/lapor/**")
    phone.go("/")
    phone.page.wait_for_selector("[data-queue][hidden]", state="attached")
    assert reports(product, words) == 1
