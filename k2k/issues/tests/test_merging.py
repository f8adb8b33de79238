"""Two reports of one fault become one, each neighbour counted once, and there is a way back."""

from datetime import timedelta

import pytest

from k2k.commitments import queries as commitments
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.issues import commands, queries, testing


@pytest.fixture
def two(world, phone):
    """Two reports of the same lift: by home 0 with home 2 and a phone, by home 1 with home 2 and the same phone."""
    one, other = testing.make_issue(world, days_ago=2), testing.make_issue(world, by=world.homes[1], days_ago=1)
    for issue in (one, other):
        commands.tap(world.homes[2], issue=issue)
        commands.tap(phone, issue=issue)
    return one, other


def test_neighbours_of_both_count_once(world, two):
    one, other = two
    commands.merge(world.office, issue=other, into=one)
    assert (one.households, one.without_card) == (3, 1)
    assert (other.state, other.merged_into) == ("merged", one)
    assert queries.status(other, world.at) == queries.status(one, world.at) == "new"


def test_whoever_reported_the_joined_one_has_a_say_in_the_other(world, two):
    one, other = two
    commands.merge(world.office, issue=other, into=one)
    commands.accept(world.office, issue=one)
    commands.claim(world.office, issue=one)
    commands.answer(world.homes[1], issue=one, answer="no")
    assert one.reopened == 1


def test_a_joined_report_is_parted_again_as_it_was(world, two):
    one, other = two
    commands.merge(world.office, issue=other, into=one)
    commands.tap(world.homes[3], issue=one)
    commands.unmerge(world.office, issue=other)
    one.refresh_from_db()
    assert (one.households, one.without_card) == (3, 1), "home 0, 2 and 3"
    assert (other.state, other.merged_into, other.households, other.without_card) == ("new", None, 2, 1)
    commands.merge(world.office, issue=other, into=one)
    assert one.households == 4


def test_anonymous_reports_join_without_losing_count(world):
    one = testing.make_issue(world, by=Actor.anonymous(""), identity="anonymous", days_ago=2)
    other = testing.make_issue(world, by=Actor.anonymous(""), identity="anonymous", days_ago=1)
    commands.merge(world.office, issue=other, into=one)
    assert one.without_card == 2


def test_the_target_of_the_joined_one_is_stopped_and_breaks_nobodys_word(world, two):
    one, other = two
    commands.accept(world.office, issue=one)
    commands.accept(world.office, issue=other)
    target = commitments.running_for(other.ref)
    commands.merge(world.office, issue=other, into=one, at=world.at)
    target.refresh_from_db()
    assert commitments.verdict(target, world.at) == "stopped"
    assert commitments.running_for(one.ref) and other.due is None


def test_a_promise_goes_over_only_to_a_date_of_the_same_body(world):
    corridor, late = world.place.corridors[0], world.at + timedelta(days=3)
    one = testing.make_issue(world, node=corridor, category="light")
    other = testing.make_issue(world, "accepted", node=corridor, category="light", due=late, days_ago=1)
    with pytest.raises(Refused):
        commands.merge(world.office, issue=other, into=one)
    commands.accept(world.office, issue=one, due=late)
    promised = commitments.running_for(other.ref)
    commands.merge(world.office, issue=other, into=one)
    promised.refresh_from_db()
    assert promised.replaced_by == commitments.running_for(one.ref)


def test_what_cannot_be_joined_is_refused(world, elsewhere, two):
    one, other = two
    home = testing.make_issue(world, node=world.place.units[0], category="leak")
    closed = testing.make_issue(world, "rejected")
    far = testing.make_issue(elsewhere)
    for into in (other, home, closed, far):
        with pytest.raises(Refused):
            commands.merge(world.office, issue=other, into=into)
    commands.merge(world.office, issue=other, into=one)
    with pytest.raises(Refused):
        commands.merge(world.office, issue=one, into=testing.make_issue(world))
    with pytest.raises(Refused):
        commands.unmerge(world.office, issue=one)
    with pytest.raises(Denied):
        commands.unmerge(world.homes[0], issue=other)


def test_a_joined_report_is_left_out_of_lists_and_totals(world, two):
    one, other = two
    commands.merge(world.office, issue=other, into=one)
    assert [row.pk for row in queries.site_list(world.homes[0], world.place.site).rows] == [one.pk]
    assert queries.counts(world.place.site, world.at)["total"] == 1
    assert queries.get(world.homes[1], other.code).merged_into == one
