"""The pages as residents, committees and strangers see them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from k2k.activities import commands, queries
from k2k.activities.models import Activity, Pupil, Story
from k2k.activities.page import holidays
from k2k.activities.testing import make_activity, make_class, make_story
from k2k.bodies import testing as bodies_testing
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.nodes import Node
from k2k.people import commands as people
from k2k.people import testing as people_testing

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def client(actor=None, code=""):
    made = Client(headers={"accept-language": "en"})
    made.cookies["django_language"] = "en"
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    if code:
        people_testing.sign_in_by_card(made, code)
    return made


@pytest.fixture
def home(made):
    """A home's browser, its card and its person with a PIN."""
    unit = Node.objects.filter(site=made.site, kind="unit").last()
    household, card, code = people_testing.make_household(unit)
    person = people_testing.make_person(card, household, "Puan Salmah")
    return client(code=code), card, person


def page(browser, name, *codes, status=200):
    answer = browser.get(reverse(f"activities:{name}", args=codes))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_calendar_shows_what_comes_next_first_then_thanks_and_no_plan(made):
    make_activity(made, title="Kedua", days=9)
    make_activity(made, title="Pertama", days=2)
    make_activity(made, "planned", title="Rahsia")
    make_activity(made, "over", days=-2)
    found = page(client(), "calendar", made.site.code)
    assert found.index("Pertama") < found.index("Kedua") < found.index("1 home, 3 people, 9 hours. Thank you.")
    assert "Rahsia" not in found and "Rahsia" not in page(client(), "group", made.group.code)
    assert "Rahsia" in page(client(made.secretary), "group", made.group.code)


def test_the_calendar_shows_the_festival_days_of_the_state(made):
    days = holidays(made.site, datetime(2026, 12, 20, tzinfo=UTC))
    assert date(2026, 12, 25) in dict(days) and all(name for _day, name in days)


def test_the_calendar_filters_by_kind_and_pages_the_past(made):
    make_activity(made, kind="festival", title="Deepavali")
    for number in range(21):
        make_activity(made, days=-2 - number, title=f"Lama {number}.")
    found = client().get(reverse("activities:calendar", args=[made.site.code]) + "?jenis=festival").content.decode()
    assert "Deepavali" in found and "Lama" not in found
    first, second = (
        client().get(reverse("activities:calendar", args=[made.site.code]) + f"?page={n}").content.decode()
        for n in (1, 2)
    )
    assert "Lama 19." in first and "Lama 20." not in first and "Lama 20." in second and "Deepavali" not in second


def test_a_gotong_royong_says_what_to_leave_alone_and_a_class_does_not(made):
    assert "asbestos" in page(client(), "show", make_activity(made).code)
    assert "asbestos" not in page(client(), "show", make_class(made).code)


def test_a_phone_without_a_card_and_a_home_say_that_they_come_and_take_it_back(made, home):
    one, (browser, card, _person) = make_activity(made), home
    stranger = client()
    page(stranger, "show", one.code)
    for who, sent in ((stranger, {}), (browser, {"persons": 3})):
        answer = who.post(reverse("activities:sign_up", args=[one.code]), sent)
        assert answer.status_code == 303
    found = page(stranger, "show", one.code)
    assert "1 home</em> comes" in found and "3 people" in found and "1 without a card" in found
    assert browser.post(reverse("activities:sign_up", args=[one.code]), {"persons": 0}).status_code == 422
    for who in (stranger, browser):
        assert who.post(reverse("activities:take_back", args=[one.code])).status_code == 303
    assert queries.comers(one, card).homes == 0


def test_a_phone_whose_clock_lies_does_not_overtake_and_what_is_sent_twice_counts_once(made, home):
    one, (browser, card, _person) = make_activity(made, places=3), home
    commands.sign_up(made.homes[0], activity=one, persons=2)
    sent = {"persons": 2, "occurred_at": "2020-01-01T00:00:00Z", "client_id": "0b5c1e0e-9f0b-4c1a-8d52-7a1f5b1c2d3e"}
    for _twice in range(2):
        assert browser.post(reverse("activities:sign_up", args=[one.code]), sent).status_code == 303
    assert [each.row.household_id for each in queries.line(one)] == [made.homes[0].household_id, card.household_id]
    assert queries.comers(one, card).own_waits


def test_a_group_plans_announces_and_writes_who_came_on_its_pages(made):
    browser, day = client(made.secretary), clock.today(made.at) + timedelta(days=3)
    sent = {
        "title": "Pertandingan dart", "kind": "sport", "on": day.isoformat(), "start": "09:00", "until": "12:00",
        "weeks": 1, "place": "Dewan", "places": 0, "invited": "everybody",
    }  # fmt: skip
    assert client(bodies_testing.make_office(made.site).clerk).get(
        reverse("activities:plan", args=[made.group.code])
    ).status_code == 404  # fmt: skip
    assert browser.post(reverse("activities:plan", args=[made.group.code]), {**sent, "title": ""}).status_code == 422
    assert browser.post(reverse("activities:plan", args=[made.group.code]), sent).status_code == 303
    one = Activity.objects.get()
    assert clock.local(one.starts_at).hour == 9 and page(client(), "show", one.code, status=404)
    assert "Change" in page(browser, "show", one.code)
    assert browser.post(reverse("activities:announce", args=[one.code])).status_code == 303
    change = browser.post(reverse("activities:change", args=[one.code]), {**sent, "title": "Dart", "bring": "Dart"})
    assert change.status_code == 303
    assert "Dart" in page(client(), "poster", one.code)
    assert browser.post(reverse("activities:cancel", args=[one.code]), {"reason": ""}).status_code == 422
    assert browser.post(reverse("activities:cancel", args=[one.code]), {"reason": "Hujan"}).status_code == 303
    assert "Hujan" in page(client(), "show", one.code)


def test_the_turnout_is_ticked_with_homes_that_did_not_sign_up_and_names_none(made):
    one = make_activity(made, days=-2)
    units = {card.household_id: card.name for card in made.homes}
    commands.sign_up(made.homes[0], activity=one, persons=2, at=one.starts_at - timedelta(days=1))
    browser, address = client(made.secretary), reverse("activities:write_turnout", args=[one.code])
    [(code, label)] = browser.get(address).context["form"]["came"].field.choices
    assert label == f"{units[made.homes[0].household_id]} (2)"
    sent = {"came": [code], "without_card": 5, "started": "09:00", "ended": "11:30"}
    start = clock.local(one.starts_at)
    sent |= {"started": f"{start:%H:%M}", "ended": f"{start + timedelta(minutes=90):%H:%M}"}
    for wrong in ("ZZ-99-99 2", "dua orang dari rumah saya"):
        assert browser.post(address, {**sent, "others": wrong}).status_code == 422
    assert browser.post(address, {**sent, "others": f"{made.homes[1].name} 3\n{made.homes[2].name}"}).status_code == 303
    found = page(client(), "show", one.code)
    assert "3 homes, 11 people, 16.5 hours. Thank you." in found and "3 of 6 invited homes with a card" in found
    assert not any(unit in found for unit in units.values())
    assert browser.post(address, {**sent, "without_card": 0}).status_code == 303
    found = page(client(), "show", one.code)
    assert "1 home, 2 people, 3 hours." in found and "3 homes, 11 people, 16.5 hours." in found


def test_who_signed_up_is_read_by_nobody_but_who_runs_the_group(made, home):
    one = make_activity(made, days=-2)
    commands.sign_up(made.homes[0], activity=one, at=one.starts_at - timedelta(days=1))
    for stranger in (client(), home[0], client(bodies_testing.make_office(made.site).clerk)):
        page(stranger, "write_turnout", one.code, status=404)
        assert made.homes[0].name not in page(stranger, "show", one.code)


def test_a_home_sees_its_own_hours(made, home):
    browser, card, _person = home
    one = make_activity(made, days=-2)
    commands.write_turnout(
        made.secretary, activity=one, started_at=one.starts_at, ended_at=one.ends_at, homes={card.household_id: 2}
    )
    found = page(browser, "mine")
    assert one.title in found and ">6</span>" in found
    assert client().get(reverse("activities:mine")).status_code == 302


def test_a_guardian_gives_their_pin_enters_a_child_and_stops(made, home):
    one, (browser, card, person) = make_class(made), home
    address = reverse("activities:enrol", args=[one.code])
    assert "Enter a child" in page(browser, "show", one.code)
    assert browser.get(address)["Location"].startswith(reverse("people:pin"))
    people.set_pin(card, person=person, pin="482915")
    browser.post(f"{reverse('people:pin')}?next={address}", {"person": person.code, "pin": "482915"})
    assert browser.get(address).status_code == 200
    sent = {"first_name": "Aina", "age": "7_12"}
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {**sent, "agreed": "on"}).status_code == 303
    assert "Aina" in page(browser, "show", one.code) and "Aina" in page(browser, "mine")
    found = page(client(), "show", one.code)
    assert "Aina" not in found and "Fewer than five children" in found
    child = Pupil.objects.get()
    assert client().post(reverse("activities:withdraw_pupil", args=[child.code])).status_code == 404
    assert browser.post(reverse("activities:withdraw_pupil", args=[child.code])).status_code == 303
    assert "Aina" not in page(browser, "show", one.code)


def test_the_committee_calls_the_roll_and_types_a_paper(made, home):
    one, browser = make_class(made), client(made.secretary)
    sent = {"unit": home[1].name, "first_name": "Siva", "age": "7_12", "agreed": "on"}
    paper = reverse("activities:enrol_on_paper", args=[one.code])
    assert browser.post(paper, {**sent, "unit": "ZZ"}).status_code == 422
    assert browser.post(paper, sent).status_code == 303
    child, day = Pupil.objects.get(), clock.today(one.starts_at).isoformat()
    address = reverse("activities:tick", args=[one.code])
    assert "Siva" in page(browser, "tick", one.code)
    assert browser.post(address, {"on": day, "came": [child.code]}).status_code == 303
    assert f'value="{child.code}"' in browser.get(f"{address}?on={day}").content.decode()
    for stranger in (client(), home[0], client(bodies_testing.make_office(made.site).clerk)):
        page(stranger, "tick", one.code, status=404)
    assert "there on 1 of 1 days" in page(home[0], "show", one.code)
    assert browser.post(reverse("activities:close_series", args=[one.code])).status_code == 303


def photo():
    file = BytesIO()
    Image.new("RGB", (64, 48), (120, 90, 60)).save(file, "JPEG")
    file.name = "cerita.jpg"
    file.seek(0)
    return file


def test_a_home_tells_with_pictures_and_a_committee_member_publishes(made, home, settings, tmp_path):
    settings.FILES = tmp_path
    browser, address = home[0], reverse("activities:tell", args=[made.site.code])
    assert client().get(address).status_code == 302
    sent = {"text": "Dulu dan kini.", "kind": "before_after", "agreed": "on"}
    assert browser.post(address, {**sent, "photo_1": photo()}).status_code == 422
    assert browser.post(address, {**sent, "photo_1": photo(), "photo_2": photo()}).status_code == 303
    one = Story.objects.get()
    held = reverse("activities:held_photo", args=[one.code, 1])
    committee = client(made.secretary)
    assert [who.get(held).status_code for who in (client(), browser, committee)] == [404, 200, 200]
    assert "Dulu dan kini." not in page(client(), "stories", made.site.code)
    assert page(client(), "story", one.code, status=404)
    assert "Waiting to be read" in page(committee, "stories", made.site.code)
    assert browser.post(reverse("activities:publish_story", args=[one.code])).status_code == 404
    assert committee.post(reverse("activities:publish_story", args=[one.code])).status_code == 303
    found = page(client(), "stories", made.site.code)
    picture = one.pictures.get(number=1).photo
    assert "Dulu dan kini." in found and picture.url in found and "A home of Block A" in found
    assert client().get(picture.url).status_code == 200
    assert committee.post(reverse("activities:withdraw_story", args=[one.code])).status_code == 404
    assert browser.post(reverse("activities:withdraw_story", args=[one.code])).status_code == 303
    assert client().get(picture.url).status_code == 404 and page(client(), "story", one.code, status=404)


def test_a_story_that_is_refused_tells_its_teller_why(made, home):
    one = make_story(home[1], made)
    committee, address = client(made.secretary), reverse("activities:refuse_story", args=[one.code])
    assert committee.post(address, {}).status_code == 422
    assert committee.post(address, {"reason": "person"}).status_code == 303
    assert "It names or blames a person." in page(home[0], "story", one.code)


def test_a_list_costs_the_same_at_any_length(made, django_assert_max_num_queries):
    for number in range(8):
        make_activity(made, days=number + 1)
        make_activity(made, days=-number - 1)
        make_story(made.homes[number % 4], made, "published")
    browser = client()
    for name, most in (("calendar", 8), ("stories", 6)):
        page(browser, name, made.site.code)
        with django_assert_max_num_queries(most):
            page(browser, name, made.site.code)
