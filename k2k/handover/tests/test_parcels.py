"""Unsent work of somebody whose access has ended goes sealed to the lead: nothing lost, nothing done in their name."""

import json
import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from k2k.bodies.testing import make_account
from k2k.core import clock, ids, nodes
from k2k.core.accounts.models import Account
from k2k.core.commands import Denied, Refused
from k2k.core.models import TrailLine
from k2k.core.sealing import Words
from k2k.handover import commands, jobs, offers, queries
from k2k.handover.models import Parcel
from k2k.people import testing as people_testing

pytestmark = pytest.mark.django_db
RECORD = {
    "title": "Siapa yang hadir", "url": "/kumpulan/X/mesyuarat/Y/senarai/", "at": "2026-11-20T13:00:00.000Z",
    "fields": [["who", "m7-Salmah Idris"], ["how", "tick"]],
}  # fmt: skip


@pytest.fixture
def lead():
    return people_testing.make_staff("pegawai", "officer", nodes.root())


@pytest.fixture
def writer():
    return make_account("Kerani lama")


def mark(actor):
    """As the page gives it to the phone."""
    return ids.keyed_hash("queue", actor.key)[-16:]


def hand_in(client, record=RECORD, **more):
    given = {"parcel": json.dumps(record), "client_id": str(uuid.uuid4()), **more}
    return client.post(reverse("handover:hand_in"), given)


def browser(actor):
    client = Client(headers={"accept-language": "en"})
    Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
    client.force_login(actor.account)
    return client


def test_a_phone_hands_in_without_a_sign_in_and_the_lead_alone_reads_it(client, lead, writer):
    assert hand_in(client, writer=mark(writer)).status_code == 303
    one = Parcel.objects.get()
    assert "m7-Salmah Idris" not in one.sealed
    page = reverse("handover:parcel", args=[one.code])
    assert client.get(page).status_code == 404
    assert browser(writer).get(page).status_code == 404
    office = browser(lead)
    closed = office.get(page).content.decode()
    assert "Kerani lama" in closed and "m7-Salmah Idris" not in closed
    opened = office.post(page).content.decode()
    assert "m7-Salmah Idris" in opened and "Siapa yang hadir" in opened
    assert TrailLine.objects.filter(verb="handover.open_parcel").count() == 1
    assert not TrailLine.objects.filter(text__icontains="Salmah").exists()


def test_the_same_sending_twice_is_one_parcel(client):
    same = str(uuid.uuid4())
    assert hand_in(client, client_id=same).status_code == hand_in(client, client_id=same).status_code == 303
    assert Parcel.objects.count() == 1


@pytest.mark.parametrize("text", ["", "{}", "[]", "x" * 1_500_001, '{"title": 1, "url": "", "at": "", "fields": []}'])
def test_what_no_phone_keeps_is_refused(lead, text):
    with pytest.raises(Refused, match="not what a phone"):
        commands.hand_in(lead, parcel=Words(text))
    assert not Parcel.objects.exists()


def test_the_lead_is_asked_enters_or_sets_aside_with_a_reason_once(client, lead):
    hand_in(client)
    one = Parcel.objects.get()
    assert [todo.ref for todo in offers.parcels_todo(lead, clock.now())] == [one.ref]
    with pytest.raises(Refused, match="Say why"):
        commands.decide_parcel(lead, parcel=one, state="set_aside")
    decided = browser(lead).post(
        reverse("handover:decide_parcel", args=[one.code]), {"state": "set_aside", "reason": "Sudah ditulis semula"}
    )
    assert decided.status_code == 303
    assert offers.parcels_todo(lead, clock.now()) == []
    with pytest.raises(Refused, match="already"):
        commands.decide_parcel(lead, parcel=one, state="entered")


def test_who_is_no_lead_decides_nothing(client, writer):
    hand_in(client)
    with pytest.raises(Denied):
        commands.decide_parcel(writer, parcel=Parcel.objects.get(), state="entered")


def test_what_was_in_it_is_erased_ninety_days_after_the_decision_and_never_before(client, lead):
    hand_in(client)
    one = Parcel.objects.get()
    jobs.erase_parcels(clock.now() + timedelta(days=400))
    one.refresh_from_db()
    assert queries.contents(one)["title"] == RECORD["title"]
    commands.decide_parcel(lead, parcel=one, state="entered")
    jobs.erase_parcels(clock.now() + timedelta(days=91))
    one.refresh_from_db()
    assert one.sealed == "" and one.erased_at
    with pytest.raises(Refused, match="erased"):
        commands.open_parcel(lead, parcel=one)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM handover_parcel",
        "UPDATE handover_parcel SET sealed = 'x'",
        "UPDATE handover_parcel SET writer = 'x'",
        "UPDATE handover_parcel SET state = 'entered'",
    ],
)
def test_the_database_itself_keeps_it(client, statement):
    hand_in(client)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
