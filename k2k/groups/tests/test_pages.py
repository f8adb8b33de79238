"""The pages of groups as residents, members, the committee, the office and strangers see them."""

import pytest
from django.test import Client
from django.urls import reverse

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.groups import commands
from k2k.groups.models import Membership, Setting
from k2k.groups.testing import add_member, make_group
from k2k.people import commands as people_commands
from k2k.people import testing as people_testing
from k2k.people.models import Card, Household

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
PIN = "482915"


@pytest.fixture
def made():
    return make_group(members=3, others=2)


def client(actor=None):
    browser = Client()
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        browser.force_login(actor.account)
    return browser


def by_card(card):
    """A phone on which the home of this card has signed in, with a person whose PIN was typed."""
    household = Household.objects.get(pk=card.household_id)
    issued = people_commands.issue_card(SYSTEM, household=household, reason="lost")
    browser = Client()
    people_testing.sign_in_by_card(browser, issued.code)
    return browser, household


def with_pin(card, name="Cik Mei"):
    browser, household = by_card(card)
    person = people_testing.make_person(SYSTEM, household, name)
    actor = people_testing.bound(people_testing.queries.card_actor(Card.objects.latest("id"), clock.now()), person)
    people_commands.set_pin(actor, person=person, pin=PIN)
    browser.post(reverse("people:pin"), {"person": person.code, "pin": PIN})
    return browser


def read(browser, name, *codes, status=200):
    answer = browser.get(reverse(f"groups:{name}", args=codes))
    assert answer.status_code == status
    return answer.content.decode()


def test_rivals_stand_side_by_side_and_the_disputed_one_says_so(made):
    rival = make_group(members=0, others=0, site=made.site, name="Persatuan Lain")
    bodies.contest(SYSTEM, body=rival.group.body, on=clock.today(made.at))
    found = read(client(), "site", made.site.code)
    assert found.count("Disputed") == 1 and "Persatuan Lain" in found and "Persatuan Ujian" in found
    assert "It is disputed who speaks for this group" in read(client(), "group", rival.group.code)


def test_fewer_than_five_members_are_not_counted_in_public_and_nobody_is_named(made):
    found = read(client(), "group", made.group.code)
    assert "members" not in found.replace("with members", "") or "<em>3 members</em>" not in found
    person = people_testing.make_person(SYSTEM, Household.objects.get(pk=made.homes[3].household_id), "Puan Lima")
    add_member(made, made.homes[3], person)
    other = people_testing.make_person(SYSTEM, Household.objects.get(pk=made.homes[4].household_id), "Encik Enam")
    add_member(made, made.homes[4], other)
    found = read(client(), "group", made.group.code)
    assert "<em>5 members</em>" in found and "Puan Lima" not in found


def test_joining_asks_for_the_pin_first_and_then_leads_to_ones_own_page(made):
    browser, _home = by_card(made.homes[3])
    address = reverse("groups:join", args=[made.group.code])
    assert browser.get(address)["Location"].startswith(reverse("people:pin"))
    browser = with_pin(made.homes[3])
    answer = browser.post(address, {"age": "adult", "says": "woman"})
    one = Membership.objects.get(state="open")
    assert answer["Location"] == reverse("groups:membership", args=[one.code])
    assert "Members can object until" in read(browser, "membership", one.code)


def test_an_applicant_is_seen_by_members_and_the_committee_only(made):
    home = Household.objects.get(pk=made.homes[4].household_id)
    asked = commands.enter(made.secretary, group=made.group, household=home, preferred_name="Puan Rahsia")
    member, _home = by_card(made.homes[0])
    office = bodies_testing.make_office(made.site).clerk
    for browser, status in ((member, 200), (client(made.secretary), 200), (client(), 404), (client(office), 404)):
        read(browser, "membership", asked.code, status=status)
    assert "Puan Rahsia" in read(member, "group", made.group.code)
    assert "Puan Rahsia" not in read(client(), "group", made.group.code)


def test_the_office_looks_up_doors_without_names(made):
    home = Household.objects.get(pk=made.homes[4].household_id)
    asked = commands.enter(made.secretary, group=made.group, household=home, preferred_name="Puan Rahsia")
    office = client(bodies_testing.make_office(made.site).clerk)
    found = read(office, "office_list", made.site.code)
    assert home.node.name in found and "Puan Rahsia" not in found
    answer = office.post(reverse("groups:confirm_residence", args=[asked.code]))
    assert answer.status_code == 303
    assert Membership.objects.get(pk=asked.pk).shown_by == "office_list"
    read(client(made.secretary), "office_list", made.site.code, status=404)


def test_a_letter_shows_its_code_once_and_typing_it_shows_the_home(made):
    home = Household.objects.get(pk=made.homes[4].household_id)
    asked = commands.enter(made.secretary, group=made.group, household=home, preferred_name="Puan Rahsia")
    secretary = client(made.secretary)
    answer = secretary.post(reverse("groups:send_letter", args=[made.group.code]), {"unit": home.node.name.lower()})
    code = answer.context["sent"].code
    wrong = secretary.post(reverse("groups:show_letter", args=[asked.code]), {"code": "7Q4M-K2X9"})
    assert wrong.status_code == 422 and "does not fit" in wrong.content.decode()
    assert secretary.post(reverse("groups:show_letter", args=[asked.code]), {"code": code}).status_code == 303
    assert Membership.objects.get(pk=asked.pk).shown_by == "letter"


def test_a_door_behind_which_no_home_is_known_is_said_beside_the_field(made):
    answer = client(made.secretary).post(
        reverse("groups:enter", args=[made.group.code]), {"unit": "Z-99-99", "preferred_name": "Ali", "language": "ms"}
    )
    assert answer.status_code == 422 and "Ask the mobiliser to visit it first" in answer.content.decode()


def test_a_rule_is_written_with_its_source_and_shown_as_the_groups_own(made):
    secretary = client(made.secretary)
    address = reverse("groups:set_rule", args=[made.group.code, "quorum_percent"])
    bad = secretary.post(address, {"value": "300", "source": "Fasal 9"})
    assert bad.status_code == 422 and "cannot say that" in bad.content.decode()
    secretary.post(address, {"value": "40", "source": "Fasal 9(2)"})
    assert Setting.objects.get().value == "40"
    assert "Fasal 9(2)" in read(client(), "constitution", made.group.code)
    assert client().get(address).status_code == 404


def test_the_committee_reads_objections_and_decides_and_the_applicant_reads_why(made):
    applicant = with_pin(made.homes[3])
    applicant.post(reverse("groups:join", args=[made.group.code]), {"says": ""})
    one = Membership.objects.get(state="open")
    member, _home = by_card(made.homes[0])
    assert member.post(reverse("groups:object_to", args=[one.code]), {"reason": "not_here"}).status_code == 303
    answer = client(made.secretary).post(
        reverse("groups:decide", args=[one.code]), {"upheld": "yes", "because": "Rumah itu kosong."}
    )
    assert answer.status_code == 303
    assert "Rumah itu kosong." in read(applicant, "membership", one.code)


def test_an_officer_makes_an_association_a_group(made):
    officer = client(bodies_testing.make_officer())
    body = bodies_testing.make_association(made.site, "Persatuan Baru").body
    answer = officer.post(reverse("groups:create", args=[made.site.code]), {"body": body.code, "kind": "women"})
    assert answer["Location"] == reverse("groups:group", args=[body.code])
    assert client(made.secretary).get(reverse("groups:create", args=[made.site.code])).status_code == 404


@pytest.mark.parametrize("name", ["calendar", "health"])
def test_pages_without_anything_to_show_say_so(made, name):
    assert "picture" not in read(client(), name, made.group.code)


def test_lists_ask_at_most_six_statements(made, django_assert_max_num_queries):
    browser = client(made.secretary)
    browser.get(reverse("groups:members", args=[made.group.code]))
    with django_assert_max_num_queries(6 + 5):
        browser.get(reverse("groups:members", args=[made.group.code]))
