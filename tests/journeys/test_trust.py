"""Small pages on which trust stands: help, what is kept, whether a link is ours, one's own data, one's own size."""

from tests.journeys.visitor import PHONE


def test_help_names_the_telephone_first_and_answers_what_people_ask(phone):
    phone.go("/bantuan/")
    assert phone.page.locator("main a").first.get_attribute("href") == "tel:999"
    phone.tap("main details:has-text('isyarat') summary")
    assert "dalam telefon" in phone.words()


def test_the_privacy_page_says_who_answers_and_how_long_each_thing_is_kept(phone):
    phone.go("/data-anda/")
    assert phone.page.locator("a[href^='tel:']").count() >= 1
    assert phone.page.locator("main table tbody tr").count() >= 8
    assert "Kita tidak pernah minta wang, OTP atau nombor akaun." in phone.words()


def test_a_link_that_is_not_ours_is_called_so_and_a_label_of_ours_is_known(phone, product):
    phone.go("/betul/")
    for given, kind in (
        ("https://k2k-hadiah.example/otp", "late"),
        (f"{product.url}/s/{product.codes['lift']}/", "ok"),
        (product.codes["lift"], "ok"),
    ):
        phone.page.fill("main [name=q]", given)
        phone.tap("main form button")
        assert phone.page.locator(f".note.{kind}[role=status]").count() == 1, given


def test_a_resident_sees_takes_and_erases_what_is_kept_about_her(person, product):
    resident = person(**PHONE)
    resident.be("resident")
    page = resident.go("/saya/orang/")
    page.check("[name=agreed]")
    page.fill("[name=preferred_name]", "Kak Ros")
    resident.tap(".bar .btn")
    resident.go("/saya/")
    resident.tap("a:has-text('Kak Ros')")
    with page.expect_download() as saved:
        page.locator("form[action$='/data/'] button").click()
    assert "Kak Ros" in saved.value.path().read_text()
    resident.tap("a[href$='/padam/']")
    resident.tap(".bar button.late")
    resident.go("/saya/")
    assert "Kak Ros" not in resident.words()
    kept = product.ask(
        "from k2k.people.models import Person; found = Person.objects.filter(preferred_name='Kak Ros').count()"
    )
    assert kept == 0


def test_the_size_of_the_letters_is_chosen_once_and_kept(phone):
    phone.go("/bantuan/")
    before = phone.page.evaluate("getComputedStyle(document.body).fontSize")
    phone.tap("details.size summary")
    phone.tap("details.size a[href*='/huruf/3/']")
    phone.go("/tentang/")
    assert phone.page.locator("html").get_attribute("data-size") == "3"
    assert phone.page.evaluate("getComputedStyle(document.body).fontSize") != before


def test_the_keyboard_reaches_the_first_thing_to_do_past_a_skip_link(office, product):
    office.go(f"/lapor/{product.codes['lift']}/")
    office.page.keyboard.press("Tab")
    assert office.page.evaluate("document.activeElement.className") == "skip"
    office.page.keyboard.press("Enter")
    office.page.keyboard.press("Tab")
    assert office.page.evaluate("document.activeElement.getAttribute('href')") == "tel:999"
