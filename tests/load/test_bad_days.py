"""Bad days that need no second process.

One phone that presses 500 times, a flood behind a block's address, a worker an hour behind, an identity card.
"""

import contextlib
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from k2k.core import clock, jobs
from k2k.core.actors import Actor
from k2k.core.commands import TooOften
from k2k.core.files import photos
from k2k.core.limits import PER_ADDRESS, Attempt
from k2k.core.models import InboxItem, StoredFile, TrailLine, TrailPrivate
from k2k.core.testing import browser, page, send
from k2k.issues import commands, rules
from k2k.issues import testing as issues
from k2k.issues.models import Issue

pytestmark = pytest.mark.django_db

#: One address for all phones of a block, as behind a carrier's NAT.
BLOCK = {"REMOTE_ADDR": "203.0.113.7"}
IC = "900101-14-5678"


@pytest.fixture
def world(db):
    return issues.make_world()


def test_500_saya_juga_of_one_phone_count_once_and_hold_nobody_else_up(world):
    issue = issues.make_issue(world)
    address, device = reverse("issues:tap", args=[issue.code]), "5" * 32
    went = 0
    for _press in range(500):
        with contextlib.suppress(TooOften):
            went += bool(commands.tap(Actor.anonymous(device), issue=issue))
    assert went == rules.PER_HOUR["tap"]
    answer = send(browser(device=device, **BLOCK), address)
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 3600
    assert "Please try again in" in page(answer)
    neighbour, home = browser(**BLOCK), browser(world.homes[1], **BLOCK)
    assert (send(neighbour, address).status_code, send(home, address).status_code) == (303, 303)
    issue.refresh_from_db()
    assert (issue.households, issue.without_card) == (2, 2)


def test_a_flood_of_phones_on_one_line_is_slowed_and_the_homes_behind_it_still_report(world):
    address = reverse("issues:report_here", args=[world.place.corridors[0].code])
    assert send(browser(**BLOCK), address, fault="light").status_code == 303
    Attempt.objects.filter(bucket="issues.report.address").update(count=PER_ADDRESS - 3)
    flood = [send(browser(**BLOCK), address, fault="light") for _phone in range(6)]
    assert [answer.status_code for answer in flood] == [303] * 3 + [429] * 3
    assert 0 < int(flood[-1]["Retry-After"]) <= 3600
    report = {"fault": "light", "text": "Gelap di tangga"}
    assert send(browser(world.homes[0], **BLOCK), address, **report).status_code == 303
    assert send(browser(REMOTE_ADDR="203.0.113.8"), address, **report).status_code == 303
    assert Issue.objects.filter(text="Gelap di tangga").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_an_hour_behind_is_said_on_the_status_page_and_does_each_thing_once():
    now = clock.now()
    world = issues.make_world(now - timedelta(hours=1))
    jobs.run_due(now - timedelta(hours=1), limit=500)
    claimed = issues.make_issue(world, "claimed", days_ago=3.2)
    jobs.Job.objects.filter(state="queued").update(run_at=now - timedelta(hours=1))
    jobs.enqueue("core.prune_jobs", at=now - timedelta(hours=1))
    assert "Something is not working" in page(browser().get(reverse("home:status")))
    assert claimed.code in page(browser().get(reverse("issues:show", args=[claimed.code])))
    for _turn in range(3):
        while jobs.run_due(now, limit=500):
            pass
    told = InboxItem.objects.filter(subject=claimed.ref, message="issues.claimed").order_by("id")
    assert [item.args.get("again", False) for item in told] == [False, True], "asked once more, and only once"
    assert not jobs.failed(now - timedelta(hours=2)).exists() and jobs.queue_age(now) == timedelta(0)
    assert "K2K is working" in page(browser().get(reverse("home:status")))


def an_identity_card() -> io.BytesIO:
    """A picture that carries a number where pictures carry words."""
    words = PngInfo()
    words.add_text("Comment", f"MyKad {IC}")
    out = io.BytesIO()
    Image.new("RGB", (640, 400), "#7ab").save(out, "PNG", pnginfo=words)
    out.name, out.size = f"{IC}.png", out.tell()
    out.seek(0)
    return out


def test_a_photograph_of_an_identity_card_is_seen_by_no_neighbour_and_its_number_stands_nowhere(world, caplog, capfd):
    photo = an_identity_card()
    issue = commands.report(world.homes[0], node=world.lift, category="lift", photo=photo, at=world.at)
    address = reverse("files:photo", args=[issue.photo.code, "large"])
    strangers = [browser(), browser(world.homes[2]), browser(world.technician)]

    def seen() -> list[int]:
        shown = [each.get(reverse("issues:show", args=[issue.code])) for each in strangers]
        assert not any(issue.photo.code in page(one) for one in shown[:2])
        return [each.get(address).status_code for each in strangers[:2]]

    assert seen() == [404, 404]
    commands.keep_photo(world.office, issue=issue, which="before", reason="document")
    assert seen() == [404, 404]
    stored = StoredFile.objects.get()
    everything = [str(row) for table in (StoredFile, Issue, TrailLine, TrailPrivate) for row in table.objects.values()]
    assert not any(number in text for text in (*everything, caplog.text, *capfd.readouterr()) for number in (IC,))
    assert IC.encode() not in photos.open_photo(stored)
