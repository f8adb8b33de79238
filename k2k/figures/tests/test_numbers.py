"""What is counted: everything adds up, an owner's share is the owner's, a slip is measured against oneself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.bodies import commands as made
from k2k.bodies import testing as bodies
from k2k.core.actors import SYSTEM
from k2k.figures import queries, rules, words
from k2k.issues import commands
from k2k.issues.testing import make_issue


def numbers(world, slug="30"):
    return queries.site_numbers(world.place.site, queries.period(slug, world.at), world.at)


def test_what_became_of_the_reports_adds_up(world):
    for state in ("new", "accepted", "started", "claimed", "confirmed", "rejected"):
        make_issue(world, state)
    found = numbers(world)
    assert found.received == {"total": 6, "confirmed": 1, "claimed": 1, "rejected": 1, "open": 3}
    assert found.now["open"] == 4 == found.now["new"] + found.now["claimed"] + sum(one.n for one in found.waits_for)


def test_a_report_before_the_period_is_not_received_in_it_but_open_now(world):
    make_issue(world, days_ago=20)
    assert (numbers(world, "7").received["total"], numbers(world, "7").now["open"]) == (0, 1)
    assert numbers(world, "30").received["total"] == 1


def test_what_is_inside_a_home_is_in_the_sum_and_its_kind_is_not_named(world):
    commands.report(world.homes[0], node=world.place.units[0], category="gas", at_home=True, at=world.at)
    assert [(row["category"], row["total"]) for row in numbers(world).rows] == [("other", 1)]
    assert queries.heat(world.place.site).total == 0


def test_an_owners_share_is_said_as_the_owners(world):
    owner = made.create_body(SYSTEM, name="DBKL", kind="owner", node=world.place.site)
    made.give_jurisdiction(SYSTEM, body=owner, node=world.place.site, since=bodies.LONG_AGO)
    issue = make_issue(world, "accepted")
    make_issue(world, "new")
    commands.hand_over(world.office, issue=issue, body=owner, reason="Bumbung milik pemilik", at=world.at)
    assert "1 of 2 wait for the owner (DBKL)." in words.of_site(numbers(world))
    found = queries.body_numbers(owner, queries.period("30", world.at), world.at)
    said = words.of_body(found, owner.name, owner.kind)
    assert said.startswith("1 of 2 open reports wait for the owner (DBKL), 0 of them late.")
    assert not found.is_open and "promises" not in said


def test_the_median_is_named_only_with_enough_repairs(world):
    for _each in range(rules.FEWEST - 1):
        make_issue(world, "claimed")
    assert numbers(world).middle == queries.Middle(4, None)
    make_issue(world, "claimed")
    assert numbers(world).middle == queries.Middle(5, 0)


def test_the_curve_counts_what_came_and_what_was_confirmed(world):
    make_issue(world, "confirmed", days_ago=3)
    make_issue(world, days_ago=10)
    time = queries.period("30", world.at)
    curve = queries.curves([world.place.site.pk], time)[world.place.site.pk]
    assert len(curve.rows) == rules.POINTS and curve.days[-1] + timedelta(days=6) == time.last
    assert (curve.opened[-1], curve.confirmed[-1], curve.opened[-2]) == (1, 1, 1)


def test_the_picture_holds_each_common_fault_once(world):
    for node in (world.lift, *world.place.corridors[:3]):
        make_issue(world, node=node)
    heat = queries.heat(world.place.site)
    assert heat.total == 4 and sum(n or 0 for n in heat.cells[-1]) >= 1
    assert len(heat.bands) == len(heat.cells) and all(len(row) == len(heat.blocks) for row in heat.cells)


weeks = st.builds(rules.Week, st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


@given(this=weeks, before=weeks)
def test_a_perumahan_slips_only_against_its_own_week_before(this, before):
    assert rules.slipped(this, before) == (this.missed + this.moved > before.missed + before.moved)
    assert not rules.slipped(this, this) and not rules.slipped(rules.Week(), before)


def test_a_date_that_passed_undone_is_missed_and_a_moved_one_is_moved(world):
    missed = make_issue(world, days_ago=6)
    commands.accept(world.office, issue=missed, due=world.at - timedelta(days=2), at=world.at - timedelta(days=5))
    later = make_issue(world, days_ago=6, category="light", node=world.place.corridors[0])
    commands.accept(world.office, issue=later, due=world.at + timedelta(days=1), at=world.at - timedelta(days=5))
    moved = world.at + timedelta(days=9)
    commands.slip(world.office, issue=later, new_due=moved, reason="Tunggu alat ganti", at=world.at)
    (row,) = queries.over([world.place.site], queries.period("7", world.at), world.at + timedelta(seconds=1))
    assert row.this == rules.Week(1, 1, 1) and row.before == rules.Week() and row.slipped
    assert words.slip(row).startswith("1 of 1 dates passed undone, 1 were moved later")


@pytest.mark.parametrize(("n", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 4), (90, 4)])
def test_a_cell_grows_darker_with_its_number(n, level):
    assert rules.level(n) == level
