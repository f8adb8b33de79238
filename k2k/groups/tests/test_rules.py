"""The rules of groups, by arithmetic alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.groups import names, rules

pytestmark = pytest.mark.sqlite_only


def of(kind: str) -> dict[str, str]:
    return {name: default.value for name, default in rules.DEFAULTS[kind].items()}


@pytest.mark.parametrize(
    ("kind", "voters", "committee", "wanted"),
    [
        ("residents", 300, 15, 30),
        ("residents", 25, 15, 13),
        ("residents", 0, 3, 1),
        ("residents", 300, 0, 150),
        ("jmb", 300, 15, 150),
        ("informal", 20, 5, 6),
    ],
)
def test_a_quorum_is_the_fewest_of_what_the_constitution_names(kind, voters, committee, wanted):
    assert rules.quorum(of(kind), voters, committee) == wanted


@given(voters=st.integers(0, 5000), committee=st.integers(0, 40), more=st.integers(0, 50))
def test_a_quorum_is_never_more_than_all_and_never_falls_when_members_come(voters, committee, more):
    for kind in rules.KINDS:
        wanted = rules.quorum(of(kind), voters, committee)
        assert 1 <= wanted <= max(1, voters)
        assert rules.quorum(of(kind), voters + more, committee) >= wanted


def test_every_kind_names_every_rule_with_a_source_and_a_value_it_takes():
    for kind in rules.KINDS:
        assert set(rules.DEFAULTS[kind]) == set(rules.RULES)
        for name, default in rules.DEFAULTS[kind].items():
            assert rules.accepts(name, default.value) and default.source


def test_every_rule_choice_and_state_has_words():
    assert set(names.RULES) == set(rules.RULES)
    for rule in rules.RULES.values():
        assert set(rule.choices) <= set(names.VALUES)
    assert sorted(name for each in rules.SECTIONS.values() for name in each) == sorted(rules.RULES)
    assert set(names.STATES) == set(rules.MOVES)
    assert (set(names.KINDS), set(names.SHOWINGS)) == (set(rules.KINDS), set(rules.SHOWINGS))


@pytest.mark.parametrize("value", ["", "-1", "1.5", "²", "９", "101", "abc"])
def test_a_number_out_of_its_range_is_not_taken(value):
    assert not rules.accepts("quorum_percent", value)
    assert not rules.accepts("no_such_rule", value)
