"""A neighbour scans a label and reports, on a real request."""

import zlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.core.actors import SYSTEM
from k2k.core.files.models import StoredFile
from k2k.core.receipts import Receipt
from k2k.core.testing import browser, page, photo, send
from k2k.core.trail import TrailLine
from k2k.issues import rules, testing
from k2k.issues.models import Answer, Contact, Issue, Step, Tap
from k2k.places import commands as places

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def label(node) -> str:
    return reverse("issues:report_here", args=[node.code])


def start(node) -> str:
    return reverse("issues:report_start", args=[node.code])


def form(node, fault: str) -> str:
    return f"{label(node)}?fault={fault}"


@pytest.fixture
def lift(world):
    places.set_lines(SYSTEM, site=world.place.site, lift_line="03-0000 0456", lift_line_name="Jaya Lif")
    return world.lift


@pytest.fixture
def corridor(world):
    return world.place.corridors[1]


# ── one tap on what is wrong ──


def test_one_tap_opens_the_form_with_the_photo_first(corridor):
    html = page(browser().get(form(corridor, "light")))
    assert "data-photo" in html and "data-offline" in html and 'name="client_id"' in html
    assert html.index('name="photo"') < html.index('name="text"') < html.index('value="anonymous"')


def test_a_fault_that_the_place_does_not_have_shows_the_question_again(lift):
    assert 'class="answers"' in page(browser().get(form(lift, "playground")))


def test_the_same_fault_offers_me_too_before_a_second_report(world, lift):
    testing.make_issue(world, node=lift, fault="not_working")
    html = page(browser().get(form(lift, "lift.not_working")))
    assert "1 neighbour has reported this already" in html and "Me too" in html and 'name="photo"' not in html
    assert 'name="photo"' in page(browser().get(form(lift, "lift.not_working") + "&lain=1"))


def test_a_trapped_person_s_form_telephones_first(lift):
    html = page(browser().get(form(lift, "lift.stuck")))
    assert html.index("tel:999") < html.index('name="photo"')


def test_only_places_near_homes_ask_whether_it_is_inside_one(world, lift, corridor):
    assert 'name="at_home"' in page(browser().get(form(corridor, "leak")))
    assert 'name="at_home"' not in page(browser().get(form(lift, "lift.noise")))
    assert 'name="at_home"' not in page(browser().get(form(corridor, "light")))


# ── sending ──


def test_nobody_needs_an_account_to_report(corridor):
    answer = send(browser(), label(corridor), fault="leak", text="Paip pecah", channel="qr")
    issue = Issue.objects.get()
    assert answer.status_code == 303
    assert (issue.node, issue.category, issue.identity, issue.channel, issue.text) == (
        corridor, "leak", "open", "qr", "Paip pecah",
    )  # fmt: skip
    received = browser().get(answer["Location"])
    assert issue.code in page(received) and "What happens next" in page(received)


def test_a_card_reports_as_one_home(world, corridor):
    answer = send(browser(world.homes[0]), label(corridor), fault="light")
    issue = Issue.objects.get()
    assert (issue.identity, issue.households, issue.without_card) == ("card", 1, 0)
    assert answer["Location"] == reverse("issues:received", args=[issue.code])


def test_a_report_made_twice_by_one_id_is_one_report_with_one_link(corridor):
    client, same = browser(), str(uuid4())
    first, second = (send(client, label(corridor), fault="leak", text="Paip", client_id=same) for _ in range(2))
    assert Issue.objects.count() == 1 and first["Location"] == second["Location"]


def test_other_words_under_the_same_id_are_refused_and_kept(corridor):
    client, same = browser(), str(uuid4())
    send(client, label(corridor), fault="leak", text="Paip", client_id=same)
    answer = send(client, label(corridor), fault="leak", text="Lain pula", client_id=same)
    assert answer.status_code == 422 and "Lain pula" in page(answer) and Issue.objects.count() == 1
    assert same not in page(answer)


def test_a_form_without_its_id_is_taken_all_the_same(corridor):
    assert browser().post(label(corridor), {"fault": "leak"}).status_code == 303


def test_a_phone_whose_clock_is_wrong_is_believed_within_bounds(corridor, at):
    send(browser(), label(corridor), fault="leak", occurred_at="2071-01-01T00:00:00Z")
    issue = Issue.objects.get()
    assert issue.clock_doubtful and issue.occurred_at < at + timedelta(minutes=10)


@pytest.mark.parametrize("fault", ["", "lift.not_working", "💥", "x" * 5000])
def test_a_report_of_nothing_goes_back_to_the_question(corridor, fault):
    answer = send(browser(), label(corridor), fault=fault)
    assert answer.status_code == 303 and not Issue.objects.exists()


def test_too_long_a_sentence_is_refused_with_both_numbers_and_kept(corridor):
    text = "a" * (rules.TEXT_LIMIT + 1)
    answer = send(browser(), label(corridor), fault="leak", text=text)
    assert answer.status_code == 422 and "at most 2000 letters, yours has 2001" in page(answer) and text in page(answer)


def test_after_ten_reports_in_an_hour_a_phone_waits_and_its_words_stay(corridor):
    client = browser()
    for number in range(rules.PER_HOUR["report"]):
        assert send(client, label(corridor), fault="leak", text=f"Paip {number}").status_code == 303
    answer = send(client, label(corridor), fault="leak", text="Satu lagi")
    assert answer.status_code == 429 and "Please try again in" in page(answer) and "Satu lagi" in page(answer)
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_one_line_cannot_stop_the_anonymous_reports_of_all_others(corridor):
    loud = {"fault": "leak", "text": "Paip", "identity": "anonymous"}
    sent = [send(browser(), label(corridor), **loud).status_code for _again in range(rules.ANONYMOUS_PER_ADDRESS + 1)]
    assert sent == [303] * rules.ANONYMOUS_PER_ADDRESS + [429]
    assert send(browser(REMOTE_ADDR="203.0.113.9"), label(corridor), **loud).status_code == 303


def test_a_form_that_is_too_old_shows_what_was_typed(corridor):
    answer = browser(enforce_csrf_checks=True).post(label(corridor), {"fault": "leak", "text": "Paip pecah"})
    assert answer.status_code == 403 and "Paip pecah" in page(answer) and not Issue.objects.exists()


def test_a_body_of_ten_megabytes_is_no_error_of_ours(corridor):
    answer = browser().post(label(corridor), {"fault": "leak", "text": "a" * 10_000_000})
    assert answer.status_code == 413 and not Issue.objects.exists()
    assert "This is too large to send" in page(answer) and "Choose a smaller photo" in page(answer)
    assert page(answer).count("a" * 100) == 0


# ── photographs ──

BOMB_SIDE = 30_000


def _bomb() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    side = BOMB_SIDE.to_bytes(4, "big")
    rows = zlib.compress(b"\0" * 1_000_000)
    parts = chunk(b"IHDR", side + side + b"\x08\x00\0\0\0"), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


BAD_PHOTOS = {
    "a page of text": b"bukan gambar",
    "a web page": b"<html><script>alert(1)</script></html>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "half a photograph": photo().read()[:300],
    "a bomb": _bomb(),
    "nine megabytes": photo().read() + b"\0" * 9_000_000,
    "nothing": b"",
}


@pytest.mark.parametrize("name", BAD_PHOTOS)
def test_a_bad_photo_is_refused_beside_its_field_and_the_words_stay(corridor, name):
    upload = SimpleUploadedFile("gambar.jpg", BAD_PHOTOS[name], "image/jpeg")
    answer = send(browser(), label(corridor), fault="leak", text="Paip pecah", photo=upload)
    html = page(answer)
    assert answer.status_code == 422 and 'id="id_photo_error"' in html
    assert "Paip pecah" in html and "Leaking pipe or roof" in html
    assert not Issue.objects.exists() and not StoredFile.objects.exists()


def test_a_photo_is_kept_and_waits_until_the_office_has_looked(world, corridor):
    sender = browser(world.homes[0])
    send(sender, label(corridor), fault="leak", photo=photo())
    issue = Issue.objects.get()
    show = reverse("issues:show", args=[issue.code])
    assert issue.photo.url in page(sender.get(show)) and issue.photo.url in page(browser(world.office).get(show))
    for neighbour in (browser(), browser(world.homes[1])):
        html = page(neighbour.get(show))
        assert issue.photo.code not in html and "waits until the office" in html
        assert neighbour.get(issue.photo.url).status_code == 404


# ── without a name, in confidence ──


def test_an_anonymous_report_keeps_nobody_and_gives_its_link_once(world, corridor):
    answer = send(browser(world.homes[0]), label(corridor), fault="waste", text="Rahsia", identity="anonymous")
    issue = Issue.objects.get()
    assert issue.reporter is None and issue.taps.get().device == ""
    assert not TrailLine.objects.filter(actor=world.homes[0].key, verb="issues.report").exists()
    received = browser().get(answer["Location"])
    secret = answer["Location"].split("/")[2]
    assert secret in page(received) and received["Referrer-Policy"] == "same-origin"
    assert "no-store" in received["Cache-Control"]
    assert "Rahsia" in page(browser().get(reverse("issues:follow", args=[secret])))
    assert "Rahsia" not in page(browser().get(reverse("issues:show", args=[issue.code])))
    assert secret not in issue.follow_hash


def test_a_report_in_confidence_needs_a_way_to_reach_the_person(corridor):
    answer = send(browser(), label(corridor), fault="waste", text="Takut", identity="confidential")
    html = page(answer)
    assert answer.status_code == 422 and 'id="id_contact_error"' in html and "Takut" in html
    assert '<details class="fold" open>' in html


def test_a_contact_given_in_confidence_is_sealed(corridor):
    send(browser(), label(corridor), fault="waste", identity="confidential", contact="012-345 6789")
    assert "345 6789" not in Contact.objects.get().sealed


def test_a_contact_that_was_typed_and_not_chosen_is_not_kept(corridor):
    send(browser(), label(corridor), fault="waste", identity="open", contact="012-345 6789")
    assert not Contact.objects.exists()


# ── inside a home ──


def test_what_is_wrong_inside_a_home_is_seen_by_its_card_and_the_office_only(world, elsewhere, corridor):
    send(browser(world.homes[0]), label(corridor), fault="leak", text="Dapur", at_home="on")
    issue = Issue.objects.get()
    assert issue.at_home and issue.node == world.place.units[0]
    show = reverse("issues:show", args=[issue.code])
    for seen_by in (world.homes[0], world.office):
        assert browser(seen_by).get(show).status_code == 200
    for hidden_from in (None, world.homes[1], elsewhere.homes[0], elsewhere.office, world.technician):
        for name in ("show", "received", "print"):
            assert browser(hidden_from).get(reverse(f"issues:{name}", args=[issue.code])).status_code == 404
        for name in ("tap", "untap", "answer", "outside"):
            assert send(browser(hidden_from), reverse(f"issues:{name}", args=[issue.code])).status_code == 404


def test_without_a_card_the_home_is_named_by_its_number(world, corridor):
    unit = world.place.units[3]
    answer = send(browser(), label(corridor), fault="leak", at_home="on", node=f" {unit.name.lower()} ")
    issue = Issue.objects.get()
    assert answer.status_code == 303 and issue.node == unit and issue.at_home
    assert issue.code in page(browser().get(answer["Location"]))


@pytest.mark.parametrize("number", ["", "Z-99-99"])
def test_a_home_without_a_number_that_exists_is_refused_beside_the_field(corridor, number):
    answer = send(browser(), label(corridor), fault="leak", text="Dapur", at_home="on", node=number)
    html = page(answer)
    assert answer.status_code == 422 and 'id="id_node_error"' in html and "Dapur" in html


def test_the_label_of_a_home_opens_for_its_own_card_alone(world, elsewhere):
    home = label(world.place.units[0])
    assert browser(world.homes[0]).get(home).status_code == 200
    for other in (None, world.homes[1], elsewhere.homes[0], world.office, world.technician):
        assert browser(other).get(home).status_code == 404
        assert send(browser(other), home, fault="water").status_code == 404


def test_a_card_reports_from_its_own_home_s_page(world):
    assert send(browser(world.homes[0]), label(world.place.units[0]), fault="water").status_code == 303
    assert Issue.objects.get().at_home


def test_a_home_cannot_be_reported_without_a_name(world, corridor):
    answer = send(browser(world.homes[0]), label(corridor), fault="leak", at_home="on", identity="anonymous")
    assert answer.status_code == 422 and 'id="id_identity_error"' in page(answer)


# ── every page, every language, and no writing by looking ──


@pytest.mark.parametrize("lang", ["ms", "en", "zh-hans", "ta"])
def test_the_report_pages_speak_the_reader_s_language(world, corridor, lang):
    client = browser(lang=lang)
    for url in (start(world.place.site), label(corridor), form(corridor, "leak")):
        assert f'<html lang="{lang}"' in page(client.get(url))
    send(client, label(corridor), fault="leak", text="x")
    assert Issue.objects.get().lang == lang


def test_looking_writes_nothing(world, lift, corridor):
    issue = testing.make_issue(world, "claimed", node=lift)
    secret = send(browser(), label(corridor), fault="leak")["Location"].split("/")[2]
    urls = [
        *(start(node) for node in (world.place.site, world.place.block)),
        *(label(lift), form(lift, "lift.noise"), form(lift, "lift.not_working")),
        *(reverse(f"issues:{name}", args=[issue.code]) for name in ("show", "received", "print")),
        *(reverse(f"issues:{name}", args=[secret]) for name in ("follow", "received_secret", "print_secret")),
    ]
    tables = (Issue, Tap, Answer, Step, Receipt, TrailLine, StoredFile)
    before = [model.objects.count() for model in tables]
    stamp = list(Issue.objects.order_by("pk").values())
    for actor in (None, world.homes[0], world.office):
        client = browser(actor)
        for url in urls:
            assert client.get(url).status_code == 200
            assert client.head(url).status_code == 200
    assert [model.objects.count() for model in tables] == before
    assert list(Issue.objects.order_by("pk").values()) == stamp


def test_the_label_costs_the_same_with_one_open_report_or_twelve(world, lift):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            browser(device="c" * 32).get(label(lift))
        return len(seen)

    testing.make_issue(world, "accepted", node=lift, fault="noise")
    one = cost()
    for number in range(11):
        testing.make_issue(world, node=lift, fault="dirty", by=world.homes[number % 4])
    assert cost() == one <= 6
