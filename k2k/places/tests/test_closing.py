"""A place that is no longer in use: closed, kept readable, opened again."""

from datetime import timedelta

import pytest
from django.test import Client

from k2k.core import clock, registry, search, trail
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused
from k2k.core.nodes import Node
from k2k.places import commands, queries
from k2k.places.tests.browsing import get, post, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def busy(here, monkeypatch):
    """Something is still open at the first lift, as an app above would say."""
    reason = "Two reports here are still open."

    def ask(place):
        return reason if place in (here.lift, here.block) else ""

    monkeypatch.setitem(registry._slots, "in_the_way", [ask])
    return reason


def closed(place):
    return Node.objects.get(pk=place.pk).closed_on


def test_a_closed_lift_is_listed_found_and_labelled_no_more_and_its_code_still_leads_to_it(here, clerk):
    commands.close(clerk.actor, place=here.lift)
    assert closed(here.lift) == clock.today()
    assert here.lift not in queries.lifts(here.block) and here.lift not in queries.labelled(here.block, ["lifts"])
    assert not search.find(here.lift.code, Actor.anonymous(), clock.now())
    assert queries.by_code(here.lift.code) == here.lift
    assert list(queries.closed_in(here.block)) == [here.lift]
    assert trail.history(here.lift.ref).last().verb == "places.close"


def test_with_a_block_all_that_lies_in_it_closes_and_opens_again(here, operator):
    today = clock.now()
    commands.close(operator.actor, place=here.lift, at=today - timedelta(days=9))
    commands.close(operator.actor, place=here.block, at=today)
    assert closed(here.floors[0]) == closed(here.unit) == closed(here.block) == clock.today(today)
    assert not queries.blocks(here.site) and not queries.unit_count(here.site)
    here.block.refresh_from_db()
    commands.reopen(operator.actor, place=here.block)
    assert closed(here.unit) is None and queries.blocks(here.site).get() == here.block
    assert closed(here.lift), "it was closed before its block was"
    assert search.find(here.block.code, Actor.anonymous(), clock.now())


def test_nothing_closes_while_something_in_it_is_open(here, clerk, busy):
    for place in (here.lift, here.block):
        with pytest.raises(Refused, match=busy):
            commands.close(clerk.actor, place=place)
        assert closed(place) is None
    commands.close(clerk.actor, place=here.lifts[1])


@pytest.mark.parametrize("which", ["site", "floor"])
def test_neither_a_perumahan_nor_a_floor_is_closed(here, operator, which):
    with pytest.raises(Refused):
        commands.close(operator.actor, place={"site": here.site, "floor": here.floors[0]}[which])


def test_a_place_is_closed_once_and_a_place_in_use_is_not_reopened(here, operator):
    with pytest.raises(Refused):
        commands.reopen(operator.actor, place=here.lift)
    commands.close(operator.actor, place=here.lift)
    with pytest.raises(Refused):
        commands.close(operator.actor, place=here.lift)


def test_what_lies_in_a_closed_block_is_not_reopened_alone_and_nothing_is_added_to_it(here, operator):
    commands.close(operator.actor, place=here.block)
    lift, block = Node.objects.get(pk=here.lift.pk), Node.objects.get(pk=here.block.pk)
    with pytest.raises(Refused, match="Block A"):
        commands.reopen(operator.actor, place=lift)
    with pytest.raises(Refused):
        commands.add_place(operator.actor, parent=block, kind="asset", noun="lift", name="9")


def test_only_the_office_of_the_place_and_the_operator_close_it(here, foreign_clerk):
    for actor in (foreign_clerk.actor, Actor.anonymous()):
        with pytest.raises(Denied):
            commands.close(actor, place=here.lift)
    for page in ("close", "reopen"):
        assert get(foreign_clerk.browser(), page, here.lift.code).status_code == 404
        assert get(Client(), page, here.lift.code).status_code == 404


def test_the_office_is_asked_once_more_closes_a_lift_and_opens_it_again(here, clerk):
    browser = clerk.browser()
    assert "No longer in use" in text(get(browser, "manage", here.lift.code))
    assert "stays readable" in text(get(browser, "close", here.lift.code))
    assert closed(here.lift) is None
    assert post(browser, "close", here.lift.code).status_code == 303
    assert closed(here.lift)
    assert "Not in use since" in text(get(browser, "manage", here.lift.code))
    assert "Not in use since" in text(get(browser, "manage", here.block.code))
    assert get(browser, "close", here.lift.code).status_code == 302
    assert post(browser, "reopen", here.lift.code).status_code == 303
    assert closed(here.lift) is None
    assert get(browser, "reopen", here.lift.code).status_code == 302


def test_the_page_says_what_is_in_the_way_before_anybody_presses(here, clerk, busy):
    page = text(get(clerk.browser(), "close", here.lift.code))
    assert busy in page and "Close it" not in page
    answer = post(clerk.browser(), "close", here.lift.code)
    assert answer.status_code == 422 and busy in text(answer)


def test_blocks_stand_before_common_places_in_the_list_of_a_perumahan(here, clerk):
    commands.add_place(SYSTEM, parent=here.site, kind="spot", noun="hall", name="")
    page = text(get(clerk.browser(), "manage", here.site.code))
    assert page.index("Block A") < page.index(">Hall<")


def test_a_closed_home_is_not_missed_in_a_register_that_leaves_it_out(here, operator):
    from k2k.places.register import plan

    commands.close(operator.actor, place=here.unit)
    missing = plan.compare(here.site, [], clock.today()).missing
    assert here.unit.name not in missing and here.units[1].name in missing
