"""Home: each person begins at their own work, every page costs the same at any size, nothing private is drawn."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from k2k.bodies.testing import make_contractor, make_office, make_owner
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.desk import queries as desk
from k2k.home import programme, queries, views
from k2k.issues import commands as issues
from k2k.people import commands as people
from k2k.people.testing import make_household, make_person, sign_in_by_card
from k2k.places import commands as places
from k2k.places.testing import make_site

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def place():
    return make_site(name="PPR Ujian", blocks=2, floors=("G", "1", "2"), units=4, lifts=2)


def sign_in(browser: Client, actor: Actor) -> None:
    """As the role cards do it; a real account would have to type its one-time code."""
    actor.account.is_demo = True
    actor.account.save()
    browser.force_login(actor.account)


def block_page(block) -> queries.BlockPage:
    now = clock.now()
    return queries.block_page(queries.block_row(block.code, now), now)


def report(place, n: int = 1, at_home_in=None):
    now = clock.now()
    for each in range(n):
        phone = Actor.anonymous(device=f"{each:032x}")
        yield issues.report(phone, node=place.lifts[0], category="lift", at=now - timedelta(hours=each + 1))


def test_a_visitor_of_a_real_installation_chooses_a_perumahan(client, place):
    page = client.get("/")
    assert page.status_code == 200 and "PPR Ujian" in page.content.decode()


def test_the_role_cards_exist_only_in_the_example(client, place):
    assert client.get(reverse("home:demo")).status_code == 404
    assert client.post(reverse("home:demo_enter", args=["clerk"])).status_code == 404


@pytest.fixture
def example(db):
    """The example's first perumahan with two of its cast, without its year."""
    site = places.create_site(SYSTEM, name="PPR Seri Kenanga", state="MY-14", started_on=clock.today(), is_demo=True)
    floor = places.add_place(SYSTEM, parent=site.node, kind="block", name="B")
    floor = places.add_place(SYSTEM, parent=floor, kind="floor", name="1")
    home, card, _code = make_household(places.add_place(SYSTEM, parent=floor, kind="unit", name="B-1-01"))
    make_person(card, home, "Puan Noraini")
    Account.objects.create_user("contoh-programme", display_name="Encik Jelani", is_demo=True)
    return home


def test_a_role_card_signs_in_as_its_person_or_its_post(client, example):
    assert client.post(reverse("home:demo_enter", args=["resident"])).status_code == 303
    assert client.session["card"] == example.cards.get().pk
    assert client.post(reverse("home:demo_enter", args=["programme"])).status_code == 303
    assert client.session["_auth_user_id"]


def test_a_role_card_whose_paper_card_was_stopped_is_not_found(client, example):
    people.revoke_card(SYSTEM, household=example, reason="lost")
    assert client.post(reverse("home:demo_enter", args=["resident"])).status_code == 404
    people.end_household(SYSTEM, household=example)
    assert client.post(reverse("home:demo_enter", args=["resident"])).status_code == 404


def test_no_role_card_reaches_a_real_perumahan(client, example):
    client.post(reverse("home:demo_enter", args=["programme"]))
    places.create_site(SYSTEM, name="PPR Betul", state="MY-14", started_on=clock.today())
    assert client.get("/").wsgi_request.actor.kind == "anonymous"
    for slug in ("programme", "resident"):
        assert client.post(reverse("home:demo_enter", args=[slug])).status_code == 404


def test_the_page_of_a_perumahan_names_the_lift_that_stands_still(client, place):
    list(report(place))
    page = client.get(reverse("home:site", args=[place.site.code])).content.decode()
    assert place.lifts[0].name in page and "st broken" in page


@pytest.mark.parametrize("name", ["site", "block"])
def test_public_pages_cost_the_same_with_one_report_and_with_forty(client, place, django_assert_max_num_queries, name):
    code = place.site.code if name == "site" else place.blocks[0].code
    address = reverse(f"home:{name}", args=[code])
    list(report(place, 1))
    client.get(address)
    with django_assert_max_num_queries(16):
        client.get(address)
    list(report(place, 39))
    with django_assert_max_num_queries(16):
        client.get(address)


def test_the_owner_at_the_desk_reads_no_reporters_words(client, place):
    issues.report(Actor.anonymous(device="a" * 32), node=place.lifts[0], category="lift", text="Kata pelapor")
    for cast, reads in ((make_office(place.site), True), (make_owner(place.site), False)):
        sign_in(client, cast.clerk)
        page = client.get(reverse("desk:show", args=[place.site.code])).content.decode()
        assert place.lifts[0].name in page and ("Kata pelapor" in page) is reads


def test_a_fault_inside_a_home_is_counted_for_the_office_and_drawn_for_nobody(client, place):
    _household, card, _code = make_household(place.units[0])
    issues.report(card, node=place.units[0], category="leak", text="Siling bocor", at_home=True, identity="card")
    for address in (
        reverse("home:site", args=[place.site.code]),
        reverse("home:block", args=[place.blocks[0].code]),
        reverse("home:poster", args=[place.blocks[0].code]),
    ):
        page = client.get(address).content.decode()
        assert "Siling bocor" not in page and place.units[0].name not in page
    office = make_office(place.site)
    assert desk.rows(office.clerk, place.site, "home", desk.Filters(), clock.now())[0].count() == 1
    assert block_page(place.blocks[0]).open == 0


def test_the_desk_is_not_there_for_a_visitor_nor_for_a_clerk_of_another_site(client, place):
    other = make_office(make_site(name="PPR Lain").site)
    assert client.get(reverse("desk:show", args=[place.site.code])).status_code == 404
    sign_in(client, other.clerk)
    assert client.get(reverse("desk:show", args=[place.site.code])).status_code == 404


def test_the_clerk_finds_the_new_reports_oldest_first_and_one_chosen_at_the_side(client, place):
    office = make_office(place.site)
    made = list(report(place, 3))
    sign_in(client, office.clerk)
    page = client.get(reverse("desk:show", args=[place.site.code])).content.decode()
    assert page.index(made[2].code) < page.index(made[0].code)


def test_a_contractors_morning_begins_with_what_was_handed_to_his_body_nearest_date_first(client, place):
    office, repairer = make_office(place.site), make_contractor(place.site)
    made = list(report(place, 4))
    for n, issue in enumerate(made[:3]):
        body = repairer.body if n < 2 else office.body
        issues.accept(office.clerk, issue=issue, body=body, due=clock.now() + timedelta(days=9 - n))
    sign_in(client, repairer.clerk)
    answer = client.get(reverse("desk:show", args=[place.site.code]))
    shown = [row.issue.pk for row in answer.context["rows"]]
    assert shown == [made[1].pk, made[0].pk]
    assert answer.context["lists"][0].count == 2 and "2 " in answer.context["sentence"]
    assert not answer.context["picked"].row.may_accept


def test_where_nothing_has_a_date_the_page_says_so_and_not_that_none_is_late(client, place):
    list(report(place, 2))
    client.cookies["lang"] = "en"
    page = client.get(reverse("home:site", args=[place.site.code])).content.decode()
    assert "Nothing has a date." in page and "None is late." not in page


def test_a_perumahan_of_many_blocks_shows_those_with_most_open_reports():
    many = make_site(name="PPR Besar", blocks=queries.BLOCKS + 2, floors=("G",), units=0, lifts=0)
    last = many.blocks[-1]
    issues.report(Actor.anonymous(device="b" * 32), node=last, category="other", text="Rosak")
    shown = queries.shown_blocks(many.site)
    assert len(shown) == queries.BLOCKS and shown[-1].pk == last.pk


def test_every_block_is_found_by_its_name_however_it_is_asked(client):
    many = make_site(name="PPR Besar", blocks=queries.BLOCKS + 2, floors=("G",), units=0, lifts=0)
    address = reverse("home:blocks", args=[many.site.code])
    assert address in client.get(reverse("home:site", args=[many.site.code])).content.decode()
    assert address in client.get(reverse("home:block", args=[many.block.code])).content.decode()
    for asked, found in (("", queries.BLOCKS + 2), ("z", 1), ("Blok Z", 1), ("block z", 1), ("座 Z", 1), ("zz", 0)):
        answer = client.get(address, {"q": asked})
        assert len(answer.context["rows"]) == found, asked
    assert client.get(reverse("home:blocks", args=["0000-0000"])).status_code == 404


def test_a_perumahan_of_few_blocks_links_to_no_list_of_them(client, place):
    page = client.get(reverse("home:site", args=[place.site.code])).content.decode()
    assert reverse("home:blocks", args=[place.site.code]) not in page


def test_the_list_of_blocks_has_pages(client, monkeypatch):
    many = make_site(name="PPR Besar", blocks=5, floors=("G",), units=0, lifts=0)
    monkeypatch.setattr(views, "BLOCKS_PER_PAGE", 2)
    answer = client.get(reverse("home:blocks", args=[many.site.code]), {"page": "3"})
    assert [block for _name, block in answer.context["rows"]] == many.blocks[4:]


def test_sentence_and_legend_of_a_block_add_up(client, place):
    from k2k.core.ui import facade

    list(report(place, 2))
    stuck = Actor.anonymous(device="c" * 32)
    for node, category, fault in (
        (place.lifts[0], "lift", "not_working"),
        (place.lifts[1], "lift", "not_working"),
        (place.corridors[0], "light", ""),
        (place.lobbies[0], "door", ""),
    ):
        issues.report(stuck, node=node, category=category, fault=fault, at=clock.now() - timedelta(days=1))
    page = block_page(place.blocks[0])
    assert page.open == sum(facade.counts(page.picture).values()) + page.about_lifts == 6
    assert page.about_lifts == 4 and sum(lift.state != "running" for lift in page.lifts) == 2
    client.cookies["lang"] = "en"
    html = client.get(reverse("home:block", args=[place.blocks[0].code])).content.decode()
    assert "4 of them say that a lift does not run." in html and "4 about lifts that do not run." in html


def test_the_programme_adds_up_over_its_perumahan(place):
    make_site(name="PPR Dua")
    list(report(place, 4))
    rows = programme.sites(SYSTEM, clock.now())
    total = programme.total(rows)
    assert total["open"] == sum(row.open for row in rows) == 4
    assert {row.site.name for row in rows} == {"PPR Ujian", "PPR Dua"}


def test_a_share_of_fewer_than_five_homes_is_drawn_as_none(place):
    make_household(place.units[0])
    assert all(share == 0 for _name, _floors, share in queries.skyline(queries.shown_blocks(place.site)))


@pytest.mark.parametrize("page", ["about", "help", "privacy", "genuine", "search", "status"])
def test_pages_that_explain_open_in_every_language(client, page):
    for language in ("ms", "en", "zh-hans", "ta"):
        client.cookies["lang"] = language
        assert client.get(reverse(f"home:{page}")).status_code == 200


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ("http://localhost:8000/s/ABC/", True),
        ("https://k2k-hadiah.example/", False),
        ("localhost:8000.jahat.example", False),
        ("javascript:alert(1)", False),
        ("javascript://localhost:8000/%0aalert(1)", False),
        ("http://[::1", False),
        ("0000-0000", False),
    ],
)
def test_a_link_is_genuine_only_when_it_is_ours(client, given, ours):
    page = client.get(reverse("home:genuine"), {"q": given})
    assert page.status_code == 200
    assert ('class="note ok"' in page.content.decode()) is ours


def test_the_report_button_of_a_block_goes_to_that_block(client, place):
    page = client.get(reverse("home:block", args=[place.blocks[0].code])).content.decode()
    assert f'href="{reverse("issues:report_start", args=[place.blocks[0].code])}"' in page


def test_the_page_of_help_does_not_lead_to_itself(client):
    assert f'href="{reverse("home:help")}"' not in client.get(reverse("home:help")).content.decode()


def test_a_label_code_is_recognised_however_it_is_typed(client, place):
    code = place.lifts[0].code.lower().replace("-", " ")
    assert 'class="note ok"' in client.get(reverse("home:genuine"), {"q": code}).content.decode()


def test_whoever_holds_a_post_finds_what_is_asked_and_told(client, place):
    office = make_office(place.site)
    made = list(report(place, 3))
    sign_in(client, office.clerk)
    page = client.get(reverse("home:me")).content.decode()
    assert reverse("desk:show", args=[place.site.code]) in page
    assert reverse("issues:show", args=[made[0].code]) in page and "(3)" in page
    assert client.post(reverse("home:read")).status_code == 303
    assert "(3)" not in client.get(reverse("home:me")).content.decode()
    assert f'href="{reverse("home:me")}"' in page


def test_my_work_costs_the_same_with_one_message_and_with_twenty(client, place, django_assert_max_num_queries):
    office = make_office(place.site)
    list(report(place, 1))
    sign_in(client, office.clerk)
    with django_assert_max_num_queries(26):
        client.get(reverse("home:me"))
    list(report(place, 20))
    with django_assert_max_num_queries(26):
        client.get(reverse("home:me"))


def test_nobody_without_a_post_has_work_and_a_home_has_its_own_page(client, place):
    assert client.get(reverse("home:me")).status_code == 404
    assert client.post(reverse("home:read")).status_code == 404
    _household, _card, code = make_household(place.units[0])
    sign_in_by_card(client, code)
    assert client.get(reverse("home:me")).url == reverse("people:mine")


def test_a_home_finds_the_question_it_is_asked(client, place):
    office = make_office(place.site)
    _household, card, code = make_household(place.units[0])
    made = issues.report(card, node=place.lifts[0], category="lift")
    issues.accept(office.clerk, issue=made, body=office.body)
    issues.claim(office.clerk, issue=made)
    sign_in_by_card(client, code)
    page = client.get(reverse("people:mine")).content.decode()
    assert "is it fixed?" in page and reverse("issues:show", args=[made.code]) in page
