"""Sen are whole, nothing is lost in sharing, and what people type is read or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import money

SEN = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any)


@pytest.mark.parametrize(
    ("typed", "sen"),
    [
        ("RM1,020.50", 102050),
        ("rm 1 020.5", 102050),
        ("1020.50", 102050),
        ("410", 41000),
        ("RM410", 41000),
        (".50", 50),
        ("0", 0),
        ("007", 700),
        ("１２.３４", 1234),
        ("RM 1,000,000", 100_000_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, sen):
    assert money.parse_rm(typed) == sen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type an amount"),
        ("RM", "Type an amount"),
        ("-5", "minus"),
        ("−5", "minus"),
        ("1.005", "two digits"),
        ("RM1.234.50", "comma for thousands"),
        ("12,5", "comma for thousands"),
        ("1,02", "comma for thousands"),
        ("1,0000", "comma for thousands"),
        ("5.", "comma for thousands"),
        (".", "comma for thousands"),
        ("lima", "only digits"),
        ("1e6", "only digits"),
        ("=1+1", "only digits"),
        ("٥", "only digits"),
        ("9" * 20, "too large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        money.parse_rm(typed)


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reader_of_amounts(text):
    try:
        assert 0 <= money.parse_rm(text) <= money.LARGEST
    except ValueError as refusal:
        assert str(refusal).endswith(".")


@given(st.integers(0, money.LARGEST), st.booleans())
def test_a_shown_amount_reads_back_as_itself(sen, exact):
    assert money.parse_rm(money.format_rm(sen, exact=exact)) == sen


@pytest.mark.parametrize(
    ("sen", "shown", "exact"),
    [
        (102050, "RM1,020.50", "RM1,020.50"),
        (41000, "RM410", "RM410.00"),
        (5, "RM0.05", "RM0.05"),
        (0, "RM0", "RM0.00"),
        (-500, "-RM5", "-RM5.00"),
    ],
)
def test_whole_ringgit_are_shown_without_sen_unless_asked(sen, shown, exact):
    assert money.format_rm(sen) == shown
    assert money.format_rm(sen, exact=True) == exact


@pytest.mark.parametrize("amount", [1.5, "100", True, None])
def test_money_that_is_not_whole_sen_is_never_shown(amount):
    with pytest.raises(TypeError, match="whole number of sen"):
        money.format_rm(amount)


def test_the_odd_sen_goes_to_the_largest_remainder_and_then_to_the_first():
    assert money.split_evenly(100, 3) == [34, 33, 33]
    assert money.split(100, [1, 1, 4]) == [17, 17, 66]
    assert money.split(10, [3, 3, 1]) == [4, 4, 2]
    assert money.split_evenly(-100, 3) == [-34, -33, -33]


@given(SEN, WEIGHTS)
def test_sharing_loses_no_sen_and_no_share_is_a_sen_off(sen, weights):
    shares = money.split(sen, weights)
    assert sum(shares) == sen
    total = sum(weights)
    assert all(abs(share * total - sen * weight) < total for share, weight in zip(shares, weights, strict=True))


@given(SEN, st.integers(1, 500))
def test_equal_shares_differ_by_a_sen_at_most(sen, parts):
    shares = money.split_evenly(sen, parts)
    assert sum(shares) == sen
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_shares_without_weight_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        money.split(100, weights)
