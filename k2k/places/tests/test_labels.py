"""What places are called."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from k2k.core import registry
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.places import commands, queries, rules, words


def test_a_lift_is_called_by_its_noun_number_and_block(here):
    with translation.override("en"):
        assert queries.label(here.lifts[1]) == "Lift 2 · Block A"


def test_a_spot_without_a_number_is_called_by_its_noun_alone(here):
    with translation.override("en"):
        assert queries.label(here.lobbies[0]) == "Lobby · Block A"


def test_a_corridor_says_its_floor_and_block(here):
    with translation.override("en"):
        assert queries.label(here.corridors[3]) == "Corridor · Floor 3 · Block A"


def test_a_home_is_called_by_its_number_and_a_site_by_its_name(here):
    assert queries.label(here.unit) == "A-G-01"
    assert queries.label(here.site) == "PPR Ujian"
    with translation.override("en"):
        assert queries.full(here.floors[1]) == "Floor 1 · Block A · PPR Ujian"


def test_a_building_with_a_name_of_its_own_is_not_called_a_block(here):
    tower = commands.build_block(
        SYSTEM, site=here.site, name="Menara Kenanga", floors=["1"], units_per_floor=0, lifts=0
    )
    assert queries.label(tower) == "Menara Kenanga"


def test_labels_of_a_list_cost_no_query_however_long_it_is(here):
    for place in (here.site, here.block):
        things = list(queries.assets(place)) + list(queries.units(place))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert all(queries.label(thing) for thing in things)
        assert len(seen) == 0


def test_the_ground_asks_places_for_the_name_of_a_node(here):
    assert registry.items("label") == [queries.label]


def test_every_noun_has_a_word():
    assert set(words.SPOTS) == set(rules.SPOTS)
    assert set(words.ASSETS) == set(rules.ASSETS)
    assert set(words.TENURES) == set(rules.TENURES)
    assert set(words.LABELS) == set(rules.LABELS) == set(queries.LABELLED)


def test_an_unknown_noun_is_called_another_thing_rather_than_nothing():
    with translation.override("en"):
        assert words.short("asset", "flux_capacitor", "1") == "Other thing 1"


@pytest.mark.parametrize(
    "names",
    [
        ["B2", "B1", "LG", "G", "M", "1", "2", "3", "3A", "5", "12", "13", "13A", "15", "PH", "R"],
        ["G", "UG", "1"],
        ["-2", "-1", "G", "L1", "L2", "L10"],
    ],
)
def test_floors_stand_in_the_order_of_the_building(names):
    places = [rules.floor_position(name) for name in names]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_a_floor_whose_name_tells_nothing_has_no_place_by_name():
    assert rules.floor_position("Taman Atas") is None


def test_floors_added_in_any_order_are_listed_from_the_lowest_up(here):
    block = commands.add_place(SYSTEM, parent=here.site, kind="block", name="Z")
    for name in ("12", "3A", "G", "3", "LG", "13A", "5"):
        commands.add_place(SYSTEM, parent=block, kind="floor", name=name)
    assert [floor.name for floor in queries.floors(block)] == ["LG", "G", "3", "3A", "5", "12", "13A"]


def test_a_place_is_found_by_its_code_however_it_is_typed(here):
    code = here.lift.code
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert queries.by_code(typed) == here.lift
    assert queries.by_code("7Q4M-K2X8") is None
    assert queries.by_code("") is None
    assert queries.by_code("\x00'; DROP TABLE") is None


def test_lists_of_a_site_are_in_order_and_of_constant_cost(here, elsewhere):
    commands.build_block(
        SYSTEM, site=here.site, name="B", floors=["G", "1", "2"], units_per_floor=3, lifts=1, furnish=True
    )
    assert [block.name for block in queries.blocks(here.site)] == ["A", "B"]
    assert [floor.name for floor in queries.floors(here.block)] == ["G", "1", "2", "3"]
    assert [unit.name for unit in queries.units(here.floors[0])] == ["A-G-01", "A-G-02", "A-G-03", "A-G-04"]
    assert queries.unit_count(here.site) == 16 + 9
    assert [queries.short(lift)[-1] for lift in queries.lifts(here.site)] == ["1", "2", "1"]
    assert {spot.noun for spot in queries.spots(here.block)} == set(rules.BLOCK_SPOTS)
    assert queries.units(here.block).first().name == "A-G-01"
    with CaptureQueriesContext(connection) as seen:
        list(queries.units(here.site))
        queries.unit_count(here.site)
    assert len(seen) == 2


def test_sites_are_those_at_or_under_a_right(here, elsewhere, clerk, operator):
    both = [site.node.name for site in queries.sites()]
    assert both == ["PPR Lain", "PPR Ujian"]
    assert [site.node.name for site in queries.sites(operator.actor)] == both
    assert [site.node.name for site in queries.sites(clerk.actor)] == ["PPR Ujian"]
    assert list(queries.sites(clerk.actor.anonymous())) == []


def test_a_reference_to_a_place_leads_to_it(here, clerk):
    name, url = registry.get("ref", "core.node")(here.lift.pk, clerk.actor)
    assert here.lift.code in url
    assert name == queries.label(here.lift)
    assert queries.link(10**9, clerk.actor) is None


def test_the_tenure_of_a_home_is_known_by_day(here):
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2021, 1, 1))
    commands.set_tenure(SYSTEM, unit=here.unit, kind="owned", since=date(2024, 1, 1))
    assert queries.tenure(here.unit, date(2020, 12, 31)) is None
    assert queries.tenure(here.unit, date(2023, 12, 31)).kind == "rented"
    assert queries.tenure(here.unit, date(2024, 1, 1)).kind == "owned"


def test_the_ways_in_to_a_floor_begin_at_the_site(here):
    assert [node for _name, node in queries.ways_in(here.floors[0])] == [here.site, here.block]


def test_nodes_know_their_site_block_and_floor(here):
    corridor = Node.objects.get(pk=here.corridors[2].pk)
    assert (corridor.site_id, corridor.block_id, corridor.floor_id) == (
        here.site.pk,
        here.block.pk,
        here.floors[2].pk,
    )
