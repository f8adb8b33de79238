"""The clerk's morning, the counter, and those who look over many perumahan."""

import re

from tests.journeys.visitor import OFFICE, PHONE

A_MORNING = 4


def waiting(who) -> int:
    """How many reports wait in the list that is open, as its heading says."""
    return int(who.page.locator(".rail a[aria-current] b").inner_text())


def test_the_clerk_goes_through_the_morning_with_at_most_two_actions_a_report(office):
    office.be("clerk")
    assert "Pagi ini" in office.words()
    office.shot("desk")
    for _each in range(A_MORNING):
        before = waiting(office)
        office.taps = 0
        office.tap("table tbody tr:last-child a")
        office.tap("form[action$='/terima-kerja/'] button")
        assert office.taps <= 2
        assert waiting(office) == before - 1
        assert office.path.startswith("/meja/")


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
