from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.bodies import commands, queries, rules, testing
from k2k.bodies.models import Responsibility
from k2k.core import clock, nodes
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused


def name(node, noun, body, since, duty="maintains"):
    return commands.assign_responsibility(SYSTEM, node=node, noun=noun, duty=duty, body=body, since=since)


@pytest.fixture
def lifts(site):
    return testing.make_contractor(site, "Jaya Lif").body


@pytest.fixture
def council(site):
    return testing.make_owner(site, "Majlis Perbandaran").body


def test_nobody_is_responsible_where_nobody_is_named(lift, today):
    assert queries.responsible(lift, "lift", "maintains", today) is None


def test_the_nearest_place_upwards_decides(site, lift, lifts, council, block, today):
    name(site, "lift", council, today)
    assert queries.responsible(lift, "lift", "maintains", today) == council
    name(block, "lift", lifts, today)
    assert queries.responsible(lift, "lift", "maintains", today) == lifts


def test_the_exact_kind_of_thing_comes_before_everything_else(site, lift, lifts, council, today):
    name(site, "", council, today)
    name(site, "lift", lifts, today)
    assert queries.responsible(lift, "lift", "maintains", today) == lifts
    assert queries.responsible(lift, "pump", "maintains", today) == council


def test_a_name_for_everything_nearby_comes_before_the_exact_kind_further_up(site, lift, block, lifts, council, today):
    name(site, "lift", lifts, today)
    name(block, "", council, today)
    assert queries.responsible(lift, "lift", "maintains", today) == council


def test_the_programme_answers_where_no_site_names_anybody(lift, lifts, today):
    name(nodes.root(), "lift", lifts, today)
    assert queries.responsible(lift, "lift", "maintains", today) == lifts


def test_owning_managing_and_maintaining_are_three_answers(site, lift, lifts, council, today):
    name(site, "lift", council, today, "owns")
    name(site, "lift", lifts, today, "maintains")
    assert queries.responsible(lift, "lift", "owns", today) == council
    assert queries.responsible(lift, "lift", "maintains", today) == lifts
    assert queries.responsible(lift, "lift", "manages", today) is None


def test_yesterdays_responsible_body_stays_provable(site, lift, lifts, council, today):
    name(site, "lift", council, today - timedelta(days=30))
    name(site, "lift", lifts, today)
    assert queries.responsible(lift, "lift", "maintains", today - timedelta(days=1)) == council
    assert queries.responsible(lift, "lift", "maintains", today) == lifts
    assert queries.responsible(lift, "lift", "maintains", today - timedelta(days=31)) is None


def test_the_day_turns_at_midnight_in_malaysia(site, lift, lifts, council, today):
    name(site, "lift", council, today - timedelta(days=30))
    name(site, "lift", lifts, today)
    midnight = clock.start_of_day(today)
    assert queries.responsible(lift, "lift", "maintains", midnight - timedelta(seconds=1)) == council
    assert queries.responsible(lift, "lift", "maintains", midnight) == lifts


def test_a_mistake_is_taken_back_on_the_same_day(site, lift, lifts, council, today):
    name(site, "lift", council, today)
    name(site, "lift", lifts, today)
    assert queries.responsible(lift, "lift", "maintains", today) == lifts
    assert Responsibility.objects.count() == 2


def test_the_past_is_not_rewritten(site, lifts, council, today):
    name(site, "lift", council, today)
    with pytest.raises(Refused) as refusal:
        name(site, "lift", lifts, today - timedelta(days=1))
    assert refusal.value.field == "since"


def test_a_cell_that_ended_leaves_nobody_named(site, lift, council, today):
    name(site, "lift", council, today - timedelta(days=9))
    commands.end_responsibility(SYSTEM, node=site, noun="lift", duty="maintains", on=today)
    assert queries.responsible(lift, "lift", "maintains", today) is None
    assert queries.responsible(lift, "lift", "maintains", today - timedelta(days=1)) == council


def test_naming_the_same_body_again_is_refused(site, council, today):
    name(site, "lift", council, today)
    with pytest.raises(Refused):
        name(site, "lift", council, today)


def test_an_unknown_duty_is_refused_beside_its_field(site, council, today):
    with pytest.raises(Refused) as refusal:
        name(site, "lift", council, today, "loves")
    assert refusal.value.field == "duty"


def test_the_office_names_bodies_at_its_own_site_only(site, other_site, office, council, today):
    given_here = {"noun": "lift", "duty": "owns", "body": council, "since": today}
    commands.assign_responsibility(office.clerk, node=site, **given_here)
    with pytest.raises(Denied):
        commands.assign_responsibility(office.clerk, node=other_site, **given_here)


def test_the_database_keeps_one_running_cell_for_each_kind_of_thing(site, lifts, council, today):
    name(site, "lift", council, today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Responsibility.objects.create(node=site, noun="lift", duty="maintains", body=lifts, since=today)


def test_routing_costs_one_query(site, lift, lifts, today, django_assert_num_queries):
    name(site, "lift", lifts, today)
    with django_assert_num_queries(1):
        assert queries.responsible(lift, "lift", "maintains", today).node.pk == site.pk


cells = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["lift", "pump", ""]),
        st.sampled_from(rules.DUTIES),
        st.integers(1, 9),
        st.dates(min_value=clock.date(2026, 1, 1), max_value=clock.date(2026, 1, 20)),
        st.none() | st.dates(min_value=clock.date(2026, 1, 1), max_value=clock.date(2026, 1, 20)),
    ).map(lambda row: rules.Cell(*row)),
    max_size=12,
)
DAYS = st.dates(min_value=clock.date(2026, 1, 1), max_value=clock.date(2026, 1, 20))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells, DAYS)
def test_the_answer_is_a_running_cell_of_the_nearest_place_that_names_anybody(cells, day):
    chain = [4, 3, 2, 1]
    found = rules.responsible(cells, chain, "lift", "owns", day)
    fitting = [c for c in cells if c.duty == "owns" and c.noun in ("lift", "") and rules.runs(c.since, c.until, day)]
    if found is None:
        assert not fitting
        return
    assert found in fitting
    nearest = min(chain.index(c.node) for c in fitting)
    assert chain.index(found.node) == nearest
    if found.noun == "":
        assert not any(c.noun == "lift" and c.node == found.node for c in fitting)
