"""A photograph is published, blurred or kept with a reason; its sender may ask once more, and another decides."""

import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from k2k.bodies.testing import make_association
from k2k.core.commands import Denied, Refused
from k2k.core.files import photos
from k2k.core.files.reap import reap
from k2k.core.models import StoredFile
from k2k.issues import commands, rules
from k2k.issues.models import Moderation


def checkered() -> io.BytesIO:
    """A picture full of edges, so that what is blurred shows."""
    picture = Image.new("RGB", (800, 600))
    picture.putdata([(255, 255, 255) if (n // 5 + n // 800 // 5) % 2 else (0, 0, 0) for n in range(800 * 600)])
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    file.name, file.size = "a.jpg", file.tell()
    file.seek(0)
    return file


@pytest.fixture
def sent(world):
    """A report of the first home with a photograph."""
    return commands.report(world.homes[0], node=world.lift, category="lift", photo=checkered(), at=world.at)


def edges(content: bytes, cell: str) -> int:
    """The widest span of grey inside a cell, away from its border."""
    picture = Image.open(io.BytesIO(content)).convert("L")
    left, top, right, bottom = rules.box_of(cell)
    inside = picture.crop((left * 8 // 10 + 8, top * 6 // 10 + 8, right * 8 // 10 - 8, bottom * 6 // 10 - 8))
    low, high = inside.getextrema()
    return high - low


def test_blurred_cells_keep_nothing_and_the_others_stay(world, sent):
    original = sent.photo
    commands.blur_photo(world.office, issue=sent, which="before", cells=["0-0", "5-7"])
    sent.refresh_from_db()
    shown = photos.open_photo(sent.photo)
    assert sent.photo.cleared and sent.photo != original
    assert edges(shown, "0-0") < 40 and edges(shown, "5-7") < 40 and edges(shown, "2-3") > 150
    original.refresh_from_db()
    assert not original.cleared
    reap(world.at + timedelta(days=rules.ORIGINAL_KEPT_DAYS - 1))
    assert StoredFile.objects.get(pk=original.pk).erased_at is None
    reap(world.at + timedelta(days=rules.ORIGINAL_KEPT_DAYS + 1))
    assert StoredFile.objects.get(pk=original.pk).erased_at
    assert StoredFile.objects.get(pk=sent.photo.pk).cleared


def test_no_cell_outside_the_grid_and_none_at_all_is_refused(world, sent):
    for cells in ([], ["6-0"], ["0-0", "x"]):
        with pytest.raises(Refused):
            commands.blur_photo(world.office, issue=sent, which="before", cells=cells)


def test_who_sent_it_asks_once_more_and_another_person_decides(world, sent):
    secretary = make_association(world.place.site).clerk
    commands.keep_photo(world.office, issue=sent, which="before", reason="document")
    with pytest.raises(Refused):
        commands.keep_photo(secretary, issue=sent, which="before", reason="face")
    with pytest.raises(Denied):
        commands.appeal_photo(world.homes[1], issue=sent)
    commands.appeal_photo(world.homes[0], issue=sent)
    for again in (
        lambda: commands.appeal_photo(world.homes[0], issue=sent),
        lambda: commands.clear_photo(world.office, issue=sent),
        lambda: commands.keep_photo(world.office, issue=sent, which="before", reason="face"),
    ):
        with pytest.raises(Refused):
            again()
    commands.keep_photo(secretary, issue=sent, which="before", reason="face")
    with pytest.raises(Refused):
        commands.appeal_photo(world.homes[0], issue=sent)
    assert [each.action for each in Moderation.objects.order_by("id")] == ["keep", "keep"]
    assert Moderation.objects.order_by("-id").first().answers.reason == "document"


def test_without_a_card_the_secret_link_asks_once_more(world, phone):
    sent = commands.report(phone, node=world.lift, category="lift", photo=checkered(), at=world.at)
    commands.keep_photo(world.office, issue=sent, which="before", reason="face")
    with pytest.raises(Denied):
        commands.appeal_photo(phone, issue=sent, secret="")
    commands.appeal_photo(phone, issue=sent, secret=sent.secret)
    commands.clear_photo(make_association(world.place.site).clerk, issue=sent)
    sent.photo.refresh_from_db()
    assert sent.photo.cleared


def test_a_photograph_from_inside_a_home_is_never_decided_about(world):
    home = commands.report(world.homes[0], node=world.place.units[0], category="leak", photo=checkered(), at=world.at)
    for call, given in ((commands.blur_photo, {"cells": ["0-0"]}), (commands.keep_photo, {"reason": "home"})):
        with pytest.raises(Refused):
            call(world.office, issue=home, which="before", **given)


@pytest.mark.parametrize("sql", ["DELETE FROM issues_moderation", "UPDATE issues_moderation SET reason = 'face'"])
def test_what_was_decided_stays_even_for_raw_sql(world, sent, sql):
    commands.keep_photo(world.office, issue=sent, which="before", reason="document")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_page_of_the_grid_works_without_script_and_the_sender_reads_why(world, sent):
    from k2k.core.testing import browser

    office, home = browser(world.office), browser(world.homes[0])
    address = f"/aduan/{sent.code}/kabur/before/"
    assert office.get(address).content.decode().count('name="cells"') == len(rules.CELLS)
    assert home.get(address).status_code == 404
    kept = office.post(f"/aduan/{sent.code}/simpan-gambar/", {"which": "before", "reason": "document"})
    assert kept.status_code == 303
    page = home.get(f"/aduan/{sent.code}/").content.decode()
    assert f"/aduan/{sent.code}/rayu-gambar/" in page
    assert home.post(f"/aduan/{sent.code}/rayu-gambar/").status_code == 303
    refused = office.post(address, {"cells": ["1-1"]})
    assert refused.status_code == 422
