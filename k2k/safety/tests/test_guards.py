"""What the database itself refuses, on both engines."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from k2k.people.testing import bound, make_person
from k2k.safety import commands, testing

REFUSED = {
    "a letter is deleted": "DELETE FROM safety_letter",
    "it goes to another reader": "UPDATE safety_letter SET about = 'other', \"to\" = 'manager', site_id = 1",
    "somebody is written into it": "UPDATE safety_letter SET person_hash = 'x'",
    "its words are exchanged": "UPDATE safety_word SET sealed = 'x'",
    "its words are deleted": "DELETE FROM safety_word",
    "a need is made another one": "UPDATE safety_need SET kind = 'infant'",
    "a need is deleted": "DELETE FROM safety_need",
    "a check of a line is dated back": "UPDATE safety_linecheck SET checked_on = '2030-01-01'",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED)
def test_raw_sql_is_refused(home, sql):
    from k2k.bodies.testing import make_operator

    household, card, _code = home
    testing.make_letter()
    person = make_person(card, household)
    commands.set_needs(bound(card, person), household=household, kinds=["dialysis"])
    commands.check_line(make_operator(), slug="kasih", number="15999")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_erased_letter_stays_erased(db):
    from k2k.core import clock
    from k2k.safety import jobs

    letter = testing.make_letter()
    jobs.erase([letter.pk], clock.now())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE safety_letter SET erased_at = NULL")
