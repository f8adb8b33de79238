"""A contractor without an account: one link, one report, a date, the work, and the claim."""

import re
from datetime import timedelta

import pytest
from django.http import Http404

from k2k.bodies import commands as bodies
from k2k.bodies import testing as bodies_testing
from k2k.commitments import commands as commitments_commands
from k2k.commitments import queries as commitments
from k2k.core import clock, trail
from k2k.core.accounts import links
from k2k.core.accounts.links import SignedLink
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused
from k2k.core.testing import browser, page, photo, send
from k2k.issues import commands, panel, queries, rules, testing
from k2k.issues.models import Issue

DAY = timedelta(days=1)
WORDS = "Bunyi kuat dari atas"


@pytest.fixture
def issue(world):
    """A lift that the contractor was given today, with a target."""
    made = testing.make_issue(world, days_ago=0.1, text=WORDS)
    return commands.accept(world.office, issue=made, at=world.at)


@pytest.fixture
def link(world, issue):
    return commands.send_link(world.office, issue=issue, at=world.at)


def send_by(client, link, do: str, **words):
    """Open the page of the link and send one of its forms."""
    token = client.get(link.path).wsgi_request.form_token
    return client.post(link.path, {"form_token": token, "do": do, **words})


def day(at, days: int) -> str:
    return (clock.today(at) + timedelta(days=days)).isoformat()


def again(issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


# ── making it ──


def test_the_office_is_shown_the_link_once_with_a_way_to_copy_and_to_send_it(world, issue):
    office = browser(world.office)
    answer = send(office, f"/aduan/{issue.code}/pautan/")
    html = page(answer)
    address = re.search(r'data-copy="([^"]*/p/[^"]+)"', html)
    assert answer.status_code == 200 and address and "https://wa.me/?text=" in html
    assert "no-store" in answer["Cache-Control"]
    token = address[1].rstrip("/").rpartition("/")[2]
    assert token not in page(office.get(f"/aduan/{issue.code}/"))
    assert browser().get(f"/p/{token}/").status_code == 200


def test_only_the_office_of_the_place_makes_links(world, elsewhere, issue):
    secretary = bodies_testing.make_association(world.place.site).clerk
    for who in (world.technician, secretary, elsewhere.office, world.homes[0], bodies_testing.make_officer()):
        with pytest.raises(Denied):
            commands.send_link(who, issue=issue)
        assert "send_link" not in [
            one.section.verb for one in panel.sections(issue, who, queries.can(who, issue), world.at)
        ]


@pytest.mark.parametrize("state", ["new", "claimed", "confirmed", "rejected"])
def test_a_link_is_made_for_a_report_in_hand_alone(world, state):
    with pytest.raises(Refused):
        commands.send_link(world.office, issue=testing.make_issue(world, state, days_ago=1))


def test_nobody_gets_a_link_in_the_name_of_a_disputed_body(world, issue):
    bodies.contest(SYSTEM, body=world.contractor, on=clock.today(world.at))
    with pytest.raises(Refused):
        commands.send_link(world.office, issue=again(issue))


def test_a_new_link_ends_the_former_one_of_the_same_report_and_no_other(world, issue, link):
    other = commands.accept(world.office, issue=testing.make_issue(world, node=world.place.lifts[1]))
    elsewhere = commands.send_link(world.office, issue=other)
    newer = commands.send_link(world.office, issue=issue)
    assert [browser().get(each.path).status_code for each in (link, elsewhere, newer)] == [410, 200, 200]


def test_neither_the_timeline_nor_the_trail_gives_the_link_away(world, issue, link):
    token = link.path.strip("/").removeprefix("p/")
    told = [line.what for line in queries.timeline(issue, world.homes[0])]
    assert "link_sent" not in told and "link_sent" in [line.what for line in queries.timeline(issue, world.office)]
    assert token not in "".join(trail.TrailLine.objects.values_list("text", flat=True))


# ── using it ──


def test_the_page_says_where_and_what_and_carries_the_words_for_those_who_see_to_it(world, issue, link):
    for lang, word in (("en", "The reporter"), ("ms", world.place.site.name)):
        html = page(browser(lang=lang).get(link.path))
        assert WORDS in html and word in html and issue.code in html
    assert WORDS not in page(browser().get(f"/aduan/{issue.code}/"))


def test_the_holder_promises_begins_and_says_that_it_is_done(world, issue, link):
    phone = browser()
    assert send_by(phone, link, "promise_date", due=day(world.at, 4)).status_code == 303
    promised = commitments.running_for(issue.ref)
    assert (promised.kind, promised.body) == ("promise", world.contractor)
    assert send_by(phone, link, "start").status_code == 303
    assert send_by(phone, link, "claim", photo=photo(), text="Roda ditukar").status_code == 303
    found = again(issue)
    assert found.state == "claimed" and found.done_photo is not None and not found.done_photo.cleared
    steps = found.steps.filter(what__in=("promised", "started", "claimed"))
    assert {(step.body, step.post) for step in steps} == {(world.contractor, "")}
    assert "Neighbours now say" in page(phone.get(link.path))


def test_a_date_that_cannot_be_held_is_moved_with_its_reason(world, issue, link):
    phone = browser()
    send_by(phone, link, "promise_date", due=day(world.at, 4))
    assert send_by(phone, link, "slip", new_due=day(world.at, 9), reason="").status_code == 422
    assert send_by(phone, link, "slip", new_due=day(world.at, 9), reason="Alat ganti belum sampai").status_code == 303
    assert commitments.running_for(issue.ref).slips.count() == 1


def test_a_refused_form_comes_back_as_it_was_filled_in(world, issue, link):
    answer = send_by(browser(), link, "promise_date", due="2001-01-01")
    assert answer.status_code == 422 and "2001-01-01" in page(answer) and again(issue).due_kind == "target"


def test_a_form_sent_twice_is_done_once(world, issue, link):
    phone, form_id = browser(), "0b7c5d9e-6f0f-4a53-9c3e-1d3f5c6a7b80"
    for _time in range(2):
        assert send_by(phone, link, "start", client_id=form_id).status_code == 303
    assert issue.steps.filter(what="started").count() == 1


def test_after_a_belum_the_holder_reads_what_is_still_wrong(world, issue, link):
    commands.claim(world.technician, issue=issue, at=world.at)
    commands.answer(world.homes[0], issue=issue, answer="no", why_not="Masih berbunyi", at=world.at)
    assert "Masih berbunyi" in page(browser().get(link.path))


def test_a_photo_is_shown_only_once_everybody_may_see_it(world):
    issue = testing.make_issue(world, photo=photo(), days_ago=0.1)
    commands.accept(world.office, issue=issue)
    link = commands.send_link(world.office, issue=issue)
    assert issue.photo.url not in page(browser().get(link.path))
    commands.clear_photo(world.office, issue=issue)
    assert issue.photo.url in page(browser().get(link.path))


# ── what it does not do ──


def test_a_tampered_or_unknown_link_is_a_page_and_no_error(link):
    token = link.path.strip("/").removeprefix("p/")
    for wrong in (token[:-1] + ("0" if token[-1] != "0" else "1"), token[:-3], token + "0", "x", "%27"):
        assert browser().get(f"/p/{wrong}/").status_code == 404


def test_a_link_that_is_over_or_taken_back_says_so_and_does_nothing(world, issue, link):
    phone = browser()
    token = phone.get(link.path).wsgi_request.form_token
    for trouble in ({"expires_at": world.at - DAY, "made_at": world.at - 20 * DAY}, {"revoked_at": world.at}):
        SignedLink.objects.filter(pk=link.pk).update(**trouble)
        for answer in (phone.get(link.path), phone.post(link.path, {"form_token": token, "do": "start"})):
            assert answer.status_code == 410
    assert again(issue).state == "accepted"


def test_a_link_lasts_fourteen_days(link):
    assert link.expires_at - link.made_at == 14 * DAY and rules.LINK_LASTS == 14 * DAY


@pytest.mark.parametrize(
    "do", ["", "reject", "accept", "hand_over", "clear_photo", "send_link", "x" * 500, "__class__"]
)
def test_a_form_that_is_not_the_links_is_refused(issue, link, do):
    assert send_by(browser(), link, do, reason="Tidak mahu").status_code == 409
    assert again(issue).state == "accepted"


def test_a_link_reaches_its_own_report_and_no_other_of_the_same_lift(world, issue, link):
    other = commands.accept(world.office, issue=testing.make_issue(world, fault="noise"), at=world.at)
    holder = links.actor_of(link)
    assert queries.get(holder, issue.code) == issue and queries.of_link(holder) == issue
    with pytest.raises(Http404):
        queries.get(holder, other.code)
    assert panel.sections(other, holder, queries.can(holder, other), world.at) == []
    for call in (
        lambda: commands.start(holder, issue=other),
        lambda: commands.claim(holder, issue=other),
        lambda: commands.promise_date(holder, issue=other, due=world.at + DAY),
        lambda: commands.comment(holder, issue=other, text="Helo"),
        lambda: commands.tap(holder, issue=other),
        lambda: commitments_commands.claim(holder, commitment=commitments.running_for(other.ref)),
    ):
        with pytest.raises(Denied):
            call()
    answer = send_by(browser(), link, "start", code=other.code, issue=other.code)
    assert answer.status_code == 303 and (again(issue).state, again(other).state) == ("started", "accepted")


def test_a_link_about_no_report_reaches_none(world, issue):
    for about in ("", "issues.issue:", "issues.issue:x", "bodies.body:1", "issues.issue:999999"):
        made = links.make_link(
            purpose=rules.LINK_PURPOSE, subject=world.contractor.ref, about=about, at=world.at, lasts=DAY,
            made_by="account:1", role="contractor", node=world.place.site, single_use=False,
        )  # fmt: skip
        assert browser().get(made.path).status_code == 404
        with pytest.raises(Denied):
            commands.start(links.actor_of(made), issue=issue)


def test_the_link_of_one_body_does_nothing_for_a_report_that_another_has(world, issue, link):
    commands.hand_over(world.office, issue=issue, body=world.body, reason="Kontraktor tidak datang")
    assert browser().get(link.path).status_code == 410
    SignedLink.objects.update(revoked_at=None)
    with pytest.raises(Refused):
        commands.start(links.actor_of(SignedLink.objects.get()), issue=issue)
    assert 'name="do"' not in page(browser().get(link.path))


@pytest.mark.parametrize("end", ["reject", "merge"])
def test_a_link_ends_with_the_work(world, issue, link, end):
    if end == "reject":
        commands.reject(world.office, issue=issue, reason="Tiada peruntukan")
    else:
        commands.merge(world.office, issue=issue, into=testing.make_issue(world, by=world.homes[1]))
    assert browser().get(link.path).status_code == 410


def test_a_link_into_a_home_names_the_unit_and_never_the_household(world):
    unit = world.place.units[0]
    issue = testing.make_issue(world, node=unit, category="leak", at_home=True, text=WORDS, photo=photo(), days_ago=0.1)
    commands.accept(world.office, issue=issue, body=world.contractor)
    link = commands.send_link(world.office, issue=issue)
    phone = browser()
    html = page(phone.get(link.path))
    assert unit.name in html and WORDS in html and issue.photo.url not in html
    assert "home" not in html.lower().split("</h1>")[1].split("what has happened")[0].replace("inside a home", "")
    for do, words in (("promise_date", {"due": day(world.at, 4)}), ("start", {}), ("claim", {"text": "Paip ditukar"})):
        assert send_by(phone, link, do, **words).status_code == 303
    assert again(issue).state == "claimed"
    assert browser().get(f"/aduan/{issue.code}/").status_code == 404
    commands.answer(world.homes[0], issue=issue, answer="yes")
    assert WORDS not in page(phone.get(link.path))


def test_the_holder_of_a_link_is_no_neighbour(world, issue, link):
    holder = links.actor_of(link).on_device("c" * 32)
    commands.claim(holder, issue=issue, at=world.at)
    given = commands.answer(holder, issue=issue, answer="yes")
    assert not given.counts and given.why_not == "staff"
