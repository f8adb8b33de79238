"""What the office, the committee, contractors and the safeguarding post do on a report's page, and who may not."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.core import clock, grants
from k2k.core.actors import SYSTEM
from k2k.core.testing import browser, page, photo, send
from k2k.core.trail import TrailLine
from k2k.issues import commands, rules, testing
from k2k.issues.models import Issue, Step

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SCRIPT = "<script>alert('x')</script>"
#: URL name of each verb of those who see to it, and the verb of rules.VERBS where it differs.
VERBS = {
    "accept": "accept", "promise_date": "promise_date", "slip": "slip", "start": "start", "claim": "claim",
    "hand_over": "hand_over", "send_link": "send_link", "reject": "reject", "merge": "merge", "unmerge": "unmerge",
    "comment": "comment", "clear_photo": "clear_photo",
    "outside_status": "record_outside_status", "read_contact": "read_contact",
}  # fmt: skip


def url(name: str, issue: Issue) -> str:
    return reverse(f"issues:{name}", args=[issue.code])


def day(at, days: int) -> str:
    return (clock.today(at) + timedelta(days=days)).isoformat()


@pytest.fixture
def office(world):
    return browser(world.office)


@pytest.fixture
def light(world):
    """A new report of something that the office itself looks after."""
    return testing.make_issue(world, node=world.place.lobbies[0], category="light", days_ago=1)


def again(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


# ── who may ──


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_answers_its_roles_alone_and_is_not_found_for_all_others(world, elsewhere, light, name):
    officer = bodies_testing.make_officer()
    secretary = bodies_testing.make_association(world.place.site).clerk
    cast = {
        "office": world.office, "committee": secretary, "contractor": world.technician, "officer": officer,
    }  # fmt: skip
    roles = rules.VERBS[f"issues.{VERBS[name]}"]
    for actor in (None, world.homes[0], elsewhere.homes[0], elsewhere.office, elsewhere.technician):
        assert send(browser(actor), url(name, light)).status_code == 404
    for role, actor in cast.items():
        found = send(browser(actor), url(name, light)).status_code
        assert (found == 404) == (role not in roles), (role, found)


@pytest.mark.parametrize("name", VERBS)
def test_opening_the_address_of_a_verb_does_nothing(office, light, name):
    assert office.get(url(name, light)).status_code == 405
    assert again(light).state == "new"


@pytest.mark.parametrize("name", VERBS)
def test_an_empty_form_is_answered_with_a_page_and_never_with_an_error_of_ours(office, world, light, name):
    assert send(office, url(name, light)).status_code in (303, 404, 422)


def test_only_those_who_see_to_it_find_the_forms(world, elsewhere, light):
    for actor in (None, world.homes[0], elsewhere.office, bodies_testing.make_officer()):
        assert "For those who see to it" not in page(browser(actor).get(url("show", light)))
    assert 'id="accept"' in page(browser(world.office).get(url("show", light)))


def test_a_contractor_finds_no_way_to_accept_or_to_say_no(world):
    html = page(browser(world.technician).get(url("show", testing.make_issue(world, "accepted"))))
    assert 'id="start"' in html and 'id="claim"' in html
    assert 'id="accept"' not in html and 'id="reject"' not in html and 'id="clear_photo"' not in html


# ── accept, promise, slip ──


def test_accepting_without_a_date_gives_a_target_counted_from_the_rule(world, office, light):
    answer = send(office, url("accept", light), body=world.body.code, reply="Kita datang esok.")
    issue = again(light)
    assert answer.status_code == 303 and (issue.state, issue.due_kind, issue.body) == ("accepted", "target", world.body)
    assert "Kita datang esok." in page(browser().get(url("show", light)))


def test_the_responsible_body_is_chosen_before_anybody_chooses(world, office):
    html = page(office.get(url("show", testing.make_issue(world))))
    assert f'<option value="{world.contractor.code}" selected>' in html


def test_a_date_is_a_promise_only_from_the_body_that_names_it(world, office, at):
    own = testing.make_issue(world, node=world.place.lobbies[0], category="light")
    others = testing.make_issue(world)
    send(office, url("accept", own), body=world.body.code, due=day(at, 5))
    send(office, url("accept", others), body=world.contractor.code, due=day(at, 5))
    assert (again(own).due_kind, again(others).due_kind) == ("promise", "target")
    send(browser(world.technician), url("promise_date", others), due=day(at, 6))
    assert again(others).due_kind == "promise" and again(others).due == clock.due_at(date.fromisoformat(day(at, 6)))


@pytest.mark.parametrize("due", ["2001-01-01", "31/02/2026", "esok", "9999-12-31", "-1"])
def test_a_date_that_cannot_be_is_refused_beside_its_field_and_the_words_stay(world, office, light, due):
    answer = send(office, url("accept", light), body=world.body.code, due=due, reply="Kita datang esok.")
    html = page(answer)
    assert answer.status_code == 422 and 'id="accept_due_error"' in html and "Kita datang esok." in html
    assert again(light).state == "new" and not Step.objects.filter(what="accepted").exists()
    assert '<details class="fold" id="accept" open>' in html


@pytest.mark.parametrize("body", ["", "0000-0000", "'"])
def test_a_body_that_cannot_promise_here_is_refused(office, light, body):
    answer = send(office, url("accept", light), body=body)
    assert answer.status_code == 422 and 'id="accept_body_error"' in page(answer)


def test_a_body_of_another_perumahan_cannot_be_handed_anything(office, elsewhere, light):
    assert send(office, url("accept", light), body=elsewhere.body.code).status_code == 422


def test_sending_a_form_twice_is_doing_it_once(world, office, light):
    data = {"body": world.body.code, "client_id": str(uuid4())}
    assert [office.post(url("accept", light), data).status_code for _time in range(2)] == [303, 303]
    assert Step.objects.filter(issue=light, what="accepted").count() == 1


def test_what_somebody_else_has_done_meanwhile_is_said(world, office, light):
    commands.accept(world.office, issue=light, body=world.body)
    answer = send(office, url("accept", light), body=world.body.code, reply="Terlambat")
    assert answer.status_code == 422 and "accepted already" in page(answer) and "Terlambat" in page(answer)


def test_a_date_moves_only_with_a_reason(world, office, light, at):
    commands.accept(world.office, issue=light, body=world.body, due=at + timedelta(days=2))
    answer = send(office, url("slip", light), new_due=day(at, 9), reason="")
    assert answer.status_code == 422 and 'id="slip_reason_error"' in page(answer)
    send(office, url("slip", light), new_due=day(at, 9), reason="Alat ganti belum sampai")
    assert "Alat ganti belum sampai" in page(browser().get(url("show", light)))


# ── start, claim, say no ──


def test_the_technician_starts_and_says_that_it_is_done_with_a_photo(world):
    issue, technician = testing.make_issue(world, "accepted"), browser(world.technician)
    assert send(technician, url("start", issue)).status_code == 303
    assert send(technician, url("claim", issue), photo=photo(), text="Papan litar ditukar").status_code == 303
    assert again(issue).state == "claimed" and again(issue).done_photo is not None
    assert "Papan litar ditukar" in page(browser().get(url("show", issue)))


def test_a_claim_with_a_bad_photo_leaves_everything_as_it_was(world, office):
    issue = testing.make_issue(world, "started", days_ago=0.3)
    upload = SimpleUploadedFile("siap.jpg", b"bukan gambar", "image/jpeg")
    answer = send(office, url("claim", issue), photo=upload, text="Sudah siap")
    html = page(answer)
    assert answer.status_code == 422 and 'id="claim_photo_error"' in html and "Sudah siap" in html
    assert again(issue).state == "started" and "Being repaired" in html


def test_no_needs_a_reason_that_everybody_can_read(office, light):
    assert send(office, url("reject", light), reason=" x ").status_code == 422
    assert again(light).state == "new"
    send(office, url("reject", light), reason=f"Bukan kerja kita {SCRIPT}")
    html = page(browser().get(url("show", light)))
    assert "Bukan kerja kita &lt;script&gt;" in html and SCRIPT not in html


# ── joining ──


def test_twins_are_joined_by_choosing_and_parted_again(world, office):
    one, other = testing.make_issue(world), testing.make_issue(world, by=world.homes[1], fault="noise")
    assert one.code in page(office.get(url("show", other)))
    assert send(office, url("merge", other), twin=one.code).status_code == 303
    assert again(other).merged_into == one and again(one).households == 2
    assert send(office, url("unmerge", other)).status_code == 303
    assert again(other).state == "new" and again(one).households == 1


def test_any_report_of_the_perumahan_is_joined_by_its_number(world, office, light):
    far = testing.make_issue(world, by=world.homes[1])
    assert send(office, url("merge", far), into=light.code.lower().replace("-", " ")).status_code == 303
    assert again(far).merged_into == light


@pytest.mark.parametrize("number", ["", "0000-0000", SCRIPT])
def test_a_number_that_no_report_has_is_refused_beside_its_field(office, light, number):
    answer = send(office, url("merge", light), into=number)
    assert answer.status_code == 422 and 'id="merge_into_error"' in page(answer) and SCRIPT not in page(answer)


def test_a_report_of_another_perumahan_is_not_found_by_its_number(office, elsewhere, light):
    answer = send(office, url("merge", light), into=testing.make_issue(elsewhere).code)
    assert answer.status_code == 422 and again(light).state == "new"


def test_a_report_from_inside_a_home_is_never_offered_as_a_twin(world, office):
    home = testing.make_issue(world, node=world.place.units[0], category="light", at_home=True)
    assert home.code not in page(office.get(url("show", testing.make_issue(world, category="light"))))


# ── words, pictures, the other system, the sealed contact ──


def test_a_word_to_the_neighbours_is_read_as_words(world, office, light):
    send(office, url("comment", light), text=f"Juruteknik datang esok {SCRIPT}")
    html = page(browser().get(url("show", light)))
    assert "Juruteknik datang esok &lt;script&gt;" in html and SCRIPT not in html


def test_a_published_photo_is_seen_by_everybody(world, office):
    issue = testing.make_issue(world, photo=photo())
    assert browser().get(issue.photo.url).status_code == 404
    assert send(office, url("clear_photo", issue)).status_code == 303
    assert browser().get(issue.photo.url).status_code == 200
    assert 'id="clear_photo"' not in page(office.get(url("show", issue)))


def test_a_photo_from_inside_a_home_is_never_offered_for_publishing(world, office):
    issue = testing.make_issue(world, node=world.place.units[0], category="water", at_home=True, photo=photo())
    assert 'id="clear_photo"' not in page(office.get(url("show", issue)))
    assert send(office, url("clear_photo", issue)).status_code == 422
    assert browser().get(issue.photo.url).status_code == 404


def test_what_the_other_system_says_changes_nothing_of_ours(world, office, light):
    assert send(office, url("outside_status", light), status="Selesai").status_code == 422
    commands.record_outside_number(world.homes[0], issue=light, system="sispaa", number="SIS-100")
    assert send(office, url("outside_status", light), status="Selesai").status_code == 303
    assert again(light).state == "new" and "Selesai" in page(browser().get(url("show", light)))


def test_a_sealed_contact_is_opened_by_the_one_post_and_every_opening_leaves_a_line(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift", identity="confidential", contact="012-345 6789")
    association = bodies_testing.make_association(world.place.site).body
    lead = bodies_testing.make_account("Pelindung", "safeguard", world.place.site)
    post = bodies.create_post(SYSTEM, body=association, kind="safeguarding_lead")
    bodies.appoint(SYSTEM, post=post, account=lead.account, since=world.at - timedelta(days=1))
    answer = send(browser(lead), url("read_contact", issue))
    assert answer.status_code == 200 and "012-345 6789" in page(answer) and "no-store" in answer["Cache-Control"]
    line = TrailLine.objects.get(verb="issues.read_contact")
    assert "345" not in line.text
    assert "012-345" not in page(browser(lead).get(url("show", issue)))
    assert send(browser(world.office), url("read_contact", issue)).status_code == 404


def test_whoever_works_for_the_office_or_the_owner_too_never_opens_a_sealed_contact(world, phone):
    issue = commands.report(phone, node=world.lift, category="lift", identity="confidential", contact="012-345 6789")
    for role in ("office", "owner"):
        lead = bodies_testing.make_account(f"Pelindung {role}", "safeguard", world.place.site)
        grants.give(lead.account, role, world.place.site, since=world.at - timedelta(days=1), source="test:1")
        answer = send(browser(lead), url("read_contact", issue))
        assert answer.status_code == 403 and "012-345" not in page(answer)
    assert not TrailLine.objects.filter(verb="issues.read_contact").exists()


# ── the way back ──


def test_after_a_form_one_comes_back_to_where_it_stood_but_never_to_another_site_of_the_web(office, world, light):
    there = send(office, url("comment", light), text="Satu kata", next="/meja/x/")
    away = send(office, url("comment", light), text="Satu kata lagi", next="https://evil.example/")
    assert there["Location"] == "/meja/x/" and away["Location"] == url("show", light)
