"""Anybody does anything at any time, told in any order: what is refused is said, and what is counted is true."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands as promised
from k2k.commitments import queries as commitments
from k2k.commitments.models import Commitment
from k2k.core import actors, trail
from k2k.core.accounts.models import mark_staff_device
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused
from k2k.core.models import InboxItem
from k2k.issues import commands, messages, queries, rules
from k2k.issues.events import neighbours
from k2k.issues.models import Answer, Issue
from k2k.people.testing import make_household

STAFF_PHONE = "5" * 32
WHO, ISSUES = 15, 4
HOURS = [0, 0, 1, 2, 30, -1, -48, 24 * 8, 24 * 40, -24 * 20]
OFFICE = ("accept", "promise_date", "slip", "start", "claim", "reject", "merge", "unmerge", "comment", "outside_status")
NEIGHBOUR = ("tap", "untap", "yes", "yes", "no", "outside", "report")
DATES = ("withdraw", "board_slip", "board_claim", "contest", "settle", "end_post")


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


@pytest.fixture
def people(world, elsewhere):
    """Whoever may come: homes, a young card, strangers, every post of both estates, a former clerk, the house."""
    mark_staff_device(STAFF_PHONE, world.at)
    other = bodies_testing.make_contractor(world.place.site, "Syarikat Lain")
    return [
        *world.homes,
        make_household(world.place.units[9], at=world.at, days_old=1)[1],
        make_household(world.place.units[10], at=world.at)[1].on_device(STAFF_PHONE),
        elsewhere.homes[0],
        Actor.anonymous("a" * 32),
        Actor.anonymous(""),
        world.office,
        world.technician,
        other.clerk,
        elsewhere.office,
        bodies_testing.make_association(world.place.site).clerk,
        SYSTEM,
    ]


#: Most acts are by whom they concern, about the first report; some by anybody about any.
HOMES, OFFICES = st.sampled_from([0, 1, 2, 3]), st.sampled_from([9, 10])
ANYBODY, ANY = st.integers(0, WHO - 1), st.integers(0, ISSUES - 1)
THIS = st.sampled_from([0, 0, 0, 2])
REST = (st.sampled_from(HOURS), st.sampled_from(["", "", "once", "twice"]))
ACTS = st.one_of(
    st.tuples(st.sampled_from(["yes", "yes", "yes", "no", "tap"]), HOMES, THIS, ANY, *REST),
    st.tuples(st.sampled_from(["claim", "accept", "claim", "slip", "promise_date"]), OFFICES, THIS, ANY, *REST),
    st.tuples(st.sampled_from([*NEIGHBOUR, *OFFICE, *DATES]), ANYBODY, ANY, ANY, *REST),
)


def again(actor: Actor, at) -> Actor:
    """The same person with the rights that they hold now."""
    return actors.for_account(actor.account, at).on_device(actor.device) if actor.account else actor


def call(world, what: str, who: Actor, issue: Issue, other: Issue, at, **how):
    """Do one thing in the name of `who`."""
    later = at + timedelta(days=3)
    if what in ("yes", "no"):
        return commands.answer(who, issue=issue, answer=what, why_not="Masih bocor", at=at, **how)
    if what == "outside":
        return commands.record_outside_number(who, issue=issue, system="adukl", number="ADU-2024/1", at=at, **how)
    if what == "outside_status":
        return commands.record_outside_status(who, issue=issue, status="Selesai", at=at, **how)
    if what == "report":
        hidden = {"identity": "anonymous"} if issue.pk % 2 else {}
        return commands.report(who, node=issue.node, category=issue.category, at=at, **hidden, **how)
    given = {
        "accept": {"due": later}, "promise_date": {"due": later}, "slip": {"new_due": later, "reason": "Tunggu alat"},
        "reject": {"reason": "Bukan kerja kita"}, "merge": {"into": other}, "comment": {"text": "Sabar"},
    }.get(what, {})  # fmt: skip
    return getattr(commands, what)(who, issue=issue, at=at, **given, **how)


def date_call(world, what: str, who: Actor, issue: Issue, at):
    """Something that happens to a date, a body or a post beside the report."""
    running = commitments.running_for(issue.ref)
    if what in ("contest", "settle"):
        getattr(bodies, what)(SYSTEM, body=world.contractor, on=at.date(), at=at)
    elif what == "end_post":
        for term in world.contractor.posts.get().appointments.filter(until=None):
            bodies.end_appointment(SYSTEM, appointment=term, at=at)
    elif running and what == "board_slip":
        promised.slip(who, commitment=running, new_due=at + timedelta(days=9), reason="Hujan", at=at)
    elif running and what == "board_claim":
        promised.claim(who, commitment=running, at=at)
    elif running:
        promised.withdraw(who, commitment=running, reason="Tidak jadi", at=at)


def act(world, people, what: str, who: int, issue: Issue, other: Issue, at, sent: str) -> None:
    """Do one thing as somebody, perhaps sent twice; or be refused."""
    actor = again(people[who], at)
    seen = Issue.objects.filter(queries.visible(actor), pk=issue.pk).exists()
    how = {"client_id": uuid.UUID(int=1 + who)} if sent == "once" else {"client_id": uuid.uuid4()} if sent else {}
    try:
        if what in DATES:
            date_call(world, what, actor, issue, at)
            return
        made = call(world, what, actor, issue, other, at, **how)
        assert seen or what == "report", f"{actor.key} did {what} to what it may not see"
        if sent == "twice":
            same = call(world, what, actor, Issue.objects.get(pk=issue.pk), other, at, **how)
            assert (same.pk, type(same)) == (made.pk, type(made))
    except (Refused, Denied, Http404):
        pass


def holds(issue: Issue, barred: set[int], at) -> None:
    """What is true of a report after any history."""
    counted = Answer.objects.filter(issue=issue, round=issue.round, answer="yes", counts=True)
    homes = list(counted.values_list("household_id", flat=True))
    assert len(homes) == len(set(homes)) and None not in homes and not set(homes) & barred
    if issue.state == "confirmed":
        assert len(homes) >= rules.households_needed(issue.at_home), "confirmed by too few homes"
        if issue.at_home and issue.reporter_id:
            assert homes == [issue.reporter_id]
        assert issue.yes_households == len(homes)
    if issue.identity in rules.HIDDEN:
        assert issue.reporter_id is None
    running = issue.taps.filter(ended_at=None)
    ours = running.filter(household__site=issue.site_id).values("household").distinct().count()
    assert (issue.households, issue.households + issue.without_card) == (ours, running.count())
    assert issue.reopened == issue.steps.filter(what="reopened").count()
    assert queries.status(issue, at) and queries.can(Actor.anonymous("z" * 32), issue, at)


TOLD = {"confirmed": messages.Confirmed, "rejected": messages.Rejected, "merged": messages.Joined}


def ended_aloud(issue: Issue) -> None:
    """No report ends in silence: a public line says why, and every home that reported or tapped was told of it."""
    if issue.state not in rules.ENDED:
        return
    line = issue.steps.filter(what=issue.state, public=True).latest("id")
    why = {"confirmed": line.count >= rules.households_needed(issue.at_home), "rejected": line.text}
    assert why.get(issue.state, issue.merged_into_id), f"{issue.state} without a reason"
    sent = InboxItem.objects.filter(message=TOLD[issue.state].slug, subject=issue.ref, at=line.at)
    assert set(neighbours(issue)) <= set(sent.values_list("recipient", flat=True)), f"{issue.state} and not told"


def board_adds_up(site, at) -> None:
    """The board's numbers are those of its rows, one by one."""
    tally = commitments.summary(site, at)
    verdicts = [
        commitments.verdict(row, at)
        for row in commitments.board(site, at).rows
    ]  # fmt: skip
    every = Commitment.objects.filter(site=site, kind="promise")
    counted = {word: sum(commitments.verdict(row, at) == word for row in every) for word in commitments.VERDICTS}
    for word in ("late", "running"):
        assert getattr(tally, word) == counted[word]
    assert set(verdicts) <= {word for word, n in counted.items() if n}
    numbers = queries.counts(site, at)
    rows = list(Issue.objects.filter(site=site).exclude(state="merged"))
    assert numbers["total"] == len(rows)
    for word in ("new", "late", "confirmed", "rejected", "claimed", "unconfirmed", "reopened", "accepted", "started"):
        assert numbers[word] == sum(queries.status(row, at) == word for row in rows)


def reports(world, people) -> list[Issue]:
    """A common fault on a floor, one that nobody signed, one inside a home, one of the lift."""
    at, place = world.at, world.place
    return [
        commands.report(people[0], node=place.corridors[0], category="light", at=at),
        commands.report(people[1], node=place.corridors[0], category="light", at=at, identity="anonymous"),
        commands.report(people[2], node=place.units[2], category="leak", at=at, at_home=True),
        commands.report(Actor.anonymous("b" * 32), node=world.lift, category="lift", at=at),
    ]


#: What was once not true: answers told as of before the claim, a yes taken back after it had confirmed.
EARLY = [("yes", 0, 0, 0, -1, ""), ("yes", 1, 0, 0, 0, "")]
TAKEN_BACK = [("yes", 0, 0, 0, 0, ""), ("yes", 3, 0, 0, 0, ""), ("no", 3, 0, 0, 0, "")]
#: The ends that chance seldom meets: refused with homes that wait, joined with homes that tapped.
REFUSED_AND_JOINED = [("reject", 9, 2, 0, 0, ""), ("tap", 3, 1, 0, 0, ""), ("merge", 9, 1, 0, 0, "")]


@example(acts=EARLY)
@example(acts=TAKEN_BACK)
@example(acts=REFUSED_AND_JOINED)
@given(acts=st.lists(ACTS, min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_anybody_does_at_any_time_what_is_shown_stays_true(world, people, acts):
    homes = len(world.homes)
    try:
        with transaction.atomic():
            issues, at = reports(world, people), world.at
            for what, who, first, second, hours, sent in [("accept", 9, 0, 0, 0, ""), ("claim", 9, 0, 0, 0, ""), *acts]:
                at += timedelta(hours=hours, minutes=1)
                issue, other = (Issue.objects.get(pk=issues[n].pk) for n in (first, second))
                before = issue.state
                act(world, people, what, who, issue, other, at, sent)
                issue.refresh_from_db()
                assert issue.state == before or rules.may_move(before, issue.state) or sent == "twice"
                assert what in ("yes", "no") or issue.state != "confirmed" or before == "confirmed"
                is_young = at - world.at < timedelta(days=5)
                barred = {people[homes + 1].household_id, people[homes + 2].household_id}
                barred |= {people[homes].household_id} if is_young else set()
                for each in Issue.objects.filter(pk__in=[issue.pk, other.pk]):
                    holds(each, barred, at)
                    ended_aloud(each)
                if before != issue.state in ("rejected", "merged") and people[who] is not SYSTEM:
                    assert issue.steps.filter(what=issue.state).latest("id").body_id, "nobody says who ended it"
            board_adds_up(world.place.site, max(at, world.at))
            assert not list(trail.verify())
            raise Undo
    except Undo:
        pass
