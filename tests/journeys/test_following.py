"""A home reports a lift by its label and follows it until neighbours confirm it; one of them has said "saya juga"."""

import pytest

from tests.journeys.test_reporting import report_here, scan, telephones
from tests.journeys.visitor import PHONE, Visitor

SCREENS = {
    "phone without scripts": {**PHONE, "java_script_enabled": False},
    "office": {"viewport": {"width": 1280, "height": 800}},
}
#: A home of its own with one person in it and a card of thirty days; the code of the card.
CARD = """
from datetime import timedelta

from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.people import commands, queries
from k2k.people.models import Household

at = clock.now() - timedelta(days=30)
taken = Household.objects.filter(until=None).values("node")
unit = Node.objects.filter(kind="unit", site__name="PPR Seri Kenanga").exclude(pk__in=taken).order_by("id").last()
household = commands.create_household(SYSTEM, unit=unit, at=at)
issued = commands.issue_card(SYSTEM, household=household, at=at)
commands.add_person(queries.card_actor(issued.card, clock.now()), household=household, preferred_name="Cik Mei",
                    language="ms", at=at)
found = issued.code
"""
DONE = """
from k2k.core.actors import SYSTEM
from k2k.issues import commands
from k2k.issues.models import Issue

issue = Issue.objects.get(code="%s")
commands.accept(SYSTEM, issue=issue)
commands.claim(SYSTEM, issue=issue, text="Pintu diganti.")
found = issue.state
"""


def signed_in(who: Visitor, product) -> Visitor:
    """Scan the card of a new home and press its button."""
    who.go(f"/k/{product.ask(CARD)}/")
    who.tap(".bar .btn, main form button")
    return who


@pytest.mark.parametrize("screen", SCREENS)
def test_a_lift_is_reported_by_its_label_and_followed_until_neighbours_confirm_it(person, product, screen):
    home, neighbour = (signed_in(person(**SCREENS[screen]), product) for _home in range(2))
    scan(home, product.codes["lift"])
    number = report_here(home, "lift.door", photo=False)
    neighbour.go(f"/aduan/{number}/")
    neighbour.tap(f"form[action='/aduan/{number}/saya-juga/'] button")
    assert product.ask(DONE % number) == "claimed"
    for who in (home, neighbour):
        who.go("/saya/mesej/")
        assert who.page.locator(f"a[href*='/aduan/{number}/']").count() >= 1
        who.go(f"/aduan/{number}/")
        assert "Siap, menunggu jiran" in who.words()
        who.tap(".bar button[value=yes]")
        who.page.wait_for_load_state("networkidle")
    home.go(f"/aduan/{number}/")
    assert "Disahkan jiran" in home.words() and "2 rumah" in home.words()


@pytest.mark.parametrize("screen", SCREENS)
def test_whoever_is_trapped_telephones_first_and_is_danger_to_the_house(person, product, screen):
    who = person(**SCREENS[screen])
    scan(who, product.codes["spare_lift"])
    assert telephones(who)[:2] == ["tel:999", "tel:0300000456"]
    number = report_here(who, "lift.stuck", photo=False)
    assert "tel:999" in telephones(who)
    asked = f"from k2k.issues.models import Issue; found = Issue.objects.get(code='{number}').danger"
    assert product.ask(asked) == "trapped"
