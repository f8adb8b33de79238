"""What is kept about a person: taken along, and emptied."""

import pytest

from k2k.activities import commands, personal, queries
from k2k.activities.models import Pupil, SignUp, Story
from k2k.activities.testing import make_activity, make_class, make_story
from k2k.people import testing as people_testing
from k2k.people.models import Household, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(made):
    return Person.objects.get(pk=made.members[0].person_id)


@pytest.fixture
def kept(made):
    """A sign-up, an activity that was, a child and a story of the first home."""
    home = made.homes[0]
    commands.sign_up(home, activity=make_activity(made), persons=2)
    make_activity(made, "over", days=-2)
    commands.enrol(made.members[0], activity=make_class(made), first_name="Aina", age="7_12", agreed=True)
    make_story(home, made, "published", shown_as="Puan N")


def test_a_person_takes_along_what_their_home_joined_gave_agreed_to_and_told(made, person, kept):
    make_story(made.homes[1], made)
    found = personal.export(person, made.at)
    assert [each["persons"] for each in found["sign_ups"]] == [2]
    assert [each["persons"] for each in found["came"]] == [2]
    assert [each["first_name"] for each in found["pupils"]] == ["Aina"]
    assert [(each["text"], each["shown_as"]) for each in found["stories"]] == [
        ("Dulu di sini ada pokok ceri.", "Puan N")
    ]


def test_erasing_empties_names_words_and_pictures_and_leaves_the_counts(made, person, kept):
    for _twice in range(2):
        personal.erase(person, made.at)
    assert list(Pupil.objects.values_list("first_name", "age")) == [("", "")]
    assert list(Story.objects.values_list("state", "text", "shown_as")) == [("withdrawn", "", "")]
    assert not SignUp.objects.filter(ended_at=None).exists()
    assert queries.own_hours(made.homes[0].household_id).minutes > 0


def test_what_a_home_told_in_which_others_live_stays_and_the_consent_of_who_goes_ends(made, person, kept):
    people_testing.make_person(made.homes[0], Household.objects.get(pk=made.homes[0].household_id), name="Encik Ali")
    personal.erase(person, made.at)
    assert Story.objects.get().text and SignUp.objects.filter(ended_at=None).exists()
    assert Pupil.objects.get().withdrawn_at
