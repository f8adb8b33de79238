"""The state machine, each pair of states; the small rules around it."""

import itertools

import pytest

from k2k.core import actors
from k2k.issues import rules

ALLOWED = {
    ("new", "accepted"), ("new", "rejected"), ("new", "merged"),
    ("accepted", "started"), ("accepted", "claimed"), ("accepted", "rejected"), ("accepted", "merged"),
    ("started", "claimed"), ("started", "rejected"), ("started", "merged"), ("started", "accepted"),
    ("claimed", "confirmed"), ("claimed", "accepted"),
    ("confirmed", "accepted"), ("rejected", "accepted"), ("merged", "new"),
}  # fmt: skip


@pytest.mark.parametrize(("state", "to"), list(itertools.product(rules.STATES, repeat=2)))
def test_each_pair_of_states_is_allowed_or_not_as_written(state, to):
    assert rules.may_move(state, to) is ((state, to) in ALLOWED)


def test_only_a_claim_leads_to_confirmed():
    assert [state for state in rules.STATES if rules.may_move(state, "confirmed")] == ["claimed"]


def test_every_state_can_be_reached_from_new():
    reached, front = {"new"}, ["new"]
    while front:
        more = rules.MOVES[front.pop()] - reached
        reached |= more
        front += more
    assert reached == set(rules.STATES)


def test_an_ended_issue_is_not_open():
    assert {"new", "accepted", "started", "claimed"} == rules.OPEN and not rules.OPEN & rules.ENDED


def test_two_households_confirm_a_common_fault_and_one_its_own():
    assert (rules.households_needed(at_home=False), rules.households_needed(at_home=True)) == (2, 1)


def test_every_category_has_a_target_of_at_least_one_day():
    assert set(rules.TARGET_DAYS) == set(rules.CATEGORIES) and min(rules.TARGET_DAYS.values()) >= 1


def test_everything_offered_at_a_place_is_a_category_or_a_fault_of_one():
    assert {slug for offered in rules.OFFERED.values() for slug in offered} <= set(rules.CATEGORIES)
    assert set(rules.FAULTS) == set(rules.CATEGORY_OF) and set(rules.CATEGORY_OF.values()) <= set(rules.CATEGORIES)
    assert all(offered[-1] == "other" for offered in (*rules.OFFERED.values(), *rules.FAULTS.values()))


def test_no_role_of_an_owner_reads_what_is_inside_homes():
    assert {"office"} == rules.VERBS["issues.see_private"]
    assert {"safeguard"} == rules.VERBS["issues.read_contact"]


def test_neighbours_verbs_are_open_to_everybody():
    for verb in ("report", "tap", "untap", "answer", "record_outside_number"):
        assert rules.VERBS[f"issues.{verb}"] == {actors.ANYONE}
