from datetime import date, datetime, timedelta

import pytest

from k2k.bodies import commands, testing
from k2k.bodies.models import Appointment
from k2k.core import actors, clock, nodes
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.grants import Grant

NOON = datetime(2026, 3, 2, 4, tzinfo=clock.ZONE).astimezone(clock.UTC)
DAY = date(2026, 3, 2)


def account(name="Aini"):
    return Account.objects.create_user(username=name.lower(), display_name=name)


def holds(person, role, node, at):
    return actors.for_account(person, at).holds({role}, node)


def clerk_of(site, at=NOON, since=DAY):
    return testing.make_office(site, since=since, at=at)


def test_a_post_gives_its_role_at_the_desk_and_below(site, block, other_site):
    office = testing.make_office(site)
    assert office.clerk.holds({"office"}, site)
    assert office.clerk.holds({"office"}, block)
    assert not office.clerk.holds({"office"}, other_site)


def test_rights_begin_and_end_exactly_with_the_term(site):
    office = clerk_of(site)
    aini, ends = account(), NOON + timedelta(days=30)
    commands.appoint(SYSTEM, post=office.posts["clerk"], account=aini, since=NOON, until=ends, at=NOON)
    tick = timedelta(microseconds=1)
    assert not holds(aini, "office", site, NOON - tick)
    assert holds(aini, "office", site, NOON)
    assert holds(aini, "office", site, ends - tick)
    assert not holds(aini, "office", site, ends)


def test_a_term_ended_early_ends_the_rights_at_that_instant(site):
    office = clerk_of(site)
    aini = account()
    term = commands.appoint(SYSTEM, post=office.posts["clerk"], account=aini, since=NOON, at=NOON)
    later = NOON + timedelta(days=3)
    commands.end_appointment(SYSTEM, appointment=term, at=later)
    assert holds(aini, "office", site, later - timedelta(microseconds=1))
    assert not holds(aini, "office", site, later)


def test_a_term_that_has_not_begun_ends_without_ever_giving_rights(site):
    office = clerk_of(site)
    aini, begins = account(), NOON + timedelta(days=10)
    term = commands.appoint(SYSTEM, post=office.posts["clerk"], account=aini, since=begins, at=NOON)
    commands.end_appointment(SYSTEM, appointment=term, at=NOON + timedelta(days=1))
    assert not holds(aini, "office", site, begins + timedelta(hours=1))


def test_a_disputed_body_loses_its_rights_and_gets_them_back_when_settled(site):
    office = clerk_of(site)
    person, later = office.clerk.account, NOON + timedelta(days=5)
    commands.contest(SYSTEM, body=office.body, on=clock.today(later), at=later)
    assert holds(person, "office", site, later - timedelta(seconds=1))
    assert not holds(person, "office", site, later)
    settled = later + timedelta(days=20)
    commands.settle(SYSTEM, body=office.body, on=clock.today(settled), at=settled)
    assert not holds(person, "office", site, settled - timedelta(seconds=1))
    assert holds(person, "office", site, settled)
    assert Appointment.objects.get().until is None


def test_an_appointment_made_during_a_dispute_gives_rights_only_when_it_is_settled(site):
    office = clerk_of(site)
    aini = account()
    commands.contest(SYSTEM, body=office.body, on=DAY, at=NOON)
    commands.appoint(SYSTEM, post=office.posts["clerk"], account=aini, at=NOON)
    assert not holds(aini, "office", site, NOON + timedelta(days=1))
    settled = NOON + timedelta(days=2)
    commands.settle(SYSTEM, body=office.body, on=clock.today(settled), at=settled)
    assert holds(aini, "office", site, settled)


def test_a_term_that_ran_out_during_a_dispute_is_not_given_back(site):
    office = clerk_of(site)
    aini = account()
    commands.appoint(SYSTEM, post=office.posts["clerk"], account=aini, until=NOON + timedelta(days=2), at=NOON)
    commands.contest(SYSTEM, body=office.body, on=DAY, at=NOON + timedelta(hours=1))
    settled = NOON + timedelta(days=3)
    commands.settle(SYSTEM, body=office.body, on=clock.today(settled), at=settled)
    assert not holds(aini, "office", site, settled)


def test_the_other_bodies_of_the_desk_keep_their_rights_during_a_dispute(site):
    office, association = clerk_of(site), testing.make_association(site, since=DAY, at=NOON)
    commands.contest(SYSTEM, body=association.body, on=DAY, at=NOON)
    assert holds(office.clerk.account, "office", site, NOON)
    assert not holds(association.clerk.account, "committee", site, NOON)


def test_a_body_over_two_sites_gives_rights_at_both_and_at_no_third(site, other_site):
    third = nodes.create(kind="site", name="PPR Ketiga", parent=nodes.root())
    lifts = testing.make_contractor(site, since=DAY, at=NOON)
    commands.give_jurisdiction(SYSTEM, body=lifts.body, node=other_site, since=DAY, at=NOON)
    person = lifts.clerk.account
    assert holds(person, "contractor", site, NOON)
    assert holds(person, "contractor", other_site, NOON)
    assert not holds(person, "contractor", third, NOON)


def test_a_body_that_leaves_a_site_loses_its_rights_there_alone(site, other_site):
    lifts = testing.make_contractor(site, since=DAY, at=NOON)
    commands.give_jurisdiction(SYSTEM, body=lifts.body, node=other_site, since=DAY, at=NOON)
    later = NOON + timedelta(days=3)
    commands.end_jurisdiction(SYSTEM, body=lifts.body, node=site, on=clock.today(later), at=later)
    assert not holds(lifts.clerk.account, "contractor", site, later)
    assert holds(lifts.clerk.account, "contractor", other_site, later)


def test_a_seat_that_ends_on_a_later_day_ends_the_rights_when_that_day_begins(site):
    office = clerk_of(site)
    leaves = DAY + timedelta(days=10)
    commands.unseat(SYSTEM, body=office.body, node=site, kind="office", on=leaves, at=NOON)
    begins = clock.start_of_day(leaves)
    assert holds(office.clerk.account, "office", site, begins - timedelta(microseconds=1))
    assert not holds(office.clerk.account, "office", site, begins)


def test_a_seat_from_a_later_day_gives_rights_from_that_day(site, other_site):
    office = clerk_of(site)
    comes = DAY + timedelta(days=10)
    commands.seat(SYSTEM, body=office.body, node=other_site, kind="office", since=comes, at=NOON)
    begins = clock.start_of_day(comes)
    assert not holds(office.clerk.account, "office", other_site, begins - timedelta(microseconds=1))
    assert holds(office.clerk.account, "office", other_site, begins)


def test_a_body_seated_and_working_at_one_site_gives_its_role_once(site):
    office = clerk_of(site)
    commands.give_jurisdiction(SYSTEM, body=office.body, node=site, since=DAY, at=NOON)
    later = NOON + timedelta(days=1)
    running = Grant.objects.filter(account=office.clerk.account, node=site, until=None)
    assert running.count() == 1
    commands.unseat(SYSTEM, body=office.body, node=site, kind="office", on=clock.today(later), at=later)
    assert holds(office.clerk.account, "office", site, later)


def test_several_bodies_sit_at_one_desk_and_two_offices_may(site):
    first, second = clerk_of(site), testing.make_office(site, "Pejabat Kedua", since=DAY, at=NOON)
    assert holds(first.clerk.account, "office", site, NOON)
    assert holds(second.clerk.account, "office", site, NOON)


def test_a_desk_role_does_not_follow_from_the_wrong_seat(site):
    agency = commands.create_body(SYSTEM, name="Agensi", kind="agency", node=site)
    commands.seat(SYSTEM, body=agency, node=site, kind="owner", since=DAY, at=NOON)
    post = commands.create_post(SYSTEM, body=agency, kind="clerk")
    aini = account()
    commands.appoint(SYSTEM, post=post, account=aini, since=NOON, at=NOON)
    assert not holds(aini, "office", site, NOON)
    commands.seat(SYSTEM, body=agency, node=site, kind="office", since=DAY, at=NOON)
    assert holds(aini, "office", site, NOON)


def test_a_programme_post_holds_everywhere(site, other_site):
    programme = commands.create_body(SYSTEM, name="K2K", kind="programme", node=nodes.root())
    post = commands.create_post(SYSTEM, body=programme, kind="mobiliser")
    aini = account()
    commands.appoint(SYSTEM, post=post, account=aini, since=NOON, at=NOON)
    assert holds(aini, "mobiliser", site, NOON)
    assert holds(aini, "mobiliser", other_site, NOON)


def test_a_contractor_has_no_clerks_and_no_operators(site):
    lifts = testing.make_contractor(site)
    for kind in ("clerk", "operator", "chair"):
        with pytest.raises(Refused):
            commands.create_post(SYSTEM, body=lifts.body, kind=kind)


def test_only_one_person_is_chair_at_a_time(site):
    association = testing.make_association(site, since=DAY, at=NOON)
    post = commands.create_post(SYSTEM, body=association.body, kind="chair")
    ends = NOON + timedelta(days=365)
    commands.appoint(SYSTEM, post=post, account=account("Aini"), since=NOON, until=ends, at=NOON)
    with pytest.raises(Refused) as refusal:
        commands.appoint(SYSTEM, post=post, account=account("Bala"), since=NOON + timedelta(days=1), at=NOON)
    assert refusal.value.field == "account"
    commands.appoint(SYSTEM, post=post, account=account("Chong"), since=ends, at=NOON)


def test_the_same_person_does_not_hold_one_post_twice(site):
    office = clerk_of(site)
    with pytest.raises(Refused):
        commands.appoint(SYSTEM, post=office.posts["clerk"], account=office.clerk.account, at=NOON)


def test_a_term_that_ends_before_it_begins_is_refused(site):
    office = clerk_of(site)
    with pytest.raises(Refused) as refusal:
        commands.appoint(SYSTEM, post=office.posts["clerk"], account=account(), since=NOON, until=NOON, at=NOON)
    assert refusal.value.field == "until"


def test_an_operator_of_one_site_gives_no_rights_at_another(site, other_site):
    keeper = testing.make_account("Penjaga", "operator", site)
    lifts = testing.make_contractor(site)
    commands.give_jurisdiction(SYSTEM, body=lifts.body, node=other_site, since=DAY)
    with pytest.raises(Denied):
        commands.appoint(keeper, post=lifts.posts["technician"], account=account())


def test_an_officer_does_not_make_operators(site):
    programme = commands.create_body(SYSTEM, name="K2K", kind="programme", node=nodes.root())
    post = commands.create_post(SYSTEM, body=programme, kind="operator")
    with pytest.raises(Denied):
        commands.appoint(testing.make_officer(), post=post, account=account())
    commands.appoint(testing.make_operator(), post=post, account=account("Bala"))


def test_a_clerk_appoints_nobody(site):
    office = testing.make_office(site)
    with pytest.raises(Denied):
        commands.appoint(office.clerk, post=office.posts["clerk"], account=account())


@pytest.mark.parametrize("kind", ["office", "owner", "agency", "contractor"])
@pytest.mark.parametrize("post", ["mobiliser", "safeguarding_lead", "data_protection_officer"])
def test_no_body_that_owns_or_manages_has_a_post_that_reads_about_persons(site, kind, post):
    body = commands.create_body(SYSTEM, name=f"Badan {kind}", kind=kind, node=site)
    with pytest.raises(Refused):
        commands.create_post(SYSTEM, body=body, kind=post)
