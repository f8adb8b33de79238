"""A neighbour scans the label of a broken lift and reports it, without an account and without a name."""

import re

from tests.journeys.visitor import PHONE, PHOTO, Visitor

ENOUGH = 4


def scan(who: Visitor, code: str) -> None:
    """Hold the phone's camera to a label."""
    who.go(f"/s/{code}/")
    assert who.path == f"/lapor/{code}/"


def choose(who: Visitor, fault: str) -> None:
    """Say what is wrong; where neighbours have reported the same already, that mine is another fault."""
    who.tap(f"a.answer[href*='fault={fault}']")
    if who.page.locator("a[href*='lain=1']").count():
        who.tap("a[href*='lain=1']")


def report_here(who: Visitor, fault: str, words: str = "", photo: bool = True) -> str:
    """Say what is wrong on the page a label opened; the number of the report."""
    choose(who, fault)
    if photo:
        who.taps += 1
        who.page.set_input_files("input[type=file]", PHOTO)
    if words:
        who.page.fill("textarea[name=text]", words)
    who.tap(".bar .btn")
    who.page.wait_for_url("**/terima/")
    return who.page.locator(".ref").inner_text()


def test_a_resident_scans_the_label_of_a_broken_lift_and_reports_it_in_four_taps_without_an_account(phone, product):
    scan(phone, product.codes["free_lift"])
    assert "Lif 1 · Blok C" in phone.words()
    phone.shot("label")
    number = report_here(phone, "lift.not_working")
    assert phone.taps <= ENOUGH
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", number)
    assert "Lif 1 · Blok C" in phone.words()
    phone.shot("received")
    phone.go(f"/aduan/{number}/")
    words = phone.words()
    assert "Tidak jalan" in words and "Baru" in words and "1 tanpa kad" in words


def test_the_photo_is_not_shown_to_neighbours_before_the_office_has_looked_at_it(phone, person, product):
    scan(phone, product.codes["lobby"])
    number = report_here(phone, "light", words="Gelap sejak semalam, tanya Encik Ali")
    other = person(**PHONE)
    other.go(f"/aduan/{number}/")
    assert other.page.locator("figure img").count() == 0
    assert "Encik Ali" not in other.page.content()
    assert "Gambar menunggu" in other.words()


def test_what_is_known_comes_before_the_form_and_saya_juga_is_one_tap(phone, person, product):
    scan(phone, product.codes["hall"])
    number = report_here(phone, "door", photo=False)
    neighbour = person(**PHONE)
    scan(neighbour, product.codes["hall"])
    known = neighbour.page.locator(".known").first.bounding_box()
    answers = neighbour.page.locator("nav.answers").bounding_box()
    assert known["y"] + known["height"] <= answers["y"]
    join = neighbour.page.locator(f"form[action='/aduan/{number}/saya-juga/'] button")
    assert join.inner_text() == "Saya juga"
    neighbour.shot("known")
    neighbour.tap(join)
    assert neighbour.taps == 1
    neighbour.page.wait_for_url("**/terima/**")
    neighbour.go(f"/aduan/{number}/")
    assert "2 tanpa kad" in neighbour.words()
    scan(neighbour, product.codes["hall"])
    assert neighbour.page.locator(f"form[action='/aduan/{number}/saya-juga/']").count() == 0


def test_whoever_is_trapped_sees_999_and_the_lift_line_before_anything_else(phone, product):
    scan(phone, product.codes["lift"])
    assert telephones(phone)[:2] == ["tel:999", "tel:0300000456"]
    first = phone.page.locator("main a, main button").first
    assert first.get_attribute("href") == "tel:999"
    assert first.bounding_box()["y"] + first.bounding_box()["height"] <= 740
    phone.shot("trapped")
    phone.tap("a.answer[href*='fault=lift.stuck']")
    assert telephones(phone)[:2] == ["tel:999", "tel:0300000456"]
    where = [phone.page.locator(each).first.bounding_box()["y"] for each in ("a[href='tel:999']", "input[type=file]")]
    assert where == sorted(where)


def telephones(who: Visitor) -> list[str]:
    return who.page.locator("main a[href^='tel:']").evaluate_all("all => all.map((one) => one.getAttribute('href'))")


def test_a_resident_without_a_label_finds_the_place_by_block_floor_and_spot(phone, product):
    phone.go(f"/perumahan/{product.codes['site']}/")
    phone.tap(".bar .btn")
    phone.tap("a.door:has-text('A')")
    phone.tap("a.door:has-text('3A')")
    phone.tap(".tiles a.tile")
    assert "Koridor · Tingkat 3A · Blok A" in phone.words()
    number = report_here(phone, "railing", photo=False)
    phone.go(f"/blok/{phone.product.codes['block']}/")
    phone.tap("nav.tabs a:has-text('Blok A')")
    assert phone.page.locator(f"ul.rows a[href='/aduan/{number}/']").count() == 1


def test_a_report_without_a_name_gets_a_secret_link_and_leads_to_nobody(phone, person, product):
    scan(phone, product.codes["corridor"])
    phone.tap("a.answer[href*='fault=noise']")
    phone.tap("details:has(input[name=identity]) summary")
    phone.page.check("input[name=identity][value=anonymous]")
    phone.tap(".bar .btn")
    phone.page.wait_for_url("**/ikut/**")
    secret = phone.page.locator("p.code").inner_text()
    number = phone.page.locator(".ref").inner_text()
    elsewhere = person(**PHONE)
    elsewhere.page.goto(secret)
    assert number in elsewhere.words()
    kept = product.ask(
        f"from k2k.issues.models import Issue; one = Issue.objects.get(code='{number}');"
        "found = [one.identity, one.taps.exclude(device='').count() if hasattr(one, 'taps') else 0]"
    )
    assert kept == ["anonymous", 0]


def test_the_words_of_the_report_pages_are_there_in_four_languages(person, product):
    spoken = {}
    for language in ("ms", "en", "zh-hans", "ta"):
        reader = person(language, **PHONE)
        reader.go(f"/lapor/{product.codes['lift']}/")
        assert reader.page.locator("html").get_attribute("lang") == language
        spoken[language] = reader.page.locator("h1").inner_text()
    assert len(set(spoken.values())) == 4
