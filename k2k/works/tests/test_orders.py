"""One order for many reports: its price, its approval, the work, and what never happens to a report."""

from datetime import timedelta

import pytest

from k2k.bodies import testing as bodies_testing
from k2k.commitments import queries as commitments
from k2k.core.commands import Denied, Refused
from k2k.issues.models import Issue
from k2k.issues.testing import make_issue
from k2k.works import commands, queries, rules, testing
from k2k.works.models import OrderIssue

BIG = [("Bumbung baharu", 1, 900_00)]


def test_one_order_takes_five_new_reports_and_gives_each_an_owner(world):
    order = testing.make_order(world, reports=3)
    found = [link.issue for link in order.links.select_related("issue")]
    assert len(found) == 3
    assert all(issue.state == "accepted" and issue.body_id and issue.due for issue in found)


def test_a_report_is_in_one_open_order_at_a_time(world):
    order = testing.make_order(world)
    issue = order.links.get().issue
    with pytest.raises(Refused):
        testing.make_order(world, issues=[issue])
    commands.cancel(world.office, order=order, reason="Salah blok")
    assert testing.make_order(world, issues=[Issue.objects.get(pk=issue.pk)]).pk != order.pk


def test_a_report_of_another_perumahan_is_not_put_on_an_order(world, elsewhere):
    with pytest.raises(Denied):
        testing.make_order(world, issues=[make_issue(elsewhere)])


def test_only_the_office_of_the_place_writes_orders(world, elsewhere):
    for who in (world.technician, elsewhere.office, world.homes[0]):
        with pytest.raises(Denied):
            commands.draft(who, site=world.place.site, kind="contractor", body=world.contractor, what="Baiki")


@pytest.mark.parametrize("state", rules.STATES)
def test_every_move_of_an_order_is_known(state):
    assert rules.MOVES[state] <= set(rules.STATES)
    assert bool(rules.MOVES[state]) == (state in rules.OPEN)


def test_a_contractor_needs_a_price_and_a_new_price_needs_a_new_approval(world):
    order = testing.make_order(world)
    with pytest.raises(Refused):
        commands.approve(world.office, order=order)
    commands.quote(world.office, order=order, lines=testing.LINES)
    assert commands.approve(world.office, order=order).sen == 400_00
    commands.quote(world.office, order=order, lines=[("Paip", 1, 410_00)])
    order.refresh_from_db()
    assert (order.state, order.sen) == ("quoted", 400_00)
    assert commands.approve(world.office, order=order).sen == 410_00


def test_a_post_approves_up_to_its_limit(world):
    order = testing.make_order(world)
    commands.quote(world.office, order=order, lines=BIG)
    with pytest.raises(Refused):
        commands.approve(world.office, order=order)
    order.refresh_from_db()
    assert order.state == "quoted"


def test_a_price_is_refused_with_a_reason_and_another_may_follow(world):
    order = testing.make_order(world, "quoted")
    with pytest.raises(Refused):
        commands.refuse_quote(world.office, order=order, reason="")
    commands.refuse_quote(world.office, order=order, reason="Terlalu mahal")
    assert order.steps.get(what="quote_refused").text == "Terlalu mahal"
    commands.quote(world.office, order=order, lines=testing.LINES)


def test_done_is_a_claim_on_every_report_and_neighbours_decide(world):
    order = testing.make_order(world, "done", reports=2)
    found = list(Issue.objects.filter(orders__order=order))
    assert {issue.state for issue in found} == {"claimed"}
    assert all(issue.done_photo_id for issue in found)
    assert not OrderIssue.objects.filter(ended_at=None).exists()


def test_without_a_picture_nothing_is_done(world):
    order = testing.make_order(world, "started")
    with pytest.raises(Refused):
        commands.done(world.office, order=order)
    order.refresh_from_db()
    assert order.state == "started"


def test_what_cannot_be_done_says_why_and_what_next_and_its_reports_stay_open(world):
    order = testing.make_order(world, "started")
    with pytest.raises(Refused):
        commands.cannot(world.office, order=order, reason="Dinding retak di dalam", next_step="")
    commands.cannot(world.office, order=order, reason="Dinding retak di dalam", next_step="Jurutera datang 3 Disember")
    issue = Issue.objects.get(orders__order=order)
    assert issue.state == "started" and issue.body_id
    said = list(issue.steps.filter(what="comment").values_list("text", flat=True))
    assert said == ["Dinding retak di dalam", "Jurutera datang 3 Disember"]


@pytest.mark.parametrize("category", ["wiring", "lift", "gas", "roof", "structure"])
def test_volunteers_leave_what_is_dangerous_alone(world, category):
    issue = make_issue(world, node=world.place.lobbies[0], category=category)
    with pytest.raises(Refused):
        testing.make_order(world, kind="gotong_royong", issues=[issue])


def test_what_was_spent_is_counted_to_the_sen_by_place_block_and_category(world):
    testing.make_order(world, "done", reports=3)
    site, block = world.place.site, world.place.blocks[0]
    assert queries.total(queries.costs(site)) == 400_00
    assert queries.total(queries.costs(site, block=block)) == 400_00
    assert queries.total(queries.costs(site, category="light")) == 400_00
    assert queries.total(queries.costs(site, category="lift")) == 0
    assert [one.sen for one in queries.costs(site)] == [133_34, 133_33, 133_33]
    assert queries.total(queries.costs(site, node=world.place.corridors[0])) == 133_34


def test_a_joint_inspection_has_its_day_and_is_written_once(world):
    order = testing.make_order(world, "done")
    then = world.at + timedelta(days=2)
    found = commands.inspect(world.office, order=order, starts_at=then, who_comes="Pejabat, AJK", at=world.at)
    with pytest.raises(Refused):
        commands.record_inspection(world.office, inspection=found, result="Elok", at=world.at)
    commands.record_inspection(world.office, inspection=found, result="Elok", at=then)
    with pytest.raises(Refused):
        commands.record_inspection(world.office, inspection=found, result="Lain", at=then)


def test_an_idea_is_wanted_by_homes_once_and_becomes_an_order_that_is_looked_after(world):
    idea = testing.make_idea(world)
    for _twice in range(2):
        commands.support(world.homes[1], idea=idea)
    assert idea.supports.count() == 2
    order = commands.take_idea(world.office, idea=idea, body=world.body, what="Pasang bangku di lobi", at=world.at)
    assert (order.kind, order.idea_id) == ("improvement", idea.pk)
    care = commands.plan_care(
        world.office, order=order, body=world.body, what="Ketatkan skru", every_days=30, at=world.at
    )
    assert commitments.running_for(care.ref).body == world.body
    following = commands.care_done(world.office, care=care, at=world.at + timedelta(days=25))
    assert following.due > care.due and commitments.running_for(following.ref)


def test_an_idea_comes_with_a_card_of_the_place(world, elsewhere, phone):
    for who in (phone, world.office, elsewhere.homes[0]):
        with pytest.raises(Refused):
            testing.make_idea(world, who)


def test_an_idea_is_refused_with_a_reason_that_everybody_reads(world):
    idea = testing.make_idea(world)
    with pytest.raises(Refused):
        commands.refuse_idea(world.office, idea=idea, reason="")
    commands.refuse_idea(world.office, idea=idea, reason="Laluan bomba mesti kosong")
    with pytest.raises(Refused):
        commands.support(world.homes[1], idea=idea)


def test_an_order_for_a_home_is_seen_by_its_office_alone(world):
    home = make_issue(world, node=world.place.units[0], category="leak")
    order = testing.make_order(world, issues=[home])
    site = world.place.site
    assert queries.rows_of(world.office, site).filter(pk=order.pk).exists()
    for who in (world.homes[1], bodies_testing.make_association(site).clerk):
        assert not queries.rows_of(who, site).filter(pk=order.pk).exists()
