"""The pages: what the office does, what a resident reads, what nobody may."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from k2k.core.files import photos
from k2k.core.testing import browser, page, photo, send
from k2k.issues.testing import make_issue
from k2k.works import commands, testing
from k2k.works.models import Idea, Order

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = pytest.mark.sqlite_only


def test_the_clerk_writes_one_order_for_several_reports(world):
    issues = [make_issue(world, node=node, category="leak") for node in world.place.corridors[:3]]
    office, code = browser(world.office), world.place.site.code
    assert page(office.get(f"/perumahan/{code}/kerja/baharu/")).count('name="issues"') == 3
    words = {"kind": "contractor", "body": world.contractor.code, "what": "Tampal paip"}
    answer = send(office, f"/perumahan/{code}/kerja/baharu/", issues=[one.code for one in issues], **words)
    order = Order.objects.get()
    assert answer.status_code == 303 and order.links.count() == 3
    answer = send(office, f"/arahan/{order.code}/harga/", lines="Paip PVC; 6; 240.00\nUpah\t1\tRM160")
    assert answer.status_code == 303 and order.quotes.get().sen == 400_00
    assert send(office, f"/arahan/{order.code}/lulus/").status_code == 303
    html = page(send(office, f"/arahan/{order.code}/pautan/"))
    assert "https://wa.me/?text=" in html and "data-copy" in html


def test_a_price_that_cannot_be_read_stays_in_the_form(world):
    order = testing.make_order(world)
    answer = send(browser(world.office), f"/arahan/{order.code}/harga/", lines="Paip enam 240")
    assert answer.status_code == 422 and "Paip enam 240" in page(answer)


@pytest.mark.parametrize("state", ["draft", "quoted", "approved", "accepted", "started", "done"])
def test_every_state_has_its_page_for_office_and_resident(world, state):
    order = testing.make_order(world, state)
    office, resident = browser(world.office), browser(world.homes[1])
    assert page(office.get(f"/arahan/{order.code}/")).count("<aside") == 1
    html = page(resident.get(f"/arahan/{order.code}/"))
    assert "<aside" not in html and order.what in html
    for who in (office, resident):
        assert who.get(f"/perumahan/{world.place.site.code}/kerja/?state=").status_code == 200


def test_the_list_costs_the_same_with_many_orders(world, django_assert_max_num_queries):
    client, address = browser(world.homes[0]), f"/perumahan/{world.place.site.code}/kerja/"
    for _each in range(4):
        testing.make_order(world, issues=[])
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_an_order_begins_on_the_report_where_none_runs_and_that_report_is_chosen(world):
    issue = make_issue(world, node=world.place.corridors[0], category="light")
    address = f"/perumahan/{world.place.site.code}/kerja/baharu/?aduan={issue.code}"
    office, desk = browser(world.office), f"/meja/{world.place.site.code}/"
    for where in (f"/aduan/{issue.code}/", desk):
        assert address in page(office.get(where))
        assert address not in page(browser(world.homes[0]).get(where))
    form = page(office.get(address))
    assert re.search(rf'<input[^>]*value="{issue.code}"[^>]*checked', form)
    testing.make_order(world, issues=[issue])
    assert address not in page(office.get(f"/aduan/{issue.code}/"))


def test_a_resident_sees_on_the_report_who_repairs_it_and_why_not(world):
    order = testing.make_order(world, "approved")
    issue = order.links.get().issue
    resident = browser(world.homes[0])
    assert world.contractor.name in page(resident.get(f"/aduan/{issue.code}/"))
    commands.cannot(world.office, order=order, reason="Dinding retak", next_step="Jurutera datang dahulu")
    html = page(resident.get(f"/aduan/{issue.code}/"))
    assert "Dinding retak" in html and "Jurutera datang dahulu" in html


def test_pictures_are_the_offices_until_they_are_cleared(world):
    order = testing.make_order(world, "done")
    stored = order.photos.get().file
    assert not photos.may_see(world.homes[0], stored)
    assert send(browser(world.office), f"/arahan/{order.code}/siar-gambar/").status_code == 303
    stored.refresh_from_db()
    assert photos.may_see(world.homes[0], stored)


def test_the_workbook_has_every_order_in_exact_ringgit(world):
    testing.make_order(world, "approved")
    office, code = browser(world.office), world.place.site.code
    book = load_workbook(BytesIO(office.get(f"/perumahan/{code}/kerja/xlsx/").content))
    rows = list(book.active.values)
    assert len(rows) == 2 and rows[1][6] == 400
    for address in ("xlsx", "cetak", "baharu"):
        assert browser(world.homes[0]).get(f"/perumahan/{code}/kerja/{address}/").status_code == 404
    assert world.contractor.name in page(office.get(f"/perumahan/{code}/kerja/cetak/"))


def test_a_home_has_an_idea_neighbours_want_it_and_the_office_answers(world):
    code, lobby = world.place.site.code, world.place.lobbies[0]
    home = browser(world.homes[0])
    assert home.get(f"/perumahan/{code}/idea/baharu/").status_code == 200
    sent = send(home, f"/perumahan/{code}/idea/baharu/", text="Bangku di lobi", node=lobby.code, photo=photo())
    idea = Idea.objects.get()
    assert sent.status_code == 303 and idea.photo_id
    assert send(browser(world.homes[1]), f"/idea/{idea.code}/juga/").status_code == 303
    assert "Bangku di lobi" in page(browser().get(f"/perumahan/{code}/idea/"))
    office = browser(world.office)
    assert send(office, f"/idea/{idea.code}/tolak/", reason="").status_code == 422
    words = {"body": world.body.code, "what": "Pasang bangku"}
    assert send(office, f"/idea/{idea.code}/ambil/", **words).status_code == 303
    assert "Pasang bangku" in page(home.get(f"/idea/{idea.code}/"))
    order = idea.order
    assert send(office, f"/arahan/{order.code}/harga/", lines="Bangku; 2; 400").status_code == 303
    assert send(office, f"/arahan/{order.code}/lulus/").status_code == 303
    care = {"body": world.body.code, "what": "Ketatkan skru", "every_days": "30"}
    assert send(office, f"/arahan/{order.code}/jaga/", **care).status_code == 303
    one = order.care.get()
    assert send(office, f"/arahan/{order.code}/jaga/{one.pk}/").status_code == 303


def test_somebody_without_a_card_is_told_why(world, phone):
    assert browser().get(f"/perumahan/{world.place.site.code}/idea/baharu/").status_code in (403, 404)


def test_a_day_to_look_at_it_together(world):
    order = testing.make_order(world, "started")
    words = {"starts_at": "2099-01-02", "time": "09:30", "who_comes": "Pejabat, AJK"}
    assert send(browser(world.office), f"/arahan/{order.code}/periksa/", **words).status_code == 303
    assert order.inspections.get().starts_at.isoformat() == "2099-01-02T01:30:00+00:00"
