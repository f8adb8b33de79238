"""The small rules of the desk."""

from hypothesis import given
from hypothesis import strategies as st

from k2k.desk import rules


@given(st.lists(st.sampled_from(rules.STANCES)))
def test_bodies_disagree_when_their_latest_views_are_not_all_the_same(stances):
    assert rules.disagree(stances) is any(one != stances[0] for one in stances)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_of_texts_lies_between_nothing_and_all(one, other):
    assert 0 <= rules.alike(one, other) <= 1
    assert not one or rules.alike(one, one) == 1


def test_the_same_thing_with_the_same_fault_is_offered_as_twin_without_any_words():
    assert rules.likeness(same_place=True, same_kind=True, near=True, text=0) >= rules.ALIKE
    assert rules.likeness(same_place=False, same_kind=True, near=True, text=0) < rules.ALIKE
    assert rules.likeness(same_place=False, same_kind=True, near=False, text=0.4) < rules.ALIKE


def test_ready_answers_fit_into_a_reason():
    assert all(4 <= len(words) <= rules.TEXT_LIMIT for words in rules.REFUSALS.values())
