"""The office hands a report that is in hand to another body, with a reason; no promise is washed clean by it."""

from datetime import timedelta

import pytest

from k2k.bodies import testing as bodies_testing
from k2k.commitments import queries as commitments
from k2k.core import notify
from k2k.core.commands import Denied, Refused
from k2k.core.testing import browser, page, send
from k2k.issues import commands, panel, queries, testing
from k2k.issues.models import Issue

DAY = timedelta(days=1)
WHY = "Kontraktor tidak datang dua kali"


@pytest.fixture
def other(world):
    """Another contractor of the same place."""
    return bodies_testing.make_contractor(world.place.site, "Kontraktor Dua")


@pytest.fixture
def issue(world):
    """A lift that the contractor was given eight days ago."""
    made = testing.make_issue(world, days_ago=9)
    return commands.accept(world.office, issue=made, due=world.at + DAY, at=world.at - 8 * DAY)


def test_another_body_gets_the_report_with_a_target_of_its_own(world, issue, other):
    former = commitments.running_for(issue.ref)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at)
    found = Issue.objects.get(pk=issue.pk)
    running = commitments.running_for(issue.ref)
    assert (found.body, found.state, found.due_kind, found.due) == (other.body, "accepted", "target", running.due)
    assert (running.body, running.kind) == (other.body, "target") and running.due > world.at
    former.refresh_from_db()
    assert (former.withdrawn_at, former.withdrawn_reason) == (world.at, WHY)


def test_what_the_former_body_began_begins_anew(world, issue, other):
    commands.start(world.technician, issue=issue, at=world.at - DAY)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at)
    found = Issue.objects.get(pk=issue.pk)
    assert (found.state, found.started_at, found.accepted_at) == ("accepted", None, world.at)
    with pytest.raises(Refused):
        commands.claim(world.technician, issue=found)
    commands.start(other.clerk, issue=found)
    assert found.state == "started"


def test_a_promise_that_is_late_stays_broken_when_the_report_is_handed_over(world, issue, other):
    commands.promise_date(world.technician, issue=issue, due=world.at - 3 * DAY, at=world.at - 8 * DAY)
    promised = commitments.running_for(issue.ref)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at)
    promised.refresh_from_db()
    assert not promised.withdrawn_by_promiser and commitments.verdict(promised, world.at) == "broken"
    assert commitments.summary(world.place.site, world.at).broken == 1


def test_a_promise_taken_away_before_its_day_is_held_against_nobody(world, issue, other):
    commands.promise_date(world.technician, issue=issue, due=world.at + 3 * DAY, at=world.at - 8 * DAY)
    promised = commitments.running_for(issue.ref)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at)
    promised.refresh_from_db()
    assert commitments.verdict(promised, world.at + 9 * DAY) == "stopped"


def test_an_office_that_hands_its_own_promise_away_has_broken_it(world, other):
    issue = testing.make_issue(world, node=world.place.corridors[0], category="light", days_ago=1)
    commands.accept(world.office, issue=issue, due=world.at + 9 * DAY, at=world.at - DAY)
    promised = commitments.running_for(issue.ref)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at)
    promised.refresh_from_db()
    assert commitments.verdict(promised, world.at) == "broken"


def test_a_report_goes_back_to_the_body_that_had_it(world, issue, other):
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY, at=world.at - DAY)
    commands.hand_over(world.office, issue=issue, body=world.contractor, reason=WHY, at=world.at)
    commands.promise_date(world.technician, issue=issue, due=world.at + 2 * DAY, at=world.at)
    assert (issue.body, issue.due_kind) == (world.contractor, "promise")


@pytest.mark.parametrize("state", ["new", "claimed", "confirmed", "rejected"])
def test_only_a_report_in_hand_is_handed_over(world, other, state):
    made = testing.make_issue(world, state, days_ago=1)
    with pytest.raises(Refused):
        commands.hand_over(world.office, issue=made, body=other.body, reason=WHY)


def test_a_report_is_handed_to_another_body_that_works_here_and_with_a_reason(world, elsewhere, issue, other):
    for body, reason, field in (
        (world.contractor, WHY, "body"),
        (elsewhere.contractor, WHY, "body"),
        (other.body, " ", "reason"),
        (other.body, "x" * 301, "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            commands.hand_over(world.office, issue=issue, body=body, reason=reason)
        assert refusal.value.field == field
    assert Issue.objects.get(pk=issue.pk).body == world.contractor


def test_the_office_and_the_committee_hand_over_and_nobody_else(world, elsewhere, issue, other):
    owner = bodies_testing.make_owner(world.place.site).clerk
    for who in (world.technician, other.clerk, owner, elsewhere.office, world.homes[0], bodies_testing.make_officer()):
        with pytest.raises(Denied):
            commands.hand_over(who, issue=issue, body=other.body, reason=WHY)
        can = queries.can(who, issue, world.at)
        assert "hand_over" not in [one.section.verb for one in panel.sections(issue, who, can, world.at)]
    secretary = bodies_testing.make_association(world.place.site).clerk
    commands.hand_over(secretary, issue=issue, body=other.body, reason=WHY)
    assert issue.body == other.body


def test_the_committee_hands_nothing_over_inside_a_home(world, other):
    secretary = bodies_testing.make_association(world.place.site).clerk
    issue = testing.make_issue(world, "accepted", node=world.place.units[0], category="leak", days_ago=1)
    with pytest.raises(Denied):
        commands.hand_over(secretary, issue=issue, body=other.body, reason=WHY)
    commands.hand_over(world.office, issue=issue, body=other.body, reason=WHY)
    assert commitments.running_for(issue.ref).node == world.place.site


def test_everybody_reads_to_whom_and_why_and_who_reported_is_told(world, issue, other):
    answer = send(
        browser(world.office), f"/aduan/{issue.code}/serah/", body=other.body.code, reason=f"{WHY} <script>"
    )  # fmt: skip
    assert answer.status_code == 303
    html = page(browser().get(f"/aduan/{issue.code}/"))
    assert f"Handed over to {other.body.name}" in html and f"{WHY} &lt;script&gt;" in html
    told = [item.message for item in notify.models.InboxItem.objects.filter(recipient=world.homes[0].inboxes[1])]
    assert "issues.handed_over" in told


def test_the_form_offers_the_other_bodies_and_keeps_what_was_written(world, issue, other):
    office = browser(world.office)
    html = page(office.get(f"/aduan/{issue.code}/")).split('id="hand_over"')[1].split("</details>")[0]
    assert other.body.name in html and world.contractor.name not in html
    answer = send(office, f"/aduan/{issue.code}/serah/", body="", reason=WHY)
    assert answer.status_code == 422 and WHY in page(answer)
