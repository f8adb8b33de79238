"""Two homes that become one: a member that moved stays a member and acts for themself by the card of the new home."""

from dataclasses import replace

from k2k.core.actors import SYSTEM
from k2k.groups import commands, queries
from k2k.groups.models import Membership
from k2k.groups.testing import make_group
from k2k.people import commands as people
from k2k.people.models import HomeChange, Household


def test_people_stay_members_and_leave_by_the_new_card(db):
    made = make_group(members=3)
    member, row = made.members[0], made.memberships[0]
    home, into = (Household.objects.get(pk=made.homes[n].household_id) for n in (0, 1))
    change = people.join_homes(SYSTEM, household=home, into=into)
    people.carry_out_change(SYSTEM, change=HomeChange.objects.get(pk=change.pk), at=change.due_at)
    row.refresh_from_db()
    assert row.state == "member"
    by_new_card = replace(made.homes[1], person_id=member.person_id)
    assert queries.own(by_new_card, made.group) == row
    commands.leave(by_new_card, membership=row)
    assert Membership.objects.get(pk=row.pk).state == "ended"


def test_a_home_that_is_no_more_no_longer_asks_to_be_a_member(db):
    made = make_group(members=2, others=2)
    home, into = (Household.objects.get(pk=made.homes[n].household_id) for n in (2, 3))
    asked = Membership.objects.create(
        code="HOME", group=made.group, household=home, asked_at=made.at, entered_by=made.homes[2].key
    )
    change = people.join_homes(SYSTEM, household=home, into=into)
    people.carry_out_change(SYSTEM, change=HomeChange.objects.get(pk=change.pk), at=change.due_at)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
