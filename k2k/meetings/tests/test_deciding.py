"""Motions: moved, seconded, voted on by those who can; no vote on one's own removal; what is carried is promised."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.ballots import commands as ballots
from k2k.ballots import testing as ballots_testing
from k2k.ballots.models import Ballot
from k2k.bodies import queries as bodies
from k2k.commitments import commands as commitments
from k2k.core import clock, registry
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.groups import commands as groups
from k2k.groups import queries as group_queries
from k2k.groups.testing import add_member
from k2k.meetings import commands, queries, rules
from k2k.meetings.testing import make_meeting
from k2k.people import testing as people_testing
from k2k.people.models import Household

pytestmark = pytest.mark.django_db
HALF = timedelta(minutes=30)


def hands(held, motion, votes, by=None):
    given = dict(zip(("votes_for", "votes_against", "abstained"), votes, strict=True))
    return commands.vote_hands(by or held.secretary, motion=motion, at=held.at + HALF, **given)


def test_a_motion_is_seconded_by_another_before_it_is_voted_on(held):
    motion = commands.propose(
        held.secretary, meeting=held.meeting, item=held.item(), text="Cat lobi", proposer=held.here[0], at=held.at
    )
    with pytest.raises(Refused):
        hands(held, motion, (3, 1, 0))
    with pytest.raises(Refused, match="does not second"):
        commands.second(held.secretary, motion=motion, seconder=held.here[0], at=held.at)
    commands.second(held.secretary, motion=motion, seconder=held.here[1], at=held.at)
    assert hands(held, motion, (3, 1, 0)).state == "carried"


def test_no_more_hands_than_members_who_can_vote(held):
    motion = held.seconded()
    with pytest.raises(Refused, match="5 hands"):
        hands(held, motion, (3, 1, 1))
    assert (motion.refresh_from_db(), motion.state)[1] == "seconded"


def test_too_few_members_decide_nothing_before_the_second_call():
    held = make_meeting("open", rules="women", members=9, here=2)
    motion = held.seconded()
    with pytest.raises(Refused, match="Too few"):
        hands(held, motion, (2, 0, 0))
    commands.second_call(held.secretary, meeting=held.meeting, at=held.at + HALF + timedelta(minutes=1))
    assert hands(held, motion, (2, 0, 0)).state == "carried"


def test_a_second_call_does_not_decide_what_the_constitution_names():
    held = make_meeting("open", rules="women", members=9, here=2)
    commands.second_call(held.secretary, meeting=held.meeting, at=held.at + timedelta(minutes=31))
    with pytest.raises(Refused, match="second call"):
        held.seconded(subject="amend", minutes=40)
    assert held.seconded(subject="remove", about_member=held.made.memberships[5], minutes=40).state == "seconded"


def test_a_second_call_can_be_kept_from_removals_too():
    held = make_meeting("open", rules="women", members=9, here=2)
    groups.set_rule(
        held.secretary, group=held.made.group, name="second_call_cannot", value="amend_and_remove", source="Fasal 9",
        at=held.at - timedelta(days=30),
    )  # fmt: skip
    commands.second_call(held.secretary, meeting=held.meeting, at=held.at + timedelta(minutes=31))
    with pytest.raises(Refused, match="second call"):
        held.seconded(subject="remove", about_member=held.made.memberships[5], minutes=40)


def test_a_treasurer_does_not_vote_on_their_own_removal_nor_count_the_votes(held):
    treasurer = held.made.posts["treasurer"]
    officer = people_testing.make_staff("pegawai", "officer", held.made.site)
    groups.link_account(officer, membership=held.made.memberships[3], account=treasurer.account, at=held.at)
    term = group_queries.committee(held.made.group, held.at).get(account=treasurer.account)
    motion = held.seconded(subject="remove", about_post=term)
    with pytest.raises(Refused, match="about you"):
        hands(held, motion, (2, 1, 0), by=treasurer)
    with pytest.raises(Refused, match="3 of those"):
        hands(held, motion, (2, 2, 0))
    done = hands(held, motion, (2, 1, 0))
    assert (done.state, done.entitled) == ("carried", 3)
    assert done.interests.get().why == "rule" and done.interests.get().attendance == held.here[3]


def test_sock_puppets_that_joined_after_the_notice_have_no_vote_in_a_removal(held):
    held.made.at = held.at
    card = held.made.homes[-1]
    home = Household.objects.get(pk=card.household_id)
    puppets = [
        add_member(held.made, card, people_testing.make_person(card, home, f"Boneka {n}"), days_old=10)
        for n in range(3)
    ]
    for puppet in puppets:
        commands.tick(held.secretary, meeting=held.meeting, membership=puppet, at=held.at)
    motion = held.seconded(subject="remove", about_member=held.made.memberships[2])
    with pytest.raises(Refused):
        hands(held, motion, (6, 0, 0))
    assert hands(held, motion, (3, 0, 0)).entitled == 3
    with pytest.raises(Refused):
        held.seconded(proposer=commands.tick(held.secretary, meeting=held.meeting, membership=puppets[0], at=held.at))


def test_who_says_that_it_concerns_them_neither_votes_nor_counts(held):
    motion = held.seconded(subject="money")
    commands.declare_interest(held.made.members[3], motion=motion, at=held.at)
    commands.recuse(held.secretary, motion=motion, attendance=held.here[2], at=held.at)
    with pytest.raises(Refused):
        hands(held, motion, (3, 0, 0))
    assert hands(held, motion, (1, 1, 0)).state == "lost"


def test_a_roll_call_writes_each_vote_and_refuses_who_stood_aside(held):
    motion = held.seconded()
    commands.recuse(held.secretary, motion=motion, attendance=held.here[3], at=held.at)
    votes = {held.here[0].pk: "for", held.here[1].pk: "against", held.here[2].pk: "for"}
    with pytest.raises(Refused):
        commands.vote_roll(held.secretary, motion=motion, votes=votes | {held.here[3].pk: "for"}, at=held.at + HALF)
    done = commands.vote_roll(held.secretary, motion=motion, votes=votes, at=held.at + HALF)
    assert (done.state, done.votes_for, done.votes_against) == ("carried", 2, 1)
    assert done.roll.count() == 3


def test_a_secret_ballot_is_of_those_here_and_its_count_decides(held):
    motion = commands.vote_secret(held.secretary, motion=held.seconded(), at=held.at + HALF)
    ballot = Ballot.objects.get(source=motion.ref)
    assert sorted(ballot.roll.values_list("who", flat=True)) == sorted(row.membership.voter for row in held.here)
    tellers = [held.made.posts["secretary"], held.made.posts["chair"]]
    for number, teller in enumerate(tellers, 1):
        ballots.appoint_teller(held.secretary, ballot=ballot, holder=teller.key, at=held.at + HALF)
        ballots.keep_key(teller, ballot=ballot, passphrase=ballots_testing.PHRASES[number], at=held.at + HALF)
    ballots.open_ballot(held.secretary, ballot=ballot, at=held.at + HALF)
    for number, yes in ((0, 1), (1, 1), (2, 2)):
        ballots.cast_vote(
            held.made.members[number], ballot=ballot, vote={1: [yes]}, slip=ballots_testing.slip(), at=held.at + HALF
        )
    ballots.close(held.secretary, ballot=ballot, at=held.at + HALF)
    ballots.count_votes(
        held.secretary, ballot=ballot, passphrases={n: ballots_testing.PHRASES[n] for n in (1, 2)}, at=held.at + HALF
    )
    motion.refresh_from_db()
    assert (motion.state, motion.votes_for, motion.votes_against, motion.entitled) == ("carried", 2, 1, 4)


def test_a_cancelled_ballot_leaves_the_motion_to_be_voted_on_again(held):
    motion = commands.vote_secret(held.secretary, motion=held.seconded(), at=held.at + HALF)
    ballots.cancel(held.secretary, ballot=Ballot.objects.get(), reason="Talian putus", at=held.at + HALF)
    motion.refresh_from_db()
    assert (motion.state, motion.method) == ("seconded", "")
    assert hands(held, motion, (3, 0, 0)).state == "carried"


def test_changing_the_constitution_needs_two_thirds_and_an_item_on_the_agenda(held):
    with pytest.raises(Refused, match="agenda"):
        held.seconded(subject="amend", item=held.item("report"))
    assert hands(held, held.seconded(subject="amend"), (2, 2, 0)).state == "lost"
    assert hands(held, held.seconded(subject="amend"), (2, 1, 0)).state == "carried"


@given(st.integers(0, 400), st.integers(0, 400))
def test_carried_is_counted_in_whole_numbers(votes_for, votes_against):
    both = votes_for + votes_against
    assert rules.carried(rules.SIMPLE, votes_for, votes_against) == (votes_for > votes_against)
    assert rules.carried(rules.TWO_THIRDS, votes_for, votes_against) == (votes_for > 0 and 3 * votes_for >= 2 * both)


def _decided(held, days=30):
    motion = hands(held, held.seconded(), (4, 0, 0))
    post = bodies.posts(held.made.group.body).get(kind="treasurer")
    due = clock.today(held.at) + timedelta(days=days)
    return commands.decide(
        held.secretary, motion=motion, what="Cat lobi Blok B", post=post, due=due, at=held.at + timedelta(hours=1)
    )


def test_what_is_carried_becomes_a_promise_of_the_group_with_a_post_and_a_day(held):
    decision = _decided(held)
    promise = decision.commitment
    assert (promise.kind, promise.body, promise.source) == ("promise", held.made.group.body, decision.motion.ref)
    assert registry.get("ref", "meetings.motion")(decision.motion_id, SYSTEM)[1].endswith("/usul/1/")
    with pytest.raises(Refused):
        commands.decide(held.secretary, motion=decision.motion, what="Lagi", post=decision.post, due=clock.today())


def test_what_was_lost_is_not_promised(held):
    motion = hands(held, held.seconded(), (1, 3, 0))
    post = bodies.posts(held.made.group.body).first()
    with pytest.raises(Refused):
        commands.decide(held.secretary, motion=motion, what="Cat", post=post, due=clock.today() + timedelta(days=9))


def test_open_decisions_are_followed_up_at_the_next_meeting_until_they_are_kept(held):
    decision = _decided(held)
    (followed,) = queries.follow_up(held.made.group, held.at + timedelta(days=2))
    assert followed.is_open and followed.verdict == "running"
    (followed,) = queries.follow_up(held.made.group, held.at + timedelta(days=40))
    assert followed.verdict == "late"
    assert queries.follow_up(held.made.group, held.at, before=held.meeting) == []
    commitments.claim(held.secretary, commitment=decision.commitment, at=held.at + timedelta(days=3))
    commitments.confirm(SYSTEM, commitment=decision.commitment, at=held.at + timedelta(days=4))
    (followed,) = queries.follow_up(held.made.group, held.at + timedelta(days=5))
    assert (followed.verdict, followed.is_open) == ("kept", False)
