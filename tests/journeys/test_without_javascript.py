"""Every journey of a resident with JavaScript switched off."""

import pytest

from tests.journeys.test_offline import reports
from tests.journeys.test_reporting import report_here, scan
from tests.journeys.visitor import OFFICE, PHONE


@pytest.fixture
def plain(person):
    """A phone whose browser runs no script."""
    return person(**PHONE, java_script_enabled=False)


def test_reporting_with_a_photo_works(plain, product):
    scan(plain, product.codes["lobby"])
    number = report_here(plain, "waste", words="Sampah tanpa skrip")
    assert plain.taps <= 4
    assert reports(product, "Sampah tanpa skrip") == 1
    plain.go(f"/aduan/{number}/")
    assert "Baru" in plain.words()


def test_saya_juga_works_and_can_be_taken_back(plain, product):
    plain.go(f"/aduan/{product.codes['slipped']}/")
    plain.tap("form[action$='/saya-juga/'] button")
    plain.go(f"/aduan/{product.codes['slipped']}/")
    plain.tap("form[action$='/bukan-saya/'] button")
    assert plain.page.locator("form[action$='/saya-juga/'] button").count() == 1


def test_a_card_signs_in_looks_at_its_home_and_leaves(plain, product):
    plain.be("resident")
    plain.go("/saya/")
    assert product.codes["home_name"] in plain.words()
    plain.tap("a[href='/saya/mesej/']")
    plain.go("/saya/")
    plain.tap("header form[action='/keluar/'] button")
    assert product.codes["home_name"] not in plain.words()


def test_answering_search_help_and_languages_work(plain, product):
    plain.go(f"/aduan/{product.codes['asked']}/")
    assert plain.page.locator("h1").count() == 1
    plain.go("/cari/")
    plain.page.fill("main [name=q]", "lif")
    plain.tap("main form button")
    assert plain.page.locator("main ul.rows a").count() >= 1
    plain.go("/bantuan/")
    plain.tap("main details summary")
    plain.tap("nav.langs a[lang=en]")
    assert plain.path == "/bantuan/"
    assert plain.page.locator("html").get_attribute("lang") == "en"


def test_a_double_click_sends_once_here_too(plain, product):
    scan(plain, product.codes["corridor"])
    plain.tap("a.answer[href*='fault=pest']")
    plain.page.fill("textarea[name=text]", "Tikus, dua kali tekan")
    plain.page.locator(".bar .btn").dblclick()
    plain.page.wait_for_url("**/terima/")
    assert reports(product, "Tikus, dua kali tekan") == 1


def test_a_form_that_has_expired_gives_back_what_was_typed(plain, product):
    scan(plain, product.codes["corridor"])
    plain.tap("a.answer[href*='fault=wiring']")
    plain.page.fill("textarea[name=text]", "Ayat yang panjang ini tidak boleh hilang")
    plain.context.clear_cookies()
    plain.tap(".bar .btn")
    assert "Ayat yang panjang ini tidak boleh hilang" in plain.page.content()
    assert plain.page.locator("h1").count() == 1


def test_a_refused_form_says_why_beside_the_field_and_keeps_the_words(plain, product, tmp_path):
    broken = tmp_path / "gambar.jpg"
    broken.write_bytes(b"this is no picture")
    scan(plain, product.codes["lobby"])
    plain.tap("a.answer[href*='fault=leak']")
    plain.page.fill("textarea[name=text]", "Menitis dari siling")
    plain.page.set_input_files("input[type=file]", broken)
    plain.tap(".bar .btn")
    assert plain.page.locator(".field.bad .err").count() == 1
    assert plain.page.locator("textarea[name=text]").input_value() == "Menitis dari siling"


def test_the_clerk_can_work_without_scripts_too(person):
    clerk = person(**OFFICE, java_script_enabled=False)
    clerk.be("clerk")
    clerk.tap("aside form button[name=accept]")
    assert clerk.path.startswith("/meja/")
