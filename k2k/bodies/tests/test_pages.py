import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from k2k.bodies import commands, queries, testing, words
from k2k.bodies.models import Appointment, Body, Notice, Responsibility, Seat
from k2k.core import clock, nodes
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.core.grants import Grant

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = pytest.mark.sqlite_only


def browser(actor=None):
    client = Client()
    if actor is not None:
        actor.account.is_demo = True
        actor.account.save()
        client.force_login(actor.account)
    return client


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def post(client, where, /, *args, **fields):
    return client.post(reverse(f"bodies:{where}", args=args), {"client_id": str(uuid4()), **fields})


@pytest.fixture
def full(site, lift, today):
    office, lifts = testing.make_office(site), testing.make_contractor(site, "Jaya Lif")
    commands.assign_responsibility(SYSTEM, node=site, noun="lift", duty="maintains", body=lifts.body, since=today)
    commands.assign_responsibility(SYSTEM, node=site, noun="", duty="manages", body=office.body, since=today)
    return office, lifts


def test_everybody_reads_the_matrix(site, full):
    response = browser().get(reverse("bodies:matrix", args=[site.code]))
    text = words_of(response)
    assert response.status_code == 200
    assert "Jaya Lif" in text
    assert "Pejabat Ujian" in text
    assert response.content.decode().count('class="st no"') == 3


def test_the_matrix_of_another_day_is_read_by_its_date(site, full, today):
    page = reverse("bodies:matrix", args=[site.code])
    before = browser().get(page, {"on": (today - timedelta(days=1)).isoformat()})
    assert "Jaya Lif" not in words_of(before)
    for nonsense in ("x", "2026-13-40", ""):
        assert "Jaya Lif" in words_of(browser().get(page, {"on": nonsense}))


def test_a_disputed_body_and_one_that_has_not_joined_are_marked_in_the_matrix(site, full, today):
    owner = testing.make_owner(site, joined_on=None)
    commands.assign_responsibility(SYSTEM, node=site, noun="lift", duty="owns", body=owner.body, since=today)
    commands.contest(SYSTEM, body=full[0].body, on=today)
    html = browser().get(reverse("bodies:matrix", args=[site.code])).content.decode()
    assert 'class="st again"' in html
    assert 'class="st away small"' in html


def test_the_page_of_a_body_names_posts_and_never_persons(site, full):
    office, _lifts = full
    commands.create_post(SYSTEM, body=office.body, kind="manager", title="Penyelia Zon 3")
    response = browser().get(reverse("bodies:body", args=[office.body.code]))
    assert "Penyelia Zon 3" in words_of(response)
    assert office.clerk.account.display_name not in words_of(response)


def test_an_unknown_place_or_body_is_not_found(db, lift):
    for name in ("matrix", "notices"):
        assert browser().get(reverse(f"bodies:{name}", args=[lift.code])).status_code == 404
        assert browser().get(reverse(f"bodies:{name}", args=["0000-0000"])).status_code == 404
    for name in ("body", "notice"):
        assert browser().get(reverse(f"bodies:{name}", args=["0000-0000"])).status_code == 404


STAFF_PAGES = ("assign_responsibility", "end_responsibility", "publish_notice")
PROGRAMME_PAGES = ("desk", "create_body", "seat", "unseat", "give_jurisdiction", "end_jurisdiction")
BODY_PAGES = ("join", "record_first_meeting", "contest", "settle", "posts", "create_post", "appoint")


@pytest.mark.parametrize("name", STAFF_PAGES + PROGRAMME_PAGES)
def test_a_stranger_and_a_clerk_of_another_site_see_no_screen_of_this_site(site, other_site, full, name):
    elsewhere = testing.make_office(other_site, "Pejabat Lain").clerk
    for actor in (None, elsewhere):
        assert browser(actor).get(reverse(f"bodies:{name}", args=[site.code])).status_code == 404


@pytest.mark.parametrize("name", [name for name in BODY_PAGES if name != "record_first_meeting"])
def test_a_clerk_manages_neither_posts_nor_disputes(full, name):
    office, _lifts = full
    assert browser(office.clerk).get(reverse(f"bodies:{name}", args=[office.body.code])).status_code == 404


@pytest.mark.parametrize("name", PROGRAMME_PAGES + STAFF_PAGES)
def test_the_operator_opens_every_screen_of_a_site(site, full, operator, name):
    assert browser(operator).get(reverse(f"bodies:{name}", args=[site.code])).status_code == 200


@pytest.mark.parametrize("name", BODY_PAGES)
def test_the_operator_opens_every_screen_of_a_body(full, operator, name):
    assert browser(operator).get(reverse(f"bodies:{name}", args=[full[0].body.code])).status_code == 200


def test_the_office_names_a_body_in_the_matrix(site, lift, full, today):
    office, lifts = full
    fields = {"node": site.code, "noun": "lift", "duty": "owns", "body": lifts.body.code, "since": today.isoformat()}
    response = post(browser(office.clerk), "assign_responsibility", site.code, **fields)
    assert response.status_code == 303
    assert queries.responsible(lift, "lift", "owns", today) == lifts.body


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(site, full, today):
    office, lifts = full
    fields = {"node": site.code, "noun": "lift", "duty": "maintains", "body": lifts.body.code, "since": str(today)}
    response = post(browser(office.clerk), "assign_responsibility", site.code, **fields)
    assert response.status_code == 422
    assert "body" in response.context["form"].errors
    assert Responsibility.objects.count() == 2


def test_sending_a_form_twice_writes_once(site, full, today):
    office, lifts = full
    client, again = browser(office.clerk), str(uuid4())
    fields = {"node": site.code, "noun": "pump", "duty": "owns", "body": lifts.body.code, "since": str(today)}
    for _time in range(2):
        assert post(client, "assign_responsibility", site.code, **fields, client_id=again).status_code == 303
    assert Responsibility.objects.filter(noun="pump").count() == 1


def test_nobody_is_named_any_more_from_a_day_on(site, lift, full, today):
    fields = {"node": site.code, "noun": "lift", "duty": "maintains", "on": str(today)}
    assert post(browser(full[0].clerk), "end_responsibility", site.code, **fields).status_code == 303
    assert queries.responsible(lift, "lift", "maintains", today) is None


def test_a_notice_is_put_up_read_in_its_language_and_taken_down(site, full, today):
    office, _lifts = full
    client = browser(office.clerk)
    fields = {
        "body": office.body.code, "node": site.code, "title": "நீர் நிறுத்தம்", "text": "<b>a</b>\nb", "lang": "ta",
        "until": str(today + timedelta(days=3)),
    }  # fmt: skip
    assert post(client, "publish_notice", site.code, **fields).status_code == 303
    notice = Notice.objects.get()
    assert notice.until == today + timedelta(days=4)
    page = browser().get(reverse("bodies:notice", args=[notice.code])).content.decode()
    assert 'lang="ta"' in page
    assert "&lt;b&gt;a" in page
    assert notice.title in words_of(browser().get(reverse("bodies:notices", args=[site.code])))
    assert post(client, "withdraw_notice", notice.code).status_code == 303
    assert "&lt;b&gt;a" not in browser().get(reverse("bodies:notice", args=[notice.code])).content.decode()
    assert notice.title not in words_of(browser().get(reverse("bodies:notices", args=[site.code])))


def test_a_notice_is_taken_down_only_by_who_speaks_for_its_body(site, full, today):
    office, _lifts = full
    other = testing.make_association(site)
    notice = commands.publish_notice(
        office.clerk, body=office.body, node=site, title="x", text="", lang="ms", until=today + timedelta(days=3)
    )
    assert not queries.may_take_down(other.clerk, notice, clock.now())
    with pytest.raises(Refused):
        commands.withdraw_notice(other.clerk, notice=notice)
    assert queries.may_take_down(office.clerk, notice, clock.now())
    commands.withdraw_notice(testing.make_operator(), notice=notice)


@pytest.mark.parametrize("days", [-1, 800])
def test_a_notice_stays_up_from_today_for_a_year_at_most(site, full, today, days):
    office, _lifts = full
    fields = {"body": office.body.code, "node": site.code, "title": "x", "lang": "ms"}
    response = post(
        browser(office.clerk), "publish_notice", site.code, until=str(today + timedelta(days=days)), **fields
    )
    assert response.status_code == 422
    assert "until" in response.context["form"].errors


def test_a_clerk_publishes_only_for_the_own_body(site, full, today):
    association = testing.make_association(site)
    fields = {"node": site.code, "title": "x", "lang": "ms", "until": str(today), "body": association.body.code}
    assert post(browser(full[0].clerk), "publish_notice", site.code, **fields).status_code == 422


def test_the_operator_names_seats_and_joins_a_body(site, operator, today):
    client = browser(operator)
    made = post(client, "create_body", site.code, name="Persatuan Kenanga", kind="association", phone="", hours="")
    assert made.status_code == 303
    body = Body.objects.get(name="Persatuan Kenanga")
    assert body.joined_on is None
    seat = {"body": body.code, "code": "", "kind": "association", "since": str(today)}
    assert post(client, "seat", site.code, **seat).status_code == 303
    assert post(client, "join", body.code, on=str(today)).status_code == 303
    assert post(client, "record_first_meeting", body.code, on=str(today)).status_code == 303
    assert queries.desk(site, today) == [body]
    leave = {"body": body.code, "kind": "association", "on": str(today)}
    assert post(client, "unseat", site.code, **leave).status_code == 303
    assert queries.desk(site, today) == []


def test_a_body_from_elsewhere_is_seated_by_its_code(site, other_site, operator, today):
    office = testing.make_office(other_site, "Pejabat Wilayah").body
    client = browser(operator)
    typed = office.code.lower().replace("-", " ")
    sent = {"body": "", "code": typed, "kind": "office", "since": str(today)}
    assert post(client, "seat", site.code, **sent).status_code == 303
    assert Seat.objects.filter(node=site, body=office).exists()
    for wrong in ("0000-0001", "?", ""):
        assert post(client, "seat", site.code, **{**sent, "code": wrong}).status_code == 422


def test_work_is_given_and_ended(site, other_site, full, operator, today):
    _office, lifts = full
    client = browser(operator)
    sent = {"body": "", "code": lifts.body.code, "since": str(today)}
    assert post(client, "give_jurisdiction", other_site.code, **sent).status_code == 303
    assert lifts.body in queries.working_at(other_site, today)
    assert post(client, "end_jurisdiction", other_site.code, body=lifts.body.code, on=str(today)).status_code == 303
    assert lifts.body not in queries.working_at(other_site, today)


def test_a_term_is_given_by_day_and_ends_when_its_last_day_ends(full, operator, today):
    office, _lifts = full
    aini = Account.objects.create_user("aini", display_name="Aini")
    fields = {"post": office.posts["clerk"].pk, "account": "aini", "since": str(today)}
    client = browser(operator)
    sent = post(client, "appoint", office.body.code, until=str(today + timedelta(days=9)), **fields)
    assert sent.status_code == 303
    term = Appointment.objects.get(account=aini)
    assert term.until == clock.start_of_day(today + timedelta(days=10))
    assert Grant.objects.get(account=aini).until == term.until
    assert "Aini" in words_of(client.get(reverse("bodies:posts", args=[office.body.code])))
    assert post(client, "end_appointment", office.body.code, term=term.pk).status_code == 303
    assert Grant.objects.get(account=aini).until <= clock.now()
    assert post(client, "end_appointment", office.body.code, term=term.pk).status_code == 303


def test_a_term_of_another_body_is_not_ended_through_this_one(full, operator):
    office, lifts = full
    term = lifts.posts["technician"].appointments.get()
    for given in (term.pk, "x", ""):
        assert post(browser(operator), "end_appointment", office.body.code, term=given).status_code == 404


def test_nobody_is_appointed_who_has_no_account(full, operator, today):
    office, _lifts = full
    fields = {"post": office.posts["clerk"].pk, "account": "tiada", "since": str(today), "until": ""}
    response = post(browser(operator), "appoint", office.body.code, **fields)
    assert response.status_code == 422
    assert "account" in response.context["form"].errors


def test_a_dispute_is_shown_and_settled_on_the_screens(full, operator, today):
    office, _lifts = full
    client = browser(operator)
    assert post(client, "contest", office.body.code, on=str(today)).status_code == 303
    assert 'class="st again"' in browser().get(reverse("bodies:body", args=[office.body.code])).content.decode()
    assert browser(office.clerk).get(reverse("bodies:publish_notice", args=[office.body.site.code])).status_code == 404
    assert post(client, "settle", office.body.code, on=str(today)).status_code == 303
    assert browser(office.clerk).get(reverse("bodies:publish_notice", args=[office.body.site.code])).status_code == 200


def test_reading_writes_nothing(site, full):
    before = (Body.objects.count(), Notice.objects.count(), Grant.objects.count())
    for name, code in (("matrix", site.code), ("notices", site.code), ("body", full[0].body.code)):
        browser().get(reverse(f"bodies:{name}", args=[code]))
    assert before == (Body.objects.count(), Notice.objects.count(), Grant.objects.count())


@pytest.mark.parametrize(("name", "most"), [("matrix", 6), ("notices", 6)])
def test_public_pages_cost_few_statements(site, full, name, most, django_assert_max_num_queries):
    with django_assert_max_num_queries(most):
        assert browser().get(reverse(f"bodies:{name}", args=[site.code])).status_code == 200


def test_a_phone_reads_each_cell_beside_the_word_of_its_column(site, full):
    html = browser().get(reverse("bodies:matrix", args=[site.code])).content.decode()
    assert 'class="table stack"' in html
    assert html.count(f'data-what="{words.duty_word("maintains")}"') == html.count('<tr role="row">') - 1 > 1


@pytest.fixture
def tall(site, block, lift):
    floor = nodes.create(kind="floor", name="7", parent=block)
    return floor, nodes.create(
        kind="asset", noun="lift", name="9", parent=nodes.create(kind="block", name="C", parent=site)
    )


def test_a_body_is_named_for_one_floor_or_one_lift_of_a_block_chosen_first(site, block, lift, tall, full, today):
    office, lifts = full
    floor, elsewhere = tall
    client = browser(office.clerk)
    address = reverse("bodies:assign_responsibility", args=[site.code])
    assert lift.code not in client.get(address).content.decode()
    page = client.get(address, {"blok": block.code}).content.decode()
    assert all(place.code in page for place in (site, block, floor, lift)) and elsewhere.code not in page
    assert f'<a href="?blok={block.code}" aria-current="true">' in page
    for place, noun in ((floor, "light"), (lift, "rest")):
        sent = {"node": place.code, "noun": noun, "duty": "owns", "body": lifts.body.code, "since": str(today)}
        assert post(client, "assign_responsibility", site.code, **sent).status_code == 303
    assert queries.responsible(lift, "lift", "owns", today) == lifts.body
    assert queries.responsible(floor, "light", "owns", today) == lifts.body
    assert queries.responsible(elsewhere, "lift", "owns", today) is None
    assert Responsibility.objects.get(node=lift).noun == "lift"
    assert "Lif 2" in words_of(client.get(reverse("bodies:matrix", args=[site.code])))


def test_a_block_of_another_perumahan_offers_nothing_here(site, other_site, block, lift, full, today):
    foreign = nodes.create(kind="block", name="Z", parent=other_site)
    sent = {"node": foreign.code, "noun": "rest", "duty": "owns", "body": full[1].body.code, "since": str(today)}
    assert post(browser(full[0].clerk), "assign_responsibility", site.code, **sent).status_code == 422


def test_what_a_programme_officer_can_do_with_bodies_looks_pressable(site, full, operator):
    client = browser(operator)
    for address in (reverse("bodies:desk", args=[site.code]), reverse("bodies:body", args=[full[0].body.code])):
        links = re.findall(r'<li><a href="[^"]+">(.*?)</a></li>', client.get(address).content.decode())
        assert links and all(link.startswith("<b>") for link in links)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_slip_of_the_finger_at_either_end_of_the_calendar_closes_no_page(site, full, operator, day):
    office, _lifts = full
    late = testing.make_contractor(site, "Cat Baru", joined_on=None).body
    term = {"post": str(office.posts["clerk"].pk), "account": office.clerk.account.username}
    given = [
        post(browser(operator), "join", late.code, on=day),
        post(browser(operator), "appoint", office.body.code, **term, since=day, until=day),
        post(browser(operator), "seat", site.code, code=late.code, kind="owner", since=day),
        browser().get(reverse("bodies:matrix", args=[site.code]), {"on": day}),
        browser().get(reverse("bodies:body", args=[late.code])),
    ]
    assert [answer.status_code for answer in given] == [422, 422, 422, 200, 200]
