from datetime import timedelta

import pytest

from k2k.bodies import commands, queries, testing
from k2k.bodies.words import POSTS
from k2k.core import actors, clock, nodes
from k2k.core.actors import SYSTEM, Actor


def test_the_desk_shows_every_body_that_sits_there_on_the_day(site, today):
    office, association = testing.make_office(site), testing.make_association(site)
    assert set(queries.desk(site, today)) == {office.body, association.body}
    commands.unseat(SYSTEM, body=office.body, node=site, kind="office", on=today)
    assert queries.desk(site, today) == [association.body]
    assert set(queries.desk(site, today - timedelta(days=1))) == {office.body, association.body}


def test_of_two_offices_the_one_that_is_not_disputed_answers(site, today):
    first = testing.make_office(site, "Pejabat Satu")
    second = testing.make_office(site, "Pejabat Dua")
    assert queries.office_of(site, today) == first.body
    commands.contest(SYSTEM, body=first.body, on=today)
    assert queries.office_of(site, today) == second.body
    commands.contest(SYSTEM, body=second.body, on=today)
    assert queries.office_of(site, today) == first.body


def test_a_site_without_an_office_has_none(site, today):
    assert queries.office_of(site, today) is None
    assert queries.help_line(site) is None


def test_the_help_line_is_the_offices_and_is_asked_once(site, office, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.help_line(site)["phone"] == "03-0000 0123"
        queries.help_line(site)


def test_bodies_that_can_promise_have_joined_and_are_not_disputed(site, other_site, today):
    office, lifts = testing.make_office(site), testing.make_contractor(site)
    testing.make_owner(site, joined_on=None)
    testing.make_office(other_site, "Pejabat Lain")
    disputed = testing.make_association(site)
    commands.contest(SYSTEM, body=disputed.body, on=today)
    assert set(queries.choices_for(site, today)) == {office.body, lifts.body}


def test_a_body_that_works_in_one_block_or_over_all_sites_can_promise_at_the_site(site, block, today):
    painter = commands.create_body(SYSTEM, name="Pengecat", kind="contractor", node=site, joined_on=today)
    commands.give_jurisdiction(SYSTEM, body=painter, node=block, since=today)
    everywhere = commands.create_body(SYSTEM, name="Agensi", kind="agency", node=nodes.root(), joined_on=today)
    commands.give_jurisdiction(SYSTEM, body=everywhere, node=nodes.root(), since=today)
    assert set(queries.choices_for(site, today)) == {painter, everywhere}


def test_the_post_is_shown_instead_of_the_name(site, office):
    assert queries.post_of(office.clerk, site) == (office.body, "clerk")
    assert queries.post_title("clerk") == str(POSTS["clerk"])
    assert queries.post_title("") == ""


def test_a_neighbour_and_a_stranger_hold_no_post(site):
    assert queries.post_of(Actor.anonymous(), site) == (None, "")
    assert queries.post_of(Actor(kind="card", key="card:1", household_id=1), site) == (None, "")


def test_a_post_at_another_site_is_not_shown_here(site, other_site, office):
    assert queries.post_of(office.clerk, other_site) == (None, "")


def test_after_the_term_the_post_is_no_longer_shown(site, office):
    term = office.posts["clerk"].appointments.get()
    ends = clock.now()
    commands.end_appointment(SYSTEM, appointment=term, at=ends)
    assert queries.post_of(office.clerk, site, ends) == (None, "")
    assert queries.post_of(office.clerk, site, ends - timedelta(seconds=1)) == (office.body, "clerk")


def test_only_who_holds_a_post_speaks_for_the_body(site, office):
    now = clock.now()
    stranger = testing.make_account("Orang Lain", "office", site)
    assert queries.speaks_for(office.clerk, office.body, now)
    assert not queries.speaks_for(stranger, office.body, now)
    assert not queries.speaks_for(Actor.anonymous(), office.body, now)


def test_nobody_speaks_for_a_disputed_body(site, office, today):
    commands.contest(SYSTEM, body=office.body, on=today)
    assert not queries.speaks_for(office.clerk, office.body, clock.now())


def test_the_matrix_has_a_line_for_each_kind_of_thing_even_where_nobody_is_named(site, lift, today):
    rows = queries.matrix(site, today)
    assert [(row.noun, row.cells) for row in rows] == [("lift", [None] * 3), ("", [None] * 3)]


def test_the_matrix_shows_who_is_named_and_who_answers_for_everything_else(site, block, lift, office, today):
    lifts = testing.make_contractor(site)
    commands.assign_responsibility(SYSTEM, node=site, noun="", duty="manages", body=office.body, since=today)
    commands.assign_responsibility(SYSTEM, node=block, noun="lift", duty="maintains", body=lifts.body, since=today)
    by_line = {(row.noun, row.place): row.named for row in queries.matrix(site, today)}
    assert by_line["lift", ""]["manages"].body == office.body
    assert not by_line["lift", ""]["manages"].exact
    assert "maintains" not in by_line["lift", ""]
    in_block = next(named for (noun, place), named in by_line.items() if noun == "lift" and place)
    assert in_block["maintains"].exact
    assert by_line["", ""]["manages"].exact


def test_the_matrix_of_yesterday_is_still_there(site, lift, office, today):
    commands.assign_responsibility(
        SYSTEM, node=site, noun="lift", duty="owns", body=office.body, since=today - timedelta(days=9)
    )
    commands.end_responsibility(SYSTEM, node=site, noun="lift", duty="owns", on=today)
    assert queries.matrix(site, today)[0].named == {}
    assert queries.matrix(site, today - timedelta(days=1))[0].named["owns"].body == office.body


@pytest.mark.parametrize("blocks", [1, 6])
def test_the_matrix_costs_the_same_at_any_size(site, office, today, blocks, django_assert_num_queries):
    for number in range(blocks):
        node = nodes.create(kind="block", name=f"X{number}", parent=site)
        nodes.create(kind="asset", noun="pump", name="1", parent=node)
        commands.assign_responsibility(SYSTEM, node=node, noun="pump", duty="owns", body=office.body, since=today)
    with django_assert_num_queries(3):
        assert len(queries.matrix(site, today)) == blocks + 2


def test_notices_are_up_until_their_day_and_not_after_they_were_taken_down(site, office, today):
    words = {"body": office.body, "node": site, "text": "", "lang": "ms", "until": today + timedelta(days=2)}
    first = commands.publish_notice(SYSTEM, title="Air ditutup", **words)
    second = commands.publish_notice(SYSTEM, title="Cat baharu", **words)
    now = clock.now()
    assert list(queries.notices(site, now)) == [second, first]
    commands.withdraw_notice(SYSTEM, notice=second)
    assert list(queries.notices(site, clock.now())) == [first]
    assert list(queries.notices(site, clock.start_of_day(today + timedelta(days=2)))) == []


def test_a_notice_for_all_sites_is_read_at_each(site, other_site, today):
    programme = commands.create_body(SYSTEM, name="K2K", kind="programme", node=nodes.root())
    notice = commands.publish_notice(
        SYSTEM, body=programme, node=nodes.root(), title="Selamat", text="", lang="ms", until=today + timedelta(days=2)
    )
    assert list(queries.notices(site, clock.now())) == [notice]


def test_the_bodies_of_an_actor_are_those_with_a_running_post(site, office):
    again = actors.for_account(office.clerk.account, clock.now())
    assert queries.bodies_of(again, clock.now()) == [office.body]
    assert queries.bodies_of(Actor.anonymous(), clock.now()) == []
