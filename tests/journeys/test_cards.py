"""Household cards: made at the door, printed once, used on a shared phone, left quickly."""

import re

from tests.journeys.visitor import OFFICE, PHONE, Visitor


def printed_card(mobiliser: Visitor, block: str = "C") -> tuple[str, str]:
    """Go to a door without a household, open one and print its card: the home's number and the code."""
    mobiliser.be("mobiliser")
    mobiliser.tap(f"ul.rows a:has-text('Blok {block}')")
    mobiliser.tap("ul.rows a:has-text('Tingkat 7')")
    mobiliser.tap(".bar .btn")
    mobiliser.tap(".bar .btn")
    mobiliser.tap(".bar .btn")
    mobiliser.page.wait_for_selector(".slip")
    code = mobiliser.page.locator(".slip b.code").inner_text()
    return mobiliser.page.locator(".slip .plate").first.inner_text(), code


def test_the_mobiliser_opens_a_household_and_prints_its_card_which_signs_in_by_typed_code(person, product):
    mobiliser, resident = person(**PHONE), person(**PHONE)
    home, code = printed_card(mobiliser)
    assert re.fullmatch(r"C-7-\d\d", home)
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    mobiliser.shot("card", ".slip")
    resident.go("/kad/")
    resident.page.fill("[name=code]", code.lower().replace("-", " "))
    resident.tap(".bar .btn")
    resident.page.wait_for_url("**/perumahan/**")
    resident.go("/saya/")
    assert home in resident.words()
    resident.tap("header form[action='/keluar/'] button")
    assert resident.page.goto(product.url + "/saya/").status in (403, 404) or "/kad/" in resident.page.url
    assert home not in resident.words()


#: Fill the sheet with copies of its one card; then each card's height, and how far its words reach beyond its edge.
EIGHT = """() => {
  const one = document.querySelector('.slip')
  while (one.parentElement.children.length < 8) one.after(one.cloneNode(true))
  return [...document.querySelectorAll('.slip')].map(slip => {
    const edge = slip.getBoundingClientRect(), inside = [...slip.children].map(each => each.getBoundingClientRect())
    return [edge.height, Math.max(...inside.map(each => Math.max(each.bottom - edge.bottom, each.right - edge.right)))]
  })
}"""
#: A sheet of A4 less its margin of 8 mm, in pixels of paper.
SHEET = {"width": 733, "height": 1061}


def test_eight_cards_fit_a_sheet_of_paper_and_nothing_is_cut(person):
    mobiliser = person(**OFFICE)
    printed_card(mobiliser, "B")
    mobiliser.page.set_viewport_size(SHEET)
    mobiliser.page.emulate_media(media="print")
    cards = mobiliser.page.evaluate(EIGHT)
    assert len(cards) == 8
    assert sum(height for height, _beyond in cards) / 2 <= SHEET["height"]
    assert all(beyond <= 0 for _height, beyond in cards), cards
    paper = mobiliser.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1


def test_the_printed_picture_opens_a_page_that_names_the_home_with_one_button(person):
    mobiliser, resident = person(**OFFICE), person(**PHONE)
    home, code = printed_card(mobiliser, "A")
    page = resident.go(f"/k/{code}/")
    assert home in resident.words()
    assert page.locator("main button, main a.btn").count() == 1
    resident.go("/saya/")
    assert home not in resident.words(), "opening the page alone signs nobody in"
    resident.go(f"/k/{code}/")
    resident.tap("main button")
    resident.go("/saya/")
    assert home in resident.words()


def test_a_wrong_code_gets_a_sentence_and_stays_in_the_field(phone):
    phone.go("/kad/")
    phone.page.fill("[name=code]", "7Q4M-K2X9")
    phone.tap(".bar .btn")
    assert phone.page.locator(".err").count() >= 1
    assert phone.page.locator("[name=code]").input_value() == "7Q4M-K2X9"


def test_the_landlords_wall_stands_before_the_doors(person, product):
    for slug in ("clerk", "contractor", "stranger", "programme"):
        other = person(**OFFICE)
        other.be(slug)
        answer = other.page.goto(f"{product.url}/pintu/{product.codes['floor']}/")
        assert answer.status in (403, 404), slug
        assert "Puan Noraini" not in other.words()
