"""J5: the secretary's evening. Called in time, a hall without a line, the quorum on the wall, a motion, a promise."""

import re
from datetime import timedelta

import pytest

from k2k.core import clock
from tests.journeys.test_offline import waits
from tests.journeys.visitor import OFFICE, PHONE, Visitor

#: A general meeting that begins in half an hour, called twenty days ago.
CALLED = """
from datetime import timedelta

from k2k.bodies import queries as bodies
from k2k.core import actors, clock
from k2k.groups.models import Group
from k2k.meetings import commands

now = clock.now()
group = Group.objects.filter(site__name="PPR Seri Kenanga", kind="residents").order_by("id").first()
term = next(row for row in bodies.holding(group.body, now) if row.post.kind == "secretary")
secretary, early = actors.for_account(term.account, now), now - timedelta(days=20)
half = {"starts_at": now + timedelta(minutes=30), "place": "Dewan serbaguna", "kind": "egm"}
one = commands.plan(secretary, group=group, **half, at=early)
commands.add_item(secretary, meeting=one, title="Lampu di tangga", kind="motion", position=2, at=early)
commands.call(secretary, meeting=one, at=early)
found = f"/kumpulan/{group.code}/mesyuarat/{one.code}/"
"""
ENTERED = (
    "from k2k.meetings.models import Attendance, Meeting; found = Attendance.objects.filter(meeting__code={!r}).count()"
)


def numbers(who: Visitor) -> tuple[int, int]:
    """How many are here and how many are needed, on the page."""
    here, needed = re.search(r"(\d+) / (\d+)", who.words()).groups()
    return int(here), int(needed)


def press(who: Visitor, times: int) -> None:
    """Tick off the first so many who are not entered yet, with a line."""
    for number in range(times):
        who.tap(who.page.locator("ul.rows form button").first)
        who.page.locator("main .num", has_text=re.compile(rf"^{number + 1} /")).wait_for()


def press_offline(who: Visitor, times: int) -> None:
    """The same where there is no line: each stays in the phone, and the phone counts them."""
    who.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    who.context.set_offline(True)
    for number in range(times):
        who.page.locator("ul.rows form button").first.click()
        who.page.locator("[data-queue-count]", has_text=re.compile(rf"^\s*{number + 1}\s*$")).wait_for()


@pytest.fixture
def path(product) -> str:
    """The meeting's address."""
    return product.ask(CALLED)


def opened(person, path: str) -> Visitor:
    """The secretary on a phone has opened the meeting."""
    secretary = person(**PHONE)
    secretary.be("secretary")
    secretary.go(path)
    secretary.tap(".bar .btn")
    secretary.tap(".bar .btn")
    assert secretary.path == path
    return secretary


def test_a_hall_without_a_line_is_counted_once_and_the_wall_shows_it(person, product, path):
    secretary, wall = opened(person, path), person(**OFFICE)
    wall.go(f"{path}dinding/")
    _here, needed = numbers(wall)
    assert numbers(wall) == (0, needed) and needed > 3
    secretary.tap(".bar .btn")
    press(secretary, 2)
    assert numbers(secretary)[0] == 2
    press_offline(secretary, needed - 2)
    assert waits(secretary) == needed - 2
    secretary.shot("tick")
    wall.go(f"{path}dinding/")
    assert numbers(wall)[0] == 2, "the wall shows what has arrived"
    secretary.context.set_offline(False)
    secretary.page.wait_for_selector("[data-queue][hidden]", state="attached")
    wall.page.locator("h1", has_text=f"{needed} / {needed}").wait_for()
    wall.shot("wall")
    assert product.ask(ENTERED.format(path.split("/")[-2])) == needed


def test_a_motion_is_moved_seconded_voted_by_hands_and_becomes_a_promise_with_a_name_and_a_day(person, product, path):
    secretary = opened(person, path)
    secretary.tap(".bar .btn")
    _here, needed = numbers(secretary)
    press(secretary, needed)
    secretary.go(f"{path}usul/")
    secretary.page.fill("textarea[name=text]", "Pasang dua lampu di tangga Blok C")
    secretary.page.select_option("select[name=item]", index=1)
    secretary.page.select_option("select[name=proposer]", index=1)
    secretary.tap(".bar .btn")
    secretary.page.select_option("select[name=seconder]", index=1)
    secretary.tap(".bar .btn")
    for name, votes in (("votes_for", needed - 1), ("votes_against", 1), ("abstained", 0)):
        secretary.page.fill(f"input[name={name}]", str(votes))
    secretary.tap(".bar .btn")
    assert "Diluluskan" in secretary.words()
    secretary.page.fill("[name=what]", "Dua lampu dipasang di tangga Blok C")
    secretary.page.select_option("select[name=post]", index=1)
    secretary.page.fill("[name=due]", (clock.today() + timedelta(days=30)).isoformat())
    secretary.tap(".bar .btn")
    assert secretary.page.locator(".note.ok").count()
    neighbour = person(**PHONE)
    neighbour.go(f"{path.split('mesyuarat')[0]}keputusan/")
    assert "Dua lampu dipasang di tangga Blok C" in neighbour.words()


def test_a_members_own_phone_says_i_am_here_without_a_line_and_counts_once(person, product, path):
    opened(person, path)
    resident = person(**PHONE)
    resident.be("resident")
    resident.go(f"{path}hadir/")
    resident.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    resident.context.set_offline(True)
    resident.page.locator(".bar .btn").click()
    resident.page.wait_for_selector("[data-queue]:not([hidden])")
    assert waits(resident) == 1
    resident.context.set_offline(False)
    resident.page.wait_for_selector("[data-queue][hidden]", state="attached")
    resident.go(f"{path}hadir/")
    assert "dikira" in resident.words().lower()
    assert product.ask(ENTERED.format(path.split("/")[-2])) == 1


ACCESS = "from k2k.core.accounts.models import Account; "
ACCESS += "found = Account.objects.filter(username='contoh-treasurer').update(is_active={})"
PARCELS = "from k2k.handover import queries; found = [queries.contents(one) for one in queries.parcels()]"


def test_what_a_phone_kept_goes_sealed_to_the_lead_when_its_writers_access_has_ended(person, product, path):
    opened(person, path)
    treasurer = person(**PHONE)
    treasurer.be("treasurer")
    treasurer.go(f"{path}senarai/")
    press_offline(treasurer, 1)
    product.ask(ACCESS.format(False))
    try:
        treasurer.context.set_offline(False)
        treasurer.go("/tidak-berhantar/")
        treasurer.tap("[data-hand-in] summary")
        treasurer.tap("[data-hand-in] button")
        treasurer.page.wait_for_selector("[data-queue][hidden]", state="attached")
        kept = product.ask(PARCELS)
        assert [one["url"] for one in kept] == [f"{path}senarai/"]
        assert product.ask(ENTERED.format(path.split("/")[-2])) == 0, "nothing is done in their name"
    finally:
        product.ask(ACCESS.format(True))
