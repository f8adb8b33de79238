"""What people see: the public pages, the office's forms, the paper for the owner."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from k2k.assets import commands, queries
from k2k.assets.models import Certificate, Visit
from k2k.assets.testing import make_certificate, make_schedule
from k2k.assets.tests.conftest import browser
from k2k.core import clock
from k2k.issues.testing import make_issue
from k2k.works.testing import make_order

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def office(world):
    """A browser of the office."""
    return browser(world.office)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def url(name, *args):
    return reverse(f"assets:{name}", args=args)


def test_everybody_sees_a_missed_visit_and_an_ended_certificate(world, client):
    make_certificate(world, left=-3)
    make_schedule(world, days_ago=30)
    for name, code in (("list", world.place.site.code), ("show", world.lift.code)):
        said = text(client.get(url(name, code)))
        assert "Servis bulanan" in said and "late" in said
        assert "csrfmiddlewaretoken" not in said


def test_a_stop_of_a_lift_lowers_its_range_and_both_ends_are_said(world):
    make_issue(world, "claimed", days_ago=10, fault="not_working")
    over = queries.period(world.place.site, world.at, 28)
    [block] = queries.lifts(world.place.site, over, world.at)
    first, second = (one for _node, one in block.lifts)
    assert 0 < first.counted == second.counted and second.most == 0
    assert first.least <= first.most and first.low < 1000
    assert block.whole.counted == 2 * first.counted


def test_a_report_and_its_claim_are_sure_and_what_follows_is_doubt(world):
    make_issue(world, "claimed", days_ago=10, fault="not_working")
    [(issue, stop)] = queries.stops([world.lift], world.at - timedelta(days=30), world.at)[world.lift.pk]
    assert [end - start for start, end in stop.sure] == [180]
    before, after = stop.perhaps
    assert before[1] - before[0] == 360 and after[0] == stop.sure[0][1]
    assert after[1] == queries.availability.minute(world.at)


def test_a_repair_that_was_confirmed_ends_the_doubt(world):
    make_issue(world, "confirmed", days_ago=10, fault="not_working")
    [(issue, stop)] = queries.stops([world.lift], world.at - timedelta(days=30), world.at)[world.lift.pk]
    assert issue.confirmed_at and stop.perhaps[1][1] == queries.availability.minute(issue.confirmed_at)


def test_a_fault_soon_after_a_repair_is_a_repeat(world):
    for days_ago in (20, 5):
        make_issue(world, "confirmed", days_ago=days_ago, fault="not_working")
    found = queries.stops([world.lift], world.at - timedelta(days=30), world.at)[world.lift.pk]
    assert len(queries.repeats([issue for issue, _stop in found])) == 1


def test_the_lift_page_says_its_method(world, client):
    make_issue(world, "confirmed", days_ago=10, fault="not_working")
    said = text(client.get(url("lifts", world.place.site.code)))
    assert "06:00-08:30" in said and "14" in said


def test_the_office_adds_a_certificate_and_a_refusal_keeps_what_was_typed(world, office):
    today = clock.today(world.at)
    given = {"kind": "fitness", "number": "PMA 77", "issued_on": today.isoformat(), "until": today.isoformat()}
    answer = office.post(url("certify", world.lift.code), given)
    assert answer.status_code == 422 and "PMA 77" in answer.content.decode()
    answer = office.post(url("certify", world.lift.code), {**given, "until": (today + timedelta(days=450)).isoformat()})
    assert answer.status_code == 303 and Certificate.objects.get().number == "PMA 77"


def test_the_office_plans_visits_and_writes_them_down(world, office):
    today = clock.today(world.at).isoformat()
    given = {"what": "Servis bulanan", "body": world.contractor.code, "months": "1", "first_due": today}
    assert office.post(url("plan", world.lift.code), {**given, "grace_days": "7"}).status_code == 303
    [schedule] = queries.schedules(world.lift)
    assert office.post(url("record_visit", world.lift.code, schedule.pk), {"done_on": today}).status_code == 303
    assert Visit.objects.count() == 1
    assert office.post(url("end_plan", world.lift.code, schedule.pk)).status_code == 303


def test_a_stranger_writes_nothing_and_reads_no_case(world, elsewhere):
    client = browser(elsewhere.office)
    assert client.post(url("certify", world.lift.code), {}).status_code == 404
    assert client.get(url("case", world.lift.code)).status_code == 404
    assert client.get(url("cost", world.place.site.code)).status_code == 404


def test_costs_add_up_in_every_table_and_in_the_workbook(world, office):
    lift = make_issue(world, fault="not_working")
    make_order(world, "done", issues=[lift])
    make_order(world, "done", reports=3)
    assert queries.cost_by_year(world.lift) == [(clock.today(world.at).year, 400_00)]
    assert "800" in text(office.get(url("cost", world.place.site.code)))
    book = load_workbook(BytesIO(office.get(url("workbook", world.place.site.code)).content))
    for sheet in book:
        assert sum(round(row[2] * 100) for row in sheet.iter_rows(min_row=2, values_only=True)) == 800_00


def test_the_case_says_a_band_and_never_fewer_than_five(world, office):
    make_issue(world, "confirmed", days_ago=10, fault="not_working")
    said = text(office.get(url("case", world.lift.code)))
    assert 'class="a4"' in said and "fewer than 5" in said


def test_a_list_costs_the_same_with_more_things(world, client, django_assert_max_num_queries):
    for lift in world.place.lifts:
        make_schedule(world, lift, days_ago=30)
        make_certificate(world, lift)
        make_issue(world, node=lift, fault="not_working")
    client.get(url("list", world.place.site.code))
    with django_assert_max_num_queries(14):
        client.get(url("list", world.place.site.code))


def test_the_hours_are_set_on_the_page_of_the_lifts(world, office):
    where = url("set_hours", world.place.site.code)
    assert office.post(where, {"kind": "weekend", "spans": "abc"}).status_code == 422
    assert office.post(where, {"kind": "weekend", "spans": "09:00-11:00"}).status_code == 303
    assert "09:00-11:00" in text(office.get(url("lifts", world.place.site.code)))


def test_the_todo_of_the_office_names_what_was_missed(world):
    from k2k.assets import offers

    make_schedule(world, days_ago=30)
    assert len(offers.todo(world.office, world.at)) == 1
    assert offers.todo(world.homes[0], world.at) == []
    commands.end_plan(world.office, schedule=queries.schedules(world.lift)[0], at=world.at)
    assert offers.todo(world.office, world.at) == []
