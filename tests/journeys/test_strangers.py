"""Who comes from elsewhere sees what is public and nothing else; every role card leads somewhere that works."""

import pytest

from tests.journeys.visitor import OFFICE, PHONE

CARDS = {
    "resident": ("/aduan/", "/perumahan/"),  # what she is asked, or her perumahan once she has answered
    "clerk": "/meja/",
    "secretary": "/janji/",
    "treasurer": "/siapa/",
    "mobiliser": "/pintu/",
    "contractor": "/meja/",
    "programme": "/program/",
    "stranger": "/perumahan/",
    "guest": "/perumahan/",
}


@pytest.mark.parametrize("slug", CARDS)
def test_every_role_card_leads_to_its_work(person, slug):
    who = person(**PHONE)
    who.be(slug)
    assert who.path.startswith(CARDS[slug]) or who.path.endswith(CARDS[slug])
    assert who.page.locator("h1").count() == 1


def test_the_role_cards_name_a_person_a_post_and_one_thing_to_do(phone):
    phone.go("/")
    assert phone.page.locator("button.role").count() == len(CARDS)
    phone.shot("roles")


def test_a_resident_of_another_perumahan_sees_nothing_private(phone, product):
    phone.be("stranger")
    codes = product.codes
    hidden = [
        f"/aduan/{codes['private']}/",
        f"/aduan/{codes['private']}/cetak/",
        f"/meja/{codes['site']}/",
        f"/meja/{codes['other_site']}/",
        f"/kaunter/{codes['site']}/",
        f"/pintu/{codes['site']}/",
        f"/lapor/{codes['home']}/",
        f"/urus/{codes['site']}/",
        "/program/",
        "/data-peribadi/",
    ]
    for path in hidden:
        assert phone.page.goto(product.url + path).status in (403, 404), path
        assert "Seri Kenanga" not in phone.page.locator("main").inner_text(), path
    phone.go(f"/perumahan/{codes['site']}/")
    assert "PPR Seri Kenanga" in phone.words()
    assert codes["private"] not in phone.page.content()
    assert "Siling dapur bocor" not in phone.page.content()


def test_public_pages_name_posts_and_bodies_but_no_clerk_and_no_reporter(person, product):
    reader = person(**OFFICE)
    for path in (
        f"/aduan/{product.codes['slipped']}/",
        f"/aduan/{product.codes['reopened']}/",
        f"/perumahan/{product.codes['site']}/janji/",
        f"/perumahan/{product.codes['site']}/siapa/",
        f"/blok/{product.codes['block']}/poster/",
    ):
        reader.go(path)
        for name in ("Salmah", "Ganesan", "Lee Siew Fong", "Kumar", "Noraini", "Aminah"):
            assert name not in reader.page.content(), (path, name)
