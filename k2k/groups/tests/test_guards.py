"""Who belonged, and since when, stays: each raw statement here is refused by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from k2k.groups import commands
from k2k.groups.testing import make_group

pytestmark = pytest.mark.django_db


def is_refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM groups_membership",
        "DELETE FROM groups_group",
        "DELETE FROM groups_setting",
        "UPDATE groups_setting SET value = '1'",
        "UPDATE groups_membership SET since = '2020-01-01T00:00:00+00:00'",
        "UPDATE groups_membership SET state = 'asked'",
        "UPDATE groups_membership SET state = 'refused'",
        "UPDATE groups_membership SET person_id = NULL",
        "UPDATE groups_membership SET asked_at = '2020-01-01T00:00:00+00:00'",
        "UPDATE groups_membership SET age = 'under_18'",
    ],
)
def test_a_register_is_not_rewritten(statement):
    made = make_group(members=1, others=0)
    commands.set_rule(made.secretary, group=made.group, name="vote", value="person", source="Fasal 4")
    is_refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM groups_objection",
        "UPDATE groups_objection SET reason = 'other'",
        "UPDATE groups_objection SET upheld = 1 = 1, because = 'lain'",
        "UPDATE groups_membership SET state = 'member' WHERE state = 'refused'",
    ],
)
def test_what_was_decided_about_an_objection_stays(statement):
    made = make_group(members=1, others=1)
    from k2k.people import testing as people_testing
    from k2k.people.models import Household

    home = Household.objects.get(pk=made.homes[1].household_id)
    person = people_testing.make_person(made.homes[1], home)
    asked = commands.join(people_testing.bound(made.homes[1], person), group=made.group)
    commands.object_to(made.homes[0], membership=asked, reason="not_here")
    commands.decide(made.secretary, membership=asked, upheld=True, because="Kosong.")
    is_refused(statement)
