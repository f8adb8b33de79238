"""What is inside homes is between the home and the office; what people wrote is not for everybody."""

import json
from datetime import timedelta

import pytest
from django.http import Http404

from k2k.bodies.testing import make_account, make_association, make_owner
from k2k.core import registry, search
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied
from k2k.core.models import SearchEntry, TrailLine
from k2k.issues import asked, commands, queries, testing
from k2k.issues.models import Answer, Issue
from k2k.people import commands as people
from k2k.people import queries as people_queries
from k2k.people.testing import make_household

CANARY = "rahsiakanariku"


@pytest.fixture
def leak(world):
    """A leak inside the first home, with words nobody else may read."""
    return testing.make_issue(
        world, "accepted", node=world.place.units[0], category="leak", text=f"Bocor {CANARY}", days_ago=1
    )


@pytest.fixture
def strangers(world, elsewhere, phone, other_phone):
    """Everybody who must not meet what is inside the first home."""
    site = world.place.site
    return {
        "guest": phone,
        "neighbour": world.homes[1],
        "home elsewhere": elsewhere.homes[0],
        "office elsewhere": elsewhere.office,
        "committee": make_association(site).clerk,
        "owner": make_owner(site).clerk,
        "contractor": world.technician,
        "mobiliser": make_account("Penggerak", "mobiliser", site),
        "officer": make_account("Pegawai", "officer"),
        "safeguard": make_account("Pelindung", "safeguard", site),
    }


def test_nobody_but_the_office_and_the_home_finds_it(world, leak, strangers, at):
    for name, stranger in strangers.items():
        with pytest.raises(Http404):
            queries.get(stranger, leak.code)
        lists = [
            queries.site_list(stranger, world.place.site).rows,
            queries.site_list(stranger, world.place.site, queries.Filters(text="bocor")).rows,
            queries.site_list(stranger, world.place.site, queries.Filters(category="leak", late=True)).rows,
            queries.my_issues(stranger),
            queries.open_at(leak.node),
            queries.rows_of(stranger, world.place.site),
        ]
        assert not [row for rows in lists for row in rows], name
        assert registry.get("ref", "issues.issue")(leak.pk, stranger) is None, name
        assert not search.find(leak.code, stranger, at + timedelta(days=1)), name
        assert not asked.todo(stranger, at), name


def test_the_office_and_the_home_itself_do_find_it(world, leak, at):
    for who in (world.office, world.homes[0], SYSTEM):
        assert queries.get(who, leak.code).pk == leak.pk
        assert registry.get("ref", "issues.issue")(leak.pk, who)
        assert [row.pk for row in queries.site_list(who, world.place.site).rows] == [leak.pk]
    assert search.find(leak.code, world.office, at + timedelta(days=1))
    assert queries.my_issues(world.homes[0]).get() == leak


def test_it_is_counted_in_the_total_and_never_drawn(world, leak):
    assert queries.counts(world.place.site, world.at)["total"] == 1
    assert all(not marks.issues for marks in queries.block_marks(world.place.block, world.at))
    assert all(lift.state == "running" for lift in queries.lifts(world.place.block, world.at))


def test_a_repair_of_a_lift_inside_a_home_does_not_stop_the_lift(world):
    issue = testing.make_issue(world, node=world.place.units[0], category="lift", at_home=True)
    assert issue.at_home and queries.lifts(world.place.block, world.at)[0].state == "running"


def test_free_words_are_found_by_the_office_alone(world, strangers, at):
    testing.make_issue(world, text=f"Lif {CANARY}", days_ago=1)
    later = at + timedelta(days=1)
    for name, stranger in strangers.items():
        assert not search.find(CANARY, stranger, later), name
        page = queries.site_list(stranger, world.place.site, queries.Filters(text=CANARY))
        assert not page.rows and page.total == 0, name
        assert search.find("lif 1", stranger, later), name
    assert search.find(CANARY, world.office, later)


def test_everybody_finds_a_common_fault_in_each_language(world, phone, at):
    testing.make_issue(world, node=world.place.corridors[0], category="light", days_ago=1)
    later = at + timedelta(days=1)
    assert search.find("lampu", phone, later) or search.find("light", phone, later)


def test_the_trail_and_messages_hold_no_words_of_a_reporter(world, leak):
    from k2k.core.models import InboxItem, Receipt

    commands.claim(world.office, issue=leak)
    commands.answer(world.homes[0], issue=leak, answer="no", why_not=f"Masih {CANARY}")
    for rows in (TrailLine.objects.values(), InboxItem.objects.values(), Receipt.objects.values()):
        assert CANARY not in json.dumps(list(rows), default=str)
    public = SearchEntry.objects.filter(public=True).values()
    assert CANARY not in json.dumps(list(public), default=str)


def test_exporting_a_person_gives_what_their_home_said(world, leak):
    person = people.add_person(SYSTEM, household=home(world), preferred_name="Noraini")
    commands.claim(world.office, issue=leak)
    commands.answer(world.homes[0], issue=leak, answer="no", why_not="Masih basah")
    told = next(each for each in registry.items("personal") if each.app == "issues").export(person, world.at)
    assert told["reports"][0]["text"] == f"Bocor {CANARY}" and told["answers"][0]["text"] == "Masih basah"
    assert told["me_too"][0]["report"] == leak.code
    json.dumps(told)


@pytest.mark.parametrize("by_card", [True, False])
def test_the_next_household_of_a_home_sees_nothing_of_the_one_before(world, phone, by_card):
    by = world.homes[0] if by_card else phone
    leak = testing.make_issue(world, "claimed", node=world.place.units[0], category="leak", by=by, at_home=True)
    first = home(world)
    assert queries.get(world.homes[0], leak.code)
    people.end_household(SYSTEM, household=first, on=first.since + timedelta(days=29))
    _household, successor, _code = make_household(world.place.units[0], at=world.at, days_old=0)
    with pytest.raises(Http404):
        queries.get(successor, leak.code)
    with pytest.raises(Denied):
        commands.answer(successor, issue=leak, answer="yes")
    assert not queries.my_issues(successor).exists()


def test_whoever_moved_out_neither_takes_nor_empties_what_the_home_said_afterwards(world, leak):
    left = people.add_person(SYSTEM, household=home(world), preferred_name="Ali", at=world.at - timedelta(days=9))
    other = people_queries.household_of(world.homes[1])
    people.move_person(SYSTEM, person=left, household=other, at=world.at - timedelta(days=5))
    told = next(each for each in registry.items("personal") if each.app == "issues")
    given = told.export(left, world.at)
    assert not any(given.values()), given
    told.erase(left, world.at)
    assert Issue.objects.get(pk=leak.pk).text


def test_erasing_the_last_person_of_a_home_empties_its_words_and_keeps_the_count(world, leak):
    person = people.add_person(SYSTEM, household=home(world), preferred_name="Noraini")
    commands.claim(world.office, issue=leak)
    commands.answer(world.homes[0], issue=leak, answer="no", why_not=f"Masih {CANARY}")
    erase = next(each for each in registry.items("personal") if each.app == "issues").erase
    for _twice in range(2):
        erase(person, world.at)
    leak.refresh_from_db()
    assert (leak.text, leak.households, leak.reporter_id) == ("", 1, home(world).pk)
    assert Answer.objects.get().text == "" and not SearchEntry.objects.filter(text__contains=CANARY).exists()


def test_erasing_one_of_two_keeps_what_the_home_reported(world, leak):
    person = people.add_person(SYSTEM, household=home(world), preferred_name="Noraini")
    people.add_person(SYSTEM, household=home(world), preferred_name="Ali")
    next(each for each in registry.items("personal") if each.app == "issues").erase(person, world.at)
    assert Issue.objects.get(pk=leak.pk).text


def home(world):
    """The first home's household."""
    return people_queries.household_of(world.homes[0])
