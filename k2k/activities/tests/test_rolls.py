"""The roll of a class: a guardian's consent, who was there, and what is left when the consent ends."""

from datetime import timedelta

import pytest

from k2k.activities import commands, queries
from k2k.activities.models import Presence, Pupil
from k2k.activities.testing import make_activity, make_class
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.groups.testing import make_group
from k2k.people import commands as people
from k2k.people.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(made):
    return make_class(made)


def enrol(made, one, number=0, name="Aina", **given):
    return commands.enrol(
        made.members[number], activity=one, **{"first_name": name, "age": "7_12", "agreed": True, **given}
    )


def test_a_guardian_enters_their_child_under_their_pin(made, one):
    child = enrol(made, one)
    assert (child.consent_how, child.guardian_id) == ("card", made.members[0].person_id)
    assert child.household_id == made.homes[0].household_id
    with pytest.raises(Refused, match="PIN"):
        commands.enrol(made.homes[0], activity=one, first_name="Ali", age="7_12", agreed=True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"name": "Aina binti Ahmad"}, "first_name"),
        ({"name": "Kumar a/l Raju"}, "first_name"),
        ({"name": "120305-10-1234"}, "first_name"),
        ({"name": ""}, "first_name"),
        ({"age": "40"}, "age"),
    ],
)
def test_without_consent_or_with_more_than_a_first_name_nobody_is_entered(made, one, given, field):
    with pytest.raises(Refused) as refusal:
        enrol(made, one, **given)
    assert refusal.value.field == field and not Pupil.objects.exists()


def test_a_child_is_entered_once(made, one):
    enrol(made, one)
    with pytest.raises(Refused, match="already"):
        enrol(made, one, name="AINA")
    enrol(made, one, number=1)


def test_the_committee_types_a_consent_on_paper_for_a_home_of_the_site(made, one):
    home = Household.objects.get(pk=made.homes[4].household_id)
    words = {"activity": one, "household": home, "first_name": "Siva", "age": "13_15", "agreed": True}
    child = commands.enrol_on_paper(made.secretary, **words)
    assert (child.consent_how, child.guardian_id) == ("paper", None)
    rival = make_group(members=0, others=0, site=made.site, name="Persatuan Lain")
    with pytest.raises(Denied):
        commands.enrol_on_paper(rival.secretary, **{**words, "first_name": "Devi"})


def test_only_what_is_held_every_week_has_a_roll(made):
    with pytest.raises(Refused, match="every week"):
        enrol(made, make_activity(made))


def test_the_roll_is_called_and_ticked_anew_when_a_finger_slipped(made, one):
    aina, badrul = enrol(made, one), enrol(made, one, number=1, name="Badrul")
    day = clock.today(one.starts_at)
    commands.tick(made.secretary, activity=one, on=day, came=[aina.code])
    assert queries.present(one, day) == {aina.pk}
    commands.tick(made.secretary, activity=one, on=day, came=[badrul.code])
    assert queries.present(one, day) == {badrul.pk} and Presence.objects.count() == 2
    for wrong in (day - timedelta(days=1), clock.today(made.at) + timedelta(days=1)):
        with pytest.raises(Refused):
            commands.tick(made.secretary, activity=one, on=wrong, came=[])
    with pytest.raises(Denied):
        commands.tick(made.homes[0], activity=one, on=day, came=[])


def test_a_guardian_sees_their_own_child_alone(made, one):
    aina = enrol(made, one)
    enrol(made, one, number=1, name="Badrul")
    commands.tick(made.secretary, activity=one, on=clock.today(one.starts_at), came=[aina.code])
    [own] = queries.own_pupils(made.homes[0], one)
    assert (own.pupil.first_name, own.came, own.of) == ("Aina", 1, 1)
    assert queries.own_pupils(made.homes[2], one) == []
    assert [each.pupil.first_name for each in queries.roll(one)] == ["Aina", "Badrul"]


def test_the_consent_ends_by_the_home_or_by_the_committee_and_the_count_stays(made, one):
    aina, badrul = enrol(made, one), enrol(made, one, number=1, name="Badrul")
    commands.tick(made.secretary, activity=one, on=clock.today(one.starts_at), came=[aina.code, badrul.code])
    with pytest.raises(Denied):
        commands.withdraw_pupil(made.homes[1], pupil=aina)
    for _twice in range(2):
        commands.withdraw_pupil(made.homes[0], pupil=aina)
    commands.withdraw_pupil(made.secretary, pupil=badrul)
    assert set(Pupil.objects.values_list("first_name", "age")) == {("", "")}
    assert Presence.objects.filter(came=True).count() == 2 and queries.roll(one) == []
    enrol(made, one)


def test_when_the_home_moves_out_its_consents_end_and_its_places_are_for_others(made, one):
    enrol(made, one)
    full = make_activity(made, places=2)
    for card in made.homes[:2]:
        commands.sign_up(card, activity=full, persons=2)
    people.end_household(SYSTEM, household=Household.objects.get(pk=made.homes[0].household_id))
    assert Pupil.objects.get().withdrawn_at
    [left] = queries.line(full)
    assert left.has_place and left.row.household_id == made.homes[1].household_id


@pytest.mark.parametrize(("children", "told"), [(0, 0), (1, None), (4, None), (5, 5), (6, 6)])
def test_everybody_reads_the_number_of_children_from_five_on(made, one, children, told):
    for number in range(children):
        enrol(made, one, number=number % 4, name="ABCDEF"[number])
    commands.tick(
        made.secretary,
        activity=one,
        on=clock.today(one.starts_at),
        came=[each.pupil.code for each in queries.roll(one)],
    )
    found = queries.roll_numbers(one)
    assert (found.pupils, found.sessions) == (told, 1)
    assert found.mean == (told if children >= 5 else None)
