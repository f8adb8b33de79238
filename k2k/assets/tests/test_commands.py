"""Certificates, schedules, pieces, hours, and whom a stop is told first."""

from datetime import date, timedelta

import pytest

from k2k.assets import commands, jobs, queries, rules
from k2k.assets.models import Certificate, Told, Visit
from k2k.assets.testing import make_certificate, make_schedule
from k2k.core import clock
from k2k.core.commands import Denied, Refused
from k2k.core.notify import render
from k2k.core.notify.models import InboxItem
from k2k.issues import commands as issues
from k2k.issues.testing import make_issue
from k2k.people.testing import bound, make_person
from k2k.safety import commands as safety

pytestmark = pytest.mark.django_db


def home_that_needs(world, number=1, kind="wheelchair"):
    card = world.homes[number]
    household = _household(card)
    person = make_person(card, household)
    safety.set_needs(bound(card, person), household=household, kinds=[kind])
    return card


def _household(card):
    from k2k.people.models import Household

    return Household.objects.get(pk=card.household_id)


def told(world):
    return InboxItem.objects.filter(message="assets.lift_stopped")


def test_only_the_office_writes_certificates_and_schedules(world, elsewhere):
    given = {"node": world.lift, "kind": "fitness", "number": "1", "issued_on": date(2026, 1, 1)}
    for actor in (world.homes[0], world.technician, elsewhere.office):
        with pytest.raises(Denied):
            commands.certify(actor, until=date(2027, 4, 1), **given)


def test_the_newest_certificate_of_a_kind_is_what_counts(world):
    make_certificate(world, left=-5)
    assert [one.state for one in queries.due([world.lift], clock.today(world.at))] == ["missed"]
    make_certificate(world, number="PMA 2", left=400, issued_on=clock.today(world.at))
    assert [one.state for one in queries.due([world.lift], clock.today(world.at))] == ["valid"]
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize(
    "given",
    [{"number": " "}, {"kind": "x"}, {"issued_on": date(2999, 1, 1)}, {"left": -900}],
)
def test_a_certificate_that_cannot_be_is_refused(world, given):
    with pytest.raises(Refused):
        make_certificate(world, **given)


def test_a_visit_that_nobody_wrote_down_by_its_last_day_is_missed_and_stays_so(world):
    schedule = make_schedule(world, days_ago=20)
    assert [one.state for one in queries.due([world.lift], clock.today(world.at))] == ["missed"]
    visit = commands.record_visit(
        world.office, schedule=schedule, done_on=clock.today(world.at) - timedelta(days=18), at=world.at
    )
    assert visit.missed
    found = queries.rounds(queries.schedules(world.lift)[0], clock.today(world.at))
    assert [one.state for one in found] == ["done_late", "coming"]


def test_a_visit_in_time_is_kept_once(world):
    schedule = make_schedule(world, days_ago=3)
    given = {"schedule": schedule, "done_on": clock.today(world.at), "at": world.at}
    assert not commands.record_visit(world.office, **given).missed
    with pytest.raises(Refused):
        commands.record_visit(world.office, **given)
    assert Visit.objects.count() == 1


def test_months_that_were_skipped_cannot_be_filled_in_later(world):
    schedule = make_schedule(world, days_ago=70)
    commands.record_visit(world.office, schedule=schedule, done_on=clock.today(world.at), at=world.at)
    found = queries.rounds(queries.schedules(world.lift)[0], clock.today(world.at))
    assert [one.state for one in found][:2] == ["missed", "missed"]


def test_a_schedule_that_ended_has_no_further_visits(world):
    schedule = make_schedule(world)
    commands.end_plan(world.office, schedule=schedule, at=world.at)
    assert queries.due([world.lift], clock.today(world.at)) == []
    with pytest.raises(Refused):
        commands.record_visit(world.office, schedule=schedule, done_on=clock.today(world.at), at=world.at)


def test_a_piece_is_replaced_and_the_old_one_stays_written(world):
    given = {"node": world.lift, "since": date(2015, 1, 1), "at": world.at}
    whole = commands.add_part(world.office, kind="whole", **given)
    motor = commands.add_part(world.office, kind="motor", parent=whole, serial="M1", **given)
    new = commands.replace_part(world.office, part=motor, on=date(2024, 5, 1), serial="M2", at=world.at)
    assert [one.pk for one in queries.parts(world.lift)] == [whole.pk, new.pk, motor.pk]
    assert new.parent == whole and new.replaces == motor
    with pytest.raises(Refused):
        commands.add_part(world.office, kind="whole", **given)
    with pytest.raises(Refused):
        commands.replace_part(world.office, part=motor, on=date(2024, 6, 1), at=world.at)


def test_a_site_sets_its_own_hours_from_today_on(world):
    commands.set_hours(world.office, site=world.place.site, kind="weekend", spans="08:00-10:00", at=world.at)
    said, today = queries.hours(world.place.site), clock.today(world.at)
    assert queries.sets_on(today, said)["weekend"] == ((480, 600),)
    assert queries.sets_on(today - timedelta(days=1), said)["weekend"] == ()
    with pytest.raises(Refused):
        commands.set_hours(world.office, site=world.place.site, kind="weekend", spans="10:00-08:00", at=world.at)


def test_a_stop_is_told_at_once_to_homes_that_need_the_lift_and_to_no_other(world):
    card = home_that_needs(world)
    home_that_needs(world, 2, kind="dialysis")
    issue = make_issue(world, days_ago=0)
    assert {item.recipient for item in told(world)} == {
        f"household:{home.household_id}" for home in (card, world.homes[2])
    }
    assert {item.subject for item in told(world)} == {Told.objects.get().ref}
    assert Told.objects.get().issue == issue


def test_the_words_say_nothing_about_why_the_home_is_told(world):
    home_that_needs(world)
    make_issue(world, days_ago=0)
    [(_item, sentence, url)] = render(list(told(world)))
    assert "1" in sentence and url.startswith("/aduan/")
    assert not [word for word in ("wheelchair", "dialysis", "kerusi", "perlu", "need") if word in sentence.casefold()]
    assert "need" not in Told.objects.values()[0]


def test_a_second_report_of_the_same_lift_and_a_dirty_one_tell_nobody(world):
    home_that_needs(world)
    make_issue(world, days_ago=0, fault="dirty")
    assert not told(world).exists()
    make_issue(world, days_ago=0, fault="door")
    make_issue(world, days_ago=0, fault="not_working", by=world.homes[3])
    assert told(world).count() == 1


def test_who_was_told_of_a_stop_hears_that_the_lift_is_said_to_run_again_once_and_only_when_it_does(world):
    needs, both = home_that_needs(world), home_that_needs(world, 2)
    one, other = make_issue(world, "started", days_ago=1), make_issue(world, "started", days_ago=0.5, fault="door")
    issues.tap(both, issue=other, at=world.at)
    runs = InboxItem.objects.filter(message="assets.lift_runs")
    issues.claim(world.office, issue=one, at=world.at)
    assert not runs.exists(), "the other report still says that it stands"
    issues.claim(world.office, issue=other, at=world.at)
    assert [item.recipient for item in runs] == [f"household:{needs.household_id}"]
    [(_item, sentence, url)] = render(list(runs))
    assert "is said to run again" in sentence and "need" not in sentence and url.startswith("/aduan/")


def test_homes_of_another_block_or_site_are_not_told(world, elsewhere):
    home_that_needs(elsewhere)
    make_issue(world, days_ago=0)
    assert not told(world).exists()


def test_the_office_is_reminded_once_at_each_step(world):
    make_certificate(world, left=25)
    for _time in range(2):
        jobs.remind(at=world.at)
    reminded = InboxItem.objects.filter(message="assets.certificate_ends", recipient=world.office.key)
    assert reminded.count() == 1
    jobs.remind(at=world.at + timedelta(days=20))
    assert reminded.count() == 2


@pytest.mark.parametrize(("homes", "said"), [(0, None), (4, None), (5, (5, 9)), (19, (10, 19)), (70, (50, None))])
def test_homes_are_told_in_bands_and_fewer_than_five_never(homes, said):
    assert rules.band(homes) == said
