"""What is read: one rule for a state in Python and in the database, the same cost at any size."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from k2k.commitments import queries as commitments
from k2k.core import ids
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.ui import words
from k2k.issues import commands, queries, rules, testing
from k2k.issues.models import Issue

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SLUGS = ("new", "accepted", "reopened", "started", "late", "claimed", "unconfirmed", "confirmed", "rejected")


def make_many(world, n: int) -> None:
    """So many reports in every state and place, written at once."""
    nodes = [*world.place.corridors, *world.place.lifts, *world.place.lobbies]
    states = ("new", "accepted", "started", "claimed", "rejected")
    Issue.objects.bulk_create(
        Issue(
            code=ids.new_code(),
            node=nodes[k % len(nodes)],
            site=world.place.site,
            category="lift" if nodes[k % len(nodes)].noun == "lift" else "light",
            state=states[k % len(states)],
            channel="web",
            identity="open",
            body=world.body if k % len(states) else None,
            due=world.at + timedelta(hours=k - n / 2) if k % len(states) else None,
            claimed_at=world.at - timedelta(hours=k) if states[k % len(states)] == "claimed" else None,
            reported_at=world.at - timedelta(hours=k // 3),
            occurred_at=world.at - timedelta(hours=k // 3),
        )
        for k in range(n)
    )


def cost(call) -> int:
    """How many statements `call` costs, its rows and their labels read."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        for row in call() or []:
            issue = row if isinstance(row, Issue) else getattr(row, "issue", None)
            if issue is not None:
                queries.title(issue), queries.status(issue, issue.reported_at), issue.body and issue.body.name
    return len(caught)


LISTS = {
    "site_list": lambda world, who: queries.site_list(who, world.place.site, at=world.at).rows,
    "filtered": lambda world, who: (
        queries.site_list(
            who,
            world.place.site,
            queries.Filters(late=True, block=world.place.block, body_id=world.body.pk),
            at=world.at,
        ).rows
    ),
    "searched": lambda world, who: (
        queries.site_list(who, world.place.site, queries.Filters(text="lif 1"), at=world.at).rows
    ),
    "open_at": lambda world, who: queries.open_at(world.lift),
    "lifts": lambda world, who: queries.lifts(world.place.block, world.at),
    "block_marks": lambda world, who: [
        pair[0] for marks in queries.block_marks(world.place.block, world.at) for pair in marks.issues
    ],
    "counts": lambda world, who: [queries.counts(world.place.site, world.at)],
    "my_issues": lambda world, who: queries.my_issues(who),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", ["anonymous", "home", "office"])
def test_a_list_costs_the_same_with_ten_and_three_hundred_reports(world, phone, name, who):
    viewer = {"anonymous": phone, "home": world.homes[0], "office": world.office}[who]
    make_many(world, 10)
    few = cost(lambda: LISTS[name](world, viewer))
    make_many(world, 290)
    many = cost(lambda: LISTS[name](world, viewer))
    assert few == many <= 6


def test_what_a_viewer_may_do_costs_the_same_in_every_state(world, phone):
    for state in ("new", "accepted", "claimed", "confirmed"):
        issue = testing.make_issue(world, state)
        for viewer in (phone, world.homes[1], world.office):
            assert cost(lambda issue=issue, viewer=viewer: [queries.can(viewer, issue, world.at)]) <= 4


@pytest.mark.parametrize("offset", [0, 1, 71, 72, 73, 1000])
def test_the_status_of_a_row_and_the_filter_of_the_database_agree(world, offset):
    make_many(world, 60)
    at = world.at + offset * HOUR
    rows = Issue.objects.select_related("merged_into")
    for slug in SLUGS:
        by_filter = set(rows.filter(queries.has_status(slug, at)).values_list("pk", flat=True))
        assert by_filter == {row.pk for row in rows if queries.status(row, at) == slug}, slug
    counted = queries.counts(world.place.site, at)
    assert sum(counted[slug] for slug in SLUGS) == counted["total"] == 60
    assert counted["in_hand"] == sum(counted[slug] for slug in ("accepted", "reopened", "started", "late"))


def test_every_status_has_a_word():
    assert set(SLUGS) <= set(words.STATES)


def test_a_claim_turns_unconfirmed_after_72_hours_and_never_into_confirmed(world):
    issue = testing.make_issue(world, "claimed", days_ago=1)
    said = issue.claimed_at
    assert queries.status(issue, said + 72 * HOUR - timedelta(seconds=1)) == "claimed"
    assert queries.status(issue, said + 72 * HOUR) == "unconfirmed"
    promised = commitments.running_for(issue.ref)
    for seconds in (-1, 0, 1):
        then = said + rules.UNCONFIRMED_AFTER + timedelta(seconds=seconds)
        assert queries.status(issue, then) == commitments.status(promised, then), "the board says the same"
    assert queries.status(issue, said + 4000 * DAY) == "unconfirmed"


def test_what_is_done_exactly_when_due_is_late(world):
    issue = testing.make_issue(world, "accepted", days_ago=1)
    assert queries.status(issue, issue.due - timedelta(seconds=1)) == "accepted"
    assert queries.status(issue, issue.due) == "late"


def test_nobody_accepted_it_for_six_days(world):
    issue = testing.make_issue(world, days_ago=6.5)
    assert queries.waiting_days(issue, world.at) == 6
    assert queries.counts(world.place.site, world.at)["waiting_days"] == 6
    assert queries.waiting_days(testing.make_issue(world, "accepted"), world.at) == 0


def test_pages_follow_one_another_without_gap_or_double(world):
    make_many(world, 95)
    seen, mark, pages = [], "", 0
    while True:
        page = queries.site_list(world.office, world.place.site, page=mark, at=world.at)
        seen += [row.pk for row in page.rows]
        pages += 1
        assert page.total == 95
        if not page.next:
            break
        mark = page.next
    assert pages == 4 and len(seen) == len(set(seen)) == 95
    newest_first = list(Issue.objects.order_by("-reported_at", "-id").values_list("pk", flat=True))
    assert seen == newest_first


@pytest.mark.parametrize("mark", ["x", "1_x", "_", "1e99_1", "nan_1", "-1_-1", "9" * 400 + "_1", "1_" + "9" * 30])
def test_a_mark_that_is_none_begins_anew_or_shows_nothing(world, mark):
    make_many(world, 3)
    assert queries.site_list(world.office, world.place.site, page=mark, at=world.at).total == 3


def test_filters_narrow(world):
    light = testing.make_issue(world, "accepted", node=world.place.corridors[0], category="light", days_ago=20)
    lift = testing.make_issue(world, "claimed", days_ago=8)
    fresh = testing.make_issue(world, node=world.place.lobbies[0], category="door", days_ago=0.1, text="Engsel patah")

    def found(**given):
        page = queries.site_list(world.office, world.place.site, queries.Filters(**given), at=world.at)
        return [row.pk for row in page.rows]

    assert found() == [fresh.pk, lift.pk, light.pk]
    assert found(late=True) == found(state="late") == [light.pk]
    assert found(unconfirmed=True) == [lift.pk]
    assert found(category="door") == [fresh.pk]
    assert found(body_id=world.contractor.pk) == [lift.pk]
    assert found(block=world.place.block) == [fresh.pk, lift.pk, light.pk]
    assert found(text=lift.code) == found(text=lift.code.replace("-", "").lower()) == [lift.pk]
    assert found(text="engsel patah") == [fresh.pk]
    assert found(text="tidak ada begini") == []


def test_lifts_say_which_ones_run(world):
    one, two = world.place.lifts[:2]
    dirty = testing.make_issue(world, node=two, fault="dirty")
    assert [(lift.node, lift.state) for lift in queries.lifts(world.place.block, world.at)] == [
        (one, "running"), (two, "running"),
    ]  # fmt: skip
    issue = testing.make_issue(world, node=two, fault="not_working", days_ago=1)
    state = {lift.node.pk: (lift.state, lift.issue) for lift in queries.lifts(world.place.site, world.at)}
    assert state[two.pk] == ("stopped", issue) and state[one.pk] == ("running", None)
    commands.accept(world.office, issue=issue)
    commands.start(world.office, issue=issue)
    assert queries.lifts(world.place.block, world.at)[1].state == "started"
    commands.claim(world.office, issue=issue, at=world.at)
    assert queries.lifts(world.place.block, world.at)[1].state == "claimed"
    assert queries.lifts(world.place.block, world.at + 3 * DAY)[1].state == "unconfirmed"
    for home in world.homes[:2]:
        commands.answer(home, issue=issue, answer="yes", at=world.at)
    assert queries.lifts(world.place.block, world.at)[1].state == "running"
    assert dirty.state == "new"


def test_of_two_reports_of_a_lift_the_worse_one_tells(world):
    testing.make_issue(world, "claimed", fault="not_working", days_ago=1)
    worse = testing.make_issue(world, fault="door", days_ago=0.5)
    lift = queries.lifts(world.place.block, world.at)[0]
    assert (lift.state, lift.issue) == ("stopped", worse)


def test_a_block_shows_each_floor_from_the_top_with_what_is_open(world):
    corridor = world.place.corridors[0]
    new = testing.make_issue(world, node=corridor, category="light", days_ago=0.1)
    late = testing.make_issue(world, "accepted", node=corridor, category="leak", days_ago=30)
    lobby = testing.make_issue(world, node=world.place.lobbies[0], category="door")
    testing.make_issue(world, "confirmed", node=corridor, category="waste")
    testing.make_issue(world, fault="not_working")
    marks = queries.block_marks(world.place.block, world.at)
    floors = [mark.floor.name for mark in marks if mark.floor]
    assert floors == ["3", "2", "1", "G"]
    told = {mark.floor.pk if mark.floor else None: mark for mark in marks}
    assert told[corridor.floor_id].states == ["late", "new"]
    assert [issue for issue, _slug in told[corridor.floor_id].issues] == [late, new]
    assert [issue for issue, _slug in told[lobby.node.floor_id].issues if issue == lobby]


def test_open_reports_of_a_spot_come_before_the_form(world, phone):
    few = testing.make_issue(world, days_ago=1)
    many = testing.make_issue(world, days_ago=2)
    commands.tap(world.homes[1], issue=many)
    testing.make_issue(world, "confirmed")
    testing.make_issue(world, node=world.place.lifts[1])
    assert list(queries.open_at(world.lift)) == [many, few]


def test_my_reports_are_those_of_my_home_or_my_phone(world, phone, other_phone):
    mine = testing.make_issue(world)
    theirs = testing.make_issue(world, by=world.homes[1])
    by_phone = testing.make_issue(world, by=phone)
    commands.tap(world.homes[0], issue=theirs)
    assert set(queries.my_issues(world.homes[0])) == {mine, theirs}
    commands.untap(world.homes[0], issue=theirs)
    assert set(queries.my_issues(world.homes[0])) == {mine}
    assert set(queries.my_issues(phone)) == {by_phone} and not queries.my_issues(other_phone).exists()


def test_flags_say_what_each_may_do_now(world, phone):
    issue = testing.make_issue(world)
    home = queries.can(world.homes[1], issue)
    assert home.tap and not (home.untap or home.answer or home.accept or home.merge)
    assert not queries.can(world.homes[0], issue).tap and not queries.can(world.homes[0], issue).untap
    commands.tap(world.homes[1], issue=issue)
    assert queries.can(world.homes[1], issue).untap
    office = queries.can(world.office, issue)
    assert office.accept and office.reject and office.comment and not (office.start or office.claim or office.slip)
    commands.accept(world.office, issue=issue)
    office, technician = queries.can(world.office, issue), queries.can(world.technician, issue)
    assert office.start and office.claim and not office.slip and not office.accept
    assert technician.claim and technician.promise_date and not technician.reject
    commands.claim(world.office, issue=issue)
    home, guest = queries.can(world.homes[1], issue), queries.can(phone, issue)
    assert home.answer and home.say_no and home.why_not == ""
    assert guest.answer and guest.why_not == "no_card"
    assert not queries.can(world.homes[3], issue).say_no


def test_flags_and_commands_agree(world, phone):
    """Whatever a flag offers is done; whatever it does not offer is refused."""
    verbs = {
        "accept": {}, "start": {}, "claim": {}, "reject": {"reason": "Tidak boleh"}, "comment": {"text": "Apa khabar"},
        "unmerge": {}, "slip": {"new_due": world.at + 90 * DAY, "reason": "Tunggu alat"},
        "tap": {}, "untap": {}, "answer": {"answer": "yes"},
    }  # fmt: skip
    for state in ("new", "accepted", "started", "claimed", "confirmed", "rejected"):
        made = testing.make_issue(world, state, days_ago=2, node=world.place.corridors[0], category="light")
        for verb, given in verbs.items():
            for who in (phone, world.homes[2], world.office, world.technician):
                if verb == "slip" and who == world.technician:
                    continue  # the office's promise is not the technician's to move; the flag is about the role only
                issue = Issue.objects.get(pk=made.pk)
                offered = getattr(queries.can(who, issue), verb)
                with transaction.atomic():
                    done = _is_done(verb, who, issue, given)
                    transaction.set_rollback(True)
                if verb == "tap" and done and not offered:
                    done = False  # a second tap answers with the first
                assert done == offered, (state, verb, who.kind)


def _is_done(verb, who, issue, given) -> bool:
    try:
        getattr(commands, verb)(who, issue=issue, **given)
    except (Refused, Denied):
        return False
    return True


def test_fetching_for_a_verb_one_may_not_do_finds_nothing(world, elsewhere):
    issue = testing.make_issue(world)
    verbs = [verb for verb in rules.VERBS if verb.startswith("issues.")]
    theirs = [verb for verb in verbs if elsewhere.office.may(verb, issue.node)]
    assert "issues.tap" in theirs and "issues.accept" not in theirs
    for verb in set(verbs) - set(theirs):
        with pytest.raises(Http404):
            queries.get(elsewhere.office, issue.code, verb)
    assert {queries.get(SYSTEM, issue.code, verb).pk for verb in verbs} == {issue.pk}


def test_an_unknown_code_finds_nothing(world):
    for code in ("", "0000-0000", "x" * 200, "🙂"):
        with pytest.raises(Http404):
            queries.get(world.office, code)
