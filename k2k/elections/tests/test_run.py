"""An election from its call until it holds: rights move by themselves, and nobody can hurry, stop or bend it."""

from datetime import timedelta

import pytest

from k2k.ballots import commands as ballots
from k2k.ballots import queries as ballots_queries
from k2k.bodies import commands as bodies
from k2k.bodies.testing import make_account, make_association, make_officer
from k2k.core import actors, clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.elections import commands, jobs, testing
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Candidate, Seat
from k2k.groups import commands as groups_commands
from k2k.groups import queries as groups
from k2k.people import testing as people_testing
from k2k.people.models import Household

pytestmark = pytest.mark.django_db


def candidate(run, name):
    return Candidate.objects.get(pk=run.candidates[name].pk)


@pytest.fixture
def tied():
    """Two stand for chair; two votes for each."""
    run = testing.make_call()
    testing.stand(run, 2, "Halimah")
    testing.stand(run, 3, "Kumar")
    testing.make_vote(run)
    for member, name in enumerate(("Halimah", "Kumar", "Halimah", "Kumar")):
        testing.cast(run, member, name)
    return run


def test_from_the_call_until_it_holds_a_tie_is_settled_by_the_lots_drawn_before_the_vote(tied):
    testing.make_counted(tied)
    contest = ballots_queries.counted(tied.election.ballot)[0]
    first = Candidate.objects.get(election=tied.election, place=contest.lots[0])
    assert contest.outcome.result["ties"]
    assert {row.name: row.state for row in tied.election.candidates.all()} == {
        first.name: "elected",
        ({"Halimah", "Kumar"} - {first.name}).pop(): "not_elected",
    }
    assert tied.election.settles_at == clock.end_of_day(clock.today(tied.day(26)) + timedelta(days=14))
    assert tied.pass_days(40).state == "counted"
    assert tied.pass_days(41).state == "settled"


def test_rights_move_when_the_window_closes_and_no_signature_of_the_old_committee_is_waited_for(tied):
    testing.make_counted(tied)
    old = tied.made.posts["chair"]
    tied.pass_days(41)
    later = tied.day(42)
    assert not groups.may_run(old, tied.made.group, later)
    assert not actors.for_account(old.account, later).may("elections.call", tied.made.site)
    winner = Candidate.objects.get(election=tied.election, state="elected")
    now = actors.for_account(winner.membership.account, later)
    assert groups.may_run(now, tied.made.group, later) and now.may("elections.call", tied.made.site)
    term = groups.committee(tied.made.group, later).get(account=winner.membership.account)
    assert clock.today(term.until).year == clock.today(later).year + 2
    assert groups.may_run(tied.made.secretary, tied.made.group, later)


def test_who_was_elected_opens_their_account_under_their_pin_and_the_outgoing_committee_never_does(tied):
    testing.make_counted(tied)
    tied.pass_days(41)
    winner = Candidate.objects.get(election=tied.election, state="elected")
    card = tied.made.members[2 if winner.name == "Halimah" else 3]
    for other in (tied.made.secretary, tied.made.posts["chair"], tied.made.members[0]):
        with pytest.raises(Denied):
            commands.invite(other, candidate=winner)
    assert commands.invite(card, candidate=winner).path.startswith("/p/")
    assert commands.invite(make_officer(), candidate=winner).path.startswith("/p/")
    loser = Candidate.objects.get(election=tied.election, state="not_elected")
    with pytest.raises(Refused, match="no account"):
        commands.invite(make_officer("Pegawai Dua"), candidate=loser)


def test_whoever_joins_once_an_election_is_called_has_no_vote_in_it():
    run = testing.make_call()
    home = run.made.homes[-1]
    late = people_testing.make_person(home, Household.objects.get(pk=home.household_id), "Lambat")
    asked = groups_commands.join(people_testing.bound(home, late), group=run.made.group, at=run.day(1))
    groups_commands.admit(SYSTEM, membership=asked, at=run.day(9))
    for member, name in ((2, "Halimah"), (3, "Kumar")):
        testing.stand(run, member, name)
    testing.make_vote(run)
    roll = set(run.election.ballot.roll.values_list("who", flat=True))
    assert roll == {row.voter for row in run.made.memberships}
    assert asked.voter not in roll


def test_the_vote_does_not_end_before_the_hour_that_was_told(tied):
    with pytest.raises(Refused, match="not before"):
        ballots.close(tied.made.secretary, ballot=tied.election.ballot, at=tied.day(25))


def test_the_vote_does_not_begin_before_its_day_and_begins_by_itself_at_noon():
    run = testing.make_call()
    for member, name in ((2, "Halimah"), (3, "Kumar")):
        testing.stand(run, member, name)
    run.pass_days(22)
    commands.open_vote(run.made.secretary, election=run.election, at=run.day(22))
    for number, teller in enumerate(run.tellers, 1):
        ballots.keep_key(teller, ballot=run.election.ballot, passphrase=testing.PHRASES[number], at=run.day(22))
    with pytest.raises(Refused, match="not before"):
        ballots.open_ballot(run.made.secretary, ballot=run.election.ballot, at=run.day(22))
    jobs.pass_days(run.day(23) + timedelta(hours=2))
    run.election.refresh_from_db()
    assert run.election.state == "voting"


def test_a_rival_committee_of_the_same_perumahan_neither_opens_nor_cancels_it(tied):
    rival = make_association(tied.made.site, "Persatuan Lain").clerk
    with pytest.raises(Denied):
        ballots.cancel(rival, ballot=tied.election.ballot, reason="Tidak suka", at=tied.day(24))
    with pytest.raises(Denied):
        commands.call_election(
            rival, group=tied.made.group, seats=[Wanted("treasurer")], **testing.days_from(tied.made.at)
        )


def test_a_ballot_with_another_roll_or_other_names_is_not_opened():
    run = testing.make_call()
    for member, name in ((2, "Halimah"), (3, "Kumar")):
        testing.stand(run, member, name)
    run.pass_days(22)
    commands.open_vote(run.made.secretary, election=run.election, at=run.day(22))
    ballot = run.election.ballot
    for number, teller in enumerate(run.tellers, 1):
        ballots.keep_key(teller, ballot=ballot, passphrase=testing.PHRASES[number], at=run.day(22))
    ballots.enrol(run.made.secretary, ballot=ballot, voters=[run.made.memberships[0].voter], at=run.day(22))
    with pytest.raises(Refused, match="not those"):
        ballots.open_ballot(run.made.secretary, ballot=ballot, at=run.day(23))


def test_a_lost_passphrase_means_voting_again_on_the_same_list(tied):
    lost = {"ballot": tied.election.ballot, "reason": "Kata laluan hilang", "at": tied.day(25)}
    with pytest.raises(Refused, match="which member this account is"):
        ballots.cancel(tied.made.secretary, **lost)
    testing.link(tied.made, "secretary", 7)
    ballots.cancel(tied.made.secretary, **lost)
    tied.election.refresh_from_db()
    assert tied.election.state == "listed" and tied.election.ballot is None
    again = clock.today(tied.day(40))
    commands.open_vote(tied.made.secretary, election=tied.election, vote_until=again, at=tied.day(30))
    assert tied.election.ballot.closes_at == clock.end_of_day(again)


def test_as_many_as_there_are_places_are_declared_without_a_vote_and_an_empty_seat_stays_vacant():
    run = testing.make_call([Wanted("chair"), Wanted("treasurer"), Wanted("committee_member", 3)])
    testing.stand(run, 2, "Halimah", seat=1)
    testing.stand(run, 3, "Kumar", seat=3)
    assert run.pass_days(22).state == "counted"
    assert list(Seat.objects.order_by("number").values_list("filled", flat=True)) == [
        "unopposed", "vacant", "unopposed",
    ]  # fmt: skip
    assert candidate(run, "Kumar").state == "elected"
    run.pass_days(40)
    held = {row.post.kind for row in groups.committee(run.made.group, run.day(41))}
    assert run.election.state == "settled" and held == {"chair", "secretary", "committee_member"}


def test_where_nobody_at_all_was_elected_nobody_loses_a_post():
    run = testing.make_call([Wanted("chair")])
    run.pass_days(22)
    assert run.pass_days(40).state == "settled"
    assert groups.may_run(run.made.posts["chair"], run.made.group, run.day(41))


def test_the_programme_officer_holds_a_result_up_with_a_reason_and_the_group_binds_nobody_meanwhile(tied):
    testing.make_counted(tied)
    officer = make_officer()
    with pytest.raises(Refused, match="few words"):
        commands.suspend(officer, election=tied.election, reason=" ", at=tied.day(30))
    commands.suspend(officer, election=tied.election, reason="Dua bantahan serius", at=tied.day(30))
    assert tied.pass_days(50).state == "counted"
    tied.made.group.body.refresh_from_db()
    assert not groups.may_run(tied.made.secretary, tied.made.group, tied.day(50))
    with pytest.raises(Refused, match="disputed"):
        commands.call_election(
            tied.made.secretary, group=tied.made.group, seats=[Wanted("treasurer")], at=tied.day(50),
            **testing.days_from(tied.day(50)),
        )  # fmt: skip
    commands.resume(officer, election=tied.election, at=tied.day(50))
    assert tied.pass_days(51).state == "settled"


def test_what_is_annulled_while_it_is_held_up_leaves_the_old_committee_and_no_dispute(tied):
    testing.make_counted(tied)
    officer = make_officer()
    commands.suspend(officer, election=tied.election, reason="Peti rosak", at=tied.day(30))
    commands.cancel_election(officer, election=tied.election, reason="Undi semula", at=tied.day(31))
    tied.made.group.body.refresh_from_db()
    assert groups.may_run(tied.made.posts["chair"], tied.made.group, tied.day(31))


def test_a_dispute_of_another_cause_outlives_an_election_that_is_let_go_on(tied):
    testing.make_counted(tied)
    officer, body = make_officer(), tied.made.group.body
    bodies.contest(SYSTEM, body=body, on=clock.today(tied.day(27)), at=tied.day(27))
    commands.suspend(officer, election=tied.election, reason="Semak", at=tied.day(30))
    commands.resume(officer, election=tied.election, at=tied.day(31))
    body.refresh_from_db()
    assert body.contested(clock.today(tied.day(31)))
    assert tied.pass_days(41).state == "settled"


def test_a_successor_whom_the_old_committee_had_appointed_for_later_does_not_stand_in_the_way(tied):
    chair = tied.made.posts["chair"]
    old = groups.committee(tied.made.group, tied.day(1)).get(account=chair.account)
    bodies.end_appointment(SYSTEM, appointment=old, at=tied.day(30))
    friend = make_account("Kawan lama").account
    bodies.appoint(SYSTEM, post=old.post, account=friend, since=tied.day(60), at=tied.day(1))
    testing.make_counted(tied)
    assert tied.pass_days(41).state == "settled"
    held = groups.committee(tied.made.group, tied.day(70)).filter(post__kind="chair")
    assert [row.account for row in held] == [Candidate.objects.get(state="elected").membership.account]


def test_nobody_but_the_programme_officer_holds_a_result_up(tied):
    testing.make_counted(tied)
    with pytest.raises(Denied):
        commands.suspend(tied.made.secretary, election=tied.election, reason="Kami tidak setuju", at=tied.day(30))
    with pytest.raises(Denied):
        commands.cancel_election(tied.made.secretary, election=tied.election, reason="Kalah", at=tied.day(30))


def test_a_reelected_holder_keeps_the_post_for_a_new_term():
    run = testing.make_call([Wanted("chair")])
    testing.link(run.made, "chair", 2)
    testing.stand(run, 2, "Halimah")
    run.pass_days(22)
    run.pass_days(40)
    chair = groups.committee(run.made.group, run.day(41)).get(post__kind="chair")
    assert chair.account == run.made.posts["chair"].account and chair.since == run.day(40)


def test_several_seats_are_shared_by_transferable_votes_where_the_constitution_says_so():
    run = testing.make_call([Wanted("committee_member", 2, method="scottish-stv")], members=8)
    for member, name in ((2, "A"), (3, "B"), (5, "C")):
        testing.stand(run, member, name)
    testing.make_vote(run)
    for member in range(5):
        testing.cast(run, member, "A", "B")
    for member in range(5, 8):
        testing.cast(run, member, "C")
    testing.make_counted(run)
    assert {name for name in "ABC" if candidate(run, name).state == "elected"} == {"A", "C"}


def test_a_post_of_a_disputed_group_calls_nothing():
    run = testing.make_call()
    bodies.contest(SYSTEM, body=run.made.group.body, on=clock.today(run.made.at), at=run.made.at)
    group = run.made.group
    group.body.refresh_from_db()
    with pytest.raises(Refused, match="disputed"):
        commands.call_election(
            run.made.secretary, group=group, seats=[Wanted("treasurer")], **testing.days_from(run.made.at)
        )
