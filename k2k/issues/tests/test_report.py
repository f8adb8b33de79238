"""How reports were dealt with: the figures, their definitions, their edges."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from k2k.core import clock
from k2k.issues import commands, report, testing
from k2k.issues.models import Issue

DAY = timedelta(days=1)
T = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "twice_median", "twice_p90"),
    [
        ([], None, None),
        ([5], 10, 10),
        ([1, 2], 3, 4),
        ([3, 1, 2], 4, 6),
        ([1, 2, 3, 4], 5, 8),
        (list(range(1, 11)), 11, 18),
        (list(range(1, 12)), 12, 20),
        (list(range(1, 101)), 101, 180),
        ([0] * 9 + [100], 0, 0),
        ([0] * 8 + [100, 100], 0, 200),
    ],
)
def test_median_and_p90_by_their_definitions(seconds, twice_median, twice_p90):
    assert (report.median(seconds), report.p90(seconds)) == (twice_median, twice_p90)


@pytest.mark.parametrize(
    ("twice", "days"),
    [(None, None), (0, 0.0), (2 * 86_400, 1.0), (2 * 4_320, 0.1), (2 * 4_319, 0.0), (2 * 12_960, 0.2), (86_400, 0.5)],
)
def test_days_have_one_decimal_half_up(twice, days):
    assert report._days(twice) == days


def issue(state="claimed", due=T + DAY, claimed=T, **given) -> Issue:
    return Issue(state=state, due=due, claimed_at=claimed, reported_at=T - DAY, **given)


@pytest.mark.parametrize(
    ("row", "at", "verdict"),
    [
        (issue(), T, "kept"),
        (issue(claimed=T + DAY - timedelta(seconds=1)), T + 9 * DAY, "kept"),
        (issue(claimed=T + DAY), T + 9 * DAY, "late"),
        (issue(claimed=T + 2 * DAY), T + 9 * DAY, "late"),
        (issue(claimed=T + 2 * DAY), T + 2 * DAY - timedelta(seconds=1), "open_late"),
        (issue(claimed=T + 2 * DAY), T + DAY - timedelta(seconds=1), "open"),
        (issue(state="confirmed"), T, "kept"),
        (issue(state="accepted", claimed=None), T, "open"),
        (issue(state="accepted", claimed=None), T + DAY, "open_late"),
        (issue(state="accepted", claimed=T), T, "open"),
        (issue(state="new", due=None, claimed=None), T + 99 * DAY, "open"),
        (issue(due=None), T, "undated"),
        (issue(state="accepted", claimed=None, source_status="closed"), T + 9 * DAY, "undated"),
        (issue(state="rejected", closed_at=T), T, "rejected"),
        (issue(state="rejected", closed_at=T + 5 * DAY, claimed=None), T, "open"),
    ],
)
def test_the_verdict_by_time_alone(row, at, verdict):
    assert report.judge(row, at) == verdict


@pytest.mark.parametrize(
    ("verdict", "source", "reason"),
    [
        ("kept", "on_time", ""),
        ("late", "late", ""),
        ("open", "on_time", ""),
        ("open_late", "late", ""),
        ("kept", "late", "done_in_time_source_late"),
        ("late", "on_time", "done_late_source_in_time"),
        ("open", "late", "open_in_time_source_late"),
        ("open_late", "on_time", "open_late_source_in_time"),
        ("kept", "", "source_silent"),
        ("undated", "late", "not_judged"),
    ],
)
def test_why_two_verdicts_differ(verdict, source, reason):
    assert report.compare(verdict, source) == reason and (not reason or reason in report.REASONS)


def test_our_own_reports_are_counted_with_confirmation_apart(world):
    testing.make_issue(world, "confirmed", fault="not_working", days_ago=3)
    testing.make_issue(world, "claimed", days_ago=4)
    testing.make_issue(world, "accepted", days_ago=30)
    testing.make_issue(world, "rejected")
    testing.make_issue(world, node=world.place.corridors[0], category="light")
    merged = testing.make_issue(world)
    commands.merge(world.office, issue=merged, into=testing.make_issue(world))
    made = report.make(world.place.site, clock.now())
    rows = {line.slug: line for line in made.lines}
    lift = rows["lift"]
    assert (lift.n, lift.kept, lift.late, lift.open, lift.open_late, lift.rejected, lift.confirmed) == (
        5,
        2,
        0,
        2,
        1,
        1,
        1,
    )
    assert rows["light"].n == 1 and made.total.n == 6 and made.compared == 0
    assert lift.seconds == [3 * 3600, 3 * 3600]


def test_the_columns_add_up_at_any_instant(world):
    for number, state in enumerate(("new", "accepted", "started", "claimed", "confirmed", "rejected") * 2):
        testing.make_issue(world, state, days_ago=2 + 3 * number)
    for days in range(0, 40, 3):
        total = report.make(world.place.site, world.at - days * DAY).total
        assert total.n == total.kept + total.late + total.open + total.rejected + total.undated
        assert total.open_late <= total.open and total.confirmed <= total.kept + total.late


def test_what_was_reported_later_is_left_out_and_what_was_done_later_is_still_open(world):
    testing.make_issue(world, "claimed", days_ago=10)
    early = report.make(world.place.site, world.at - 10 * DAY + timedelta(hours=2)).total
    assert (early.n, early.open) == (1, 1)
    assert report.make(world.place.site, world.at - 11 * DAY).total.n == 0


def run(*words) -> str:
    out = StringIO()
    call_command("issues_report", *words, stdout=out)
    return out.getvalue()


def test_the_command_prints_its_instant_and_gives_json(world):
    made = testing.make_issue(world, "claimed", days_ago=10)
    text = run("--site", world.place.site.code)
    assert (
        f"As of {made.claimed_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" in text and "latest time in the data" in text
    )
    data = json.loads(run("--json", "--as-of", "2099-01-01T00:00:00Z", "--by", "type"))
    assert data["as_of"] == "2099-01-01T00:00:00+00:00" and data["total"]["n"] == 1 == data["rows"][0]["n"]
    assert set(report.DEFINITIONS) == set(data["definitions"])


def test_a_day_means_its_end_in_malaysia(world):
    testing.make_issue(world)
    data = json.loads(run("--json", "--as-of", "2099-01-01"))
    assert data["as_of"].startswith("2099-01-01T15:59:59")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "says"),
    [([], "no report"), (["--as-of", "soon"], "no time"), (["--site", "0000-0000"], "no perumahan")],
)
def test_a_wrong_question_is_one_sentence(words, says):
    with pytest.raises(CommandError, match=says):
        run(*words)
