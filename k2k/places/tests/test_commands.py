"""Opening a perumahan, building, adding, saying how a home is held."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from k2k.core import clock, guards, nodes, registry, search, trail
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused
from k2k.core.nodes import Node
from k2k.places import commands, queries, rules
from k2k.places.models import Asset, Site, Tenure, Unit

OPEN = {"name": "PPR Baharu", "state": "MY-14", "started_on": date(2026, 1, 1)}


def test_a_perumahan_opens_under_the_programme(db):
    site = commands.create_site(SYSTEM, **OPEN, address=" Jalan 1 ")
    assert site.node.parent == nodes.root()
    assert site.node.site == site.node
    assert site.address == "Jalan 1"
    assert trail.history(site.ref).get().verb == "places.create_site"


def test_two_perumahan_do_not_share_a_name(here):
    with pytest.raises(Refused) as refusal:
        commands.create_site(SYSTEM, **{**OPEN, "name": " PPR  Ujian "})
    assert refusal.value.field == "name"


@pytest.mark.parametrize("odd", [{"name": "  "}, {"name": "\x00\x01"}, {"name": "x" * 200}, {"state": "Johor"}])
def test_a_perumahan_needs_a_name_and_a_state_of_malaysia(db, odd):
    with pytest.raises(Refused) as refusal:
        commands.create_site(SYSTEM, **{**OPEN, **odd})
    assert refusal.value.field == next(iter(odd))
    assert not Site.objects.exists()


def test_only_the_operator_opens_a_perumahan(clerk):
    with pytest.raises(Denied):
        commands.create_site(clerk.actor, **OPEN)


def test_a_foreign_office_adds_nothing_here(here, foreign_clerk):
    with pytest.raises(Denied):
        commands.add_place(foreign_clerk.actor, parent=here.block, kind="floor", name="9")
    with pytest.raises(Denied):
        commands.set_tenure(foreign_clerk.actor, unit=here.unit, kind="owned", since=date(2020, 1, 1))
    with pytest.raises(Denied):
        commands.set_lines(foreign_clerk.actor, site=here.site, lift_line="999")
    with pytest.raises(Denied):
        commands.build_block(foreign_clerk.actor, site=here.site, name="X", floors=["1"], units_per_floor=1, lifts=0)


def test_nobody_by_name_adds_nothing(here):
    with pytest.raises(Denied):
        commands.add_place(Actor.anonymous(), parent=here.block, kind="floor", name="9")


def test_the_office_adds_a_home_with_its_number(here, clerk):
    home = commands.add_place(clerk.actor, parent=here.floors[1], kind="unit", name="A-1-99")
    assert Unit.objects.get(node=home).number == "A-1-99"
    assert home.block == here.block


def test_the_office_adds_a_thing_that_can_fail(here, clerk):
    pump = commands.add_place(clerk.actor, parent=here.site, kind="asset", noun="pump", name="")
    assert Asset.objects.filter(node=pump).exists()


def test_every_kind_lies_only_where_it_belongs(here):
    where = {
        "site": here.site,
        "block": here.block,
        "floor": here.floors[0],
        "unit": here.unit,
        "spot": here.lobbies[0],
    }
    for parent_kind, parent in where.items():
        for kind in nodes.KINDS:
            noun = rules.NOUNS.get(kind, ("",))[0]
            if rules.may_hold(parent_kind, kind):
                assert commands.add_place(SYSTEM, parent=parent, kind=kind, name="zz", noun=noun).kind == kind
            else:
                with pytest.raises(Refused):
                    commands.add_place(SYSTEM, parent=parent, kind=kind, name="zz", noun=noun)


@pytest.mark.parametrize("noun", ["dragon", "lobby"])
def test_a_thing_needs_a_noun_from_the_list(here, noun):
    with pytest.raises(Refused) as refusal:
        commands.add_place(SYSTEM, parent=here.block, kind="asset", noun=noun, name="1")
    assert refusal.value.field == "noun"


def test_the_same_place_stands_once(here):
    before = Node.objects.count()
    with pytest.raises(Refused):
        commands.add_place(SYSTEM, parent=here.block, kind="asset", noun="lift", name="1")
    with pytest.raises(Refused):
        commands.add_place(SYSTEM, parent=here.site, kind="block", name="A")
    assert Node.objects.count() == before


def test_a_unit_number_stands_once_in_a_perumahan_whatever_the_floor(here, elsewhere):
    with pytest.raises(Refused):
        commands.add_place(SYSTEM, parent=here.floors[3], kind="unit", name="A-G-01")
    commands.add_place(SYSTEM, parent=elsewhere.floors[0], kind="unit", name="A-3-01")
    assert Unit.objects.filter(number="A-3-01").count() == 2


def test_a_block_is_built_in_bulk_and_not_home_by_home(here):
    def build(name: str, homes: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            commands.build_block(
                SYSTEM, site=here.site, name=name, floors=["G", "1", "2"], units_per_floor=homes, lifts=1
            )
        return len(seen)

    assert build("Q", 100) - build("P", 2) < 15


def test_a_block_has_what_it_was_built_with(here):
    block = commands.build_block(
        SYSTEM,
        site=here.site,
        name="B",
        floors=["G", "1", "2"],
        units_per_floor=2,
        lifts=3,
        number_format="{block}/{floor}/{n}",
        empty_floors=("G",),
        furnish=True,
    )
    assert [unit.name for unit in queries.units(block)] == ["B/1/1", "B/1/2", "B/2/1", "B/2/2"]
    assert queries.lifts(block).count() == 3
    assert {spot.noun for spot in queries.spots(block)} == set(rules.BLOCK_SPOTS)
    assert all(queries.spots(floor).get().noun == "corridor" for floor in queries.floors(block))
    assert Asset.objects.filter(node__block=block).count() == 3 + len(rules.BLOCK_ASSETS)


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"floors": []}, "floors"),
        ({"floors": ["1", "1"]}, "floors"),
        ({"floors": [str(n) for n in range(200)]}, "floors"),
        ({"units_per_floor": 10**6}, "units_per_floor"),
        ({"lifts": -1}, "lifts"),
        ({"number_format": "{n:999999999d}"}, "number_format"),
        ({"number_format": "{block.__class__}{n}"}, "number_format"),
        ({"number_format": "same"}, "number_format"),
        ({"number_format": "{block}-{floor}-a number that nobody paints on a door {n}"}, "name"),
        ({"name": "A"}, "name"),
    ],
)
def test_an_unreasonable_block_is_refused_and_nothing_is_built(here, odd, field):
    before = Node.objects.count()
    good = {"name": "B", "floors": ["1", "2"], "units_per_floor": 2, "lifts": 1}
    with pytest.raises(Refused) as refusal:
        commands.build_block(SYSTEM, site=here.site, **{**good, **odd})
    assert refusal.value.field == field
    assert Node.objects.count() == before


def test_tenures_follow_each_other_without_a_gap(here, clerk):
    commands.set_tenure(clerk.actor, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    commands.set_tenure(clerk.actor, unit=here.unit, kind="owned", since=date(2022, 5, 1))
    first, second = Tenure.objects.filter(unit_id=here.unit.pk).order_by("since")
    assert (first.until, second.until) == (second.since, None)


def test_the_same_tenure_again_changes_nothing(here):
    first = commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    assert commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2023, 1, 1)) == first
    assert Tenure.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "days", "field"), [("squat", -400, "kind"), ("owned", 1, "since"), ("owned", -365, "since")]
)
def test_a_tenure_is_of_a_known_kind_not_to_come_and_after_the_one_before(here, kind, days, field):
    today = clock.today()
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=today - timedelta(days=365))
    with pytest.raises(Refused) as refusal:
        commands.set_tenure(SYSTEM, unit=here.unit, kind=kind, since=today + timedelta(days=days))
    assert refusal.value.field == field


def test_the_database_keeps_yesterdays_tenure_as_it_was(here):
    commands.set_tenure(SYSTEM, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    commands.set_tenure(SYSTEM, unit=here.unit, kind="owned", since=date(2022, 1, 1))
    ended = Tenure.objects.get(kind="rented")
    for change in ({"kind": "empty"}, {"until": None}, {"until": date(2030, 1, 1)}, {"since": date(2019, 1, 1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Tenure.objects.filter(pk=ended.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tenure.objects.filter(pk=ended.pk).delete()


def test_the_database_keeps_homes_and_sites(here):
    for model in (Unit, Asset):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all()._raw_delete(using="default")
    assert not [name for name in guards.missing() if name.startswith("places_")]


def test_the_lift_line_is_a_telephone_number(here, clerk):
    site = commands.set_lines(clerk.actor, site=here.site, lift_line="03-2222 1234", lift_line_name=" Lif  Jaya ")
    assert (site.lift_line, site.lift_line_name) == ("03-2222 1234", "Lif Jaya")
    for odd in ("call me", "03-22x", "12", "+" * 19):
        with pytest.raises(Refused) as refusal:
            commands.set_lines(clerk.actor, site=here.site, lift_line=odd)
        assert refusal.value.field == "lift_line"
    assert commands.set_lines(clerk.actor, site=here.site, lift_line="").lift_line == ""


def test_lifts_are_found_by_their_name_in_any_language_and_homes_are_not(here):
    now = clock.now()
    found = [entry.node for entry in search.find("lift 2", Actor.anonymous(), now)]
    assert here.lifts[1] in found
    assert search.find(here.lift.code, Actor.anonymous(), now)[0].node == here.lift
    assert search.find("ppr ujian", Actor.anonymous(), now)
    assert search.find("A-G-01", Actor.anonymous(), now) == []


def test_every_table_says_how_long_it_is_kept():
    named = {row.model for row in registry.items("retention") if row.model.startswith("places.")}
    known = ("Asset", "Occasion", "RegisterDraft", "Site", "Tenure", "Unit")
    assert named == {f"places.{name}" for name in known}


def test_every_verb_has_a_command():
    assert set(rules.VERBS) <= set(registry.keys("command"))


def test_the_trail_of_a_site_verifies_after_all_of_this(here, clerk):
    commands.set_tenure(clerk.actor, unit=here.unit, kind="rented", since=date(2020, 1, 1))
    assert list(trail.verify()) == []
