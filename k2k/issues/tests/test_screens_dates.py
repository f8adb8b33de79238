"""Days on the page of a report: counted in one way, whole on paper; and who is said to see what is inside a home."""

import re
from datetime import timedelta

from django.utils import translation

from k2k.core import clock
from k2k.core.testing import browser, page, photo
from k2k.issues import commands, queries, testing
from k2k.issues.page import dates, status_words


def test_lateness_is_counted_in_one_way_on_one_page(world):
    day = clock.today(world.at)
    at = clock.start_of_day(day) + timedelta(hours=1)
    issue = testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=60)
    due = clock.due_at(day - timedelta(days=38))
    commands.accept(world.office, issue=issue, due=due, at=due - timedelta(days=3))
    state = queries.status(issue, at)
    with translation.override("en"):
        words = status_words(issue, state, at)
        (dated,) = dates(issue, at)
    assert (state, words) == ("late", "Late by 38 days") and dated.words == words


def test_a_printed_page_says_whole_dates(world):
    issue = testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=0.02, photo=photo())
    commands.accept(world.office, issue=issue, due=world.at + timedelta(days=1))
    html = page(browser().get(f"/aduan/{issue.code}/"))
    printed = re.sub(r'<(span|h3) class="(when )?no-print">.*?</\1>', "", html.split("<main")[1].split("</main")[0])
    year = str(clock.today(world.at).year)
    assert "Today" in html and "Today" not in printed and "tomorrow" not in printed.lower()
    assert printed.count(year) >= 4
    assert "on-paper" not in page(browser().get(f"/aduan/{issue.code}/cetak/"))


def test_a_home_is_told_that_who_repairs_sees_it_too(world):
    html = page(browser(world.homes[0]).get(f"/lapor/{world.place.units[0].code}/"))
    assert "Only your home, the office and who repairs it see" in html
