"""A ballot from draft to count, and what must never be joined."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.ballots import commands, queries
from k2k.ballots.models import Ballot, Envelope, KeyPart, Outcome, Teller, Typing, Voter
from k2k.ballots.testing import draw
from k2k.core import clock, ids, nodes, trail
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.receipts import Receipt

PHRASES = {1: "tujuh ekor kucing", 2: "hujan petang di blok", 3: "nasi lemak subuh"}


@pytest.fixture
def world(db):
    from k2k.bodies.testing import make_account, make_association
    from k2k.people.testing import make_household

    site = nodes.create(kind="site", name="PPR Ujian", parent=nodes.root())
    block = nodes.create(kind="block", name="B", parent=site)
    floor = nodes.create(kind="floor", name="1", parent=block)
    cards = [make_household(nodes.create(kind="unit", name=f"B-1-{n:02}", parent=floor))[1] for n in range(1, 7)]
    secretary = make_association(site).clerk
    return site, cards, secretary, [make_account(f"Pengira {n}") for n in (1, 2, 3)]


@pytest.fixture
def ballot(world):
    site, cards, secretary, tellers = world
    made = commands.create(
        secretary, node=site, title="Pemilihan", unit="household", closes_at=clock.now() + timedelta(days=1)
    )
    commands.add_contest(
        secretary, ballot=made, title="Pengerusi", method="scottish-stv", options=["Ali", "Bala", "Chong"]
    )
    commands.add_contest(secretary, ballot=made, title="Yuran RM2", method="yes-no", options=["Ya", "Tidak"])
    voters = [f"people.household:{card.household_id}" for card in cards]
    commands.enrol(secretary, ballot=made, voters=voters)
    for number, teller in enumerate(tellers, 1):
        commands.appoint_teller(secretary, ballot=made, holder=teller.key)
        commands.keep_key(teller, ballot=made, passphrase=PHRASES[number])
    draw(made, tellers, {1: [3, 2, 1]})
    return commands.open_ballot(secretary, ballot=made)


def vote(ballot, card, *choice, yes=1, slip=None):
    slip = slip or ids.new_code(15)
    commands.cast_vote(card, ballot=ballot, vote={1: list(choice), 2: [yes]}, slip=slip)
    return slip


def who(card):
    return f"people.household:{card.household_id}"


def opened_by(*numbers):
    return {number: PHRASES[number] for number in numbers}


def test_screen_paper_and_help_count_as_one_and_anybody_can_recount(world, ballot):
    _site, cards, secretary, tellers = world
    slips = [vote(ballot, cards[0], 1, 2), vote(ballot, cards[1], 1), vote(ballot, cards[2], 2, yes=2)]
    commands.help_vote(
        secretary, ballot=ballot, who=who(cards[3]), witness="people.person:99", helper="people.person:98",
        vote={1: [2], 2: [1]}, slip=ids.new_code(15),
    )  # fmt: skip
    commands.hand_paper(secretary, ballot=ballot, who=who(cards[4]))
    commands.close(secretary, ballot=ballot)
    for teller in tellers[:2]:
        commands.type_papers(teller, ballot=ballot, contest=1, piles={(2, 1): 1})
        commands.type_papers(teller, ballot=ballot, contest=2, piles={(1,): 1})
    commands.count_votes(tellers[0], ballot=ballot, passphrases=opened_by(1, 3))
    found = queries.tally_file(ballot)
    assert found["contests"][0]["piles"] == [[1, [1]], [1, [1, 2]], [2, [2]], [1, [2, 1]]]
    assert found["contests"][0]["result"]["elected"] == [2]
    assert found["contests"][1]["result"]["carried"] is True
    assert (found["voted"], found["entitled"]) == (5, 6)
    assert {slip for slip, _digest in found["envelopes"]} > set(slips)


def test_after_the_count_no_envelope_key_or_typed_paper_is_left(world, ballot):
    _site, cards, secretary, tellers = world
    vote(ballot, cards[0], 1)
    commands.close(secretary, ballot=ballot)
    commands.count_votes(tellers[1], ballot=ballot, passphrases=opened_by(1, 2))
    assert not any(model.objects.exists() for model in (Envelope, KeyPart, Teller, Typing))


def test_a_vote_sent_twice_falls_in_once_and_another_is_refused(world, ballot):
    card = world[1][0]
    slip = vote(ballot, card, 1)
    vote(ballot, card, 2, slip=slip)
    with pytest.raises(Refused, match="already"):
        vote(ballot, card, 2)
    assert Envelope.objects.count() == 1


def test_a_ballot_belongs_to_one_perumahan(db):
    with pytest.raises(Refused, match="one perumahan"):
        commands.create(
            SYSTEM, node=nodes.root(), title="Undi", unit="person", closes_at=clock.now() + timedelta(days=1)
        )


def test_who_is_not_on_the_roll_does_not_vote(world, ballot):
    from k2k.people.testing import make_household

    floor = nodes.create(kind="floor", name="2", parent=world[0])
    stranger = make_household(nodes.create(kind="unit", name="B-2-01", parent=floor))[1]
    with pytest.raises(Denied):
        vote(ballot, stranger, 1)


@pytest.mark.parametrize("choice", [[1, 1], [4], [0], [1, 2, 3, 1]])
def test_a_paper_filled_in_wrongly_is_refused_and_marks_nothing(world, ballot, choice):
    with pytest.raises(Refused):
        vote(ballot, world[1][0], *choice)
    assert queries.turnout(ballot) == (0, 6)


def test_the_time_to_vote_ends_though_nobody_has_closed(world, ballot):
    with pytest.raises(Refused, match="over"):
        commands.cast_vote(world[1][0], ballot=ballot, vote={}, slip=ids.new_code(15), at=ballot.closes_at)


def test_tellers_who_differ_stop_the_count(world, ballot):
    _site, cards, secretary, tellers = world
    commands.hand_paper(secretary, ballot=ballot, who=who(cards[0]))
    commands.close(secretary, ballot=ballot)
    for teller, choice in zip(tellers[:2], ((1,), (2,)), strict=True):
        commands.type_papers(teller, ballot=ballot, contest=1, piles={choice: 1})
        commands.type_papers(teller, ballot=ballot, contest=2, piles={(1,): 1})
    with pytest.raises(Refused, match="different"):
        commands.count_votes(tellers[0], ballot=ballot, passphrases=opened_by(1, 2))
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("phrases", [{}, {1: PHRASES[1]}, {1: PHRASES[1], 2: PHRASES[3]}, {1: PHRASES[1], 9: "x"}])
def test_one_teller_or_a_wrong_passphrase_opens_nothing(world, ballot, phrases):
    _site, cards, secretary, tellers = world
    vote(ballot, cards[0], 1)
    commands.close(secretary, ballot=ballot)
    with pytest.raises(Refused):
        commands.count_votes(tellers[0], ballot=ballot, passphrases=phrases)
    with pytest.raises(Denied):
        commands.count_votes(secretary, ballot=ballot, passphrases=opened_by(1, 2))


def test_a_box_changed_after_closing_is_not_opened(world, ballot):
    from k2k.ballots import sealing

    _site, cards, secretary, tellers = world
    vote(ballot, cards[0], 1)
    commands.close(secretary, ballot=ballot)
    ballot.envelopes.all().delete()
    forged = sealing.seal({1: [2], 2: [2]}, bytes(ballot.box), ballot.code)
    Envelope.objects.create(ballot=ballot, slip=ids.new_code(15), sealed=forged)
    with pytest.raises(Refused, match="not as it was"):
        commands.count_votes(tellers[0], ballot=ballot, passphrases=opened_by(1, 2))


def test_a_helper_is_no_witness_of_their_own(world, ballot):
    _site, cards, secretary, _tellers = world
    for witness in ("", who(cards[1]), who(cards[0])):
        with pytest.raises(Refused, match="three"):
            commands.help_vote(
                secretary,
                ballot=ballot,
                who=who(cards[0]),
                helper=who(cards[1]),
                witness=witness,
                vote={},
                slip=ids.new_code(15),
            )


def test_the_trail_and_the_receipts_of_a_vote_hold_neither_choice_nor_code(world, ballot):
    cards = world[1]
    slips = [vote(ballot, cards[0], 1, yes=1), vote(ballot, cards[1], 3, 2, yes=2)]
    lines = list(trail.TrailLine.objects.filter(verb="ballots.cast"))
    assert len(lines) == 2
    for line, slip in zip(lines, slips, strict=True):
        assert slip not in line.text
        assert '"detail":{}' in line.text
        assert line.subject == ballot.ref
    assert not Receipt.objects.filter(verb__startswith="ballots.").exists()


def test_no_column_joins_the_roll_and_the_box(db):
    columns = {field.name for field in Envelope._meta.get_fields()}
    assert columns == {"id", "ballot", "slip", "sealed"}
    assert {field.name for field in Voter._meta.get_fields()} == {
        *("id", "ballot", "who", "mark", "helper", "witness", "objected"),
    }


def test_closing_stirs_the_box(world, ballot):
    _site, cards, secretary, _tellers = world
    for card in cards:
        vote(ballot, card, 1)
    before = set(Envelope.objects.values_list("pk", flat=True))
    commands.close(secretary, ballot=ballot)
    assert Envelope.objects.count() == 6
    assert not before & set(Envelope.objects.values_list("pk", flat=True))


INSERT = "INSERT INTO ballots_voter (ballot_id, who, mark, helper, witness) VALUES (%s, 'x', '', '', '')"


def is_refused(saying, statement, *values):
    with pytest.raises(DatabaseError, match=saying), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_the_database_keeps_the_rules_of_an_open_ballot(world, ballot):
    vote(ballot, world[1][0], 1)
    is_refused(
        "roll is frozen",
        INSERT,
        ballot.pk,
    )
    is_refused("roll is frozen", "DELETE FROM ballots_voter")
    is_refused("mark on the roll", "UPDATE ballots_voter SET mark = '' WHERE mark <> ''")
    is_refused("mark on the roll", "UPDATE ballots_voter SET who = 'people.household:1'")
    is_refused("only fills", "DELETE FROM ballots_envelope")
    is_refused("never changed", "UPDATE ballots_envelope SET slip = 'x'")
    is_refused("never goes back", "UPDATE ballots_ballot SET state = 'draft'")
    is_refused("never goes back", "UPDATE ballots_ballot SET state = 'counted'")
    is_refused("key and its list", "UPDATE ballots_ballot SET box = %s", b"x")
    is_refused("options do not change", "UPDATE ballots_option SET name = 'x'")
    is_refused("contests do not change", "UPDATE ballots_contest SET lots = '[]'")
    is_refused("not deleted", "DELETE FROM ballots_ballot")


def test_the_database_keeps_a_counted_result(world, ballot):
    _site, cards, secretary, tellers = world
    vote(ballot, cards[0], 1)
    commands.close(secretary, ballot=ballot)
    commands.count_votes(tellers[1], ballot=ballot, passphrases=opened_by(1, 2))
    is_refused("append-only", "UPDATE ballots_outcome SET result = '{}'")
    is_refused("not deleted", "DELETE FROM ballots_outcome")
    is_refused("over stays", "UPDATE ballots_ballot SET cancelled_reason = 'x'")


def test_a_cancelled_ballot_is_never_opened(world, ballot):
    vote(ballot, world[1][0], 1)
    commands.cancel(SYSTEM, ballot=ballot, reason="Calon menarik diri")
    assert Ballot.objects.get().state == "cancelled"
    assert not Envelope.objects.exists()
