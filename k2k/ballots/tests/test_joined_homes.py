"""Two homes that become one have one vote."""

import pytest

from k2k.ballots import commands, testing
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.people import commands as people
from k2k.people.models import Household


def test_a_home_on_the_roll_of_a_ballot_joins_no_other_before_it_is_over(db):
    world = testing.make_world(homes=4)
    one, other = (Household.objects.get(pk=card.household_id) for card in world.cards[:2])
    draft = testing.make_draft(world.secretary, world.site, [testing.line_of(c) for c in world.cards], world.tellers)
    with pytest.raises(Refused):
        people.join_homes(SYSTEM, household=one, into=other)
    commands.cancel(world.secretary, ballot=draft, reason="Salah")
    people.join_homes(SYSTEM, household=one, into=other, at=clock.now())
