"""What is done at the desk: views of bodies, the way back, many at once, bodies outside."""

from datetime import timedelta
from uuid import uuid4

import pytest

from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.desk import asked, commands, doing, jobs, queries, rules
from k2k.desk.models import Sent, Stance
from k2k.issues import commands as issues
from k2k.issues.testing import make_issue

pytestmark = pytest.mark.django_db
MINUTES = timedelta(minutes=1)


def test_the_latest_view_of_each_body_stands_and_all_are_kept(world, association):
    one = make_issue(world)
    commands.record_view(world.office, issue=one, stance="agree")
    commands.record_view(association.clerk, issue=one, stance="agree")
    commands.record_view(association.clerk, issue=one, stance="not_ours")
    latest = queries.stances([one])[one.pk]
    assert {(each.body_id, each.stance) for each in latest} == {
        (world.body.pk, "agree"),
        (association.body.pk, "not_ours"),
    }
    assert queries.history(one).count() == 3
    row = queries.shown(world.office, world.place.site, [one], world.at)[0]
    assert row.disputed and association.body.name in row.views


def test_the_same_view_twice_is_one(world):
    one = make_issue(world)
    commands.record_view(world.office, issue=one, stance="urgent")
    commands.record_view(world.office, issue=one, stance="urgent")
    assert Stance.objects.count() == 1


def test_a_resident_and_a_contractor_record_no_view_and_a_committee_none_inside_a_home(world, association):
    one = make_issue(world)
    for actor in (world.homes[0], world.technician):
        with pytest.raises(Denied):
            commands.record_view(actor, issue=one, stance="agree")
    home = make_issue(world, node=world.place.units[0], category="leak", at_home=True, identity="card")
    with pytest.raises(Denied):
        commands.record_view(association.clerk, issue=home, stance="agree")


def test_an_acceptance_is_taken_back_within_ten_minutes_with_a_line_of_its_own(world):
    one = make_issue(world)
    issues.accept(world.office, issue=one, at=world.at)
    issues.take_back(world.office, issue=one, at=world.at + 9 * MINUTES)
    one.refresh_from_db()
    assert (one.state, one.body, one.due, one.accepted_at) == ("new", None, None, None)
    assert list(one.steps.order_by("id").values_list("what", flat=True)) == ["reported", "accepted", "taken_back"]
    issues.accept(world.office, issue=one, at=world.at + 10 * MINUTES)
    assert one.state == "accepted"


def test_a_refusal_is_taken_back_too(world):
    one = make_issue(world)
    issues.reject(world.office, issue=one, reason="Bukan kerja kita", at=world.at)
    issues.take_back(world.office, issue=one, at=world.at + MINUTES)
    one.refresh_from_db()
    assert (one.state, one.reject_reason, one.closed_at) == ("new", "", None)


def test_nothing_is_taken_back_after_ten_minutes_nor_once_something_followed(world):
    late, followed, second = (make_issue(world) for _n in range(3))
    for one in (late, followed, second):
        issues.accept(world.office, issue=one, at=world.at)
    with pytest.raises(Refused):
        issues.take_back(world.office, issue=late, at=world.at + 11 * MINUTES)
    issues.comment(world.office, issue=followed, text="Esok pagi", at=world.at + MINUTES)
    with pytest.raises(Refused):
        issues.take_back(world.office, issue=followed, at=world.at + 2 * MINUTES)
    issues.reject(world.office, issue=second, reason="Bukan kerja kita", at=world.at + MINUTES)
    with pytest.raises(Refused):
        issues.take_back(world.office, issue=second, at=world.at + 2 * MINUTES)


def test_a_promise_is_not_taken_back(world):
    one = make_issue(world, node=world.place.lobbies[0], category="light")
    issues.accept(world.office, issue=one, due=world.at + timedelta(days=3), at=world.at)
    assert one.due_kind == "promise"
    with pytest.raises(Refused):
        issues.take_back(world.office, issue=one, at=world.at + MINUTES)


def test_many_are_done_each_for_itself_and_what_is_left_says_why(world):
    new, done = [make_issue(world) for _n in range(3)], make_issue(world, "accepted")
    outcome = doing.accept(world.office, [*new, done], uuid4(), world.at)
    assert [one.pk for one in outcome.done] == [one.pk for one in new]
    assert len(outcome.left) == 1 and done.code in outcome.complaints[0]
    back = doing.undo(world.office, outcome.done, uuid4(), world.at + MINUTES)
    assert len(back.done) == 3 and {one.state for one in back.done} == {"new"}


def test_the_same_press_sent_twice_is_one(world):
    one, press = make_issue(world), uuid4()
    doing.accept(world.office, [one], press, world.at)
    again = doing.accept(world.office, [one], press, world.at)
    assert again.done and not again.left and one.steps.filter(what="accepted").count() == 1


def test_a_joining_is_undone_by_parting(world):
    one, other = make_issue(world), make_issue(world, by=world.homes[1])
    doing.merge(world.office, [one], None, world.at, into=other)
    found = queries.chosen(world.office, world.place.site, [one.code], merged=True)
    assert doing.undo(world.office, found, None, world.at + MINUTES).done
    one.refresh_from_db()
    assert one.state == "new"


def test_a_body_outside_owns_what_it_was_handed_and_its_days_are_counted(world, agency):
    one = make_issue(world)
    sent = commands.send_outside(world.office, issue=one, body=agency, reason="Jalan di luar pagar milik DBKL")
    one.refresh_from_db()
    assert (one.state, one.body) == ("accepted", agency)
    assert (sent.days, sent.own_charter) == (rules.USUAL_DAYS, False) and sent.due_on > clock.today(world.at)
    with pytest.raises(Refused):
        commands.send_outside(world.office, issue=one, body=agency, reason="Sekali lagi")


def test_only_a_body_outside_is_handed_something_outside(world):
    with pytest.raises(Refused):
        commands.send_outside(world.office, issue=make_issue(world), body=world.contractor, reason="Tolong buat")


def test_a_refusal_for_a_formality_goes_to_the_committee_and_back_with_one_owner_all_the_time(
    world, agency, association
):
    one = make_issue(world, "accepted")
    sent = commands.send_outside(world.office, issue=one, body=agency, reason="Jalan di luar pagar milik DBKL")
    commands.return_outside(world.office, sent=sent, missing="Perlu pelan lokasi dan cop persatuan")
    one.refresh_from_db()
    assert one.body == association.body
    todo = asked.todo(association.clerk, world.at)
    assert len(todo) == 1 and agency.name in todo[0].sentence
    again = commands.complete_outside(association.clerk, sent=sent)
    one.refresh_from_db()
    assert one.body == agency and again.pk != sent.pk and not asked.todo(association.clerk, world.at)
    with pytest.raises(Refused):
        commands.complete_outside(association.clerk, sent=sent)


def test_when_the_charter_has_passed_office_and_committee_are_told_once_and_asked_to_remind(world, agency, association):
    sent = commands.send_outside(world.office, issue=make_issue(world), body=agency, reason="Di luar pagar")
    later = world.at + timedelta(days=40)
    jobs.charter_passed(later)
    jobs.charter_passed(later)
    sent.refresh_from_db()
    assert sent.told_at == later
    assert len(asked.todo(world.office, later)) == len(asked.todo(association.clerk, later)) == 1
    commands.remind_outside(world.office, sent=sent, at=later)
    assert not asked.todo(world.office, later)
    with pytest.raises(Refused):
        commands.remind_outside(world.office, sent=sent, at=later + timedelta(days=6))
    assert len(asked.todo(world.office, later + timedelta(days=7))) == 1


def test_what_is_handed_to_somebody_else_is_no_longer_outside(world, agency):
    one = make_issue(world)
    sent = commands.send_outside(world.office, issue=one, body=agency, reason="Di luar pagar")
    issues.hand_over(world.office, issue=one, body=world.body, reason="Kita buat sendiri")
    sent.refresh_from_db()
    assert sent.ended_at and Sent.objects.filter(ended_at=None).count() == 0
