"""The box: one teller opens nothing, any two open it, all envelopes look alike."""

import pytest

from k2k.ballots import sealing

pytestmark = pytest.mark.sqlite_only
PHRASES = {1: "tujuh ekor kucing di tangga", 2: "hujan petang di blok B", 3: "nasi lemak sebelum subuh"}


@pytest.fixture(scope="module")
def tellers():
    return {number: sealing.new_teller(phrase) for number, phrase in PHRASES.items()}


@pytest.fixture(scope="module")
def box(tellers):
    return sealing.new_box({number: public for number, (public, _sealed) in tellers.items()}, "7Q4M-K2X9")


def key(tellers, number):
    return sealing.teller_key(tellers[number][1], PHRASES[number])


@pytest.mark.parametrize("pair", [(1, 2), (1, 3), (2, 3)])
def test_any_two_tellers_open_the_box(tellers, box, pair):
    public, parts = box
    envelope = sealing.seal({1: [3, 1]}, public, "7Q4M-K2X9")
    private = sealing.box_key(parts[pair], *(key(tellers, number) for number in pair), "7Q4M-K2X9")
    assert sealing.unseal(envelope, private, "7Q4M-K2X9") == {1: [3, 1]}


def test_one_teller_twice_opens_nothing(tellers, box):
    with pytest.raises(sealing.CannotOpen):
        sealing.box_key(box[1][1, 2], key(tellers, 1), key(tellers, 1), "7Q4M-K2X9")


def test_another_passphrase_opens_nothing(tellers):
    with pytest.raises(sealing.CannotOpen):
        sealing.teller_key(tellers[1][1], PHRASES[2])


def test_an_envelope_of_another_ballot_is_not_opened(tellers, box):
    public, parts = box
    private = sealing.box_key(parts[1, 2], key(tellers, 1), key(tellers, 2), "7Q4M-K2X9")
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(sealing.seal({1: [1]}, public, "OTHER"), private, "7Q4M-K2X9")


def test_all_envelopes_are_of_one_length_and_no_two_alike(box):
    sealed = [sealing.seal(vote, box[0], "x") for vote in ({1: []}, {1: []}, {1: list(range(1, 41)), 2: [1]})]
    assert len({len(each) for each in sealed}) == 1
    assert len(set(sealed)) == 3
