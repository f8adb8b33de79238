"""What is kept about a person: taken along, and emptied."""

import pytest

from k2k.core import search
from k2k.core.actors import SYSTEM, Actor
from k2k.people import testing as people_testing
from k2k.people.models import Household
from k2k.questions import commands, personal, testing

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(desk):
    home = Household.objects.get(pk=desk.homes[0].household_id)
    return people_testing.make_person(SYSTEM, home)


def test_a_person_takes_along_what_their_home_asked(desk, person):
    one = testing.make_question(desk, "answered", days_ago=0)
    other = testing.make_question(desk, by=desk.homes[1])
    commands.want_to_know(desk.homes[0], question=other)
    found = personal.export(person, desk.at)
    assert [(each["code"], each["answers"][0]["text"]) for each in found["questions"]] == [(one.code, "Minggu depan.")]
    assert [each["question"] for each in found["want_to_know"]] == [other.code]


def test_words_are_emptied_and_what_was_answered_stays(desk, person):
    one = testing.make_question(desk, "appealed")
    answered = testing.make_question(desk, "answered")
    for _twice in range(2):
        personal.erase(person, desk.at)
    one.refresh_from_db()
    answered.refresh_from_db()
    assert one.text == one.appeal_text == answered.text == ""
    assert answered.state == "answered" and answered.answers.get().text == "Minggu depan."
    assert search.find("lif", Actor.anonymous(), desk.at) == []


def test_words_of_a_home_where_others_live_stay(desk, person):
    people_testing.make_person(SYSTEM, Household.objects.get(pk=desk.homes[0].household_id), name="Encik Ali")
    one = testing.make_question(desk)
    personal.erase(person, desk.at)
    one.refresh_from_db()
    assert one.text == testing.TEXT
