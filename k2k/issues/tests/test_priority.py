"""The published formula, the danger that stands before everything, and the ladder by the hour."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k2k.bodies.testing import make_association, make_officer, make_owner
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.models import InboxItem
from k2k.issues import commands, danger, jobs, page, priority, ranking, testing
from k2k.issues.models import Issue
from k2k.people.testing import bound, make_person
from k2k.safety import commands as safety

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

FACTS = st.builds(
    priority.Facts,
    category=st.sampled_from(sorted(priority.KIND)),
    danger=st.booleans(),
    homes=st.integers(0, 4000),
    without_card=st.integers(0, 4000),
    needs=st.integers(0, 200),
    days=st.integers(-1, 4000),
    reopened=st.integers(0, 50),
    repeats=st.integers(0, 50),
    moved=st.sampled_from(sorted(priority.MOVES)),
)


@given(FACTS, FACTS)
def test_danger_stands_before_whatever_else_is_added_up(one, other):
    if one.danger and not other.danger and one.moved != "later":
        assert priority.points(one) > priority.points(other)


@given(FACTS, st.integers(0, 500))
def test_the_points_are_the_sum_of_what_is_shown_and_more_homes_never_weigh_less(facts, more):
    shown = priority.components(facts)
    assert tuple(shown) == priority.COMPONENTS
    assert priority.points(facts) == max(sum(shown.values()), 0)
    heavier = priority.Facts(**{**facts.__dict__, "homes": facts.homes + more})
    assert priority.points(heavier) >= priority.points(facts)


def test_every_category_of_a_report_has_a_weight():
    from k2k.issues import rules

    assert set(priority.KIND) == set(rules.CATEGORIES)


def test_five_hundred_taps_of_phones_without_a_card_weigh_less_than_two_homes():
    many = priority.Facts(category="light", without_card=500)
    assert priority.points(many) < priority.points(priority.Facts(category="light", homes=2))


def test_a_report_is_weighed_when_it_is_made_tapped_reopened_and_ended(world):
    issue = testing.make_issue(world, days_ago=2)
    alone = issue.priority
    assert alone == priority.KIND["lift"] + priority.HOME
    commands.tap(world.homes[1], issue=issue, at=world.at - DAY)
    issue.refresh_from_db()
    assert issue.priority == alone + priority.HOME + priority.DAY
    commands.untap(world.homes[1], issue=issue, at=world.at - DAY)
    issue.refresh_from_db()
    assert issue.priority == alone + priority.DAY
    commands.accept(world.office, issue=issue, at=world.at - 20 * HOUR)
    commands.claim(world.office, issue=issue, at=world.at - 19 * HOUR)
    commands.answer(world.homes[0], issue=issue, answer="no", at=world.at - 18 * HOUR)
    issue.refresh_from_db()
    assert issue.priority == alone + priority.DAY + priority.REOPENED
    commands.reject(world.office, issue=issue, reason="Bukan kerja kita", at=world.at)
    issue.refresh_from_db()
    assert issue.priority == 0


def test_a_day_later_it_weighs_a_point_more_and_a_second_report_of_the_same_fault_more_than_the_first(world):
    first = testing.make_issue(world, "rejected", days_ago=30)
    second = testing.make_issue(world, days_ago=0)
    assert first.priority == 0
    assert second.priority == priority.KIND["lift"] + priority.HOME + priority.REPEAT
    jobs.rank(world.at + DAY)
    second.refresh_from_db()
    assert second.priority == priority.KIND["lift"] + priority.HOME + priority.REPEAT + priority.DAY


def test_many_weighed_together_weigh_what_each_weighs_alone(world, django_assert_max_num_queries):
    home = world.homes[3]
    person = make_person(home, _home(home))
    safety.set_needs(bound(home, person), household=_home(home), kinds=["dialysis"])
    places = [*world.place.lifts, world.place.corridors[0], world.place.units[3]]
    for n in range(12):
        spot = places[n % len(places)]
        kind = "lift" if spot.noun == "lift" else "leak"
        testing.make_issue(world, "accepted", node=spot, category=kind, by=home, days_ago=8 * n + 1)
    later = world.at + 3 * DAY
    with django_assert_max_num_queries(30):
        jobs.rank(later)
    weighed = list(Issue.objects.select_related("node"))
    assert [issue.priority for issue in weighed] == [ranking.weigh(issue, later) for issue in weighed]
    assert len({issue.priority for issue in weighed}) > 4


def test_a_home_that_needs_the_lift_weighs_for_the_whole_block_and_nobody_sees_which(world):
    issue = testing.make_issue(world, days_ago=0)
    before = issue.priority
    home = world.homes[3]
    with pytest.raises(Denied):
        safety.set_needs(home, household=_home(home), kinds=["dialysis"])
    person = make_person(home, _home(home))
    safety.set_needs(bound(home, person), household=_home(home), kinds=["dialysis", "infant"])
    jobs.rank(world.at)
    issue.refresh_from_db()
    assert issue.priority == before + priority.NEEDS_SOME
    shown = {str(name): n for name, _what, n in page.points(world.office, issue, world.at)}
    assert priority.NEEDS_SOME in shown.values()
    assert page.points(world.homes[1], issue, world.at) == []
    inside = testing.make_issue(world, node=world.place.units[3], by=home, category="water", days_ago=0)
    assert ranking.components(inside, world.at)["needs"] == 0


def _home(actor):
    from k2k.people.models import Household

    return Household.objects.select_related("node").get(pk=actor.household_id)


def test_a_post_decides_with_a_reason_that_everybody_reads(world):
    issue = testing.make_issue(world, days_ago=0)
    before = issue.priority
    with pytest.raises(Denied):
        commands.prioritise(world.homes[0], issue=issue, move="first", reason="Saya mahu dahulu")
    with pytest.raises(Refused):
        commands.prioritise(world.office, issue=issue, move="first", reason=" ")
    commands.prioritise(world.office, issue=issue, move="first", reason="Jenazah perlu turun petang ini")
    issue.refresh_from_db()
    assert issue.priority == before + 100
    assert issue.steps.get(what="moved_first").public


@pytest.mark.parametrize(
    ("category", "fault", "said", "found"),
    [
        ("lift", "stuck", {}, "trapped"),
        ("lift", "not_working", {}, ""),
        ("lift", "not_working", {"trapped": "yes"}, "trapped"),
        ("lift", "not_working", {"trapped": "no"}, ""),
        ("gas", "", {}, "gas"),
        ("wiring", "", {"wires": "yes", "fire": "yes"}, "fire"),
        ("wiring", "exposed_wires", {}, "wires"),
        ("leak", "", {"wires": "yes"}, "wires"),
        ("fire", "", {}, ""),
    ],
)
def test_a_typed_question_answered_with_yes_changes_the_route(category, fault, said, found):
    assert danger.danger_of(category, fault, said) == found


def told(slug: str = "issues.danger") -> list[str]:
    return sorted(InboxItem.objects.filter(message=slug).values_list("recipient", flat=True))


def test_whoever_is_on_call_is_told_at_once_and_the_next_by_the_hour_until_somebody_takes_it_on(world):
    site = world.place.site
    committee, owner, officer = make_association(site).clerk, make_owner(site).clerk, make_officer()
    issue = commands.report(world.homes[0], node=world.lift, category="lift", said={"trapped": "yes"}, at=world.at)
    assert issue.danger == "trapped" and issue.priority > priority.DANGER
    first = sorted([world.office.key, world.technician.key])
    assert told() == first
    jobs.escalate(world.at + HOUR - timedelta(seconds=1))
    assert told() == first
    jobs.escalate(world.at + HOUR)
    jobs.escalate(world.at + HOUR + timedelta(minutes=5))
    assert told() == sorted([*first, committee.key])
    jobs.escalate(world.at + 2 * HOUR)
    assert told() == sorted([*first, committee.key, owner.key])
    commands.accept(world.office, issue=issue, at=world.at + 3 * HOUR)
    jobs.escalate(world.at + 4 * HOUR)
    assert told() == sorted([*first, committee.key, owner.key, officer.key])
    commands.start(world.office, issue=issue, at=world.at + 5 * HOUR)
    commands.claim(world.office, issue=issue, at=world.at + 6 * HOUR)
    jobs.escalate(world.at + 48 * HOUR)
    assert len(told()) == 5
    assert issue.steps.filter(what="escalated").count() == 4


def test_a_worker_that_was_away_for_a_night_tells_each_rung_once(world):
    issue = commands.report(world.homes[0], node=world.lift, category="lift", fault="stuck", at=world.at)
    jobs.escalate(world.at + 9 * HOUR)
    jobs.escalate(world.at + 9 * HOUR)
    assert issue.steps.filter(what="escalated").count() == 4


def test_danger_ends_with_a_reason_and_never_comes_later(world):
    issue = commands.report(world.homes[0], node=world.lift, category="lift", fault="stuck", at=world.at)
    with pytest.raises(Refused):
        commands.prioritise(world.office, issue=issue, move="later", reason="Esok sahaja")
    commands.make_safe(world.office, issue=issue, reason="Bomba sudah keluarkan dia", at=world.at + HOUR)
    issue.refresh_from_db()
    assert issue.danger == "" and issue.priority < 100
    jobs.escalate(world.at + 30 * HOUR)
    assert issue.steps.filter(what="escalated").count() == 1


def test_only_the_house_itself_climbs_the_ladder(world):
    issue = testing.make_issue(world, days_ago=1)
    Issue.objects.filter(pk=issue.pk).update(danger="fire", danger_at=world.at - 9 * HOUR)
    with pytest.raises(Denied):
        commands.escalate(world.office, issue=issue)
    assert commands.escalate(SYSTEM, issue=issue, at=world.at).rung == 4


DOCS = Path(__file__).resolve().parents[3] / "docs" / "explain" / "priority.md"
#: The two reports of the worked example.
EXAMPLE = (
    priority.Facts("lift", homes=12, without_card=8, needs=2, days=6, reopened=1, repeats=1),
    priority.Facts("light", homes=25, days=40),
)


def rows_of(text: str) -> list[list[str]]:
    """The cells of every row of its tables, without what makes them bold."""
    lines = [line.replace("*", "") for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_published_page_has_the_numbers_of_the_formula_and_its_example_adds_up():
    table, example = (rows_of(part) for part in DOCS.read_text().split("## Two reports"))
    said = {what: (int(points), int(most or 0)) for what, points, most in table[1:]}
    p = priority
    for kind, weight in p.KIND.items():
        assert any(kind in what.lower().replace(",", "").split() and said[what][0] == weight for what in said), kind
    assert list(said.values())[0] == (p.DANGER, 0)
    assert list(said.values())[6:] == [
        (p.HOME, p.HOMES_MOST), (p.WITHOUT_CARD, p.WITHOUT_CARD_MOST), (p.NEEDS_SOME, p.NEEDS_MANY),
        (p.DAY, p.DAYS_MOST), (p.REOPENED, p.REOPENED_MOST), (p.REPEAT, p.REPEATS_MOST),
        (p.MOVES["first"], 0), (p.MOVES["later"], 0),
    ]  # fmt: skip
    assert f"from {p.MANY} homes" in " ".join(said) and f"within {p.REPEAT_DAYS} days" in " ".join(said)
    parts = [priority.components(facts) for facts in EXAMPLE]
    shown = ("kind", "homes", "without_card", "needs", "days", "reopened", "repeats")
    expected = [*([str(each[word]) for each in parts] for word in shown), [str(priority.points(e)) for e in EXAMPLE]]
    assert [cells[1:] for cells in example[-8:]] == expected
