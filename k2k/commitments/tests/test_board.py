from datetime import date, timedelta

import pytest

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands, queries
from k2k.commitments.models import Commitment
from k2k.commitments.queries import Filter
from k2k.commitments.testing import make_kept, make_promise, make_target
from k2k.core import clock
from k2k.core.actors import SYSTEM

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(rows):
    return [row.code for row in rows]


@pytest.fixture
def mixed(lift, office, lifts, noon):
    """One promise of each verdict, looked at nine days after noon (13 March)."""
    made = {
        "kept": make_kept(lift, office, at=noon),
        "running": make_promise(lift, office, due=noon + 20 * DAY, at=noon),
        "late": make_promise(lift, lifts, due=noon + 2 * DAY, at=noon),
        "waiting": make_promise(lift, office, due=noon + 20 * DAY, at=noon),
        "unconfirmed": make_promise(lift, office, due=noon + 20 * DAY, at=noon),
        "broken": make_promise(lift, lifts, due=noon + 20 * DAY, at=noon),
        "done_late": make_promise(lift, lifts, due=noon + DAY, at=noon),
        "stopped": make_promise(lift, lifts, due=noon + DAY, at=noon),
        "target": make_target(lift, office.body, due=noon + DAY, at=noon),
    }
    commands.claim(office.clerk, commitment=made["waiting"], at=noon + 8 * DAY)
    commands.claim(office.clerk, commitment=made["unconfirmed"], at=noon + DAY)
    commands.claim(lifts.clerk, commitment=made["broken"], at=noon + DAY)
    commands.deny(SYSTEM, commitment=made["broken"], at=noon + 2 * DAY)
    commands.claim(lifts.clerk, commitment=made["done_late"], at=noon + 2 * DAY)
    commands.confirm(SYSTEM, commitment=made["done_late"], at=noon + 3 * DAY)
    commands.withdraw(office.clerk, commitment=made["stopped"], reason="Kontraktor lain", at=noon)
    return made


def test_the_sentence_the_meter_and_the_lists_add_up(site, mixed, noon):
    tally = queries.board(site, noon + 9 * DAY).tally
    assert (tally.kept, tally.running, tally.late, tally.broken, tally.done_late) == (1, 1, 1, 1, 1)
    assert (tally.waiting, tally.unconfirmed, tally.stopped) == (1, 1, 1)
    assert tally.total == 7 == tally.kept + tally.under_way + tally.bad == sum(n for _name, n in tally.lists)


def test_what_neighbours_confirmed_and_what_is_only_claimed_are_two_numbers(site, mixed, noon):
    tally = queries.board(site, noon + 9 * DAY).tally
    assert (tally.confirmed, tally.claimed) == (2, 2)


def test_a_target_counts_beside_the_promises_and_never_among_them(site, mixed, noon):
    found = queries.board(site, noon + 9 * DAY)
    assert (found.tally.targets, found.tally.late_targets) == (1, 1)
    assert mixed["target"].code not in codes(found.rows)


def test_the_late_ones_come_first_then_the_broken_then_those_that_wait_for_neighbours(site, mixed, noon):
    found = queries.board(site, noon + 9 * DAY)
    assert list(found.lists) == ["late", "broken", "waiting", "running"]
    assert codes(found.lists["late"]) == [mixed["late"].code]
    assert set(codes(found.lists["waiting"])) == {mixed["waiting"].code, mixed["unconfirmed"].code}


def test_a_late_promise_shows_its_newest_reason(site, lift, office, noon):
    made = make_promise(lift, office, due=noon + DAY, at=noon)
    commands.slip(office.clerk, commitment=made, new_due=noon + 2 * DAY, reason="Hujan", at=noon)
    commands.slip(office.clerk, commitment=made, new_due=noon + 3 * DAY, reason="Alat ganti lewat", at=noon)
    (row,) = queries.board(site, noon + 5 * DAY).lists["late"]
    assert row.reason == "Alat ganti lewat"


def test_a_promise_kept_only_by_a_later_date_is_not_counted_at_its_first(site, lift, office, noon):
    make_kept(lift, office, at=noon)
    moved = make_promise(lift, office, due=noon + DAY, at=noon)
    commands.slip(office.clerk, commitment=moved, new_due=noon + 5 * DAY, reason="Hujan", at=noon)
    commands.claim(office.clerk, commitment=moved, at=noon + 3 * DAY)
    commands.confirm(SYSTEM, commitment=moved, at=noon + 4 * DAY)
    tally = queries.board(site, noon + 5 * DAY).tally
    assert (tally.kept, tally.first) == (2, 1)


def test_the_board_of_now_keeps_what_is_undone_however_old(site, lift, office, noon):
    old = make_promise(lift, office, due=noon + DAY, at=noon)
    make_kept(lift, office, at=noon)
    found = queries.board(site, noon + 90 * DAY)
    assert codes(found.rows) == [old.code]
    assert (found.tally.broken, found.tally.total) == (1, 1)


def test_no_slip_moves_a_promise_out_of_its_month(site, lift, office, noon):
    made = make_promise(lift, office, due=noon + DAY, at=noon)
    commands.slip(office.clerk, commitment=made, new_due=noon + 60 * DAY, reason="Hujan", at=noon)
    march, may = Filter(month=date(2026, 3, 1)), Filter(month=date(2026, 5, 1))
    assert queries.board(site, noon + 2 * DAY, march).tally.total == 1
    assert queries.board(site, noon + 2 * DAY, may).tally.total == 0


def test_a_month_begins_and_ends_at_midnight_in_malaysia(site, lift, office, noon):
    midnight = clock.start_of_day(date(2026, 4, 1))
    make_promise(lift, office, due=midnight - timedelta(seconds=1), at=noon)
    make_promise(lift, office, due=midnight, at=noon)
    for month in (3, 4):
        assert queries.board(site, noon, Filter(month=date(2026, month, 1))).tally.total == 1


def test_each_body_has_its_own_numbers(site, mixed, office, lifts, noon):
    parts = {part.body: part for part in queries.board(site, noon + 9 * DAY).parts}
    assert parts[office.body].tally.kept == 1
    assert parts[lifts.body].tally.late == 1
    assert parts[lifts.body].tally.total == 3


def test_one_body_can_be_chosen(site, mixed, lifts, noon):
    found = queries.board(site, noon + 9 * DAY, Filter(body=lifts.body.code))
    assert found.tally.total == 3
    assert [part.body for part in found.parts] == [lifts.body]
    assert {row.body for row in found.rows} == {lifts.body}


def test_a_bodys_numbers_open_with_its_first_joint_meeting(site, lift, noon):
    joined = clock.today(noon) - 10 * DAY
    young = bodies_testing.make_office(site, joined_on=joined)
    make_kept(lift, young, at=noon)
    at = noon + 3 * DAY
    (part,) = queries.board(site, at).parts
    assert (part.state, part.opens_on) == ("closed", joined + 60 * DAY)
    bodies.record_first_meeting(SYSTEM, body=young.body, on=clock.today(at), at=at)
    (part,) = queries.board(site, at).parts
    assert (part.state, part.tally.kept) == ("open", 1)


def test_a_bodys_numbers_open_60_days_after_it_joined(site, noon):
    joined = clock.today(noon)
    bodies_testing.make_office(site, joined_on=joined)
    opens = clock.start_of_day(joined + 60 * DAY)
    assert queries.board(site, opens - HOUR).parts[0].state == "closed"
    assert queries.board(site, opens).parts[0].state == "open"


def test_an_owner_who_has_not_joined_is_named_and_nothing_is_held_against_it(site, lift, noon):
    owner = bodies_testing.make_owner(site, joined_on=None)
    make_target(lift, owner.body, due=noon + DAY, at=noon)
    found = queries.board(site, noon + 50 * DAY)
    (part,) = found.parts
    assert (part.body, part.state) == (owner.body, "not_joined")
    assert (found.tally.total, found.tally.broken, found.tally.late) == (0, 0, 0)


def test_an_owner_named_only_in_the_matrix_is_named_on_the_board(site, noon):
    owner = bodies.create_body(SYSTEM, name="Majlis", kind="owner", node=site)
    bodies.assign_responsibility(SYSTEM, node=site, noun="", duty="owns", body=owner, since=clock.today(noon) - DAY)
    assert [part.body for part in queries.board(site, noon).parts] == [owner]


def test_the_board_of_another_site_shows_nothing_of_this_one(other_site, mixed, noon):
    found = queries.board(other_site, noon + 9 * DAY)
    assert (found.tally.total, found.rows, found.parts) == (0, [], [])


def test_imported_dates_stand_on_no_board(site, mixed, noon):
    Commitment.objects.update(imported=True)
    assert queries.board(site, noon + 9 * DAY).tally.total == 0


def test_the_board_of_a_body_spans_its_sites(site, other_site, lift, lifts, noon):
    bodies.give_jurisdiction(SYSTEM, body=lifts.body, node=other_site, since=clock.today(noon) - DAY)
    again = bodies_testing.Cast(lifts.body, _signed_in(lifts))
    make_kept(lift, again, at=noon)
    make_promise(other_site, again, due=noon + DAY, at=noon)
    found = queries.body_board(lifts.body, noon + 3 * DAY)
    assert (found.tally.kept, found.tally.late) == (1, 1)
    assert {part.site for part in found.parts} == {site, other_site}


def _signed_in(cast):
    from k2k.core import actors

    return actors.for_account(cast.clerk.account, clock.now())


def test_the_board_of_a_body_is_closed_until_it_opens(site, lift, noon):
    young = bodies_testing.make_office(site, joined_on=clock.today(noon))
    make_kept(lift, young, at=noon)
    found = queries.body_board(young.body, noon + 3 * DAY)
    assert (found.tally.total, found.rows, found.parts[0].state) == (0, [], "closed")


def test_a_list_is_read_page_by_page_without_a_gap_or_a_double(site, lift, office, noon, monkeypatch):
    from k2k.commitments import board as boards

    monkeypatch.setattr(boards, "PAGE", 4)
    made = [make_promise(lift, office, due=noon + (1 + n // 3) * DAY, at=noon) for n in range(11)]
    at, after, seen = noon + 9 * DAY, "", []
    for _page in range(3):
        found = queries.board(site, at, Filter(state="late", after=after))
        seen += [row.pk for row in found.rows]
        after = found.next_cursor
    assert after == ""
    assert seen == [row.pk for row in sorted(made, key=lambda row: (row.due, row.pk))]


def test_what_is_over_is_listed_newest_first(site, lift, office, noon):
    made = [make_kept(lift, office, at=noon + n * HOUR) for n in range(3)]
    found = queries.board(site, noon + 4 * DAY, Filter(state="kept"))
    assert codes(found.rows) == codes(reversed(made))


@pytest.mark.parametrize("after", ["x", "1-", "-", "9" * 40 + "-1", "-5-1", "१-१"])
def test_a_place_in_the_list_that_makes_no_sense_begins_at_the_start(site, mixed, noon, after):
    assert len(queries.board(site, noon + 9 * DAY, Filter(state="late", after=after)).rows) == 1


def _many(many, lift, bodies_, fields):
    Commitment.objects.bulk_create(
        Commitment(
            code=f"C{n}",
            node=lift,
            site_id=lift.site_id,
            source=f"many:{n}",
            kind="promise",
            body=bodies_[n % len(bodies_)],
            **fields,
        )
        for n in range(many)
    )


@pytest.mark.parametrize("many", [10, 500])
@pytest.mark.parametrize("state", ["", "late"])
def test_a_board_costs_three_statements_at_any_size(
    site, lift, office, lifts, noon, many, state, django_assert_num_queries
):
    ready = make_promise(lift, office, due=noon + DAY, at=noon)
    fields = {"promised_at": noon, "first_due": ready.due, "due": ready.due, "made_at": noon, "what": "x"}
    _many(many, lift, (office.body, lifts.body), fields)
    with django_assert_num_queries(3):
        found = queries.board(site, noon + 9 * DAY, Filter(state=state))
        words = [(row.body.name, row.node.block.name, row.reason) for row in found.rows]
    assert found.tally.late == many + 1
    assert words
