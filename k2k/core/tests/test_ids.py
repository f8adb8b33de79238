"""Public codes notice every slip of the finger; keyed hashes keep their purposes apart."""

import re

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import ids
from k2k.core.nodes import Node

SYMBOLS = st.sampled_from(ids.ALPHABET)
BODIES = st.text(SYMBOLS, min_size=1, max_size=30)


def plain(code):
    return code.replace("-", "")


def is_right(code):
    try:
        ids.clean_code(code)
    except ValueError:
        return False
    return True


def test_a_code_is_eight_characters_in_two_groups_without_letters_that_look_alike():
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", ids.new_code())


def test_a_secret_code_is_sixteen_characters_in_four_groups():
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", ids.new_code(15))


def test_a_thousand_codes_are_all_different():
    assert len({ids.new_code() for _n in range(1000)}) == 1000


@given(BODIES)
def test_every_body_has_a_check_character_of_the_same_alphabet_and_reads_back(body):
    code = ids.with_check(body)
    assert plain(code)[:-1] == body
    assert ids.clean_code(code) == code


@given(BODIES, st.data())
def test_every_single_wrong_character_is_noticed(body, data):
    code = plain(ids.with_check(body))
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(SYMBOLS.filter(lambda symbol: symbol != code[place]))
    assert not is_right(code[:place] + wrong + code[place + 1 :])


@given(st.text(SYMBOLS, min_size=2, max_size=30), st.data())
def test_every_swap_of_two_different_characters_is_noticed_neighbours_above_all(body, data):
    code = list(plain(ids.with_check(body)))
    one = data.draw(st.integers(0, len(code) - 2))
    other = data.draw(st.one_of(st.just(one + 1), st.integers(one + 1, len(code) - 1)))
    swapped = code.copy()
    swapped[one], swapped[other] = code[other], code[one]
    assert is_right("".join(swapped)) == (swapped == code)


def test_printed_codes_stay_valid_for_ever():
    assert ids.with_check("7Q4MK2X") == "7Q4M-K2X9"
    assert ids.with_check("0000000") == "0000-0000"


@given(BODIES)
def test_lower_case_spaces_and_lookalikes_are_read_as_meant(body):
    code = ids.with_check(body)
    typed = " ".join(plain(code)).lower().replace("0", "o").replace("1", "l")
    assert ids.clean_code(f"  {typed}\t") == code
    assert ids.clean_code(plain(code).replace("1", "I").replace("0", "O")) == code


@pytest.mark.parametrize(
    "text", ["", "7", "-", "7Q4M-K2X?", "UUUU-UUUU", "<script>", "ａｂ", "7" * 40, "\x00\x00", "٧Q4M-K2X9"]
)
def test_nonsense_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"^This code is not right\."):
        ids.clean_code(text)


@pytest.mark.parametrize("length", [0, 31, 99])
def test_a_code_too_long_for_its_check_is_never_made(length):
    with pytest.raises(ValueError, match="1 to 30"):
        ids.new_code(length)


@pytest.mark.django_db
def test_an_unused_code_is_one_that_no_row_has():
    code = ids.unused_code(Node)
    assert not Node.objects.filter(code=code).exists()


def test_a_keyed_hash_carries_the_version_of_its_key_and_nothing_of_the_text():
    hashed = ids.keyed_hash("ic", "900101-14-5678")
    assert re.fullmatch(r"1:[0-9a-f]{64}", hashed)
    assert "5678" not in hashed[:8]
    assert hashed == ids.keyed_hash("ic", "900101-14-5678")


def test_one_text_under_two_purposes_or_two_keys_hashes_differently():
    hashes = {ids.keyed_hash("card", "7Q4MK2X9"), ids.keyed_hash("link", "7Q4MK2X9")}
    with override_settings(HASH_KEY="another"):
        hashes.add(ids.keyed_hash("card", "7Q4MK2X9"))
    assert len(hashes) == 3


@given(st.text(), st.text(), st.text(), st.text())
def test_purpose_and_text_cannot_run_into_each_other(purpose, text, other_purpose, other_text):
    equal = (purpose, text) == (other_purpose, other_text)
    assert (ids.keyed_hash(purpose, text) == ids.keyed_hash(other_purpose, other_text)) == equal


@pytest.mark.parametrize(
    ("one", "other", "answer"), [("a", "a", True), ("a", "b", False), ("é", "é", True), ("", "a", False)]
)
def test_secrets_compare_as_equal_only_when_they_are(one, other, answer):
    assert ids.same(one, other) is answer
