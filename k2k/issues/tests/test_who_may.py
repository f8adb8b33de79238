"""Whose word it is: a body names its own dates; its work is told by itself, or by the office for it."""

from datetime import timedelta

import pytest

from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands as commitments_commands
from k2k.commitments import queries as commitments
from k2k.core.commands import Denied, Refused
from k2k.issues import commands, panel, queries, testing

DAY = timedelta(days=1)
VERBS = ("start", "claim", "promise_date", "slip")
#: Role: what it may do for its own body, and for another body of the same place.
MAY = {
    "office": ({"start", "claim", "promise_date", "slip"}, {"start", "claim"}),
    "contractor": ({"start", "claim", "promise_date", "slip"}, set()),
    "committee": ({"start", "claim", "promise_date", "slip"}, set()),
    "owner": ({"promise_date", "slip"}, set()),
}


def casts(world):
    """Somebody of each role, with the body it speaks for."""
    site = world.place.site
    association, owner = bodies_testing.make_association(site), bodies_testing.make_owner(site)
    return {
        "office": (world.office, world.body),
        "contractor": (world.technician, world.contractor),
        "committee": (association.clerk, association.body),
        "owner": (owner.clerk, owner.body),
    }


def accepted(world, body):
    """A common report that the office handed to `body`, with a target."""
    issue = commands.report(world.homes[0], node=world.place.corridors[0], category="light", at=world.at - DAY)
    return commands.accept(world.office, issue=issue, body=body, due=world.at + DAY, at=world.at - DAY)


def attempt(who, issue, verb, at):
    """Whether `who` may do it; nothing half-done stays where not."""
    given = {
        "promise_date": {"due": at + 2 * DAY},
        "slip": {"new_due": at + 3 * DAY, "reason": "Alat ganti belum sampai"},
    }.get(verb, {})
    before = (issue.state, issue.due, issue.steps.count())
    try:
        getattr(commands, verb)(who, issue=issue, at=at, **given)
        return True
    except (Refused, Denied):
        issue.refresh_from_db()
        assert (issue.state, issue.due, issue.steps.count()) == before
        return False


@pytest.mark.parametrize("own", [True, False], ids=["own body", "another body"])
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", MAY)
def test_what_a_role_may_is_what_it_is_offered_and_what_the_command_does(world, role, verb, own):
    people = casts(world)
    who, mine = people[role]
    body = mine if own else people["contractor" if role == "office" else "office"][1]
    issue = accepted(world, body)
    if verb == "promise_date" and issue.due_kind == "promise":
        issue = accepted_target(world, issue)
    expected = verb in MAY[role][0 if own else 1]
    can = queries.can(who, issue, world.at)
    assert getattr(can, verb) == expected
    assert (verb in [one.section.verb for one in panel.sections(issue, who, can, world.at)]) == expected
    assert attempt(who, issue, verb, world.at) == expected


def accepted_target(world, issue):
    """The office's own report, whose target was counted from the rule."""
    other = commands.report(world.homes[0], node=world.place.corridors[1], category="light", at=world.at - DAY)
    return commands.accept(world.office, issue=other, body=issue.body, at=world.at - DAY)


def test_a_refusal_says_whose_date_it_is(world):
    issue = accepted(world, world.contractor)
    with pytest.raises(Refused) as refusal:
        commands.promise_date(world.office, issue=issue, due=world.at + 3 * DAY)
    assert refusal.value.sentence


def test_another_body_does_not_claim_a_date_directly_and_the_office_does(world):
    secretary = bodies_testing.make_association(world.place.site).clerk
    found = commitments.running_for(accepted(world, world.contractor).ref)
    with pytest.raises(Refused):
        commitments_commands.claim(secretary, commitment=found)
    with pytest.raises(Refused):
        commitments_commands.slip(world.office, commitment=found, new_due=world.at + 9 * DAY, reason="Lambat")
    assert commitments_commands.claim(world.office, commitment=found).proof == "claimed"


def test_the_office_of_another_perumahan_records_nothing(world, elsewhere):
    issue = accepted(world, world.contractor)
    assert not queries.can(elsewhere.office, issue, world.at).start
    assert not attempt(elsewhere.office, issue, "start", world.at)


def test_a_promise_that_is_late_stays_counted_when_the_office_says_no_and_accepts_again(world):
    issue = testing.make_issue(world, node=world.place.lifts[0], days_ago=9)
    commands.accept(world.office, issue=issue, at=world.at - 8 * DAY)
    commands.promise_date(world.technician, issue=issue, due=world.at - 3 * DAY, at=world.at - 8 * DAY)
    promised = commitments.running_for(issue.ref)
    commands.reject(world.office, issue=issue, reason="Tiada peruntukan", at=world.at - DAY)
    commands.accept(world.office, issue=issue, at=world.at)
    promised.refresh_from_db()
    assert not promised.withdrawn_by_promiser
    assert commitments.verdict(promised, world.at) == "broken"
    assert commitments.summary(world.place.site, world.at).broken == 1


def test_a_promise_that_neighbours_denied_stays_broken_when_the_office_says_no(world):
    issue = testing.make_issue(world, days_ago=9)
    commands.accept(world.office, issue=issue, at=world.at - 8 * DAY)
    commands.promise_date(world.technician, issue=issue, due=world.at + 9 * DAY, at=world.at - 8 * DAY)
    commands.claim(world.technician, issue=issue, at=world.at - 7 * DAY)
    commands.answer(world.homes[0], issue=issue, answer="no", at=world.at - 6 * DAY)
    promised = commitments.running_for(issue.ref)
    commands.reject(world.office, issue=issue, reason="Tiada peruntukan", at=world.at - DAY)
    promised.refresh_from_db()
    assert commitments.verdict(promised, world.at) == "broken"


def test_a_promise_that_the_office_stops_before_its_day_is_held_against_nobody(world):
    issue = testing.make_issue(world, days_ago=9)
    commands.accept(world.office, issue=issue, at=world.at - 8 * DAY)
    commands.promise_date(world.technician, issue=issue, due=world.at + 9 * DAY, at=world.at - 8 * DAY)
    promised = commitments.running_for(issue.ref)
    commands.reject(world.office, issue=issue, reason="Tiada peruntukan", at=world.at - DAY)
    promised.refresh_from_db()
    assert commitments.verdict(promised, world.at) == "stopped"
