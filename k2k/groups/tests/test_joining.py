"""How one becomes a member: by card, by letter, by the office's list, by neighbours; and how one is objected to."""

from datetime import timedelta

import pytest

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.groups import commands, jobs, queries
from k2k.groups.models import Membership
from k2k.groups.testing import make_group
from k2k.people import testing as people_testing
from k2k.people.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_group(members=3, others=2)


def _paper(made, name="Puan Salmah"):
    """Somebody of the last home, entered by the secretary from a signed form."""
    home = Household.objects.get(pk=made.homes[-1].household_id)
    return commands.enter(made.secretary, group=made.group, household=home, preferred_name=name)


def test_a_card_shows_where_one_lives_and_nobodys_objection_admits_after_the_days_of_the_rule(made):
    person = people_testing.make_person(made.homes[3], Household.objects.get(pk=made.homes[3].household_id), "Cik Mei")
    asked = commands.join(people_testing.bound(made.homes[3], person), group=made.group)
    assert (asked.state, asked.shown_by) == ("open", "card")
    jobs.admit_members(asked.asked_at + timedelta(days=6))
    assert Membership.objects.get(pk=asked.pk).state == "open"
    jobs.admit_members(asked.asked_at + timedelta(days=7))
    assert Membership.objects.get(pk=asked.pk).state == "member"


def test_a_card_without_a_pin_binds_nobody(made):
    with pytest.raises(Refused, match="PIN"):
        commands.join(made.homes[3], group=made.group)


def test_somebody_on_paper_is_shown_by_a_letter_that_lay_in_their_box_once(made):
    asked = _paper(made)
    assert asked.state == "asked"
    sent = commands.send_letter(made.secretary, group=made.group, household=asked.household)
    with pytest.raises(Refused, match="does not fit"):
        commands.show_letter(made.secretary, membership=asked, code="K7QF-2M9A")
    assert commands.show_letter(made.secretary, membership=asked, code=sent.code.lower()).state == "open"
    again = _paper(made, "Encik Rahim")
    with pytest.raises(Refused, match="does not fit"):
        commands.show_letter(made.secretary, membership=again, code=sent.code)


def test_a_letter_of_another_home_or_of_last_month_does_not_fit(made):
    asked = _paper(made)
    elsewhere = Household.objects.get(pk=made.homes[0].household_id)
    other = commands.send_letter(made.secretary, group=made.group, household=elsewhere)
    old = commands.send_letter(
        made.secretary, group=made.group, household=asked.household, at=made.at - timedelta(days=31)
    )
    for letter in (other, old):
        with pytest.raises(Refused, match="does not fit"):
            commands.show_letter(made.secretary, membership=asked, code=letter.code)


def test_two_neighbours_and_one_of_the_committee_are_enough_and_no_fewer(made):
    asked = _paper(made)
    for voucher in (made.homes[0], made.homes[0], made.secretary, made.posts["chair"]):
        commands.vouch(voucher, membership=asked)
        assert Membership.objects.get(pk=asked.pk).state == "asked"
    commands.vouch(made.homes[1], membership=asked)
    assert Membership.objects.get(pk=asked.pk).shown_by == "neighbours"


def test_nobody_vouches_for_their_own_home_nor_from_outside_the_group(made):
    asked = _paper(made)
    with pytest.raises(Denied):
        commands.vouch(made.homes[3], membership=asked)
    second = people_testing.make_person(made.homes[0], Household.objects.get(pk=made.homes[0].household_id), "Aiman")
    mate = commands.enter(
        made.secretary, group=made.group, household=second.residencies.get().household, preferred_name="Siti"
    )
    with pytest.raises(Refused, match="another home"):
        commands.vouch(made.homes[0], membership=mate)


def test_the_office_says_only_that_a_home_is_on_its_list(made):
    asked = _paper(made)
    office = bodies_testing.make_office(made.site)
    assert commands.confirm_residence(office.clerk, membership=asked).shown_by == "office_list"
    assert not queries.may_read_members(office.clerk, made.group, made.at)


def test_an_objection_is_decided_with_a_reason_by_the_committee_never_by_who_it_is_about(made):
    person = people_testing.make_person(made.homes[3], Household.objects.get(pk=made.homes[3].household_id), "Cik Mei")
    asked = commands.join(people_testing.bound(made.homes[3], person), group=made.group)
    commands.object_to(made.homes[0], membership=asked, reason="not_here")
    with pytest.raises(Refused, match="already"):
        commands.object_to(made.homes[0], membership=asked, reason="twice")
    with pytest.raises(Refused, match="why"):
        commands.decide(made.secretary, membership=asked, upheld=True, because=" ")
    with pytest.raises(Refused, match="can still object"):
        commands.decide(made.secretary, membership=asked, upheld=False, because="Dia tinggal di sini.")
    later = asked.asked_at + timedelta(days=8)
    jobs.admit_members(later)
    assert Membership.objects.get(pk=asked.pk).state == "disputed"
    commands.decide(made.secretary, membership=asked, upheld=False, because="Dia tinggal di sini.", at=later)
    assert Membership.objects.get(pk=asked.pk).state == "member"


def test_whoever_joins_after_a_vote_is_called_has_no_vote_in_it(made):
    late = people_testing.make_person(made.homes[3], Household.objects.get(pk=made.homes[3].household_id), "Lambat")
    asked = commands.join(people_testing.bound(made.homes[3], late), group=made.group)
    commands.admit(SYSTEM, membership=asked, at=asked.open_until)
    later = made.at + timedelta(days=60)
    called = made.at + timedelta(days=9)
    assert len(queries.voters(made.group, later, called)) == 3
    assert len(queries.voters(made.group, later, called + timedelta(days=31))) == 4


def test_a_disputed_group_admits_and_decides_nothing(made):
    asked = _paper(made)
    bodies.contest(SYSTEM, body=made.group.body, on=clock.today(made.at))
    made.group.body.refresh_from_db()
    with pytest.raises(Refused, match="disputed"):
        commands.send_letter(made.secretary, group=made.group, household=asked.household)


def test_a_rival_groups_secretary_does_nothing_here(made):
    rival = make_group(members=0, others=0, site=made.site, name="Persatuan Lain", days_old=90)
    with pytest.raises(Denied):
        commands.set_rule(rival.secretary, group=made.group, name="quorum_percent", value="10", source="x")
    assert not queries.may_read_members(rival.secretary, made.group, made.at)


def test_a_rule_begins_today_or_later_with_its_source(made):
    today = clock.today(made.at)
    assert queries.rule(made.group, "quorum_percent", today) == "50"
    with pytest.raises(Refused, match="where this is written"):
        commands.set_rule(made.secretary, group=made.group, name="quorum_percent", value="40", source="")
    with pytest.raises(Refused, match="cannot say"):
        commands.set_rule(made.secretary, group=made.group, name="quorum_percent", value="140", source="Fasal 9")
    with pytest.raises(Refused, match="never before"):
        commands.set_rule(
            made.secretary, group=made.group, name="quorum_percent", value="40", source="Fasal 9",
            since=today - timedelta(days=1),
        )  # fmt: skip
    commands.set_rule(made.secretary, group=made.group, name="quorum_percent", value="40", source="Fasal 9")
    assert queries.constitution(made.group, today)["quorum_percent"] == ("40", "Fasal 9", today, True)


def test_a_child_joins_with_an_adult_of_the_same_home_and_has_no_vote(made):
    home = Household.objects.get(pk=made.homes[3].household_id)
    adult, child = (people_testing.make_person(made.homes[3], home, name) for name in ("Ibu", "Anak"))
    with pytest.raises(Refused, match="adult of the same home"):
        commands.join(people_testing.bound(made.homes[3], child), group=made.group, age="under_18")
    then = made.at - timedelta(days=60)
    asked = commands.join(
        people_testing.bound(made.homes[3], child), group=made.group, age="under_18", guardian=adult, at=then
    )
    commands.admit(SYSTEM, membership=asked, at=asked.open_until)
    assert len(queries.voters(made.group, made.at, made.at)) == 3
