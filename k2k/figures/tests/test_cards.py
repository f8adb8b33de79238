"""Share cards: small, honest, in every language, and none of what is private."""

from io import BytesIO

import pytest
from PIL import Image

from k2k.core.ui import card
from k2k.issues import commands
from k2k.issues.testing import make_issue

LONG = {
    "ms": "26 Okt – 24 Nov 2026: jiran mengesahkan 1,234 daripada 5,678 laporan yang diterima. 2,345 masih terbuka "
    "kini, 1,111 daripadanya lewat. 1,200 daripada 2,345 menunggu pemilik (Dewan Bandaraya Kuala Lumpur). ",
    "en": "26 Oct – 24 Nov 2026: neighbours confirmed 1,234 of 5,678 reports received. 2,345 are open now, 1,111 "
    "of them late. 1,200 of 2,345 wait for the owner (Dewan Bandaraya Kuala Lumpur). ",
    "zh-hans": "2026年10月26日至11月24日：收到5,678宗报告，邻居确认了1,234宗。现有2,345宗未完成，其中1,111宗逾期。"
    "2,345宗中有1,200宗在等业主（Dewan Bandaraya Kuala Lumpur）。",
    "ta": "26 அக். – 24 நவ. 2026: பெறப்பட்ட 5,678 புகார்களில் 1,234 புகார்களை அண்டை வீட்டார் உறுதிப்படுத்தினர். "
    "இப்போது 2,345 திறந்துள்ளன, அவற்றில் 1,111 தாமதம். ",
}


@pytest.mark.parametrize("times", [1, 2, 6])
@pytest.mark.parametrize("language", LONG)
def test_the_longest_sentence_fits_into_twenty_thousand_bytes(language, times):
    drawn = card.draw(LONG[language] * times, "Projek Perumahan Rakyat Seri Kenanga Fasa 2, Kuala Lumpur")
    assert len(drawn) <= 20_000
    picture = Image.open(BytesIO(drawn))
    picture.load()
    assert picture.size == (1200, 630) and picture.format == "PNG"


def test_a_machine_without_letters_for_a_language_writes_malay(world, client, monkeypatch):
    path = f"/perumahan/{world.place.site.code}/kad.png"
    monkeypatch.setitem(card.FILES, "ta", ())
    card._file.cache_clear()
    try:
        assert not card.can_write("ta") and card.can_write("ms")
        assert client.get(f"{path}?bahasa=ta").content == client.get(f"{path}?bahasa=ms").content
    finally:
        monkeypatch.undo()
        card._file.cache_clear()


def test_public_pages_name_their_card_by_its_whole_address(world, client, settings):
    settings.URL = "https://k2k.example"
    issue, place = make_issue(world), world.place
    for path in (f"/perumahan/{place.site.code}/", f"/blok/{place.block.code}/", f"/aduan/{issue.code}/",
                 f"/badan/{world.contractor.code}/"):  # fmt: skip
        html = client.get(path).content.decode()
        assert f'property="og:image" content="https://k2k.example{path}kad.png?bahasa=' in html, path
        answer = client.get(f"{path}kad.png")
        assert answer["Content-Type"] == "image/png" and "public" in answer["Cache-Control"]
        again = client.get(f"{path}kad.png", headers={"if-none-match": answer["ETag"]})
        assert again.status_code == 304 and not again.content


def test_a_card_changes_with_what_it_says(world, client):
    path = f"/perumahan/{world.place.site.code}/kad.png"
    before = client.get(path)["ETag"]
    make_issue(world)
    assert client.get(path)["ETag"] != before


def test_there_is_no_card_of_what_is_inside_a_home_whoever_asks(world, client, browser):
    one = commands.report(world.homes[0], node=world.place.units[0], category="gas", at_home=True, at=world.at)
    for who in (client, browser(world.homes[0]), browser(world.office)):
        assert who.get(f"/aduan/{one.code}/kad.png").status_code == 404
    assert "og:image" not in browser(world.homes[0]).get(f"/aduan/{one.code}/").content.decode()
