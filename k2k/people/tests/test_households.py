"""Households and cards: made at the door, one card a home, a reprint ends the one before."""

from datetime import timedelta

import pytest

from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.core.notify.models import InboxItem
from k2k.people import commands, queries
from k2k.people.models import Card, Household
from k2k.people.testing import make_household, make_person, make_staff


def test_a_mobiliser_opens_a_household_without_tenancy_or_names(here, mobiliser):
    household = commands.create_household(mobiliser, unit=here.units[0])
    assert household.site == here.site
    assert not household.residencies.exists()


def test_a_home_has_one_running_household(home, mobiliser):
    with pytest.raises(Refused):
        commands.create_household(mobiliser, unit=home.unit)


def test_a_household_lives_in_a_unit_and_not_on_a_floor(here, mobiliser):
    with pytest.raises(Refused):
        commands.create_household(mobiliser, unit=here.floors[0])


def test_a_household_does_not_begin_tomorrow(here, mobiliser):
    with pytest.raises(Refused) as refusal:
        commands.create_household(mobiliser, unit=here.units[0], since=clock.today() + timedelta(days=1))
    assert refusal.value.field == "since"


def test_the_code_of_a_card_is_kept_as_a_keyed_hash_and_a_hint_only(home):
    card = Card.objects.get()
    assert home.code not in str(vars(card))
    assert card.hint == home.code[-2:]
    assert queries.card_by_code(home.code) == card


def test_a_card_acts_for_its_home_and_lives_at_its_site(home, here):
    assert home.actor.key == f"card:{Card.objects.get().pk}"
    assert home.actor.holds({"household"}, home.unit)
    assert home.actor.holds({"resident"}, here.site)
    assert not home.actor.holds({"household"}, here.units[1])
    assert home.actor.card_since == Card.objects.get().issued_at


def test_a_reprint_ends_the_card_before_and_is_announced_to_the_home(home, mobiliser):
    former = Card.objects.get()
    issued = commands.issue_card(mobiliser, household=home.household, reason="lost")
    former.refresh_from_db()
    now = clock.now()
    assert queries.card_actor(former, now) is None
    assert queries.card_actor(issued.card, now).household_id == home.household.pk
    told = InboxItem.objects.filter(recipient=f"household:{home.household.pk}").order_by("pk")
    assert [item.args["again"] for item in told] == [False, True]


def test_a_card_younger_than_7_days_does_not_count(here):
    now = clock.now()
    young, _actor, _code = make_household(here.units[0], at=now, days_old=6)
    old, _actor, _code = make_household(here.units[1], at=now, days_old=7)
    assert not queries.counts(young, now)
    assert queries.counts(old, now)


def test_a_home_that_moved_out_has_no_card_and_the_next_home_starts_anew(home, mobiliser):
    commands.end_household(mobiliser, household=home.household)
    assert queries.card_actor(Card.objects.get(), clock.now()) is None
    successor = commands.create_household(mobiliser, unit=home.unit)
    assert successor != home.household
    with pytest.raises(Refused):
        commands.issue_card(mobiliser, household=home.household)


def test_the_card_of_the_former_home_does_not_touch_the_next_one(home, mobiliser):
    commands.end_household(mobiliser, household=home.household)
    successor = commands.create_household(mobiliser, unit=home.unit)
    with pytest.raises(Denied):
        commands.add_person(home.actor, household=successor, preferred_name="Siti")


def test_a_landlord_is_kept_out_even_when_they_also_mobilise(here, home):
    both = make_staff("both", "mobiliser", here.site)
    office = make_staff("desk", "office", here.block)
    mixed = type(both)(kind="account", key=both.key, grants=both.grants + office.grants)
    with pytest.raises(Denied):
        commands.create_household(mixed, unit=here.units[1])
    with pytest.raises(Denied):
        commands.issue_card(mixed, household=home.household)
    assert Household.objects.count() == 1


def test_only_the_mobiliser_of_the_place_makes_households(here, staff):
    for actor in staff.values():
        with pytest.raises(Denied):
            commands.create_household(actor, unit=here.units[0])


def test_floors_know_their_households_by_number_only(here, home):
    now = clock.now()
    assert queries.households_on_floor(here.floors[0], now) == [home.household.pk]
    assert queries.lives_on_floor(home.household.pk, here.floors[0])
    assert not queries.lives_on_floor(home.household.pk, here.floors[1])


def test_a_card_is_valid_from_its_printing_to_its_end(home):
    card = Card.objects.get()
    assert queries.card_actor(card, card.issued_at - timedelta(seconds=1)) is None
    assert queries.card_actor(card, card.issued_at) is not None


def test_a_home_may_stop_its_card_and_the_mobiliser_hears_which_door(home, mobiliser):
    commands.revoke_card(home.actor, household=home.household, reason="stolen")
    assert queries.valid_card(home.household, clock.now()) is None
    assert InboxItem.objects.filter(recipient=mobiliser.key, message="people.card_needed").count() == 1
    with pytest.raises(Refused):
        commands.revoke_card(mobiliser, household=home.household)


def test_a_block_tells_how_many_homes_have_a_card_and_not_which(here, home):
    assert queries.cards_per_block(here.site) == {here.block.pk: 1}


def test_only_the_example_hands_out_a_card_by_a_name(here, home):
    make_person(home.actor, home.household, name="Puan Noraini")
    assert queries.example_card(here.site, "Puan Noraini") is None
    type(here.detail).objects.update(is_demo=True)
    here.site.refresh_from_db()
    assert queries.example_card(here.site, "Puan Noraini") == Card.objects.get()
    assert queries.example_card(here.site, "Tiada") is None
