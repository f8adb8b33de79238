"""What is due and what shows health comes from the apps above; these pages show it and remind of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from k2k.core import clock, registry
from k2k.groups import offers
from k2k.groups.slots import Due, Evidence
from k2k.groups.testing import make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return make_group(members=1, others=0)


@pytest.fixture
def offered(monkeypatch):
    """What one slot offers, for one test, in place of what the apps above put there."""

    def fill(slot, *found):
        monkeypatch.setitem(registry._slots, slot, [lambda *_given: list(found)])

    return fill


def test_what_is_late_stands_first_and_is_counted(made, offered, client):
    today = clock.today(made.at)
    offered(
        "group_due",
        Due("Penyata tahunan", "Akta 335", today - timedelta(days=3), missing="Belum ada akaun."),
        Due("Mesyuarat agung", "Fasal 8", today + timedelta(days=90)),
        Due("Mesyuarat jawatankuasa", "Fasal 9", today - timedelta(days=40), done_on=today - timedelta(days=41)),
    )
    found = client.get(reverse("groups:calendar", args=[made.group.code])).content.decode()
    assert "<em>1 thing</em> is late" in found and "Belum ada akaun." in found
    assert found.index("Penyata") < found.index("Mesyuarat agung") < found.index("Mesyuarat jawatankuasa")


def test_the_committee_is_asked_a_month_before_and_nobody_else(made, offered):
    today = clock.today(made.at)
    offered(
        "group_due",
        Due("Dekat", "x", today + timedelta(days=29)),
        Due("Jauh", "x", today + timedelta(days=31)),
        Due("Tanpa hari", "x", None),
        Due("Siap", "x", today, done_on=date(2026, 1, 1)),
    )
    assert [todo.sentence.split(":")[0] for todo in offers.todo(made.secretary, made.at)] == ["Dekat"]
    assert offers.todo(made.homes[0], made.at) == []


def test_a_sign_of_health_shows_its_numbers_and_its_evidence(made, offered, client):
    offered("group_health", Evidence("Mesyuarat cukup kuorum", 3, 4, "/kumpulan/x/"), Evidence("Jam", 62, None))
    found = client.get(reverse("groups:health", args=[made.group.code])).content.decode()
    assert "3 of 4" in found and "62" in found and "/kumpulan/x/" in found
