"""A lift breaks down at seven in the evening, and everybody reaches for the phone."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from k2k.core import trail
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.receipts import Receipt
from k2k.issues import commands
from k2k.issues import testing as issues
from k2k.issues.models import Issue, Tap

pytestmark = pytest.mark.django_db(transaction=True)

PHONES = 8


def at_once(function, *each: list) -> list:
    """Call `function` for each in threads of their own; what one raises is its answer."""

    def run(*words):
        try:
            return function(*words)
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PHONES) as threads:
        return list(threads.map(run, *each))


def test_everybody_s_saya_juga_counts_once_however_often_it_is_sent():
    world = issues.make_world(homes=PHONES)
    issue = issues.make_issue(world)
    twice = [home for home in world.homes[1:] for _time in range(2)]
    at_once(lambda home: commands.tap(home, issue=issue), twice)
    issue.refresh_from_db()
    assert Tap.objects.filter(issue=issue, household__isnull=False).count() == len(world.homes) == issue.households
    assert not list(trail.verify())


def test_one_report_sent_by_an_impatient_thumb_is_one_report():
    world = issues.make_world()
    once = uuid.uuid4()

    def send(_number: int) -> Issue:
        return commands.report(world.homes[0], node=world.lift, category="lift", text="Rosak", client_id=once)

    answers = at_once(send, range(PHONES))
    assert len({answer.pk for answer in answers}) == 1 == Issue.objects.count() == Receipt.objects.count()
    assert not list(trail.verify())


def test_two_clerks_who_accept_at_once_give_one_promise():
    world = issues.make_world()
    issue = issues.make_issue(world)
    answers = at_once(lambda _n: commands.accept(world.office, issue=Issue.objects.get(pk=issue.pk)), range(4))
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1
    issue.refresh_from_db()
    assert issue.state == "accepted"
    assert not list(trail.verify())


def test_lines_of_many_writers_stand_in_one_unbroken_chain():
    world = issues.make_world()
    before = trail.TrailHead.objects.get(site=world.place.site).seq
    strangers = [Actor.anonymous(uuid.uuid4().hex) for _n in range(3 * PHONES)]
    at_once(lambda who: commands.report(who, node=world.lift, category="lift", text="Rosak"), strangers)
    assert Issue.objects.count() == len(strangers)
    assert trail.TrailHead.objects.get(site=world.place.site).seq >= before + len(strangers)
    assert not list(trail.verify())


def test_pages_are_read_while_others_write():
    world = issues.make_world(homes=PHONES)
    issue = issues.make_issue(world)
    board = reverse("commitments:board", args=[world.place.site.code])

    def use(number: int) -> int:
        if number % 2:
            commands.tap(world.homes[number % PHONES], issue=issue)
            return 200
        return Client().get(board).status_code

    assert set(at_once(use, range(4 * PHONES))) == {200}
