"""Photographs: where they are kept, who sees them, and when they go."""

import os
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from k2k.core import actors, nodes
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.core.files import photos, reap, shelf, views
from k2k.core.files.fields import PhotoField
from k2k.core.files.models import StoredFile

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
RED, BLUE = (220, 20, 20), (20, 20, 220)


@pytest.fixture(autouse=True)
def a_shelf(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def lift(db):
    site = nodes.create(kind="site", name="PPR Contoh", parent=nodes.root())
    block = nodes.create(kind="block", name="B", parent=site)
    return nodes.create(kind="asset", noun="lift", name="2", parent=block)


@pytest.fixture
def unit(lift):
    return nodes.create(kind="unit", name="12-3", parent=lift.parent)


def picture(size=(40, 20), colour=RED, mode="RGB", kind="JPEG", **options):
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


def send(content, node, owner="card:7", name="photo.jpg", **words):
    return photos.store_photo(SimpleUploadedFile(name, content), node=node, owner=owner, at=AT, **words)


# where it is kept


def test_an_upload_over_the_limit_is_refused_and_the_limit_named(lift, settings):
    settings.UPLOAD_LIMIT = 2_000_000
    with pytest.raises(Refused, match="larger than 2 MB"):
        send(b"\xff" * 2_000_001, lift)


def test_bytes_lie_under_their_own_hash_and_the_row_knows_place_and_owner(lift, settings):
    stored = send(picture((800, 600)), lift)
    kept = Path(settings.FILES) / stored.sha256[:2] / stored.sha256[2:4] / f"{stored.sha256}.jpg"
    assert kept.read_bytes() == photos.open_photo(stored)
    assert (stored.node, stored.site, stored.owner, stored.cleared) == (lift, lift.site, "card:7", False)
    assert (stored.size, stored.width, stored.height) == (kept.stat().st_size, 800, 600)
    assert opened(photos.open_photo(stored, "small")).size == (480, 360)
    assert not list(Path(settings.FILES).rglob(".new-*"))


def test_the_same_photograph_twice_is_two_rows_and_one_file(lift, settings):
    one, other = send(picture(), lift), send(picture(), lift, owner="card:8")
    assert one.sha256 == other.sha256
    assert one.code != other.code
    assert len(list(Path(settings.FILES).rglob("*.jpg"))) == 2


def test_a_disk_that_takes_nothing_is_a_sentence_and_leaves_no_row(lift, settings, tmp_path):
    settings.FILES = tmp_path / "taken"
    settings.FILES.write_text("a file where the folder should be")
    with pytest.raises(Refused, match="cannot be kept just now"):
        send(picture(), lift)
    assert not StoredFile.objects.exists()


def test_the_database_refuses_a_tombstone_that_still_names_its_bytes(lift):
    stored = send(picture(), lift)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(erased_at=AT)


# who sees it


def someone(role, node, key="account:3", kind="account"):
    return Actor(kind=kind, key=key, grants=((role, node.pk),))


def sees(actor, stored):
    request = RequestFactory().get(stored.url)
    request.actor = actor
    try:
        return views.photo(request, stored.code, "large").status_code == 200
    except Http404:
        return False


def test_before_it_is_cleared_only_its_sender_and_those_who_run_the_place_see_it(lift):
    stored = send(picture(), lift)
    elsewhere = nodes.create(kind="site", name="PPR Lain", parent=nodes.root())
    assert sees(someone("household", lift, "card:7", "card"), stored)
    assert sees(someone("office", lift.site), stored)
    assert sees(someone("committee", lift.site), stored)
    assert not sees(someone("household", lift, "card:8", "card"), stored)
    assert not sees(someone("contractor", lift.site), stored)
    assert not sees(someone("owner", lift.site), stored)
    assert not sees(someone("office", elsewhere), stored)
    assert not sees(Actor.anonymous("a" * 32), stored)


def test_a_photograph_from_inside_a_home_is_hidden_from_the_committee(unit):
    stored = send(picture(), unit)
    assert sees(someone("office", unit.site), stored)
    assert not sees(someone("committee", unit.site), stored)


@pytest.mark.parametrize("actor", [Actor.anonymous("b" * 32), actors.SYSTEM])
def test_one_person_without_a_card_does_not_see_what_another_without_a_card_sent(lift, actor):
    assert not sees(actor, send(picture(), lift, owner=actor.key))


def test_a_cleared_photograph_is_everybodys_for_a_year_and_nothing_but_a_picture(lift, client):
    stored = send(picture(), lift)
    assert client.get(stored.url).status_code == 404
    photos.clear(stored, AT)
    for address in (stored.url, stored.thumb_url):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"].startswith("inline")
        assert {"public", "immutable", "max-age=31536000"} == set(answer["Cache-Control"].split(", "))
    assert client.get(stored.url).content == photos.open_photo(stored)


def test_a_private_photograph_is_never_kept_by_a_browser(lift):
    stored = send(picture(), lift)
    request = RequestFactory().get(stored.url)
    request.actor = someone("office", lift.site)
    assert views.photo(request, stored.code, "large")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/gambar/0000-0000/large.jpg", "/gambar/x/large.jpg", "/gambar/%2e%2e/large.jpg"])
def test_an_unknown_code_is_not_found(address, client, db):
    assert client.get(address).status_code == 404


def test_an_unknown_size_and_a_lost_file_are_not_found(lift, client):
    stored = send(picture(), lift)
    photos.clear(stored, AT)
    assert client.get(stored.url.replace("large", "huge")).status_code == 404
    assert client.post(stored.url).status_code == 405
    shelf.drop(stored.sha256)
    assert client.get(stored.url).status_code == 404


# when it goes


def aged(stored, settings, days):
    then = (AT - timedelta(days=days)).timestamp()
    for path in Path(settings.FILES).rglob(f"{stored.sha256}*"):
        os.utime(path, (then, then))
    return stored


def bytes_of(sha, settings):
    return len(list(Path(settings.FILES).rglob(f"{sha}*")))


def test_bytes_without_a_row_go_after_a_day_and_not_before(lift, settings):
    stored = aged(send(picture(), lift), settings, days=2)
    fresh = aged(send(picture(colour=BLUE), lift), settings, days=0.5)
    StoredFile.objects.all().delete()
    reap.reap(AT)
    assert bytes_of(stored.sha256, settings) == 0
    assert bytes_of(fresh.sha256, settings) == 2


def test_bytes_with_a_row_stay_however_old(lift, settings):
    stored = aged(send(picture(), lift), settings, days=900)
    reap.reap(AT)
    assert photos.open_photo(stored)


def test_half_written_files_go_after_a_day(lift, settings):
    stored = send(picture(), lift)
    half = Path(settings.FILES) / stored.sha256[:2] / stored.sha256[2:4] / ".new-abc"
    half.write_bytes(b"half")
    os.utime(half, (0, 0))
    reap.reap(AT)
    assert not half.exists()


def test_a_photograph_past_its_day_leaves_a_tombstone_only(lift, settings, client):
    last = send(picture(), lift, expires_on=date(2026, 5, 5))
    gone = aged(send(picture(colour=BLUE), lift, expires_on=date(2026, 5, 4)), settings, days=40)
    photos.clear(gone, AT)
    sha = gone.sha256
    reap.reap(AT)
    gone.refresh_from_db()
    last.refresh_from_db()
    assert (gone.sha256, gone.size, gone.cleared, gone.erased_at) == ("", 0, False, AT)
    assert bytes_of(sha, settings) == 0
    assert client.get(gone.url).status_code == 404
    assert last.erased_at is None


def test_erasing_removes_the_bytes_unless_another_row_shares_them(lift, settings, django_capture_on_commit_callbacks):
    one, other = send(picture(), lift), send(picture(), lift, owner="card:8")
    sha = one.sha256
    with django_capture_on_commit_callbacks(execute=True):
        photos.erase(one, AT)
    assert photos.open_photo(other)
    with pytest.raises(FileNotFoundError):
        photos.open_photo(one)
    with django_capture_on_commit_callbacks(execute=True):
        photos.erase(other, AT)
    assert bytes_of(sha, settings) == 0


# cleaned by the form, before any writer waits


class OnePhoto(forms.Form):
    photo = PhotoField(required=False, allow_empty_file=True)


def sent(content):
    return OnePhoto({}, {"photo": SimpleUploadedFile("photo.jpg", content)})


def test_a_form_hands_on_the_clean_picture_and_the_same_upload_is_the_same_argument(lift):
    one, again = sent(picture((800, 600))), sent(picture((800, 600)))
    assert one.is_valid() and again.is_valid()
    assert str(one.cleaned_data["photo"]) == str(again.cleaned_data["photo"])
    kept = photos.store_photo(one.cleaned_data["photo"], node=lift, owner="card:7", at=AT)
    assert (kept.width, kept.height, kept.sha256) == (800, 600, str(one.cleaned_data["photo"]))


@pytest.mark.parametrize("content", [b"", b"MZ this is a program", picture()[:40]])
def test_a_form_says_beside_the_photo_what_is_wrong_with_it(content):
    form = sent(content)
    assert not form.is_valid()
    assert form.errors["photo"]


def test_a_form_without_a_photo_is_whole():
    form = OnePhoto({}, {})
    assert form.is_valid() and form.cleaned_data["photo"] is None
