"""A post changes hands: two columns, two signatures, and what does not come over is asked for in public."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from k2k.bodies import commands as bodies
from k2k.bodies.testing import make_account, make_office
from k2k.commitments import testing as commitments_testing
from k2k.commitments.models import Commitment
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.elections import testing as elections_testing
from k2k.elections.commands.calling import Wanted
from k2k.groups import queries as groups
from k2k.handover import commands, jobs, offers, rules, testing, words
from k2k.handover.models import Handover, Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def change():
    return testing.make_change()


def client(actor=None):
    made = Client(headers={"accept-language": "en"})
    made.cookies["django_language"] = "en"
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    return made


def is_refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_treasurers_list_names_money_keys_and_books_and_both_sides_are_known(change):
    kinds = list(change.handover.items.order_by("number").values_list("kind", flat=True))
    assert kinds == list(rules.LISTS["treasurer"])
    assert change.handover.incoming == change.incoming.account
    assert change.handover.due_on == clock.today(change.at) + timedelta(days=14)
    for actor in (change.outgoing, change.incoming):
        assert "Hand over: Treasurer" in offers.todo(actor, change.day(1))[0].sentence


def test_promises_of_the_body_that_still_run_stand_on_the_list_by_themselves():
    made = elections_testing.make_group(members=2)
    commitments_testing.make_target(made.site, made.group.body, what="Cat pondok", at=made.at)
    term = made.group.body.posts.get(kind="chair").appointments.get()
    bodies.end_appointment(SYSTEM, appointment=term, at=made.at)
    jobs.open_lists(made.at + timedelta(hours=1))
    assert "Cat pondok" in Handover.objects.get().items.values_list("text", flat=True)


def test_a_half_refused_handover_becomes_dates_of_the_body_that_name_the_post_and_no_person(change):
    testing.say_all(change, "outgoing", "handed", sen=5000, but={"cash_box_key": "refused"})
    testing.say_all(change, "incoming", "received", sen=5000, but={"cash_box_key": "missing"})
    for actor in (change.outgoing, change.incoming):
        commands.sign(actor, handover=change.handover, at=change.day(2))
    found = Commitment.objects.get()
    item = Item.objects.get(kind="cash_box_key")
    assert (found.source, found.kind, found.body) == (item.ref, "target", change.handover.body)
    with translation.override("ms"):
        assert found.what == words.lacking_words("treasurer", item)
    Account.objects.filter(pk=change.outgoing.account.pk).update(display_name="Encik Rahsia")
    page = client().get(reverse("handover:show", args=[change.handover.code])).content.decode()
    assert "Not handed over by the outgoing Treasurer: Key of the cash box" in page
    assert "Encik Rahsia" not in page and "RM50" not in page and "Who leaves says" not in page


def test_where_everything_came_over_nothing_is_asked_for(change):
    testing.say_all(change, "outgoing", "handed", sen=1)
    testing.say_all(change, "incoming", "received", sen=1)
    for actor in (change.incoming, change.outgoing):
        commands.sign(actor, handover=change.handover, at=change.day(2))
    assert Handover.objects.get().state == "signed" and not Commitment.objects.exists()
    assert offers.group_part(change.made.group, change.incoming, change.day(2)).text == "Everything was handed over"


def test_a_difference_of_the_count_is_shown_and_never_shared_out(change):
    testing.say_all(change, "outgoing", "handed", sen=12030)
    testing.say_all(change, "incoming", "received", sen=10000)
    item = Item.objects.get(kind="cash")
    assert (item.outgoing_sen, item.incoming_sen, item.difference) == (12030, 10000, -2030)
    page = client(change.incoming).get(reverse("handover:show", args=[change.handover.code])).content.decode()
    assert "Difference: −RM20.30" in page and "RM120.30" in page
    for actor in (change.outgoing, change.incoming):
        commands.sign(actor, handover=change.handover, at=change.day(2))
    assert Commitment.objects.get().source == item.ref


def test_nobody_signs_or_speaks_for_another(change):
    testing.say_all(change, "outgoing", "handed")
    for actor in (change.made.secretary, make_account("Orang lain"), change.made.homes[0]):
        for command in (commands.sign, commands.close_unsigned):
            with pytest.raises(Denied):
                command(actor, handover=change.handover, at=change.day(30))
        with pytest.raises(Denied):
            commands.mark(actor, handover=change.handover, says={1: "handed"}, at=change.day(2))
    with pytest.raises(Refused, match="one of the answers"):
        commands.mark(change.outgoing, handover=change.handover, says={1: "received"}, at=change.day(2))
    with pytest.raises(Refused, match="every thing"):
        commands.sign(change.incoming, handover=change.handover, at=change.day(2))
    commands.sign(change.outgoing, handover=change.handover, at=change.day(2))
    with pytest.raises(Refused, match="You have signed"):
        commands.mark(change.outgoing, handover=change.handover, says={1: "missing"}, at=change.day(3))
    assert Handover.objects.get().incoming_signed_at is None


def test_an_old_treasurer_who_will_not_sign_holds_up_neither_the_rights_nor_the_list(change):
    assert groups.may_run(change.incoming, change.made.group, change.day(1))
    assert not groups.may_run(change.outgoing, change.made.group, change.day(1))
    testing.say_all(change, "incoming", "missing", but={"keys": "received"})
    with pytest.raises(Refused, match="still time"):
        commands.close_unsigned(change.incoming, handover=change.handover, at=change.day(10))
    with pytest.raises(Denied):
        commands.close_unsigned(change.outgoing, handover=change.handover, at=change.day(20))
    commands.close_unsigned(change.incoming, handover=change.handover, at=change.day(20))
    assert Handover.objects.get().state == "closed"
    assert Commitment.objects.count() == len(rules.LISTS["treasurer"]) - 1
    with pytest.raises(Refused, match="over"):
        commands.sign(change.outgoing, handover=change.handover, at=change.day(21))
    today = clock.today(change.at)
    found = offers.group_health(change.made.group, today, today + timedelta(days=60))[0]
    assert (found.n, found.of) == (0, 1)


@pytest.mark.parametrize(
    "change_to",
    [
        "handover_item SET outgoing_says = 'missing'",
        "handover_item SET outgoing_sen = 1 WHERE kind = 'cash'",
        "handover_item SET incoming_says = 'received'",
        "handover_item SET text = 'lain'",
        "handover_handover SET outgoing_signed_at = NULL",
        "handover_handover SET incoming_id = outgoing_id",
        "handover_handover SET state = 'open'",
        "handover_handover SET due_on = '2030-01-01'",
    ],
)
def test_what_was_signed_cannot_change_below_python_either(change, change_to):
    testing.say_all(change, "outgoing", "handed", sen=5000)
    testing.say_all(change, "incoming", "missing", sen=4000)
    for actor in (change.outgoing, change.incoming):
        commands.sign(actor, handover=change.handover, at=change.day(2))
    is_refused(f"UPDATE {change_to}")
    is_refused("DELETE FROM handover_item")
    is_refused("DELETE FROM handover_handover")
    is_refused(
        "INSERT INTO handover_item (handover_id, number, kind, text, about, outgoing_says, incoming_says)"
        f" VALUES ({change.handover.pk}, 99, 'extra', 'x', '', '', '')"
    )


def test_one_signature_freezes_one_column_and_the_other_side_goes_on(change):
    testing.say_all(change, "outgoing", "handed", sen=5000)
    commands.sign(change.outgoing, handover=change.handover, at=change.day(2))
    is_refused("UPDATE handover_item SET outgoing_says = 'missing'")
    testing.say_all(change, "incoming", "received", sen=5000)
    added = commands.add_item(change.incoming, handover=change.handover, text="Kunci stor", at=change.day(3))
    assert Item.objects.get(pk=added.pk).outgoing_says == ""
    with pytest.raises(Refused, match="every thing"):
        commands.sign(change.incoming, handover=change.handover, at=change.day(3))


def test_an_election_that_holds_opens_the_lists_of_those_who_leave_and_names_who_follows():
    run = elections_testing.make_call([Wanted("treasurer"), Wanted("chair")])
    elections_testing.link(run.made, "chair", 3)
    elections_testing.stand(run, 2, "Puan Lee", seat=1)
    elections_testing.stand(run, 3, "Encik Zul", seat=2)
    run.pass_days(22)
    run.pass_days(40)
    made = Handover.objects.get()
    assert (made.post, made.source) == ("treasurer", run.election.ref)
    assert made.outgoing == run.made.posts["treasurer"].account
    assert made.incoming == groups.committee(run.made.group, run.day(41)).get(post__kind="treasurer").account


def test_a_clerks_list_opens_two_weeks_before_the_contract_ends_and_who_follows_is_added():
    at = clock.now()
    made = elections_testing.make_group(members=2, at=at)
    office = make_office(made.site)
    clerk = make_account("Kerani Dua")
    bodies.appoint(SYSTEM, post=office.posts["clerk"], account=clerk.account, since=at, until=at + timedelta(days=60))
    jobs.open_lists(at + timedelta(days=40))
    assert not Handover.objects.exists()
    jobs.open_lists(at + timedelta(days=47))
    found = Handover.objects.get()
    assert list(found.items.values_list("kind", flat=True)) == list(rules.STAFF) and found.incoming is None
    new = make_account("Kerani Tiga")
    bodies.appoint(SYSTEM, post=office.posts["clerk"], account=new.account, since=at + timedelta(days=58), at=at)
    assert Handover.objects.get().incoming == new.account
    jobs.open_lists(at + timedelta(days=61))
    assert Handover.objects.count() == 1


def test_each_side_fills_its_own_column_on_the_page_and_the_sheet_is_theirs(change):
    browser, code = client(change.outgoing), change.handover.code
    page = browser.get(reverse("handover:show", args=[code])).content.decode()
    assert "You leave: what do you hand over?" in page
    numbers = {item.kind: item.number for item in change.handover.items.all()}
    sent = {f"says_{number}": "handed" for number in numbers.values()}
    wrong = browser.post(reverse("handover:mark", args=[code]), sent | {f"sen_{numbers['cash']}": "banyak"})
    assert wrong.status_code == 422
    done = browser.post(reverse("handover:mark", args=[code]), sent | {f"sen_{numbers['cash']}": "RM120.30"})
    assert done.status_code == 303 and Item.objects.get(kind="cash").outgoing_sen == 12030
    assert browser.post(reverse("handover:add_item", args=[code]), {"text": "Fail hijau"}).status_code == 303
    assert browser.post(reverse("handover:sign", args=[code])).status_code == 303
    assert Handover.objects.get().outgoing_signed_at is None
    extra = Item.objects.get(kind="extra").number
    browser.post(reverse("handover:mark", args=[code]), {f"says_{extra}": "handed"})
    browser.post(reverse("handover:sign", args=[code]))
    assert Handover.objects.get().outgoing_signed_at is not None
    assert browser.get(reverse("handover:print", args=[code])).status_code == 200
    stranger = client()
    assert stranger.get(reverse("handover:print", args=[code])).status_code == 404
    assert stranger.post(reverse("handover:sign", args=[code])).status_code == 404
    shown = stranger.get(reverse("handover:show", args=[code])).content.decode()
    assert "RM120.30" not in shown and "Fail hijau" not in shown
    listed = stranger.get(reverse("handover:list", args=[change.made.group.code])).content.decode()
    assert "Being handed over" in listed
