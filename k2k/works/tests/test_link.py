"""The link of an order: four taps without an account, one order alone, and an end to it."""

import pytest

from k2k.core.accounts import links
from k2k.core.commands import Denied, Refused
from k2k.core.testing import browser, page, photo
from k2k.issues.models import Issue
from k2k.works import commands, testing
from k2k.works.models import Order


@pytest.fixture
def order(world):
    return testing.make_order(world, "approved", reports=2)


@pytest.fixture
def link(world, order):
    return commands.send_link(world.office, order=order, at=world.at)


def send_by(client, link, do, **words):
    token = client.get(link.path).wsgi_request.form_token
    return client.post(link.path, {"form_token": token, "do": do, **words})


def test_four_taps_bring_an_order_from_approval_to_a_claim(world, order, link):
    phone = browser()
    for do, words in (("accept", {}), ("start", {}), ("add_photo", {"photo": photo()}), ("done", {})):
        assert send_by(phone, link, do, **words).status_code == 303, do
    order.refresh_from_db()
    assert order.state == "done"
    assert {issue.state for issue in Issue.objects.filter(orders__order=order)} == {"claimed"}
    assert phone.get(link.path).status_code == 410


def test_one_tap_stands_first_and_the_others_wait_on_the_page_for_a_phone_without_a_line(order, link):
    html = page(browser().get(link.path))
    assert html.count("data-offline") >= 4
    assert html.index('id="accept"') < html.index('id="start"') < html.index('id="done"')
    assert html.count(" hidden><input") == 3


def test_the_holder_sees_the_reports_of_the_order_and_what_is_to_be_done(order, link):
    html = page(browser().get(link.path))
    assert "Baiki lampu koridor" in html and "no-store" in browser().get(link.path)["Cache-Control"]


def test_a_link_reaches_its_order_alone(world, order, link):
    other = testing.make_order(world, "approved", issues=[])
    holder = links.actor_of(link)
    with pytest.raises(Denied):
        commands.accept(holder, order=other)
    commands.accept(holder, order=order)


def test_a_link_that_was_taken_back_opens_nothing(world, order, link):
    commands.revoke_link(world.office, order=order, at=world.at)
    assert browser().get(link.path).status_code == 410
    assert order.steps.filter(what="link_revoked").exists()


def test_a_new_link_ends_the_former_one(world, order, link):
    commands.send_link(world.office, order=order)
    assert browser().get(link.path).status_code == 410


def test_a_contractor_quotes_from_the_phone_and_waits(world):
    order = testing.make_order(world)
    link = commands.send_link(world.office, order=order)
    phone = browser()
    assert send_by(phone, link, "quote", what="Semua lampu", sen="RM1,020.50").status_code == 303
    assert Order.objects.get(pk=order.pk).quotes.get().sen == 102_050
    assert send_by(phone, link, "quote", what="Semua lampu", sen="lima").status_code == 422


def test_what_cannot_be_done_is_told_from_the_phone(order, link):
    phone = browser()
    assert send_by(phone, link, "cannot", reason="Dinding retak", next_step="").status_code == 422
    said = {"reason": "Dinding retak", "next_step": "Jurutera datang dahulu"}
    assert send_by(phone, link, "cannot", **said).status_code == 303
    assert {issue.state for issue in Issue.objects.filter(orders__order=order)} == {"accepted"}


def test_a_repeated_tap_from_the_queue_counts_once(order, link):
    phone = browser()
    token = phone.get(link.path).wsgi_request.form_token
    words = {"form_token": token, "do": "accept", "client_id": "00000000-0000-4000-8000-000000000001"}
    words["occurred_at"] = "2026-11-24T01:02:03Z"
    for _twice in range(2):
        assert phone.post(link.path, words).status_code == 303
    assert order.steps.filter(what="accepted").count() == 1


def test_no_link_for_an_order_that_ended(world):
    with pytest.raises(Refused):
        commands.send_link(world.office, order=testing.make_order(world, "done"))
