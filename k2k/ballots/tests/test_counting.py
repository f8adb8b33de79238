"""Every count: by hand where a hand can, by a second way of counting, and by what must hold for any ballots."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.ballots.counting import METHODS, BadBallots, Lots, Profile, Unsettled, blt, lots, tally, yesno
from k2k.ballots.counting.profile import piled
from k2k.ballots.tests import second_way

pytestmark = pytest.mark.sqlite_only

#: The Hare example on page "Single transferable vote": 23 ballots of food for a party.
FOOD = {(1,): 4, (2, 1): 2, (3, 4): 8, (3, 5): 4, (4,): 1, (5,): 1}


def profile(piles, candidates, seats):
    return Profile(tuple(f"C{n}" for n in range(1, candidates + 1)), seats, piles)


@st.composite
def profiles(draw, most=6, ballots=30):
    candidates = draw(st.integers(2, most))
    choice = st.permutations(range(1, candidates + 1)).flatmap(
        lambda order: st.integers(0, candidates).map(lambda length: tuple(order[:length]))
    )
    seats = draw(st.integers(1, candidates))
    return profile(piled(draw(st.lists(choice, min_size=1, max_size=ballots))), candidates, seats)


def all_drawn(found: Profile) -> Lots:
    return Lots(tuple(found.numbers))


def test_scottish_stv_counts_a_known_example():
    result = METHODS["scottish-stv"](profile(FOOD, 5, 3))
    assert result.quota == 6
    assert result.elected == [3, 1, 4]
    assert result.rounds[1].shown == {1: "4.00000", 2: "2.00000", 3: "6.00000", 4: "5.00000", 5: "3.00000"}


def test_a_transfer_value_is_cut_after_five_decimals():
    piles = {(1, 2): 5, (1, 3): 2, (2,): 2, (3,): 3}
    result = METHODS["scottish-stv"](profile(piles, 3, 2))
    assert result.quota == 5
    assert result.rounds[1].moved == {2: "1.42855", 3: "0.57142"}
    assert result.rounds[1].cut == "0.00003"


def test_equal_last_candidates_are_parted_by_the_latest_stage_at_which_they_differed():
    piles = {(1,): 6, (2,): 4, (3,): 3, (4, 3): 1}
    result = METHODS["scottish-stv"](profile(piles, 4, 1), Lots())
    assert [(tie.among, tie.chosen, tie.by) for tie in result.ties] == [((2, 3), 3, "earlier:1")]


def test_a_tie_from_the_first_stage_on_asks_the_lots_and_says_so():
    tied = profile({(1,): 3, (2,): 3, (3,): 3}, 3, 1)
    with pytest.raises(Unsettled) as asked:
        METHODS["scottish-stv"](tied)
    assert asked.value.tie.among == (1, 2, 3)
    result = METHODS["scottish-stv"](tied, Lots((2, 3, 1)))
    assert result.elected == [2]
    assert [(tie.chosen, tie.by) for tie in result.ties] == [(1, "lot"), (3, "lot")]


def test_lots_that_leave_somebody_out_settle_nothing():
    with pytest.raises(Unsettled):
        METHODS["approval"](profile({(1,): 3, (2,): 3}, 2, 1), Lots((1,)))


def test_phragmen_counts_the_example_of_its_book():
    piles = {(1, 2): 3, (1, 3): 3, (1, 4): 2, (2, 3, 6): 1, (5,): 1, (6,): 1, (7,): 1}
    result = METHODS["phragmen"](profile(piles, 7, 4), Lots((1, 2, 3, 4, 5, 6, 7)))
    assert result.elected == [1, 2, 3, 4]
    assert [tie.among for tie in result.ties] == [(2, 3)]


def test_phragmen_elects_nobody_whom_nobody_named():
    result = METHODS["phragmen"](profile({(1,): 3}, 3, 2))
    assert result.elected == [1]


def test_approval_elects_whom_most_name():
    result = METHODS["approval"](profile({(1, 2): 3, (2, 3): 2, (): 4}, 3, 2))
    assert (result.elected, result.received, result.valid) == ([2, 1], 9, 5)


@pytest.mark.parametrize("method", METHODS)
@given(found=profiles(), seed=st.integers())
def test_the_order_of_ballots_never_matters(method, found, seed):
    items = list(found.piles.items())
    random.Random(seed).shuffle(items)
    other = Profile(found.candidates, found.seats, dict(items))
    assert METHODS[method](found, all_drawn(found)) == METHODS[method](other, all_drawn(found))


@given(found=profiles())
def test_no_vote_is_lost_or_made_in_any_stage_of_stv(found):
    result = METHODS["scottish-stv"](found, all_drawn(found))
    for each in result.rounds:
        parts = [*each.shown.values(), each.idle, each.cut]
        assert sum(map(Fraction, parts)) == result.valid
    assert len(result.elected) == min(found.seats, len(found.candidates))
    assert len(set(result.elected)) == len(result.elected)


@given(found=profiles())
def test_stv_counted_paper_by_paper_elects_the_same(found):
    result = METHODS["scottish-stv"](found, all_drawn(found))
    assert set(result.elected) == second_way.stv(found)


@given(found=profiles())
def test_phragmen_by_money_earned_over_time_elects_the_same(found):
    result = METHODS["phragmen"](found, all_drawn(found))
    assert result.elected == second_way.phragmen(found)


@given(found=profiles())
def test_blt_and_the_tally_file_give_back_what_was_put_in(found):
    assert blt.read(blt.write(found)) == found
    again, method, drawn = tally.read_contest(tally.contest(found, "approval", all_drawn(found)))
    assert (again, method, drawn) == (found, "approval", all_drawn(found))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("2\n0\n", "line 1"),
        ("2 1\n1 3 0\n0\na\nb\n", "line 2"),
        ("2 1\n1 1 1 0\n0\na\nb\n", "line 2"),
        ("2 1\n1 1=2 0\n0\na\nb\n", "equal preferences"),
        ("2 1\n1 1 0\na\nb\n", "only numbers"),
        ("2 1\n1 1 0\n", "do not end"),
        ("2 1\n1 1 0\n0\na\n", "2 candidates and 1"),
        ("2 1\n1.5 1 0\n0\na\nb\n", "only numbers"),
        ("2 1\n" + "9" * 5000 + " 1 0\n0\na\nb\n", "too large"),
        ("2 1\n-3\n1 1 0\n0\na\nb\n", "withdrawn"),
    ],
)
def test_a_bad_blt_file_is_refused_in_a_sentence_with_its_line(text, says):
    with pytest.raises(BadBallots, match=says):
        blt.read(text)


def test_a_withdrawn_candidate_gets_no_vote():
    found = blt.read("3 1\n-1\n5 1 2 0\n3 3 0\n0\na\nb\nc\n")
    assert METHODS["scottish-stv"](found).elected == [2]


def test_lots_are_read_as_numbers_or_names():
    assert lots.read("# drawn by Puan Siti\n2 3\nali\n", ("Ali", "Bala", "Chong")).drawn == (2, 3, 1)
    for wrong in ("2 2", "4", "Dina"):
        with pytest.raises(BadBallots, match="lots"):
            lots.read(wrong, ("Ali", "Bala", "Chong"))


@pytest.mark.parametrize(
    ("rule", "yes", "no", "carried"),
    [
        (yesno.Threshold(), 5, 5, False),
        (yesno.Threshold(), 6, 5, True),
        (yesno.Threshold(Fraction(2, 3), at_least=True), 6, 3, True),
        (yesno.Threshold(Fraction(2, 3), at_least=True), 13, 7, False),
        (yesno.Threshold(Fraction(3, 4), at_least=True), 3, 1, True),
        (yesno.Threshold(), 0, 0, False),
        (yesno.Threshold(at_least=True, share=Fraction(0)), 0, 0, False),
        (yesno.Threshold(turnout=Fraction(1, 2)), 9, 0, False),
        (yesno.Threshold(turnout=Fraction(1, 2)), 10, 0, True),
    ],
)
def test_a_motion_needs_its_share_exactly(rule, yes, no, carried):
    assert yesno.decide(yes, no, 0, 20, rule).carried is carried


def test_more_hands_than_people_are_refused():
    with pytest.raises(ValueError, match="of 20"):
        yesno.decide(15, 5, 1, 20)
