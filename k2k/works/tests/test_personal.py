"""What works keep about a person, and how it is emptied."""

from k2k.core import registry
from k2k.core.actors import SYSTEM
from k2k.people import testing as people_testing
from k2k.works import personal, testing


def test_an_idea_is_told_and_then_emptied_while_the_count_stays(world):
    idea = testing.make_idea(world)
    person = people_testing.make_person(SYSTEM, idea.household)
    assert personal.export(person, world.at)["ideas"][0]["text"] == "Bangku di lobi"
    personal.erase(person, world.at)
    personal.erase(person, world.at)
    idea.refresh_from_db()
    assert idea.text == "" and idea.supports.count() == 1


def test_every_table_says_how_long_it_is_kept():
    told = {row.model for row in registry.items("retention")}
    assert {"works.Order", "works.Idea", "works.Photo", "works.Care", "works.Inspection"} <= told
