"""Who may call, stand, object and decide, on which days; what is refused, in a sentence."""

from datetime import timedelta

import pytest

from k2k.bodies.testing import make_account, make_office
from k2k.core import clock, nodes
from k2k.core.commands import Denied, Refused
from k2k.core.nodes import Node
from k2k.elections import commands, queries, testing
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Candidate
from k2k.groups.models import Membership
from k2k.groups.testing import make_group
from k2k.people import testing as people_testing
from k2k.people.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return testing.make_call([Wanted("chair"), Wanted("committee_member", 2)])


def call(made, seats, **days):
    return commands.call_election(
        made.secretary, group=made.group, seats=seats, at=made.at, **(testing.days_from(made.at) | days)
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"nominate_until": 0}, "follow each other"),
        ({"vote_from": 21}, "follow each other"),
        ({"object_until": 20}, "at least 14 days to object"),
        ({"vote_until": 60}, "a month"),
        ({"nominate_from": -1}, "follow each other"),
    ],
)
def test_days_must_be_in_order_and_leave_the_days_to_object_that_the_constitution_names(change, sentence):
    made = make_group(members=3)
    today = clock.today(made.at)
    with pytest.raises(Refused, match=sentence):
        call(made, [Wanted("chair")], **{name: today + timedelta(days=n) for name, n in change.items()})


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ([], "one seat at least"),
        ([Wanted("chair", 2)], "One person"),
        ([Wanted("chair"), Wanted("chair", 1, "women")], "One person"),
        ([Wanted("chair"), Wanted("chair")], "twice"),
        ([Wanted("clerk")], "Choose the post"),
        ([Wanted("committee_member", 2, "block")], "Name the block"),
        ([Wanted("committee_member", 2, "", None, "coin")], "how it is counted"),
    ],
)
def test_seats_that_cannot_be_are_refused(seats, sentence):
    with pytest.raises(Refused, match=sentence):
        call(make_group(members=3), seats)


def test_one_place_is_counted_by_most_named_and_several_as_the_constitution_says(run):
    assert [seat.method for seat in queries.seats(run.election)] == ["approval", "approval"]
    with pytest.raises(Refused, match="running already"):
        call(run.made, [Wanted("chair")])


def test_nobody_is_nominated_before_or_after_the_days_for_it(run):
    given = {"election": run.election, "seat": run.election.seats.get(number=1)}
    for day in (0, 8, 22):
        with pytest.raises(Refused, match="not the time"):
            commands.nominate(run.made.members[1], membership=run.made.memberships[2], at=run.day(day), **given)


def test_candidate_proposer_and_seconder_are_three_members_each_under_their_own_pin(run):
    members, of = run.made.members, run.made.memberships
    given = {"election": run.election, "seat": run.election.seats.get(number=1), "at": run.day(2)}
    with pytest.raises(Refused, match="Another member"):
        commands.nominate(members[2], membership=of[2], **given)
    with pytest.raises(Refused, match="PIN"):
        commands.nominate(run.made.homes[1], membership=of[2], **given)
    stranger = people_testing.make_person(
        run.made.homes[-1], Household.objects.get(pk=run.made.homes[-1].household_id), "Cik Mei"
    )
    with pytest.raises(Denied):
        commands.nominate(people_testing.bound(run.made.homes[-1], stranger), membership=of[2], **given)
    made = commands.nominate(members[1], membership=of[2], **given)
    for one in (members[1], members[2]):
        with pytest.raises(Refused, match="three people"):
            commands.second(one, candidate=made, at=run.day(2))
    with pytest.raises(Denied):
        commands.consent(members[1], candidate=made, name="Lain", at=run.day(2))
    commands.consent(members[2], candidate=made, name="Puan Lee", at=run.day(2))
    assert Candidate.objects.get().state == "proposed"
    commands.second(members[3], candidate=made, at=run.day(3))
    assert Candidate.objects.get().state == "standing"


def test_who_never_agreed_or_was_not_seconded_in_time_does_not_stand(run):
    given = {"election": run.election, "seat": run.election.seats.get(number=1), "at": run.day(2)}
    made = commands.nominate(run.made.members[1], membership=run.made.memberships[2], **given)
    with pytest.raises(Refused, match="not the time"):
        commands.consent(run.made.members[2], candidate=made, name="Lewat", at=run.day(8))
    run.pass_days(8)
    assert Candidate.objects.get().state == "lapsed"


def test_one_stands_for_one_seat_and_under_a_name_of_ones_own(run):
    testing.stand(run, 2, "Puan Lee")
    with pytest.raises(Refused, match="stands already"):
        testing.stand(run, 2, "Puan Lee", seat=2)
    with pytest.raises(Refused, match="this name"):
        testing.stand(run, 3, "puan lee")
    with pytest.raises(Refused, match="at most 300"):
        found = Candidate.objects.get(membership=run.made.memberships[3])
        commands.consent(run.made.members[3], candidate=found, name="Zul", statement="a" * 301, at=run.day(2))


@pytest.mark.parametrize(("reserved", "word"), [("women", "women"), ("youth", "youth")])
def test_a_reserved_seat_needs_the_members_own_entry(reserved, word):
    run = testing.make_call([Wanted("committee_member", 1, reserved)])
    with pytest.raises(Refused, match=f"kept for {word}"):
        testing.stand(run, 2, "Puan Lee")
    Membership.objects.filter(pk=run.made.memberships[2].pk).update(says="woman", age="youth")
    run.made.memberships[2].refresh_from_db()
    assert testing.stand(run, 2, "Puan Lee").state == "standing"


@pytest.mark.parametrize("here", [True, False])
def test_a_seat_of_a_block_needs_a_home_there(here):
    made = make_group(members=4)
    block = (
        Node.objects.get(site=made.site, kind="block")
        if here
        else nodes.create(kind="block", name="Z", parent=made.site)
    )
    run = testing.Run(made, call(made, [Wanted("committee_member", 1, "block", block)]))
    if here:
        assert testing.stand(run, 2, "Puan Lee").state == "standing"
    else:
        with pytest.raises(Refused, match="kept for a block"):
            testing.stand(run, 2, "Puan Lee")


def test_a_form_signed_on_paper_is_typed_by_the_secretary_and_stands_beside_the_others(run):
    of = run.made.memberships
    given = {
        "election": run.election, "seat": run.election.seats.get(number=1), "membership": of[4], "proposer": of[5],
        "seconder": of[6], "name": "Puan Devi", "at": run.day(3),
    }  # fmt: skip
    with pytest.raises(Refused, match="signed"):
        commands.enter(run.made.secretary, **given)
    with pytest.raises(Refused, match="three people"):
        commands.enter(run.made.secretary, **(given | {"seconder": of[5]}), signed=True)
    with pytest.raises(Denied):
        commands.enter(run.made.members[1], **given, signed=True)
    made = commands.enter(run.made.secretary, **given, signed=True)
    assert (made.state, made.how) == ("standing", "paper")
    commands.withdraw_candidacy(run.made.members[4], candidate=made, at=run.day(10))
    assert Candidate.objects.get().state == "withdrawn"


def test_nobody_leaves_the_list_once_it_stands(run):
    made = testing.stand(run, 2, "Puan Lee")
    with pytest.raises(Refused, match="list stands"):
        commands.withdraw_candidacy(run.made.members[2], candidate=made, at=run.day(22))


def test_an_objection_needs_two_who_do_not_stand_and_say_the_same(run):
    made = testing.stand(run, 2, "Puan Lee")
    with pytest.raises(Refused, match="your own home"):
        commands.object_to_candidate(run.made.members[2], candidate=made, reason="other", at=run.day(9))
    with pytest.raises(Denied):
        commands.object_to_candidate(run.made.homes[-1], candidate=made, reason="other", at=run.day(9))
    said = commands.object_to_candidate(run.made.homes[5], candidate=made, reason="not_agreed", at=run.day(9))
    with pytest.raises(Refused, match="objected already"):
        commands.object_to_candidate(run.made.homes[5], candidate=made, reason="other", at=run.day(9))
    one = {"objection": said, "upheld": True, "because": "Tandatangan tidak sama", "at": run.day(10)}
    with pytest.raises(Refused, match="few words"):
        commands.decide(run.tellers[0], **(one | {"because": ""}))
    commands.decide(run.tellers[0], **one)
    assert Candidate.objects.get().state == "standing"
    with pytest.raises(Refused, match="Somebody else"):
        commands.decide(run.tellers[0], **one)
    with pytest.raises(Denied):
        commands.decide(make_account("Orang lalu"), **one)
    commands.decide(run.tellers[1], **one)
    assert Candidate.objects.get().state == "struck"


def test_a_candidate_neither_decides_nor_counts_nor_cancels(run):
    made, other = testing.stand(run, 2, "Puan Lee"), testing.stand(run, 3, "Encik Zul")
    said = commands.object_to_candidate(run.made.homes[5], candidate=other, reason="other", at=run.day(9))
    one = {"objection": said, "upheld": True, "because": "Sebab", "at": run.day(10)}
    with pytest.raises(Refused, match="which member this account is"):
        commands.decide(run.made.posts["chair"], **one)
    testing.link(run.made, "chair", 2)
    with pytest.raises(Refused, match="neither decides"):
        commands.decide(run.made.posts["chair"], **one)
    with pytest.raises(Refused, match="neither decides"):
        commands.name_teller(
            run.made.secretary, election=run.election, account=run.made.posts["chair"].account, at=run.day(10)
        )
    with pytest.raises(Refused, match="neither decides"):
        commands.cancel_election(run.made.posts["chair"], election=run.election, reason="Takut", at=run.day(10))
    assert made.state == "standing"


def test_nobody_of_the_landlord_is_a_teller(run):
    clerk = make_office(run.made.site).clerk
    with pytest.raises(Refused, match="office or the owner"):
        commands.name_teller(run.made.secretary, election=run.election, account=clerk.account, at=run.day(1))


def test_a_teller_who_comes_to_stand_is_a_teller_no_longer(run):
    testing.link(run.made, "treasurer", 4)
    commands.name_teller(
        run.made.secretary, election=run.election, account=run.made.posts["treasurer"].account, at=run.day(1)
    )
    assert queries.is_teller(run.made.posts["treasurer"], run.election)
    testing.stand(run, 4, "Puan Devi")
    assert not queries.is_teller(run.made.posts["treasurer"], run.election)


def test_an_objection_that_nobody_decides_in_time_does_not_keep_a_candidate_from_the_list(run):
    made = testing.stand(run, 2, "Puan Lee")
    said = commands.object_to_candidate(run.made.homes[5], candidate=made, reason="other", at=run.day(20))
    assert run.pass_days(22).state == "counted"
    with pytest.raises(Refused, match="time to decide is over"):
        commands.decide(run.tellers[0], objection=said, upheld=True, because="Lambat", at=run.day(22))
    assert Candidate.objects.get().state == "elected"


def test_an_objection_to_the_result_is_decided_by_tellers_alone_and_two_annul_it(run):
    testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    with pytest.raises(Denied):
        commands.object_to_result(run.made.homes[-1], election=run.election, reason="roll", at=run.day(23))
    said = commands.object_to_result(run.made.homes[5], election=run.election, reason="roll", at=run.day(23))
    testing.link(run.made, "secretary", 6)
    one = {"objection": said, "upheld": True, "because": "Daftar salah", "at": run.day(24)}
    with pytest.raises(Denied):
        commands.decide(run.made.secretary, **one)
    for teller in run.tellers:
        commands.decide(teller, **one)
    run.election.refresh_from_db()
    assert (run.election.state, run.election.cancelled_reason) == ("cancelled", "Daftar salah")


def test_an_undecided_objection_to_the_result_delays_nothing(run):
    testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    commands.object_to_result(run.made.homes[5], election=run.election, reason="roll", at=run.day(23))
    assert run.pass_days(37).state == "settled"
    with pytest.raises(Refused, match="over"):
        commands.object_to_result(run.made.homes[4], election=run.election, reason="roll", at=run.day(38))


def test_two_tellers_are_needed_before_the_vote_is_prepared():
    made = make_group(members=6)
    run = testing.Run(made, call(made, [Wanted("chair")]))
    testing.stand(run, 2, "Puan Lee")
    testing.stand(run, 3, "Encik Zul")
    run.pass_days(22)
    with pytest.raises(Refused, match="two tellers"):
        commands.open_vote(made.secretary, election=run.election, at=run.day(22))
