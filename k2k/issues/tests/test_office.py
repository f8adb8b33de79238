"""The office takes reports on, names dates, moves them with a reason, says that work is done, and says no."""

from datetime import UTC, datetime, timedelta

import pytest

from k2k.bodies import testing as bodies_testing
from k2k.commitments import queries as commitments
from k2k.core import clock, hours
from k2k.core.accounts import links
from k2k.core.commands import Denied, Refused
from k2k.issues import commands, promises, queries, rules, testing
from k2k.places.testing import make_site

DAY = timedelta(days=1)
#: Thursday 19 February 2026, 10:00 in Kuala Lumpur; the 17th and 18th were the Lunar New Year.
MORNING = datetime(2026, 2, 19, 2, 0, tzinfo=UTC)


def running(issue):
    return commitments.running_for(issue.ref)


def test_accepting_without_a_date_counts_a_target_for_the_body_that_maintains_it(world):
    issue = commands.accept(world.office, issue=testing.make_issue(world))
    assert (issue.state, issue.body, issue.due_kind) == ("accepted", world.contractor, "target")
    found = running(issue)
    assert (found.kind, found.body, found.due, found.node) == ("target", world.contractor, issue.due, world.lift)


def test_what_nobody_maintains_goes_to_the_body_that_manages_the_place(world):
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    assert commands.accept(world.office, issue=issue).body == world.body


def test_where_nobody_is_responsible_the_office_chooses(db, phone):
    site = make_site(name="PPR Kosong").site
    lonely = bodies_testing.make_office(site)
    issue = commands.report(phone, node=site, category="drain")
    with pytest.raises(Refused) as refusal:
        commands.accept(lonely.clerk, issue=issue)
    assert refusal.value.field == "body"
    assert commands.accept(lonely.clerk, issue=issue, body=lonely.body).body == lonely.body


def test_a_body_that_does_not_work_here_takes_nothing(world, elsewhere):
    issue = testing.make_issue(world)
    with pytest.raises(Refused) as refusal:
        commands.accept(world.office, issue=issue, body=elsewhere.body)
    assert refusal.value.field == "body"
    owner = bodies_testing.make_owner(world.place.site, joined_on=None).body
    assert commands.accept(world.office, issue=issue, body=owner).due_kind == "target", "it has not joined"


def test_a_target_counts_working_days_of_the_sites_state_and_pauses_over_festive_travel(world):
    issue = testing.make_issue(world)
    issue.category = "leak"
    due = promises.target_day(issue, MORNING)
    assert clock.today(due) == hours.add_days(clock.today(MORNING), 3, "MY-14")
    assert clock.today(due) > clock.add_working_days(clock.today(MORNING), 3, "MY-14")  # everybody travels
    assert clock.local(due).hour == 17


@pytest.mark.parametrize("category", rules.CATEGORIES)
def test_every_category_gets_a_target_that_is_still_to_come(world, category):
    issue = testing.make_issue(world, category=category, node=world.place.block)
    assert promises.target_day(issue, world.at) > world.at


def test_a_date_by_the_body_itself_is_a_promise(world):
    due = world.at + 2 * DAY
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    commands.accept(world.office, issue=issue, due=due)
    assert (issue.due_kind, issue.due, running(issue).kind) == ("promise", due, "promise")


def test_a_date_the_office_names_for_a_contractor_stays_a_target_until_it_is_accepted(world):
    due = world.at + 2 * DAY
    issue = commands.accept(world.office, issue=testing.make_issue(world), due=due)
    assert (issue.body, issue.due_kind, issue.due) == (world.contractor, "target", due)
    with pytest.raises(Refused):
        commands.promise_date(world.office, issue=issue, due=due)
    commands.promise_date(world.technician, issue=issue, due=due + DAY)
    assert (issue.due_kind, issue.due, running(issue).first_due) == ("promise", due + DAY, due + DAY)


@pytest.mark.parametrize("back", [timedelta(0), timedelta(seconds=1), timedelta(days=400)])
def test_a_date_in_the_past_is_refused(world, back):
    with pytest.raises(Refused) as refusal:
        commands.accept(world.office, issue=testing.make_issue(world), due=world.at - back, at=world.at)
    assert refusal.value.field == "due"


def test_a_slip_keeps_its_reason_and_the_first_date(world):
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    first = world.at + 2 * DAY
    commands.accept(world.office, issue=issue, due=first)
    commands.slip(world.office, issue=issue, new_due=first + 5 * DAY, reason="Tunggu alat ganti")
    found = running(issue)
    assert (issue.due, found.due, found.first_due) == (first + 5 * DAY, first + 5 * DAY, first)
    assert issue.steps.get(what="slipped").text == "Tunggu alat ganti"
    with pytest.raises(Refused):
        commands.slip(world.office, issue=issue, new_due=first + 6 * DAY, reason=" ")
    with pytest.raises(Refused):
        commands.slip(world.office, issue=issue, new_due=first + 4 * DAY, reason="Terlalu awal")


def test_a_date_moved_on_the_board_moves_on_the_report_too(world):
    from k2k.commitments import commands as commitment_commands

    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    commands.accept(world.office, issue=issue, due=world.at + 2 * DAY)
    commitment_commands.slip(
        world.office, commitment=running(issue), new_due=world.at + 9 * DAY, reason="Tunggu alat ganti"
    )
    issue.refresh_from_db()
    assert issue.due == world.at + 9 * DAY


def test_the_whole_way_from_report_to_confirmed_is_kept(world):
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    commands.accept(world.office, issue=issue, due=world.at + 2 * DAY)
    commands.start(world.office, issue=issue)
    commands.claim(world.office, issue=issue, text="Mentol ditukar")
    assert running(issue).proof == "claimed"
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes")
    found = running(issue)
    assert (issue.state, found.proof) == ("confirmed", "confirmed")
    assert commitments.verdict(found, world.at + 3 * DAY) == "kept"
    whats = list(issue.steps.order_by("id").values_list("what", flat=True))
    assert whats == ["reported", "accepted", "started", "claimed", "yes", "yes", "confirmed"]


def test_the_story_names_posts_and_bodies_and_never_a_person(world):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    told = queries.timeline(issue, world.homes[0])
    by_office = [line for line in told if line.what in ("accepted", "started", "claimed")]
    assert {(line.body, line.post) for line in by_office} == {(world.body, "Kerani pejabat")} or {
        line.post for line in by_office
    } == {"Office clerk"}
    assert world.office.name not in str([vars(line) for line in told])


def test_what_was_claimed_without_being_accepted_is_refused(world):
    with pytest.raises(Refused):
        commands.claim(world.office, issue=testing.make_issue(world))


@pytest.mark.parametrize("state", ["accepted", "started", "claimed", "confirmed"])
def test_a_report_is_accepted_once(world, state):
    with pytest.raises(Refused):
        commands.accept(world.office, issue=testing.make_issue(world, state))


def test_a_contractor_says_that_it_is_done_and_does_not_accept(world):
    issue = testing.make_issue(world, "accepted", days_ago=1)
    with pytest.raises(Denied):
        commands.reject(world.technician, issue=issue, reason="Tidak perlu")
    commands.start(world.technician, issue=issue)
    commands.claim(world.technician, issue=issue)
    assert issue.steps.get(what="claimed").body == world.contractor


def test_somebody_with_a_signed_link_says_that_it_is_done(world):
    issue = testing.make_issue(world, "accepted", days_ago=1)
    link = links.make_link(
        purpose="contractor_work", subject=world.contractor.ref, about=issue.ref, at=world.at, lasts=DAY,
        made_by=world.office.key, role="contractor", node=world.lift,
    )  # fmt: skip
    commands.claim(links.actor_of(link), issue=issue)
    assert issue.state == "claimed" and issue.steps.get(what="claimed").body == world.contractor
    other = testing.make_issue(world, "accepted", node=world.place.lifts[1], days_ago=1)
    with pytest.raises(Denied):
        commands.claim(links.actor_of(link), issue=other)


def test_saying_no_needs_a_reason_and_is_taken_back_by_accepting(world):
    issue = testing.make_issue(world)
    for empty in ("", "   ", "x"):
        with pytest.raises(Refused) as refusal:
            commands.reject(world.office, issue=issue, reason=empty)
        assert refusal.value.field == "reason"
    commands.reject(world.office, issue=issue, reason="Ini kerja majlis")
    assert (issue.state, issue.reject_reason) == ("rejected", "Ini kerja majlis") and issue.closed_at
    commands.accept(world.office, issue=issue)
    assert (issue.state, issue.reject_reason, issue.closed_at) == ("accepted", "", None)


def test_saying_no_after_a_promise_withdraws_it(world):
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light")
    commands.accept(world.office, issue=issue, due=world.at + DAY)
    promised = running(issue)
    commands.reject(world.office, issue=issue, reason="Tiada peruntukan")
    promised.refresh_from_db()
    assert promised.withdrawn_at and commitments.verdict(promised, world.at + DAY) == "broken"
    assert (issue.due, issue.due_kind) == (None, "")


def test_a_reopened_target_is_counted_anew(world):
    issue = testing.make_issue(world, "claimed", days_ago=2)
    commands.answer(world.homes[0], issue=issue, answer="no", at=world.at)
    found = running(issue)
    assert issue.due == found.due > world.at and found.denials == 1 and found.slips.count() == 1
    assert queries.status(issue, world.at) == "reopened"


def test_a_reopened_promise_stands_denied_until_the_body_gives_a_new_date(world):
    issue = testing.make_issue(
        world, "claimed", node=world.place.corridors[0], category="light", days_ago=2, due=world.at + DAY
    )
    commands.answer(world.homes[0], issue=issue, answer="no")
    assert (running(issue).proof, issue.due) == ("denied", world.at + DAY)
    commands.slip(world.office, issue=issue, new_due=world.at + 4 * DAY, reason="Wayar lain putus")
    assert (running(issue).proof, issue.due) == ("none", world.at + 4 * DAY)
    commands.claim(world.office, issue=issue)
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes")
    assert issue.state == "confirmed"


def test_nobody_from_another_perumahan_does_anything_here(world, elsewhere):
    issue = testing.make_issue(world)
    for verb in (commands.accept, commands.start, commands.claim):
        with pytest.raises(Denied):
            verb(elsewhere.office, issue=issue)
    with pytest.raises(Denied):
        commands.comment(elsewhere.technician, issue=issue, text="Apa khabar")


def test_residents_do_none_of_the_offices_work(world, phone):
    issue = testing.make_issue(world, "accepted", days_ago=1)
    for somebody in (phone, world.homes[0]):
        for call in (
            lambda who: commands.claim(who, issue=issue),
            lambda who: commands.reject(who, issue=issue, reason="Tidak mahu"),
            lambda who: commands.comment(who, issue=issue, text="Helo"),
            lambda who: commands.clear_photo(who, issue=issue),
            lambda who: commands.record_outside_status(who, issue=issue, status="Siap"),
        ):
            with pytest.raises(Denied):
                call(somebody)


def test_a_word_from_the_office_is_told_in_the_name_of_the_post(world):
    issue = testing.make_issue(world, "accepted", days_ago=1)
    commands.comment(world.office, issue=issue, text="Juruteknik datang petang ini")
    line = next(line for line in queries.timeline(issue, world.homes[0]) if line.what == "comment")
    assert (line.text, line.body) == ("Juruteknik datang petang ini", world.body)
    for empty in ("", "  ", "x" * 301):
        with pytest.raises(Refused):
            commands.comment(world.office, issue=issue, text=empty)


def test_the_committee_and_the_contractor_do_not_work_on_what_is_inside_homes(world):
    secretary = bodies_testing.make_association(world.place.site).clerk
    issue = testing.make_issue(world, node=world.place.units[0], category="leak")
    with pytest.raises(Denied):
        commands.accept(secretary, issue=issue)
    commands.accept(world.office, issue=issue)
    with pytest.raises(Denied):
        commands.claim(world.technician, issue=issue)


def test_the_public_board_does_not_tell_which_home_is_repaired(world):
    unit = world.place.units[0]
    issue = testing.make_issue(world, "accepted", node=unit, category="pest", days_ago=1)
    found = running(issue)
    assert found.node == world.place.site
    for secret in (unit.name, "tikus", "Rats", str(unit.pk)):
        assert secret not in found.what
