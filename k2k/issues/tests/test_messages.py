"""Who is told what, and in which language."""

import pytest
from django.utils import translation

from k2k.core import registry
from k2k.core.actors import SYSTEM
from k2k.core.models import InboxItem
from k2k.core.notify.messages import _reach, render
from k2k.issues import commands, messages, testing
from k2k.people import commands as people
from k2k.people import queries as people_queries


@pytest.fixture
def issue(world):
    """A lift reported by home 0 and tapped by home 1 and a phone."""
    made = testing.make_issue(world, days_ago=1)
    commands.tap(world.homes[1], issue=made)
    InboxItem.objects.all().delete()
    return made


def told(slug: str) -> set[str]:
    """Who got the message."""
    return set(InboxItem.objects.filter(message=slug).values_list("recipient", flat=True))


def inbox(*homes) -> set[str]:
    return {f"household:{home.household_id}" for home in homes}


def test_a_new_report_is_told_to_the_office_of_its_place_alone(world, elsewhere):
    testing.make_issue(world)
    assert told("issues.reported") == {world.office.key}


def test_the_clerk_who_wrote_it_down_is_not_told_of_it_and_the_home_is(world):
    household = people_queries.household_of(world.homes[0])
    commands.record_for(world.office, node=world.lift, category="lift", household=household)
    assert told("issues.reported") == set() and told("issues.recorded_for") == inbox(world.homes[0])


def test_each_step_is_told_to_those_who_reported_and_tapped(world, issue):
    both = inbox(*world.homes[:2])
    commands.accept(world.office, issue=issue)
    assert told("issues.accepted") == both
    commands.promise_date(world.technician, issue=issue, due=issue.due)
    assert told("issues.date_promised") == both
    commands.claim(world.technician, issue=issue)
    assert told("issues.claimed") == both
    commands.answer(world.homes[1], issue=issue, answer="no")
    assert told("issues.reopened") == inbox(world.homes[0]) | {world.office.key}
    commands.claim(world.technician, issue=issue)
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes")
    assert told("issues.confirmed") == both


def test_a_moved_date_and_a_no_are_told_with_their_reason(world, issue):
    commands.accept(world.office, issue=issue)
    commands.reject(world.office, issue=issue, reason="Lif ini milik pihak lain")
    assert told("issues.rejected") == inbox(*world.homes[:2])
    item = InboxItem.objects.filter(message="issues.rejected").first()
    assert "Lif ini milik pihak lain" in render([item])[0][1]


def test_whoever_took_the_tap_back_is_told_nothing(world, issue):
    commands.untap(world.homes[1], issue=issue)
    commands.accept(world.office, issue=issue)
    assert told("issues.accepted") == inbox(world.homes[0])


def test_an_anonymous_reporter_is_told_nothing_because_nobody_knows_them(world):
    made = testing.make_issue(world, identity="anonymous")
    InboxItem.objects.all().delete()
    commands.accept(world.office, issue=made)
    assert not InboxItem.objects.exists()


def test_messages_are_written_in_the_readers_language(world, issue):
    household = people_queries.household_of(world.homes[0])
    people.add_person(SYSTEM, household=household, preferred_name="Wong", language="en")
    commands.accept(world.office, issue=issue)
    item = InboxItem.objects.get(recipient=f"household:{household.pk}", message="issues.accepted")
    assert _reach(item.recipient).language == "en"
    with translation.override("en"):
        [(_item, sentence, url)] = render([item])
    assert "accepted" in sentence and world.contractor.name in sentence and "target" in sentence
    assert issue.code in url or url == "/"


def test_every_message_has_a_sentence_for_a_report_that_is_gone():
    for message in messages.ALL:
        assert registry.get("message", message.slug) is message
        assert message.sentence(None) and message.url(None) == "/"
