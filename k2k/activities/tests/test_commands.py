"""Planned, announced, who comes, who came: what may be done to an activity, and by whom."""

from datetime import timedelta

import pytest

from k2k.activities import commands, jobs, queries
from k2k.activities.models import Activity, SignUp, Turnout
from k2k.activities.testing import make_activity, make_class, write
from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock, search
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Denied, Refused
from k2k.core.notify.models import InboxItem
from k2k.groups.testing import make_group
from k2k.people import testing as people_testing
from k2k.places import testing as places_testing

pytestmark = pytest.mark.django_db


def far():
    """A group of another perumahan."""
    return make_group(members=1, name="Persatuan Jauh", site=places_testing.make_site("PPR Jauh").site)


def told(card, slug):
    return InboxItem.objects.filter(recipient=f"household:{card.household_id}", message=slug).count()


def test_only_who_runs_the_group_plans_and_a_rival_of_the_same_site_does_not(made):
    rival = make_group(members=0, others=0, site=made.site, name="Persatuan Lain")
    one = make_activity(made, "planned")
    for stranger in (rival.secretary, made.homes[0], bodies_testing.make_office(made.site).clerk):
        with pytest.raises(Denied):
            commands.announce(stranger, activity=one)
    assert commands.announce(made.posts["chair"], activity=one).state == "announced"


def test_a_disputed_committee_announces_nothing(made):
    one = make_activity(made, "planned")
    bodies.contest(SYSTEM, body=made.group.body, on=clock.today(made.at))
    with pytest.raises(Refused, match="disputed"):
        commands.announce(made.secretary, activity=one)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": " "}, "title"),
        ({"place": ""}, "place"),
        ({"kind": "protest"}, "kind"),
        ({"places": 5000}, "places"),
        ({"invited": "block"}, "block"),
        ({"weeks": 3}, "weeks"),
        ({"hours": 30}, "until"),
        ({"days": 900}, "on"),
    ],
)
def test_a_plan_that_does_not_fit_says_where(made, given, field):
    with pytest.raises(Refused) as refusal:
        make_activity(made, "planned", **given)
    assert refusal.value.field == field and not Activity.objects.exists()


def test_what_is_announced_is_told_to_the_invited_homes_and_they_are_counted_once(made):
    one = make_activity(made)
    assert one.invited_homes == 6 and all(told(card, "activities.announced") == 1 for card in made.homes)
    members = make_activity(made, invited="members")
    assert members.invited_homes == 4 and told(made.homes[5], "activities.announced") == 1
    people_testing.make_household(made.site.__class__.objects.filter(site=made.site, kind="unit").last())
    one.refresh_from_db()
    assert one.invited_homes == 6


def test_an_announced_one_keeps_who_was_invited_and_tells_who_comes_that_it_moved(made):
    one = make_activity(made)
    commands.sign_up(made.homes[0], activity=one)
    commands.change(made.secretary, activity=one, kind="festival", invited="members", title="Gotong-royong besar")
    assert told(made.homes[0], "activities.moved") == 0
    commands.change(made.secretary, activity=one, place="Padang")
    one.refresh_from_db()
    assert (one.kind, one.invited, one.title, one.place) == (
        "gotong_royong",
        "everybody",
        "Gotong-royong besar",
        "Padang",
    )
    assert told(made.homes[0], "activities.moved") == 1 and told(made.homes[1], "activities.moved") == 0


def test_search_finds_what_is_announced_and_no_plan(made):
    later = made.at + timedelta(days=1)
    one = make_activity(made, "planned", title="Senamrobik pagi")
    assert search.find("senamrobik", Actor.anonymous(), later) == []
    commands.announce(made.secretary, activity=one)
    assert [each.ref for each in search.find("senamrobik", Actor.anonymous(), later)] == [one.ref]
    commands.cancel(made.secretary, activity=one, reason="Hujan")
    assert search.find("senamrobik", Actor.anonymous(), later) == []


def test_cancelled_with_a_reason_is_told_to_who_wanted_to_come(made):
    one = make_activity(made)
    commands.sign_up(made.homes[0], activity=one)
    with pytest.raises(Refused):
        commands.cancel(made.secretary, activity=one, reason="  ")
    commands.cancel(made.secretary, activity=one, reason="Hujan lebat")
    assert told(made.homes[0], "activities.cancelled") == 1
    with pytest.raises(Refused):
        commands.sign_up(made.homes[1], activity=one)


def test_a_home_signs_up_once_and_a_phone_without_a_card_is_counted_apart(made, phone):
    one = make_activity(made)
    for _twice in range(2):
        commands.sign_up(made.homes[0], activity=one, persons=3)
        commands.sign_up(phone, activity=one, persons=9)
    found = queries.comers(one, made.homes[0])
    assert (found.homes, found.persons, found.without_card, found.own.persons) == (1, 3, 1, 3)
    assert queries.comers(one, phone).own and queries.comers(one, made.homes[1]).own is None
    commands.take_back(phone, activity=one)
    assert queries.comers(one, phone).without_card == 0
    with pytest.raises(Refused, match="mark"):
        commands.sign_up(Actor.anonymous(), activity=one)


def test_when_it_is_full_homes_wait_in_order_and_come_in_when_others_take_theirs_back(made):
    one = make_activity(made, places=5)
    first, second, third = made.homes[:3]
    for card, persons in ((first, 3), (second, 4), (third, 2)):
        commands.sign_up(card, activity=one, persons=persons)
    assert [each.has_place for each in queries.line(one)] == [True, False, False]
    assert queries.comers(one, third).own_waits and queries.comers(one, first).waiting == 2
    commands.take_back(first, activity=one)
    assert [each.has_place for each in queries.line(one)] == [True, False]
    assert told(second, "activities.place_came_free") == 1 and told(third, "activities.place_came_free") == 0
    commands.sign_up(second, activity=one, persons=3)
    assert told(third, "activities.place_came_free") == 1


def test_fewer_keep_the_place_in_line_and_more_go_to_its_end(made):
    one = make_activity(made, places=6)
    first, second = made.homes[:2]
    commands.sign_up(first, activity=one, persons=3, at=made.at)
    commands.sign_up(second, activity=one, persons=3, at=made.at + timedelta(minutes=1))
    commands.sign_up(first, activity=one, persons=2, at=made.at + timedelta(minutes=2))
    assert queries.line(one)[0].row.household_id == first.household_id
    commands.sign_up(first, activity=one, persons=4, at=made.at + timedelta(minutes=3))
    assert [each.row.household_id for each in queries.line(one)] == [second.household_id, first.household_id]
    assert queries.comers(one, first).own_waits and SignUp.objects.count() == 3


def test_places_are_not_lowered_under_those_who_have_one(made):
    one = make_activity(made, places=6)
    commands.sign_up(made.homes[0], activity=one, persons=4)
    with pytest.raises(Refused) as refusal:
        commands.change(made.secretary, activity=one, places=3)
    assert refusal.value.field == "places"


def test_who_is_not_invited_does_not_come(made, phone):
    for_members = make_activity(made, invited="members")
    for stranger in (made.homes[4], phone):
        with pytest.raises(Refused, match="others"):
            commands.sign_up(stranger, activity=for_members)
    commands.sign_up(made.homes[0], activity=for_members)
    elsewhere = far()
    with pytest.raises(Refused, match="others"):
        commands.sign_up(elsewhere.homes[0], activity=make_activity(made))


def test_the_turnout_is_written_once_by_who_runs_the_group_and_makes_it_over(made):
    one = make_activity(made, days=-2)
    with pytest.raises(Denied):
        write_as(made.homes[0], one, {})
    found = write(made, one, {made.homes[0].household_id: 3, made.homes[1].household_id: 1}, without_card=4)
    one.refresh_from_db()
    assert (found.homes, found.persons, found.minutes, one.state) == (2, 8, 8 * 180, "over")
    assert told(made.homes[0], "activities.over") == 1
    with pytest.raises(Refused):
        write_as(made.secretary, one, {})


def write_as(actor, one, homes, **more):
    return commands.write_turnout(
        actor, activity=one, started_at=one.starts_at, ended_at=one.ends_at, homes=homes, **more
    )


def test_a_landlord_with_a_post_in_the_group_does_not_read_which_homes_came(made):
    one, chair = make_activity(made, days=-2), made.posts["chair"]
    both = Actor(**{**vars(chair), "grants": (*chair.grants, ("office", made.site.pk))})
    with pytest.raises(Denied):
        write_as(both, one, {})


def test_a_turnout_before_its_end_of_another_site_or_of_nobody_knows_whom_is_refused(made):
    coming = make_activity(made)
    with pytest.raises(Refused):
        write_as(made.secretary, coming, {})
    one, elsewhere = make_activity(made, days=-2), far()
    for homes in ({elsewhere.homes[0].household_id: 1}, {made.homes[0].household_id: 0}):
        with pytest.raises(Refused):
            write_as(made.secretary, one, homes)
    assert not Turnout.objects.exists()


def test_a_correction_stands_beside_the_former_and_is_what_counts(made):
    one = make_activity(made, "over", days=-2)
    home = made.homes[0].household_id
    assert queries.own_hours(home).minutes == 2 * 180
    write(made, one, {home: 1, made.homes[1].household_id: 1}, without_card=0)
    assert [(each.homes, each.persons) for each in one.turnouts.order_by("id")] == [(1, 3), (2, 2)]
    assert queries.turnout(one).persons == 2 and queries.own_hours(home).minutes == 180


def test_a_class_takes_no_sign_up_and_is_closed_by_its_roll(made):
    one = make_class(made)
    with pytest.raises(Refused, match="roll"):
        commands.sign_up(made.homes[0], activity=one)
    with pytest.raises(Refused, match="roll"):
        write_as(made.secretary, one, {})
    with pytest.raises(Refused, match="roll"):
        commands.close_series(made.secretary, activity=one)
    commands.tick(made.secretary, activity=one, on=clock.today(one.starts_at), came=[])
    assert commands.close_series(made.secretary, activity=one).state == "over"


def test_the_marks_of_phones_are_forgotten_and_their_number_stays(made, phone):
    one = make_activity(made, days=3)
    commands.sign_up(phone, activity=one)
    jobs.forget_devices(one.last_at + timedelta(days=29))
    assert SignUp.objects.exclude(device="").count() == 1
    jobs.forget_devices(one.last_at + timedelta(days=30))
    assert SignUp.objects.exclude(device="").count() == 0
    assert queries.comers(one, made.homes[0]).without_card == 1
