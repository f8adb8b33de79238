"""Homes that become one and a home that becomes two: with the cards shown, stopped within minutes, nothing twice."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from k2k.core import clock, jobs
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.notify.models import InboxItem
from k2k.people import commands, queries
from k2k.people.models import HomeChange, Household, Residency
from k2k.people.testing import make_household, make_person, make_staff
from k2k.places.testing import make_site

LATER = timedelta(minutes=11)


@pytest.fixture
def second(here, mobiliser):
    """A second home of the perumahan: (household, card, code)."""
    return make_household(here.units[1], actor=mobiliser)


def worker_comes_back() -> None:
    jobs.run_due(clock.now() + LATER)


def at_the_door(client, home) -> None:
    """The mobiliser signs in, and the home shows its card."""
    client.login(username="aminah", password="aminah")
    client.post(reverse("people:help", args=[home.unit.code]), {"code": home.code})


def test_two_homes_become_one_ten_minutes_later(home, second, mobiliser):
    person = make_person(home.actor, home.household)
    commands.give_consent(home.actor, person=person, purpose="notices", how="screen")
    commands.set_pin(home.actor, person=person, pin="482913")
    commands.join_homes(mobiliser, household=home.household, into=second[0])
    assert queries.valid_card(home.household, clock.now()), "until then nothing changes"
    worker_comes_back()
    later = clock.now() + LATER
    home.household.refresh_from_db()
    person.refresh_from_db()
    assert home.household.until == clock.today(later) and queries.valid_card(home.household, later) is None
    assert queries.living_in(second[0].pk) == [person.pk] and queries.valid_card(second[0], later)
    assert person.pin_hash and person.consents.filter(withdrawn_at=None).count() == 2
    assert Residency.objects.filter(person=person, until=None).count() == 1
    assert InboxItem.objects.filter(recipient=f"household:{second[0].pk}", message="people.home_changed").exists()


@pytest.mark.parametrize("who", ["first", "second", "mobiliser"])
def test_everybody_concerned_stops_it_and_then_nothing_happens(home, second, mobiliser, who):
    change = commands.join_homes(mobiliser, household=home.household, into=second[0])
    actor = {"first": home.actor, "second": second[1], "mobiliser": mobiliser}[who]
    commands.stop_change(actor, change=change)
    worker_comes_back()
    home.household.refresh_from_db()
    assert home.household.until is None and HomeChange.objects.get().state == "stopped"
    with pytest.raises(Refused):
        commands.stop_change(actor, change=change)


def test_a_stranger_and_the_office_neither_ask_for_it_nor_stop_it(here, home, second, mobiliser, staff):
    _third, stranger, _code = make_household(here.units[2], actor=mobiliser)
    for actor in (home.actor, *staff.values()):
        with pytest.raises(Denied):
            commands.join_homes(actor, household=home.household, into=second[0])
    change = commands.join_homes(mobiliser, household=home.household, into=second[0])
    for actor in (stranger, *staff.values()):
        with pytest.raises(Denied):
            commands.stop_change(actor, change=change)


def test_what_cannot_become_one_is_refused(home, second, mobiliser, elsewhere):
    far = make_household(elsewhere.units[0])[0]
    both = make_staff("both", "mobiliser", elsewhere.site)
    everywhere = type(both)(kind="account", key=both.key, grants=both.grants + mobiliser.grants)
    for wrong in (home.household, far):
        with pytest.raises(Refused):
            commands.join_homes(everywhere, household=home.household, into=wrong)
    commands.join_homes(mobiliser, household=home.household, into=second[0])
    with pytest.raises(Refused):
        commands.join_homes(mobiliser, household=second[0], into=home.household)


def test_what_is_no_longer_possible_is_given_up_and_told(home, second, mobiliser):
    commands.join_homes(mobiliser, household=home.household, into=second[0])
    commands.end_household(mobiliser, household=second[0])
    worker_comes_back()
    assert HomeChange.objects.get().state == "failed"
    assert InboxItem.objects.filter(message="people.home_unchanged", recipient=mobiliser.key).exists()
    with pytest.raises(Refused):
        commands.carry_out_change(SYSTEM, change=HomeChange.objects.get())


def test_nobody_carries_it_out_too_early_or_twice(home, second, mobiliser):
    change = commands.join_homes(mobiliser, household=home.household, into=second[0])
    with pytest.raises(Refused):
        commands.carry_out_change(SYSTEM, change=change)
    worker_comes_back()
    with pytest.raises(Refused):
        commands.carry_out_change(SYSTEM, change=change, at=clock.now() + LATER)


def test_what_is_settled_stays_so_below_python_too(home, second, mobiliser):
    change = commands.join_homes(mobiliser, household=home.household, into=second[0])
    commands.stop_change(mobiliser, change=change)
    for statement in (
        "UPDATE people_homechange SET state = 'waiting', settled_at = NULL",
        "UPDATE people_homechange SET household_id = into_id",
        "DELETE FROM people_homechange",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert HomeChange.objects.get().state == "stopped"


def test_some_open_a_home_of_their_own_and_the_card_stays(here, home, mobiliser):
    goes, stays = make_person(home.actor, home.household), make_person(home.actor, home.household, name="Abang")
    commands.part_home(mobiliser, household=home.household, persons=[goes], unit=here.units[2])
    worker_comes_back()
    new = Household.objects.get(node=here.units[2])
    assert queries.living_in(new.pk) == [goes.pk] and queries.living_in(home.household.pk) == [stays.pk]
    assert queries.valid_card(home.household, clock.now()) and queries.valid_card(new, clock.now()) is None


def test_nobody_goes_behind_a_door_where_others_live_and_no_stranger_goes(here, home, second, mobiliser):
    person, other = make_person(home.actor, home.household), make_person(second[1], second[0])
    for persons, unit in (([person], here.units[1]), ([other], here.units[2]), ([], here.units[2])):
        with pytest.raises(Refused):
            commands.part_home(mobiliser, household=home.household, persons=persons, unit=unit)
    with pytest.raises(Refused):
        commands.part_home(mobiliser, household=home.household, persons=[person], unit=here.site)
    with pytest.raises(Denied):
        commands.part_home(mobiliser, household=home.household, persons=[person], unit=make_site(name="Lain").units[0])


def test_the_pages_ask_for_both_cards_show_what_happens_and_let_it_be_stopped(client, home, second):
    make_person(home.actor, home.household, name="Puan Noraini")
    at_the_door(client, home)
    answer = client.post(reverse("people:join_homes"), {"code": second[2]})
    assert answer["Location"] == reverse("people:check_join")
    page = client.get(answer["Location"]).content.decode()
    assert "Puan Noraini" in page and home.unit.name in page and second[0].node.name in page
    assert not HomeChange.objects.exists()
    client.post(reverse("people:check_join"))
    change = HomeChange.objects.get()
    stop = reverse("people:stop_change", args=[change.code])
    assert stop in client.get(reverse("people:mine")).content.decode()
    client.post(stop)
    assert HomeChange.objects.get().state == "stopped"


def test_the_page_of_a_new_home_takes_the_number_on_its_door(client, here, home):
    person = make_person(home.actor, home.household)
    at_the_door(client, home)
    address, free = reverse("people:part_home"), here.units[2].name
    assert client.post(address, {"persons": [person.code], "door": "tiada"}).status_code == 200
    assert not HomeChange.objects.exists()
    assert client.post(address, {"persons": [person.code], "door": free.lower()}).status_code == 303
    assert HomeChange.objects.get().unit == here.units[2]


def test_the_home_alone_and_the_office_have_no_such_page(client, home, second, staff):
    from k2k.people.testing import sign_in_by_card

    sign_in_by_card(client, home.code)
    for name in ("join_homes", "check_join", "part_home"):
        assert client.get(reverse(f"people:{name}")).status_code == 404
    client.login(username="office-one", password="office-one")
    assert client.get(reverse("people:join_homes")).status_code == 404
