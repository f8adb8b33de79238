"""A home tells, a committee member or the programme officer publishes, the teller takes it back and all is gone."""

from io import BytesIO

import pytest
from PIL import Image

from k2k.activities import commands, queries
from k2k.activities.models import Story
from k2k.activities.testing import make_story
from k2k.bodies import testing as bodies_testing
from k2k.core import search
from k2k.core.actors import Actor
from k2k.core.commands import Denied, Refused
from k2k.core.files import photos as files
from k2k.core.files.models import StoredFile
from k2k.core.notify.models import InboxItem

pytestmark = pytest.mark.django_db


def picture(colour=90):
    file = BytesIO()
    Image.new("RGB", (64, 48), (120, colour, 60)).save(file, "JPEG")
    return files.prepare(file)


def test_a_story_waits_and_is_read_by_everybody_once_published(made):
    one = make_story(made.homes[0], made)
    assert queries.stories(made.site)[0] == [] and queries.waiting_stories(made.secretary, made.site) == [one]
    assert queries.waiting_stories(made.homes[1], made.site) == []
    assert InboxItem.objects.filter(recipient=made.secretary.key, message="activities.story_told").exists()
    commands.publish_story(made.secretary, story=one)
    assert queries.stories(made.site)[0] == [one]
    assert [each.ref for each in search.find("ceri", Actor.anonymous(), made.at.replace(year=2099))] == [one.ref]


def test_the_office_and_the_owner_publish_nothing_and_the_programme_officer_does(made):
    one = make_story(made.homes[0], made)
    with pytest.raises(Denied):
        commands.publish_story(bodies_testing.make_office(made.site).clerk, story=one)
    assert commands.publish_story(bodies_testing.make_officer(), story=one).state == "published"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 1501}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"shown_as": "x" * 41}, "shown_as"),
        ({"kind": "before_after"}, "photo_1"),
    ],
)
def test_a_story_that_does_not_fit_says_where(made, given, field):
    with pytest.raises(Refused) as refusal:
        make_story(made.homes[0], made, **given)
    assert refusal.value.field == field


def test_photos_are_sent_only_when_everybody_in_them_agreed(made):
    with pytest.raises(Refused) as refusal:
        make_story(made.homes[0], made, photos=[picture()])
    assert refusal.value.field == "agreed"
    assert make_story(made.homes[0], made, photos=[picture()], agreed=True).agreed_at


def test_photos_are_private_until_published_and_gone_when_the_teller_takes_the_story_back(made, settings, tmp_path):
    settings.FILES = tmp_path
    one = make_story(made.homes[0], made, kind="before_after", photos=[picture(), picture(20)], agreed=True)
    stored = StoredFile.objects.all()
    assert not any(files.may_see(Actor.anonymous(), each) for each in stored)
    commands.publish_story(made.secretary, story=one)
    assert all(files.may_see(Actor.anonymous(), each) for each in StoredFile.objects.all())
    with pytest.raises(Denied):
        commands.withdraw_story(made.homes[1], story=one)
    commands.withdraw_story(made.homes[0], story=one)
    found = Story.objects.get()
    assert (found.state, found.text, found.shown_as) == ("withdrawn", "", "")
    assert all(each.erased_at and not each.cleared and not each.sha256 for each in StoredFile.objects.all())
    assert queries.stories(made.site)[0] == []
    assert search.find("ceri", Actor.anonymous(), made.at.replace(year=2099)) == []


def test_the_bytes_leave_the_shelf_with_the_withdrawal(made, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FILES = tmp_path
    one = make_story(made.homes[0], made, photos=[picture()], agreed=True)
    assert list(tmp_path.rglob("*.jpg"))
    with django_capture_on_commit_callbacks(execute=True):
        commands.withdraw_story(made.homes[0], story=one)
    assert not list(tmp_path.rglob("*.jpg"))


def test_what_is_not_published_says_why_loses_its_photos_and_leaves_the_teller_their_words(made, settings, tmp_path):
    settings.FILES = tmp_path
    one = make_story(made.homes[0], made, photos=[picture()], agreed=True)
    commands.refuse_story(made.secretary, story=one, reason="photo")
    assert StoredFile.objects.get().erased_at
    [own] = queries.own_stories(made.homes[0], made.site)
    assert own.text and own.refused_because == "photo"
    assert InboxItem.objects.filter(message="activities.story_refused").count() == 1
    with pytest.raises(Refused):
        commands.publish_story(made.secretary, story=one)
    commands.withdraw_story(made.homes[0], story=one)
