"""A place with open reports or running promises is not closed; a closed one takes no report."""

import pytest

from k2k.core import clock
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.issues import commands, testing
from k2k.places import commands as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return testing.make_world()


@pytest.mark.parametrize("state", ["new", "accepted", "claimed"])
def test_a_lift_with_an_open_report_is_not_closed_nor_is_its_block(world, state):
    testing.make_issue(world, state)
    for place in (world.lift, world.place.block):
        with pytest.raises(Refused, match="still open"):
            places.close(world.office, place=place)


def test_a_lift_whose_reports_have_ended_is_closed_and_its_reports_stay(world):
    for state in ("confirmed", "rejected"):
        ended = testing.make_issue(world, state)
    places.close(world.office, place=world.lift)
    ended.refresh_from_db()
    assert ended.node.closed_on == clock.today()


def test_a_closed_place_takes_no_report_at_the_counter_either(world):
    places.close(world.office, place=world.place.lifts[1])
    lift = Node.objects.get(pk=world.place.lifts[1].pk)
    with pytest.raises(Refused) as refusal:
        commands.record_for(world.office, node=lift, category="lift")
    assert refusal.value.field == "node"


def test_a_closed_block_offers_no_report(world, client):
    for each in (world.place.lifts[1], world.place.block):
        places.close(world.office, place=each)
    page = client.get(f"/lapor/mula/{world.place.block.code}/", follow=True).content.decode()
    assert 'class="answers"' not in page and 'class="note late"' in page
    page = client.get(f"/blok/{world.place.block.code}/").content.decode()
    assert f"/lapor/mula/{world.place.block.code}/" not in page and 'class="note late"' in page
