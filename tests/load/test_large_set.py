"""The large set of bench/ is what real commands would have left: its trail holds, its rows keep every rule."""

import pytest

from bench.large.fill import fill
from k2k.core import clock, guards, trail
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.figures import daily
from k2k.issues import commands
from k2k.issues.models import Issue, Tap

pytestmark = pytest.mark.django_db


def test_a_site_filled_by_bulk_has_a_whole_trail_and_goes_on_by_commands():
    made = fill(1, 30, 40, clock.now())
    assert (made["sites"], made["issues"], Issue.objects.count()) == (1, 40, 40)
    assert not list(trail.verify()) and not guards.missing()
    assert {issue.households + issue.without_card for issue in Issue.objects.filter(at_home=True)} == {1}
    assert Tap.objects.count() == sum(issue.households + issue.without_card for issue in Issue.objects.all())
    assert daily.rebuild() > 0
    commands.report(Actor.anonymous("a" * 32), node=Node.objects.filter(noun="lift")[0], category="lift")
    assert Issue.objects.count() == 41 and not list(trail.verify())
