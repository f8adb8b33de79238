"""The page of a report, as each kind of reader meets it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from k2k.bodies import testing as bodies_testing
from k2k.core.testing import browser, page, photo, send
from k2k.issues import commands, testing
from k2k.issues.models import Answer, Issue, Tap
from k2k.people import testing as people_testing

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SCRIPT = "<script>alert('x')</script>"


def url(name: str, issue) -> str:
    return reverse(f"issues:{name}", args=[issue.code])


def show(issue, actor=None, **given) -> str:
    answer = browser(actor, **given).get(url("show", issue))
    assert answer.status_code == 200
    return page(answer)


@pytest.fixture
def claimed(world):
    return testing.make_issue(world, "claimed", days_ago=2)


# ── who sees what ──


@pytest.mark.parametrize("code", ["0000-0000", "x", "' OR 1=1", "💥", "a" * 300])
@pytest.mark.parametrize("path", ["aduan/{}/", "aduan/{}/terima/", "aduan/{}/cetak/", "ikut/{}/", "ikut/{}/cetak/"])
def test_a_number_that_no_report_has_is_not_found(db, path, code):
    assert browser().get("/" + path.format(code)).status_code == 404


def test_a_common_fault_is_public_its_words_are_not(world, elsewhere):
    issue = testing.make_issue(world, text="Mak saya jatuh di sini")
    for reader in (None, world.homes[1], elsewhere.homes[0], elsewhere.office, bodies_testing.make_officer()):
        html = show(issue, reader)
        assert "Lift 1 · Block A" in html and issue.code in html and "Mak saya jatuh" not in html
    for reader in (world.homes[0], world.office, world.technician):
        assert "Mak saya jatuh" in show(issue, reader)


def test_what_people_write_is_shown_as_words_in_its_own_language(world):
    issue = testing.make_issue(world, text=SCRIPT, lang="ta")
    commands.accept(world.office, issue=issue, reply=SCRIPT)
    html = show(issue, world.office)
    assert SCRIPT not in html and "&lt;script&gt;" in html and '<blockquote lang="ta">' in html
    assert SCRIPT not in show(issue) and f'lang="{world.office.account.language}"' in show(issue)


def test_the_page_names_posts_and_bodies_never_a_person(world):
    issue = testing.make_issue(world, "started")
    for reader in (None, world.homes[0]):
        html = show(issue, reader)
        assert "Office clerk" in html and world.body.name in html
        assert world.office.account.display_name not in html and world.office.account.username not in html


def test_the_reader_s_language_is_the_page_s(claimed):
    for lang in ("ms", "en", "zh-hans", "ta"):
        assert f'<html lang="{lang}"' in show(claimed, lang=lang)


def test_households_and_neighbours_without_a_card_are_counted_apart(world, phone):
    issue = testing.make_issue(world)
    commands.tap(world.homes[1], issue=issue)
    commands.tap(phone, issue=issue)
    html = show(issue)
    assert "<b>2 homes</b>, 1 without a card." in html


def test_a_photograph_before_and_after_is_shown_once_it_is_cleared(world):
    issue = testing.make_issue(world, "accepted", photo=photo())
    commands.claim(world.office, issue=issue, photo=photo(colour="#8ab"))
    assert "<img" not in show(issue) and show(issue).count("waits until the office") == 2
    commands.clear_photo(world.office, issue=issue)
    html = show(issue)
    assert issue.photo.url in html and issue.done_photo.url in html and "waits until" not in html


# ── dates ──


def test_a_target_is_not_called_a_promise(world):
    html = show(testing.make_issue(world, "accepted", node=world.place.lobbies[0], category="light", days_ago=0.2))
    assert "Target: done by" in html and "it becomes a promise when they accept it" in html
    assert "Promise: done by" not in html


def test_a_slipped_promise_keeps_its_first_date_and_its_reason(world, at):
    issue = testing.make_issue(world, node=world.place.lobbies[0], category="light")
    commands.accept(world.office, issue=issue, body=world.body, due=at + timedelta(days=2))
    commands.slip(world.office, issue=issue, new_due=at + timedelta(days=9), reason=f"Alat ganti {SCRIPT}")
    html = show(issue)
    assert "<s>" in html and "Promise: done by" in html and "Alat ganti &lt;script&gt;" in html


def test_a_late_promise_says_by_how_many_days(world, at):
    issue = testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=20)
    commands.accept(world.office, issue=issue, body=world.body, due=at - timedelta(days=5), at=at - timedelta(days=19))
    assert show(issue).partition("<main")[2].count("Late by 5 days") == 2


def test_who_is_responsible_is_named_while_nobody_has_accepted(world):
    assert "Responsible here: Kontraktor Ujian." in show(testing.make_issue(world))


# ── me too ──


def test_one_tap_without_an_account_counts_as_without_a_card(world):
    issue = testing.make_issue(world)
    answer = send(browser(device="d" * 32), url("tap", issue))
    assert answer.status_code == 303
    issue.refresh_from_db()
    assert (issue.households, issue.without_card) == (1, 1)
    assert "Thank you, you are counted" in page(browser(device="d" * 32).get(answer["Location"]))


def test_a_home_that_taps_twice_counts_once_and_can_take_it_back(world):
    issue = testing.make_issue(world)
    client = browser(world.homes[1])
    for _time in range(2):
        assert "Your window is lit" in page(client.post(url("tap", issue), follow=True))
    assert Tap.objects.filter(issue=issue, household=world.homes[1].household_id).count() == 1
    assert "Take it back" in page(client.get(url("show", issue)))
    assert "Taken back." in page(client.post(url("untap", issue), follow=True))
    issue.refresh_from_db()
    assert issue.households == 1


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_me_too_on_a_closed_report_says_what_to_do_instead(world, state):
    issue = testing.make_issue(world, state)
    html = page(browser().post(url("tap", issue), follow=True))
    assert "make a new report" in html and reverse("issues:report_here", args=[issue.node.code]) in html


def test_the_first_reporter_cannot_take_the_report_back(world):
    issue = testing.make_issue(world)
    html = page(browser(world.homes[0]).post(url("untap", issue), follow=True))
    assert "If it was a mistake, tell the office." in html


# ── is it fixed? ──


def test_yes_and_not_yet_weigh_the_same(claimed):
    html = show(claimed)
    assert '<div class="pair even">' in html
    assert html.count('<button class="btn" form="answer" name="answer"') == 2


def test_the_question_is_asked_only_after_somebody_said_it_is_done(world):
    assert 'name="answer"' not in show(testing.make_issue(world, "started"))


def test_two_homes_confirm_and_each_is_told_what_its_answer_does(world, claimed):
    first = browser(world.homes[0])
    html = page(first.post(url("answer", claimed), {"answer": "yes"}, follow=True))
    assert "Thank you. Your yes counts." in html and "It counts. 1 more home is needed." in html
    browser(world.homes[1]).post(url("answer", claimed), {"answer": "yes"})
    assert "Confirmed by neighbours" in show(claimed, world.homes[1])


def test_an_answer_without_a_card_is_shown_and_says_why_it_does_not_count(claimed):
    client = browser()
    html = page(client.post(url("answer", claimed), {"answer": "yes"}, follow=True))
    assert "Your answer: yes, it is fixed." in html and "no household card" in html
    claimed.refresh_from_db()
    assert claimed.yes_households == 0 and Answer.objects.get().counts is False


def test_whoever_has_answered_is_not_asked_again_but_may_change_the_answer(world, claimed):
    client = browser(world.homes[0])
    client.post(url("answer", claimed), {"answer": "yes"})
    html = page(client.get(url("show", claimed)))
    assert "Change the answer" in html and 'form="answer"' not in html
    client.post(url("answer", claimed), {"answer": "no"})
    claimed.refresh_from_db()
    assert claimed.reopened == 1


def test_a_young_card_is_told_why_it_does_not_count_yet(world, claimed, at):
    _home, young, _code = people_testing.make_household(world.place.units[9], at=at, days_old=2)
    assert "less than 7 days old" in show(claimed, young)


def test_not_yet_by_a_home_that_reported_opens_it_again(world, claimed):
    client = browser(world.homes[0])
    html = page(client.post(url("answer", claimed), {"answer": "no", "why_not": "Masih tersekat"}, follow=True))
    assert "It counted: the report was opened again." in html and "Not fixed yet, reopened" in html
    assert "Masih tersekat" not in show(claimed)
    claimed.refresh_from_db()
    assert (claimed.state, claimed.reopened) == ("accepted", 1)


def test_not_yet_by_a_home_without_a_say_is_refused_with_the_way_to_report(world, claimed, at):
    _home, stranger, _code = people_testing.make_household(world.place.units[9], at=at)
    answer = browser(stranger).post(url("answer", claimed), {"answer": "no", "why_not": "Bunyi lain"})
    html = page(answer)
    assert answer.status_code == 422 and "Make a new report." in html and "Bunyi lain" in html
    assert reverse("issues:report_here", args=[claimed.node.code]) in html


@pytest.mark.parametrize("answer", ["", "maybe", "<b>", "yes" * 1000])
def test_an_answer_that_is_neither_is_refused_with_a_sentence(world, claimed, answer):
    got = browser(world.homes[0]).post(url("answer", claimed), {"answer": answer})
    assert got.status_code == 422 and "Say yes or not yet." in page(got)


def test_an_answer_sent_twice_is_one_answer(world, claimed):
    client, data = browser(world.homes[0]), {"answer": "yes", "client_id": "6b7b8a3e-3c6d-4f6a-9a55-0b1d1c0f7d11"}
    for _time in range(2):
        assert client.post(url("answer", claimed), data).status_code == 303
    assert Answer.objects.count() == 1


def test_within_14_days_a_home_with_a_say_may_open_a_confirmed_repair_again(world):
    issue = testing.make_issue(world, "confirmed", days_ago=3)
    assert "Open it again" in show(issue, world.homes[0])
    assert "Open it again" not in show(issue)
    html = page(browser(world.homes[0]).post(url("answer", issue), {"answer": "no"}, follow=True))
    assert "Thank you. It is opened again." in html


def test_whoever_sees_to_it_is_not_asked_whether_it_is_fixed(world, claimed):
    assert 'name="answer"' not in show(claimed, world.office)


# ── the other system's number ──


def test_anyone_writes_the_number_of_another_system_and_it_stands_beside_ours(world):
    issue = testing.make_issue(world)
    html = page(browser().post(url("outside", issue), {"system": "adukl", "number": "ADU-2026/11822"}, follow=True))
    assert "ADU-2026/11822" in html and "Adu@KL" in html and "Nobody has looked yet" in html
    commands.record_outside_status(world.office, issue=issue, status="Selesai")
    assert "Selesai" in show(issue)


@pytest.mark.parametrize(("system", "number"), [("adukl", "1"), ("adukl", SCRIPT), ("sispaaa", "ADU-2026"), ("", "")])
def test_a_number_that_is_none_is_refused_beside_its_field_and_kept(world, system, number):
    issue = testing.make_issue(world)
    answer = browser().post(url("outside", issue), {"system": system, "number": number})
    html = page(answer)
    assert answer.status_code == 422 and '_error"' in html and SCRIPT not in html
    assert not Issue.objects.exclude(outside_number="").exists()


def test_a_number_that_is_there_is_changed_by_the_office_alone(world):
    issue = testing.make_issue(world)
    commands.record_outside_number(world.homes[0], issue=issue, system="adukl", number="ADU-1111")
    answer = browser().post(url("outside", issue), {"system": "adukl", "number": "ADU-2222"})
    assert answer.status_code == 422 and "ADU-1111" in page(answer)


# ── ends, slips of paper, secret links ──


def test_a_joined_report_points_to_the_one_that_stays(world):
    stays, goes = testing.make_issue(world), testing.make_issue(world, by=world.homes[1])
    commands.merge(world.office, issue=goes, into=stays)
    html = show(goes)
    assert url("show", stays) in html and "Joined with another report" in html


def test_what_cannot_be_done_says_why(world):
    html = show(testing.make_issue(world, "rejected"))
    assert "Why it cannot be done:" in html and "Bukan kerja kita" in html


@pytest.mark.parametrize("state", ["new", "accepted", "claimed", "confirmed", "rejected"])
def test_every_state_prints_a_slip_with_a_qr_code(world, state):
    issue = testing.make_issue(world, state)
    answer = browser().get(url("print", issue))
    assert answer.status_code == 200 and 'class="qr"' in page(answer) and issue.code in page(answer)


def test_a_secret_link_opens_one_report_and_is_stored_nowhere(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift", identity="anonymous", text="Rahsia")
    other = testing.make_issue(world, text="Lain")
    for name in ("follow", "received_secret", "print_secret"):
        answer = browser().get(reverse(f"issues:{name}", args=[issue.secret]))
        assert answer.status_code == 200 and issue.code in page(answer) and other.code not in page(answer)
        assert answer["Referrer-Policy"] == "same-origin" and "no-store" in answer["Cache-Control"]
    wrong = ("0" if issue.secret[0] != "0" else "1") + issue.secret[1:]
    assert browser().get(reverse("issues:follow", args=[wrong])).status_code == 404


def test_whoever_follows_by_a_secret_link_answers_from_there_without_script(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift", identity="anonymous")
    mine = browser(enforce_csrf_checks=True)
    answer = mine.get(reverse("issues:follow", args=[issue.secret]))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page(answer))[1]
    # a browser says where a form comes from only to the sites that the page's policy names
    origin = "null" if answer["Referrer-Policy"] == "no-referrer" else "http://testserver"
    sent = mine.post(url("tap", issue), {"csrfmiddlewaretoken": token}, headers={"Origin": origin})
    assert sent.status_code == 303


def test_a_secret_link_into_a_home_offers_nothing_that_would_not_be_found(world, phone, at):
    long_ago = at - timedelta(days=3)
    issue = commands.report(phone, node=world.place.units[9], category="water", at_home=True, at=long_ago)
    follow = reverse("issues:follow", args=[issue.secret])
    commands.accept(world.office, issue=issue, body=world.body, at=long_ago)
    commands.claim(world.office, issue=issue)
    html = page(browser().get(follow))
    assert "with its card" in html
    for name in ("tap", "untap", "answer", "outside"):
        assert url(name, issue) not in html


def test_who_reported_by_a_secret_link_is_not_asked_to_say_me_too_as_well(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift", identity="anonymous")
    html = page(browser().get(reverse("issues:follow", args=[issue.secret])))
    assert url("tap", issue) not in html and url("tap", issue) in show(issue)


def test_a_kept_promise_and_a_broken_one_say_so_in_words(world, at):
    kept = testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=9)
    commands.accept(world.office, issue=kept, body=world.body, due=at - timedelta(days=6), at=at - timedelta(days=8))
    commands.claim(world.office, issue=kept, at=at - timedelta(days=7))
    broken = testing.make_issue(world, node=world.place.lobbies[0], category="door", days_ago=90)
    commands.accept(
        world.office, issue=broken, body=world.body, due=at - timedelta(days=50), at=at - timedelta(days=80)
    )
    for home in world.homes[:2]:
        commands.answer(home, issue=kept, answer="yes", at=at - timedelta(days=6))
    assert "Kept" in show(kept) and "Said to be done 1 day early" in show(kept)
    assert "Broken" in show(broken) and "Late by 50 days" in show(broken)


def test_a_report_inside_a_home_is_not_offered_for_sharing(world):
    issue = testing.make_issue(world, node=world.place.units[0], category="water", at_home=True)
    assert "wa.me" not in show(issue, world.homes[0])
    assert "wa.me" in show(testing.make_issue(world), world.homes[0])


@pytest.mark.parametrize("name", ["tap", "untap", "answer", "outside"])
def test_following_a_link_to_a_deed_does_nothing(world, name):
    issue = testing.make_issue(world, "claimed")
    for method in ("get", "head"):
        assert getattr(browser(world.homes[0]), method)(url(name, issue)).status_code == 405


def test_the_page_costs_the_same_with_a_short_story_or_a_long_one(world, at):
    def cost(issue, actor) -> int:
        client = browser(actor, device="c" * 32)
        with CaptureQueriesContext(connection) as seen:
            client.get(url("show", issue))
        return len(seen)

    issue = testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=20)
    commands.accept(world.office, issue=issue, body=world.body, due=at + timedelta(days=1))
    commands.slip(world.office, issue=issue, new_due=at + timedelta(days=2), reason="Alat ganti lambat")
    readers = (None, world.homes[0], world.office)
    before = [cost(issue, reader) for reader in readers]
    for number in range(8):
        commands.slip(world.office, issue=issue, new_due=at + timedelta(days=3 + number), reason="Lambat lagi")
        commands.comment(world.office, issue=issue, text="Tunggu alat ganti")
    for home in world.homes[1:]:
        commands.tap(home, issue=issue)
    assert [cost(issue, reader) for reader in readers] == before
    assert before[0] <= 9
