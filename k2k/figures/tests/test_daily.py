"""The day totals: what is kept at each write is what the timelines say."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.core.nodes import Node
from k2k.figures import daily
from k2k.figures.models import COLUMNS, DayTotal
from k2k.issues import commands
from k2k.issues.models import Issue
from k2k.issues.testing import make_issue


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


def kept() -> dict[tuple, dict[str, int]]:
    """The day totals as they stand, without empty ones."""
    rows = DayTotal.objects.values("site_id", "day", "category", *COLUMNS)
    return {(row["site_id"], row["day"], row["category"]): {c: row[c] for c in COLUMNS} for row in rows}


ACTS = st.tuples(
    st.sampled_from(["report", "home", "accept", "claim", "yes", "yes", "no", "reject", "hand_over", "merge"]),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from([1, 7, 30]),
)


def act(world, what: str, who: int, which: int, at) -> None:
    """Do one thing, or be refused."""
    home, issues = world.homes[who], list(Issue.objects.order_by("id"))
    issue = issues[which % len(issues)] if issues else None
    if what == "report":
        commands.report(home, node=world.lift, category="lift", at=at)
    elif what == "home":
        commands.report(home, node=world.place.units[who], category="gas", at_home=True, at=at)
    elif issue is None:
        return
    elif what in ("yes", "no"):
        commands.answer(home, issue=issue, answer=what, at=at)
    else:
        given = {
            "reject": {"reason": "Bukan kerja kita"}, "hand_over": {"body": world.contractor, "reason": "Kerja mereka"},
            "merge": {"into": issues[0]},
        }.get(what, {})  # fmt: skip
        getattr(commands, what)(world.office, issue=issue, at=at, **given)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=3, max_size=25))
def test_day_totals_made_anew_are_those_that_were_kept(world, acts):
    try:
        with transaction.atomic():
            at = world.at - timedelta(days=60)
            for what, who, which, hours in acts:
                at += timedelta(hours=hours)
                with suppress(Refused, Denied):
                    act(world, what, who, which, at)
            before = kept()
            daily.rebuild()
            assert kept() == before
            raise Undo
    except Undo:
        pass


def test_what_is_inside_a_home_is_counted_without_its_kind(world):
    commands.report(world.homes[0], node=world.place.units[0], category="gas", at_home=True, at=world.at)
    row = DayTotal.objects.get()
    assert (row.category, row.opened, row.day) == ("other", 1, clock.today(world.at))


def test_the_command_makes_the_totals_anew(world, capsys):
    make_issue(world, "confirmed")
    before = kept()
    DayTotal.objects.all().delete()
    call_command("rebuild_figures")
    assert kept() == before and "day totals" in capsys.readouterr().out


def test_a_perumahan_that_is_closed_keeps_its_totals(world):
    make_issue(world, "confirmed")
    before = kept()
    Node.objects.filter(pk=world.place.site.pk).update(closed_on=clock.today(world.at))
    daily.rebuild()
    assert before and kept() == before


@pytest.mark.parametrize("column", COLUMNS)
def test_what_was_taken_over_from_elsewhere_counts_nowhere(world, column):
    issue = make_issue(world)
    DayTotal.objects.all().delete()
    issue.source = "list"
    daily.add(issue, column, world.at)
    assert not DayTotal.objects.exists()
