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


# ── as of an earlier instant ──


def total_at(world, at):
    return report.make(world.place.site, at).total


def test_a_claim_that_was_denied_later_was_done_at_the_time(world):
    issue = testing.make_issue(world, "claimed", days_ago=6)
    commands.answer(world.homes[0], issue=issue, answer="no", at=world.at - DAY)
    before, after = total_at(world, world.at - 2 * DAY), total_at(world, world.at)
    assert (before.kept, before.open) == (1, 0) and (after.kept, after.open) == (0, 1)


def test_a_refusal_that_was_taken_back_was_a_refusal_at_the_time(world):
    issue = testing.make_issue(world, "rejected", days_ago=6)
    commands.accept(world.office, issue=issue, at=world.at - DAY)
    assert (total_at(world, world.at - 2 * DAY).rejected, total_at(world, world.at).rejected) == (1, 0)


def test_what_was_joined_later_was_a_report_of_its_own_at_the_time(world):
    one, other = testing.make_issue(world, days_ago=6), testing.make_issue(world, by=world.homes[1], days_ago=6)
    commands.merge(world.office, issue=other, into=one, at=world.at - DAY)
    assert (total_at(world, world.at - 2 * DAY).n, total_at(world, world.at).n) == (2, 1)


def test_a_date_that_was_moved_later_is_judged_as_it_stood(world):
    due = {"due": world.at - 3 * DAY}
    issue = testing.make_issue(
        world, "accepted", node=world.place.corridors[0], category="light", days_ago=9, **due
    )  # fmt: skip
    commands.slip(world.office, issue=issue, new_due=world.at + 5 * DAY, reason="Alat belum sampai", at=world.at - DAY)
    assert total_at(world, world.at - 4 * DAY).open_late == 0
    assert total_at(world, world.at - 2 * DAY).open_late == 1 and total_at(world, world.at).open_late == 0


def test_a_confirmation_counts_from_its_own_moment(world):
    testing.make_issue(world, "confirmed", days_ago=6)
    at = world.at - 6 * DAY + timedelta(hours=3)
    assert (total_at(world, at).kept, total_at(world, at).confirmed, total_at(world, world.at).confirmed) == (1, 0, 1)


def test_every_earlier_instant_counts_what_was_counted_then(world):
    """A life with each kind of change, looked at after every step and again at the end."""
    second = timedelta(seconds=1)
    issue, other = testing.make_issue(world, days_ago=20), testing.make_issue(world, days_ago=20, by=world.homes[1])
    seen = {}

    def did(days_ago, call):
        at = world.at - days_ago * DAY
        call(at)
        seen[at + second] = total_at(world, at + second).row()

    did(18, lambda at: commands.accept(world.office, issue=issue, at=at))
    did(17, lambda at: commands.promise_date(world.technician, issue=issue, due=world.at - 15 * DAY, at=at))
    did(14, lambda at: commands.slip(world.technician, issue=issue, new_due=at + 3 * DAY, reason="Hujan", at=at))
    did(13, lambda at: commands.start(world.technician, issue=issue, at=at))
    did(12, lambda at: commands.hand_over(world.office, issue=issue, body=world.body, reason="Lambat", at=at))
    did(10, lambda at: commands.claim(world.office, issue=issue, at=at))
    did(9, lambda at: commands.answer(world.homes[0], issue=issue, answer="no", at=at))
    did(8, lambda at: commands.reject(world.office, issue=issue, reason="Tiada alat", at=at))
    did(7, lambda at: commands.accept(world.office, issue=issue, at=at))
    did(6, lambda at: commands.merge(world.office, issue=other, into=issue, at=at))
    did(5, lambda at: commands.unmerge(world.office, issue=other, at=at))
    did(4, lambda at: commands.claim(world.technician, issue=issue, at=at))
    for home in world.homes[:2]:
        did(3, lambda at, home=home: commands.answer(home, issue=issue, answer="yes", at=at))
    for at, row in list(seen.items())[:-2]:
        assert total_at(world, at).row() == row, at
