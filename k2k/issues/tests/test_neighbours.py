"""Saya juga, and whether it is fixed."""

from datetime import timedelta

import pytest

from k2k.core.accounts.models import mark_staff_device
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.issues import commands, queries, rules, testing
from k2k.issues.models import Answer
from k2k.people.testing import make_household

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def lift(world):
    """A lift that was said to be fixed an hour ago."""
    issue = testing.make_issue(world, "started", days_ago=2, fault="not_working")
    return commands.claim(world.office, issue=issue, at=world.at - HOUR)


def test_one_tap_for_each_household_however_often_it_is_pressed(world):
    issue = testing.make_issue(world)
    for home in (world.homes[1], world.homes[1], world.homes[2], world.homes[0]):
        commands.tap(home, issue=issue)
    assert (issue.households, issue.without_card) == (3, 0)


def test_phones_without_a_card_are_counted_apart(world, phone, other_phone):
    issue = testing.make_issue(world)
    for somebody in (phone, phone, other_phone):
        commands.tap(somebody, issue=issue)
    assert (issue.households, issue.without_card) == (1, 2)
    assert phone.device not in str(list(issue.taps.values()))


def test_a_browser_that_keeps_no_mark_cannot_tap(world):
    with pytest.raises(Refused):
        commands.tap(Actor.anonymous(""), issue=testing.make_issue(world))


def test_a_tap_is_taken_back_and_given_again(world):
    issue = testing.make_issue(world)
    commands.tap(world.homes[1], issue=issue)
    commands.untap(world.homes[1], issue=issue)
    assert issue.households == 1 and issue.taps.count() == 2
    commands.tap(world.homes[1], issue=issue)
    assert issue.households == 2


def test_the_reporter_cannot_take_the_report_back_by_untapping(world):
    issue = testing.make_issue(world)
    with pytest.raises(Refused):
        commands.untap(world.homes[0], issue=issue)
    with pytest.raises(Refused):
        commands.untap(world.homes[1], issue=issue)


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_a_tap_on_what_has_ended_says_what_to_do(world, state):
    issue = testing.make_issue(world, state)
    with pytest.raises(Refused) as refusal:
        commands.tap(world.homes[3], issue=issue)
    assert "laporan baharu" in refusal.value.sentence or "new report" in refusal.value.sentence


def test_two_households_confirm_of_which_one_is_the_reporter(world, lift):
    commands.answer(world.homes[0], issue=lift, answer="yes")
    assert (lift.state, lift.yes_households) == ("claimed", 1)
    commands.answer(world.homes[2], issue=lift, answer="yes")
    assert (lift.state, lift.yes_households) == ("confirmed", 2)
    assert lift.confirmed_at == lift.closed_at
    assert [step.what for step in lift.steps.order_by("id")][-3:] == ["yes", "yes", "confirmed"]


def test_one_household_that_says_yes_twice_is_one_household(world, lift):
    for _time in range(3):
        commands.answer(world.homes[0], issue=lift, answer="yes")
    assert (lift.state, lift.yes_households) == ("claimed", 1)
    assert lift.steps.filter(what="yes").count() == 1


def test_yes_can_be_changed_to_not_yet_until_it_is_closed(world, lift):
    commands.answer(world.homes[3], issue=lift, answer="yes")
    commands.answer(world.homes[3], issue=lift, answer="no")
    given = Answer.objects.get(household_id=world.homes[3].household_id)
    assert (lift.state, lift.yes_households) == ("claimed", 0), "it takes back its yes, and has no say to reopen"
    assert (given.answer, given.counts, given.why_not) == ("no", False, "no_say")
    commands.answer(world.homes[3], issue=lift, answer="yes")
    assert lift.yes_households == 1


def test_phones_without_a_card_close_nothing_and_are_shown(world, lift):
    for letter in "abcdef":
        commands.answer(Actor.anonymous(letter * 32), issue=lift, answer="yes")
    assert (lift.state, lift.yes_households) == ("claimed", 0)
    assert set(lift.answers.values_list("counts", "why_not")) == {(False, "no_card")}


def test_a_card_younger_than_seven_days_does_not_count(world, lift):
    young = make_household(world.place.units[10], at=world.at, days_old=6)[1]
    given = commands.answer(young, issue=lift, answer="yes", at=world.at)
    assert (given.counts, given.why_not, lift.yes_households) == (False, "young_card", 0)
    old_enough = commands.answer(young, issue=lift, answer="yes", at=world.at + DAY)
    assert old_enough.counts and lift.yes_households == 1


def test_a_reprinted_card_is_young_again(world, lift):
    from k2k.core.actors import SYSTEM
    from k2k.people import commands as people
    from k2k.people import queries as people_queries

    household = people_queries.household_of(world.homes[1])
    people.issue_card(SYSTEM, household=household, reason="lost", at=world.at - DAY)
    card = people_queries.valid_card(household, world.at)
    given = commands.answer(people_queries.card_actor(card, world.at), issue=lift, answer="yes", at=world.at)
    assert given.why_not == "young_card"


def test_a_phone_on_which_staff_signed_in_does_not_count(world, lift):
    mark_staff_device("d" * 32, world.at)
    given = commands.answer(world.homes[1].on_device("d" * 32), issue=lift, answer="yes")
    assert (given.counts, given.why_not) == (False, "staff_device")
    assert commands.answer(world.homes[1].on_device("e" * 32), issue=lift, answer="yes").counts


def test_staff_do_not_confirm_their_own_work(world, lift):
    given = commands.answer(world.office.on_device("f" * 32), issue=lift, answer="yes")
    assert (given.counts, given.why_not) == (False, "staff")


def test_a_card_of_another_perumahan_does_not_count(world, elsewhere, lift):
    given = commands.answer(elsewhere.homes[0], issue=lift, answer="yes")
    assert (given.counts, given.why_not) == (False, "elsewhere")


def test_not_yet_from_the_reporter_reopens(world, lift):
    commands.answer(world.homes[0], issue=lift, answer="no", why_not="Masih bunyi")
    assert (lift.state, lift.reopened, lift.yes_households) == ("accepted", 1, 0)
    assert queries.status(lift, world.at) in ("reopened", "late")
    assert lift.answers.get().text == "Masih bunyi"


def test_not_yet_from_a_household_that_tapped_reopens(world, lift):
    commands.tap(world.homes[2], issue=lift, at=lift.claimed_at - HOUR)
    commands.answer(world.homes[2], issue=lift, answer="no")
    assert (lift.state, lift.reopened) == ("accepted", 1)


def test_a_tap_made_after_the_claim_gives_no_say(world, lift):
    commands.tap(world.homes[3], issue=lift)
    with pytest.raises(Refused):
        commands.answer(world.homes[3], issue=lift, answer="no")
    assert (lift.state, lift.reopened) == ("claimed", 0)


def test_a_card_of_another_perumahan_is_counted_with_those_without_a_card(world, elsewhere):
    issue = testing.make_issue(world)
    commands.tap(elsewhere.homes[0], issue=issue)
    assert (issue.households, issue.without_card) == (1, 1)


def test_not_yet_from_the_floor_reopens_and_from_elsewhere_in_the_block_makes_a_new_report(world):
    corridor = world.place.corridors[0]
    upstairs = make_household(world.place.units[-1], at=world.at)[1]
    issue = testing.make_issue(world, "claimed", node=corridor, category="light", by=upstairs, days_ago=1)
    neighbour = next(
        make_household(unit, at=world.at)[1]
        for unit in world.place.units[4:]
        if unit.floor_id != corridor.floor_id and unit != world.place.units[-1]
    )
    with pytest.raises(Refused):
        commands.answer(neighbour, issue=issue, answer="no")
    on_floor = next(
        home for home in world.homes if world.place.units[world.homes.index(home)].floor_id == corridor.floor_id
    )
    commands.answer(on_floor, issue=issue, answer="no")
    assert (issue.state, issue.reopened) == ("accepted", 1)


def test_a_phone_without_a_card_says_not_yet_and_reopens_nothing(world, lift, phone):
    given = commands.answer(phone, issue=lift, answer="no")
    assert (lift.state, given.counts, given.why_not) == ("claimed", False, "no_card")


def test_a_confirmed_repair_reopens_within_fourteen_days_of_the_claim_and_not_after(world, lift):
    claimed = lift.claimed_at
    for home in world.homes[:2]:
        commands.answer(home, issue=lift, answer="yes")
    with pytest.raises(Refused):
        commands.answer(world.homes[0], issue=lift, answer="no", at=claimed + 14 * DAY)
    commands.answer(world.homes[0], issue=lift, answer="no", at=claimed + 14 * DAY - timedelta(seconds=1))
    assert (lift.state, lift.reopened, lift.closed_at, lift.confirmed_at) == ("accepted", 1, None, None)


def test_a_confirmed_repair_takes_no_uncounted_not_yet(world, lift, phone):
    for home in world.homes[:2]:
        commands.answer(home, issue=lift, answer="yes")
    for somebody in (phone, world.homes[3]):
        with pytest.raises(Refused):
            commands.answer(somebody, issue=lift, answer="no")
    with pytest.raises(Refused):
        commands.answer(world.homes[3], issue=lift, answer="yes")


def test_after_a_reopening_the_answers_begin_anew(world, lift):
    commands.answer(world.homes[1], issue=lift, answer="yes")
    commands.answer(world.homes[0], issue=lift, answer="no")
    commands.claim(world.office, issue=lift)
    commands.answer(world.homes[2], issue=lift, answer="yes")
    assert (lift.state, lift.yes_households) == ("claimed", 1), "the yes of the first round is not counted"
    commands.answer(world.homes[1], issue=lift, answer="yes")
    assert lift.state == "confirmed"


@pytest.mark.parametrize("state", ["new", "accepted", "started", "rejected"])
def test_nobody_answers_before_it_is_said_to_be_done(world, state):
    issue = testing.make_issue(world, state)
    for word in rules.ANSWERS:
        with pytest.raises(Refused):
            commands.answer(world.homes[0], issue=issue, answer=word)


def test_an_answer_is_yes_or_no(world, lift):
    with pytest.raises(Refused) as refusal:
        commands.answer(world.homes[0], issue=lift, answer="maybe")
    assert refusal.value.field == "answer"


def test_a_fault_inside_a_home_needs_that_home_alone(world):
    unit = world.place.units[0]
    issue = testing.make_issue(world, "claimed", node=unit, category="leak", days_ago=1)
    with pytest.raises(Denied):
        commands.answer(world.homes[1], issue=issue, answer="yes")
    commands.answer(world.homes[0], issue=issue, answer="yes")
    assert (issue.state, issue.yes_households) == ("confirmed", 1)


def test_neighbours_do_not_tap_what_is_inside_a_home(world, phone):
    issue = testing.make_issue(world, node=world.place.units[0], category="leak")
    for somebody in (phone, world.homes[1], world.technician):
        with pytest.raises(Denied):
            commands.tap(somebody, issue=issue)
