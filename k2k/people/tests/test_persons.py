"""Persons enter by consent, may see, mend and take back everything, and leave nothing behind but a tombstone."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from k2k.core import clock, jobs, trail
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.notify.models import InboxItem
from k2k.people import commands, queries
from k2k.people.models import Consent, Identity, Person, Residency
from k2k.people.testing import bound, make_household, make_person

IC = "850412-14-5677"


@pytest.fixture
def person(home):
    return make_person(home.actor, home.household, name="Puan Noraini")


def test_a_person_enters_with_the_consent_they_gave(person):
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, consent.text_version, consent.how) == (person, "household", "1", "screen")


def test_a_mobiliser_writes_on_behalf_and_the_home_hears_of_it(home, mobiliser):
    made = commands.add_person(
        mobiliser, household=home.household, preferred_name="Ah Meng", consent_how="voice", behalf=home.actor
    )
    line = trail.history(made.ref).get()
    assert (line.actor, line.behalf) == (mobiliser.key, home.actor.key)
    assert InboxItem.objects.filter(
        recipient=f"household:{home.household.pk}", message="people.written_for_you"
    ).exists()


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "dua\x00tiga", "\u202edibalik"])
def test_a_name_that_cannot_be_read_is_refused_beside_its_field(home, name):
    with pytest.raises(Refused) as refusal:
        commands.add_person(home.actor, household=home.household, preferred_name=name)
    assert refusal.value.field == "preferred_name"
    assert not Person.objects.exists()


def test_an_unknown_language_is_refused(home):
    with pytest.raises(Refused):
        commands.add_person(home.actor, household=home.household, preferred_name="Siti", language="tlh")


def test_a_name_and_a_language_are_mended(home, person):
    commands.correct_person(home.actor, person=person, preferred_name="Kak  Noraini", language="ta")
    person.refresh_from_db()
    assert (person.preferred_name, person.language) == ("Kak Noraini", "ta")


def test_agreeing_twice_is_agreeing_once(home, person):
    first = commands.give_consent(home.actor, person=person, purpose="notices", how="screen")
    again = commands.give_consent(home.actor, person=person, purpose="notices", how="paper")
    assert first == again
    assert Consent.objects.filter(purpose="notices").count() == 1


def test_new_words_are_agreed_to_anew(home, person):
    Consent.objects.filter(purpose="household").update(withdrawn_at=clock.now())
    Consent.objects.create(person=person, purpose="household", text_version="0", how="paper", given_at=clock.now())
    renewed = commands.give_consent(home.actor, person=person, purpose="household", how="screen")
    assert renewed.text_version == "1"
    assert Consent.objects.filter(purpose="household", withdrawn_at=None).count() == 1


def test_a_consent_is_taken_back_as_easily_as_it_was_given(home, person):
    given = commands.give_consent(home.actor, person=person, purpose="photo", how="screen")
    commands.withdraw_consent(home.actor, person=person, purpose="photo")
    given.refresh_from_db()
    assert given.withdrawn_at
    with pytest.raises(Refused):
        commands.withdraw_consent(home.actor, person=person, purpose="photo")


@pytest.mark.parametrize(("purpose", "how"), [("marketing", "screen"), ("photo", "guess")])
def test_only_our_purposes_and_ways_are_agreed_to(home, person, purpose, how):
    with pytest.raises(Refused):
        commands.give_consent(home.actor, person=person, purpose=purpose, how=how)


def test_taking_back_the_first_consent_erases_the_person(home, person):
    commands.withdraw_consent(home.actor, person=person, purpose="household")
    person.refresh_from_db()
    assert person.erased_at
    assert person.preferred_name == ""


def test_an_erased_person_leaves_a_nameless_row_and_a_trail_that_verifies(home, person):
    commands.correct_person(home.actor, person=person, preferred_name="Rahsia Benar", language="ms")
    commands.set_pin(home.actor, person=person, pin="481516")
    commands.erase_person(bound(home.actor, person), person=person)
    person.refresh_from_db()
    assert (person.preferred_name, person.pin_hash, person.pin_set_at) == ("", "", None)
    assert not Residency.objects.filter(person=person, until=None).exists()
    assert not Consent.objects.filter(person=person, withdrawn_at=None).exists()
    privates = list(trail.TrailPrivate.objects.filter(line__subject=person.ref))
    assert privates
    assert all(row.data == "" and row.erased_at for row in privates)
    assert not list(trail.verify())
    with pytest.raises(Refused):
        commands.erase_person(SYSTEM, person=person)


def test_nothing_of_an_erased_person_stands_in_any_table(home, person):
    from django.apps import apps

    commands.correct_person(home.actor, person=person, preferred_name="Kenari Emas", language="ms")
    commands.erase_person(home.actor, person=person)
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            assert "Kenari Emas" not in str(row)


def test_what_we_keep_is_given_to_the_person(home, person):
    kept = commands.export_person(home.actor, person=person)["people"]
    assert kept["preferred_name"] == "Puan Noraini"
    assert kept["homes"][0]["home"] == home.unit.name
    assert kept["consents"][0]["purpose"] == "household"
    assert [line["what"] for line in kept["trail"]][0] == "people.add_person"


def test_a_person_moves_to_another_home_and_the_dates_tell(home, here, person, mobiliser):
    other, _actor, _code = make_household(here.units[1], actor=mobiliser)
    commands.move_person(mobiliser, person=person, household=other)
    assert queries.home_of(person) == other
    assert person.node == here.units[1]
    assert list(queries.persons(home.actor, home.household)) == []
    with pytest.raises(Refused):
        commands.move_person(mobiliser, person=person, household=other)


def test_a_mobiliser_takes_nobody_from_a_perumahan_that_is_not_theirs(home, elsewhere, person, staff):
    stranger = staff["mobiliser elsewhere"]
    theirs, _actor, _code = make_household(elsewhere.units[0], actor=stranger)
    with pytest.raises(Denied):
        commands.move_person(stranger, person=person, household=theirs)


def test_who_has_a_pin_decides_alone(home, person):
    other = make_person(home.actor, home.household, name="Ali")
    commands.set_pin(home.actor, person=person, pin="481516")
    calls = (
        lambda actor: commands.correct_person(actor, person=person, preferred_name="X", language="ms"),
        lambda actor: commands.give_consent(actor, person=person, purpose="photo", how="screen"),
        lambda actor: commands.withdraw_consent(actor, person=person, purpose="household"),
        lambda actor: commands.export_person(actor, person=person),
        lambda actor: commands.set_pin(actor, person=person, pin="904117"),
        lambda actor: commands.erase_person(actor, person=person),
    )
    for call in calls:
        for actor in (home.actor, bound(home.actor, other)):
            with pytest.raises(Denied):
                call(actor)
    commands.give_consent(bound(home.actor, person), person=person, purpose="photo", how="screen")


@pytest.mark.parametrize("pin", ["12345", "1234567", "abcdef", "", "123456", "٤٨١٥١٦"])
def test_a_pin_that_is_weak_or_not_six_digits_is_refused_beside_its_field(home, person, pin):
    with pytest.raises(Refused) as refusal:
        commands.set_pin(home.actor, person=person, pin=pin)
    assert refusal.value.field == "pin"


def test_a_pin_is_kept_as_a_slow_hash_that_the_database_alone_does_not_open(home, person, settings):
    settings.PASSWORD_HASHERS = ["k2k.core.accounts.hashers.LeanArgon2"]
    from django.contrib.auth.hashers import check_password

    commands.set_pin(home.actor, person=person, pin="481516")
    assert person.pin_hash.startswith("argon2$argon2id")
    assert commands.pin_fits(person, "481516")
    assert not commands.pin_fits(person, "481517")
    assert not check_password("481516", person.pin_hash)


def test_a_forgotten_pin_is_cleared_at_the_door_and_the_home_hears_of_it(home, person, mobiliser):
    commands.set_pin(home.actor, person=person, pin="481516")
    commands.clear_pin(mobiliser, person=person)
    person.refresh_from_db()
    assert person.pin_hash == ""
    told = InboxItem.objects.filter(message="people.pin_changed").order_by("pk")
    assert [item.args["cleared"] for item in told] == [False, True]
    with pytest.raises(Refused):
        commands.clear_pin(mobiliser, person=person)


def record(mobiliser, person, **words):
    given = {"purpose": "aid", "number": IC, "expires_on": clock.today() + timedelta(days=90)} | words
    return commands.record_identity(mobiliser, person=person, **given)


@pytest.fixture
def agreed(home, person):
    commands.give_consent(home.actor, person=person, purpose="aid", how="paper")
    return person


def test_an_ic_is_kept_as_keyed_hash_and_last_four_only(mobiliser, agreed):
    row = record(mobiliser, agreed)
    assert row.last_four == "5677"
    assert "850412" not in str(vars(row))


def test_an_ic_is_refused_without_a_purpose_that_needs_it_or_without_consent(home, mobiliser, person):
    with pytest.raises(Refused):
        record(mobiliser, person)
    commands.give_consent(home.actor, person=person, purpose="survey", how="paper")
    with pytest.raises(Refused):
        record(mobiliser, person, purpose="survey")
    assert not Identity.objects.exists()


@pytest.mark.parametrize("days", [0, -1, 732])
def test_an_ic_has_an_end_within_two_years(mobiliser, agreed, days):
    with pytest.raises(Refused) as refusal:
        record(mobiliser, agreed, expires_on=clock.today() + timedelta(days=days))
    assert refusal.value.field == "expires_on"


def test_the_same_ic_twice_is_refused_without_saying_whose_it_is(home, mobiliser, agreed):
    record(mobiliser, agreed)
    other = make_person(home.actor, home.household, name="Ali")
    commands.give_consent(home.actor, person=other, purpose="aid", how="paper")
    with pytest.raises(Refused) as refusal:
        record(mobiliser, other, number="850412145677")
    assert refusal.value.field == "number"
    assert agreed.preferred_name not in refusal.value.sentence
    record(mobiliser, agreed, number="850412-14-5677")


def test_an_ic_goes_with_its_day_and_with_the_consent(home, mobiliser, agreed):
    record(mobiliser, agreed)
    commands.withdraw_consent(home.actor, person=agreed, purpose="aid")
    assert not Identity.objects.exists()
    commands.give_consent(home.actor, person=agreed, purpose="aid", how="paper")
    row = record(mobiliser, agreed)
    expire = jobs.known["people.expire_identities"].run
    expire(at=clock.start_of_day(row.expires_on) - timedelta(seconds=1))
    assert Identity.objects.exists()
    expire(at=clock.start_of_day(row.expires_on))
    assert not Identity.objects.exists()


@pytest.mark.parametrize("table", ["household", "person", "residency", "card", "consent"])
def test_the_database_itself_deletes_no_row_that_proves_something(home, person, table):
    from django.db import connection

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM people_{table}")


def test_the_database_itself_keeps_the_words_somebody_agreed_to(home, person):
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(text_version="2")


def test_an_erased_row_cannot_keep_a_name(home, person):
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(erased_at=clock.now())
