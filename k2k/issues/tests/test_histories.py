"""Whatever people do in whatever order: nothing is confirmed in silence, and the counts are true."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.commitments import queries as commitments
from k2k.core.accounts.models import mark_staff_device
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.issues import commands, jobs, queries, rules
from k2k.issues.models import Answer, Issue
from k2k.people.testing import make_household

STAFF_PHONE = "5" * 32
HOME, WHO = 3, 8
ACTS = st.one_of(
    st.tuples(st.sampled_from(["yes", "yes", "no"]), st.integers(0, WHO)),
    st.tuples(st.sampled_from(["tap", "untap", "yes", "no"]), st.integers(0, WHO)),
    st.tuples(st.sampled_from(["accept", "start", "claim", "reject", "merge", "unmerge"]), st.just(0)),
    st.tuples(st.just("wait"), st.sampled_from([1, 24, 71, 73, 24 * 7, 24 * 15, 24 * 100])),
)


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


@pytest.fixture
def people(world):
    """Four homes, a young card, a home on a staff phone, two phones without a card, the clerk."""
    mark_staff_device(STAFF_PHONE, world.at)
    return [
        *world.homes[:HOME],
        make_household(world.place.units[9], at=world.at, days_old=1)[1],
        make_household(world.place.units[10], at=world.at)[1].on_device(STAFF_PHONE),
        Actor.anonymous("a" * 32),
        Actor.anonymous("b" * 32),
        world.office.on_device("c" * 32),
        world.homes[3],
    ]


def act(world, people, issue: Issue, other: Issue, what: str, who: int, at) -> None:
    """Do one thing, or be refused."""
    office = {"start": {}, "claim": {}, "accept": {}, "unmerge": {}, "reject": {"reason": "Tidak boleh"}}
    try:
        if what in ("yes", "no"):
            commands.answer(people[who], issue=issue, answer=what, at=at)
        elif what in office:
            getattr(commands, what)(world.office, issue=issue, at=at, **office[what])
        elif what == "merge":
            commands.merge(world.office, issue=issue, into=other, at=at)
        else:
            getattr(commands, what)(people[who], issue=issue, at=at)
    except (Refused, Denied):
        pass


def holds(issue: Issue, barred: set[int], at) -> None:
    """What is true of an issue after any history."""
    counted = Answer.objects.filter(issue=issue, round=issue.round, answer="yes", counts=True)
    homes = set(counted.values_list("household_id", flat=True))
    assert issue.yes_households == len(homes) == counted.count() or issue.state not in ("claimed", "confirmed")
    assert None not in homes and not homes & barred
    if issue.state == "confirmed":
        assert len(homes) >= rules.households_needed(issue.at_home)
        assert issue.confirmed_at and issue.closed_at and issue.claimed_at
    running = issue.taps.filter(ended_at=None)
    assert issue.households == running.exclude(household=None).values("household").distinct().count()
    assert issue.without_card == running.filter(household=None).count()
    assert issue.reopened == issue.steps.filter(what="reopened").count()
    assert (issue.closed_at is not None) == (issue.state in rules.ENDED)
    commitment = commitments.running_for(issue.ref)
    if issue.state in ("accepted", "started", "claimed", "confirmed"):
        assert (issue.due, issue.due_kind) == (commitment.due, commitment.kind)
        wanted = {"claimed": {"claimed"}, "confirmed": {"confirmed"}}.get(issue.state, {"none", "denied"})
        assert commitment.proof in wanted
    else:
        assert commitment is None and issue.due is None
    assert queries.status(issue, at)


@given(acts=st.lists(ACTS, min_size=1, max_size=25), at_home=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_history_confirms_in_silence(world, people, acts, at_home):
    young, on_staff_phone = people[HOME].household_id, people[HOME + 1].household_id
    node = world.place.units[0] if at_home else world.place.corridors[0]
    try:
        with transaction.atomic():
            start = world.at
            issue = commands.report(people[0], node=node, category="light", at=start)
            other = commands.report(people[1], node=world.place.corridors[1], category="light", at=start)
            at, before = start, "new"
            for what, number in [("accept", 0), ("claim", 0), *acts]:
                if what == "wait":
                    at += timedelta(hours=number)
                    for job in (jobs.ask_again, jobs.erase_contacts, jobs.forget_devices):
                        job(at)
                else:
                    at += timedelta(minutes=1)
                    act(world, people, issue, other, what, number, at)
                issue.refresh_from_db()
                assert issue.state == before or rules.may_move(before, issue.state)
                assert what in ("yes", "no") or issue.state != "confirmed" or before == "confirmed"
                before = issue.state
                is_young = at - start < timedelta(days=5)
                holds(issue, {on_staff_phone, young} if is_young else {on_staff_phone}, at)
            raise Undo
    except Undo:
        pass
