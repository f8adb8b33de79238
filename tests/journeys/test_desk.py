"""The clerk's morning, the counter, and those who look over many perumahan."""

import re

from tests.journeys.visitor import OFFICE, PHONE

A_MORNING = 15
#: As many new reports as a morning brings, at common places, from phones without a card.
REPORTED = """
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.issues import commands

spots = Node.objects.filter(site__name="PPR Seri Kenanga", noun__in=("lobby", "corridor", "stairwell")).order_by("id")
found = [
    commands.report(
        Actor.anonymous(device=f"{BATCH}{n:030x}"), node=node, category=("light", "waste", "leak")[n % 3]
    ).code
    for n, node in enumerate(spots[:15])
]
"""
PRESS = "aside form button[name=accept]"


def a_morning(product, batch: str) -> list[str]:
    """Fifteen new reports; `batch` keeps the phones of one test apart from those of another."""
    return product.ask(f"BATCH = {batch!r}\n{REPORTED}")


def waiting(who) -> int:
    """How many reports wait in the list that is open, as its heading says."""
    return int(who.page.locator(".rail a[aria-current] b").inner_text())


def go_through(who, codes: list[str], press) -> None:
    """Open and handle each report with at most two actions."""
    desk = who.path
    for code in codes:
        before, who.taps = waiting(who), 0
        press(who, code)
        assert who.taps <= 2 and who.path == desk
        assert waiting(who) == before - 1


def test_the_clerk_goes_through_fifteen_cases_with_one_press_each_and_takes_one_back(office, product):
    codes = a_morning(product, "01")
    office.be("clerk")
    assert "Pagi ini" in office.words()
    office.shot("desk")
    go_through(office, codes, lambda who, _code: who.tap(PRESS))
    before = waiting(office)
    office.tap("form.note button")
    assert waiting(office) == before + 1


def test_the_clerk_goes_through_fifteen_cases_with_keys(office, product):
    codes = a_morning(product, "02")
    office.be("clerk")

    def key(who, name: str) -> None:
        who.taps += 1
        with who.page.expect_navigation():
            who.page.keyboard.press(name)

    office.page.keyboard.press("j")
    assert "pick=" not in office.page.url, "keys do nothing before they are turned on"
    office.tap("[data-keys-switch]")
    key(office, "j")
    assert "pick=" in office.page.url
    key(office, "k")
    go_through(office, codes, lambda who, _code: key(who, "a"))
    before = waiting(office)
    key(office, "u")
    assert waiting(office) == before + 1
    office.page.keyboard.press("r")
    key(office, "3")
    assert waiting(office) == before
    office.page.keyboard.press("x")
    assert office.page.locator("tr.now input[type=checkbox]").is_checked()


def test_the_clerk_goes_through_fifteen_cases_without_scripts(person, product):
    codes = a_morning(product, "03")
    plain = person(**OFFICE, java_script_enabled=False)
    plain.be("clerk")
    go_through(plain, codes, lambda who, _code: who.tap("tbody tr:first-child button[name=accept]"))
    plain.tap("form.note button")
    plain.page.locator("tbody input[type=checkbox]").nth(0).check()
    plain.tap("button[form=many]")
    assert plain.path.endswith("/ramai/")
    plain.tap(".bar .btn")
    assert plain.path.startswith("/meja/") and plain.page.locator("form.note button").count() == 1


def test_a_counter_report_becomes_a_slip_with_its_number(office, product):
    office.be("clerk")
    office.tap("a[href^='/kaunter/']")
    office.tap("nav.chips a:has-text('B')")
    office.tap("nav.chips a:has-text('Lif 3')")
    office.page.check("input[name=fault][value='lift.dirty']")
    office.page.check("input[name=channel][value=phone]")
    office.page.fill("textarea[name=text]", "Lantai lif basah, bau hancing.")
    office.tap("form[method=post] button.btn.full")
    office.page.wait_for_url("**/cetak/")
    assert office.page.locator(".a4 svg").count() >= 2
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", office.words())[0]
    office.go(f"/aduan/{number}/")
    assert "Lantai lif basah" in office.words()


def test_the_page_of_a_perumahan_says_what_is_open_which_lift_runs_and_what_was_promised(phone, product):
    phone.go(f"/perumahan/{product.codes['site']}/")
    assert re.search(r"\d+ laporan terbuka", phone.page.locator(".finding").inner_text())
    headings = phone.page.locator("h2").all_inner_texts()
    assert "Lif mana jalan sekarang" in headings and "Apa yang dijanjikan" in headings
    assert phone.page.locator(".bar .btn").inner_text() == "Lapor kerosakan"
    assert phone.page.locator("a[href='tel:0300000123']").count() >= 1
    phone.shot("site")


def test_a_block_shows_its_facade_its_lifts_and_a_list_of_what_is_open(phone, product):
    phone.go(f"/blok/{product.codes['block']}/")
    picture = phone.page.locator("svg[role=img]").first
    assert picture.get_attribute("aria-label")
    assert phone.page.locator("ul.rows a[href^='/aduan/']").count() >= 3
    assert "tidak menunjuk rumah sesiapa" in phone.words()
    assert product.codes["home_name"] not in phone.words()
    phone.shot("block")


def test_the_board_of_promises_says_how_many_were_kept_and_who_promised(phone, product):
    phone.go(f"/perumahan/{product.codes['site']}/janji/")
    assert "Papan Janji" in phone.words()
    assert re.search(r"\d+ daripada \d+ janji", phone.page.locator(".finding").inner_text())
    assert "Jaya Lif" in phone.words()
    phone.shot("board")


def test_the_programme_officer_compares_the_perumahan(office):
    office.be("programme")
    assert office.path == "/program/"
    for name in ("PPR Seri Kenanga", "PPR Desa Rambai", "PPR Sungai Serai"):
        assert name in office.words()
    assert re.search(r"\d+ daripada \d+ laporan", office.page.locator("h1").inner_text())
    office.shot("programme")
    with office.page.expect_download() as saved:
        office.page.locator("a[href='/program/angka.csv']").click()
    assert saved.value.suggested_filename.endswith(".csv")


def test_a_perumahan_without_an_office_says_that_nobody_has_accepted_and_still_runs(phone, product):
    phone.go(f"/perumahan/{product.codes['third_site']}/")
    assert re.search(r"\d+ hari", phone.words())
    assert "Belum ada yang terima" in phone.words() or "belum ada yang terima" in phone.words()


def test_the_poster_of_a_block_carries_the_mark_of_the_trail(person, product):
    reader = person(**OFFICE)
    reader.go(f"/blok/{product.codes['block']}/poster/")
    assert re.fullmatch(r"[0-9a-f…\s-]{8,}", reader.page.locator(".foot-line .code").inner_text())
    reader.shot("poster", ".a4")


def test_search_finds_a_report_by_its_number_and_a_place_by_its_name(person, product):
    clerk, guest = person(**OFFICE), person(**PHONE)
    clerk.be("clerk")
    clerk.go("/cari/?q=" + product.codes["slipped"])
    assert clerk.page.locator(f"ul.rows a[href='/aduan/{product.codes['slipped']}/']").count() == 1
    guest.go("/cari/?q=" + product.codes["private"])
    assert guest.page.locator("main ul.rows a").count() == 0
    assert "Tiada" in guest.words()
