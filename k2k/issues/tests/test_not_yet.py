"""What a neighbour writes with "Belum" reaches those who see to it, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from k2k.bodies import testing as bodies_testing
from k2k.issues import commands, page, testing

DAY = timedelta(days=1)
WORDS = "Masih berbunyi di tingkat 8"


@pytest.fixture
def reopened(world):
    issue = testing.make_issue(world, "claimed", days_ago=2)
    commands.answer(world.homes[0], issue=issue, answer="no", why_not=WORDS, at=world.at)
    return issue


def read_by(who, issue, at):
    return [each.text for each in page.not_yet(who, issue, at)]


def test_the_office_the_committee_and_the_body_that_repairs_read_what_is_still_wrong(world, reopened):
    secretary = bodies_testing.make_association(world.place.site).clerk
    for who in (world.office, secretary, world.technician):
        assert read_by(who, reopened, world.at) == [WORDS]


def test_neighbours_strangers_and_other_contractors_do_not_read_it(world, elsewhere, reopened, phone):
    other = bodies_testing.make_contractor(world.place.site, "Kontraktor Lain").clerk
    for who in (*world.homes, phone, other, elsewhere.office, elsewhere.technician):
        assert read_by(who, reopened, world.at) == []


def test_the_committee_does_not_read_what_is_still_wrong_inside_a_home(world):
    secretary = bodies_testing.make_association(world.place.site).clerk
    issue = testing.make_issue(world, "claimed", node=world.place.units[0], category="leak", days_ago=2)
    commands.answer(world.homes[0], issue=issue, answer="no", why_not=WORDS, at=world.at)
    assert read_by(secretary, issue, world.at) == [] and read_by(world.office, issue, world.at) == [WORDS]


def test_the_page_shows_it_to_the_office_and_hides_it_from_a_visitor(world, reopened):
    clerk = Client()
    clerk.force_login(world.office.account)
    type(world.office.account).objects.update(is_demo=True)
    address = f"/aduan/{reopened.code}/"
    assert WORDS in clerk.get(address).content.decode()
    assert WORDS not in Client().get(address).content.decode()
