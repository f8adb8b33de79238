"""Days on which people are away or busy: noted where they hold, told to who plans, taken back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from k2k.core import nodes
from k2k.core.commands import Denied, Refused
from k2k.places import commands, queries
from k2k.places.models import Occasion
from k2k.places.testing import make_site
from k2k.places.tests.cast import desk

pytestmark = pytest.mark.django_db
TERM = {"kind": "school_holiday", "title": "penggal 1", "first": date(2026, 3, 21), "last": date(2026, 3, 29)}


@pytest.fixture
def here():
    return make_site()


@pytest.fixture
def officer():
    return desk("pegawai", "officer", nodes.root()).actor


def test_days_of_the_programme_hold_at_every_perumahan_and_those_of_one_only_there(here, officer):
    office, other = desk("pejabat", "office", here.site).actor, make_site(name="PPR Lain")
    commands.note_days(officer, place=nodes.root(), **TERM)
    commands.note_days(office, place=here.site, kind="other", title="Kenduri", first=TERM["first"], last=TERM["first"])
    assert queries.occasions_on(here.site, date(2026, 3, 21)) == ["School holidays: penggal 1", "Kenduri"]
    assert queries.occasions_on(other.site, date(2026, 3, 29)) == ["School holidays: penggal 1"]
    assert [queries.occasions_on(here.site, date(2026, 3, day)) for day in (20, 30)] == [[], []]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "war"}, "kind"),
        ({"kind": "other", "title": " "}, "title"),
        ({"title": "x" * 200}, "title"),
        ({"last": date(2026, 3, 20)}, "last"),
        ({"last": date(2027, 3, 20)}, "last"),
    ],
)
def test_days_that_make_no_sense_are_refused_beside_their_field(here, officer, change, field):
    with pytest.raises(Refused) as refused:
        commands.note_days(officer, place=here.site, **TERM | change)
    assert refused.value.field == field and not Occasion.objects.exists()


def test_the_same_days_are_noted_once_and_never_for_a_block(here, officer):
    commands.note_days(officer, place=here.site, **TERM)
    with pytest.raises(Refused, match="already"):
        commands.note_days(officer, place=here.site, **TERM)
    with pytest.raises(Refused, match="whole perumahan"):
        commands.note_days(officer, place=here.blocks[0], **TERM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Occasion.objects.update(last=date(2026, 1, 1))


def test_an_office_takes_back_its_own_days_and_not_those_of_the_programme(here, officer):
    office = desk("pejabat", "office", here.site)
    above = commands.note_days(officer, place=nodes.root(), **TERM)
    own = commands.note_days(office.actor, place=here.site, **TERM)
    with pytest.raises(Denied):
        commands.drop_days(office.actor, occasion=above)
    client = office.browser()
    page = reverse("places:days", args=[here.site.code])
    sent = {"kind": "exam", "title": "SPM", "first": "2026-11-30", "last": "2026-12-20"}
    assert client.post(page, sent).status_code == 303
    assert client.post(page, sent | {"last": "2026-11-01"}).status_code == 422
    assert client.post(reverse("places:drop_days", args=[here.site.code, own.pk])).status_code == 303
    assert client.post(reverse("places:drop_days", args=[here.site.code, above.pk])).status_code == 404
    assert sorted(Occasion.objects.values_list("kind", flat=True)) == ["exam", "school_holiday"]
    assert client.get(reverse("places:days", args=[nodes.root().code])).status_code == 404
