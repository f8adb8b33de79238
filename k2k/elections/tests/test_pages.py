"""The pages as neighbours, members, the committee and tellers see them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from k2k.bodies.testing import make_association, make_officer
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.elections import commands, offers, testing
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Candidate, Election
from k2k.groups.testing import make_group

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def client(actor=None):
    made = Client(headers={"accept-language": "en"})
    made.cookies["django_language"] = "en"
    if actor is not None:
        Account.objects.filter(pk=actor.account.pk).update(is_demo=True)
        made.force_login(actor.account)
    return made


def page(browser, name, code):
    answer = browser.get(reverse(f"elections:{name}", args=[code]))
    assert answer.status_code == 200, name
    return answer.content.decode()


@pytest.fixture
def earlier(monkeypatch):
    """A group whose election was called so long ago that the day of the test is any day of it."""

    def make(days_ago, seats=None):
        at = clock.now() - timedelta(days=days_ago)
        return testing.make_call(seats or [Wanted("chair"), Wanted("committee_member", 2, "women")], at=at)

    return make


def test_the_secretary_calls_an_election_from_the_form_and_the_page_says_its_days():
    made = make_group(members=3)
    browser = client(made.secretary)
    address = reverse("elections:call", args=[made.group.code])
    form = browser.get(address).context["form"]
    sent = {name: field.initial for name, field in form.fields.items() if name.endswith(("from", "until"))}
    empty = browser.post(address, sent)
    assert empty.status_code == 422 and "one seat at least" in empty.content.decode()
    answer = browser.post(address, sent | {"posts": ["chair"], "members": 3, "women": 1})
    election = Election.objects.get()
    assert answer.status_code == 303 and election.seats.count() == 3
    shown = page(client(), "show", election.code)
    assert "Called" in shown and "Committee member, seat for women" in shown and "recounts it by hand" in shown
    assert client().get(address).status_code == 404


def test_everybody_reads_the_names_agreed_for_the_paper_and_only_members_who_is_proposed(earlier):
    run = earlier(2)
    testing.stand(run, 2, "Puan Lee")
    given = {"election": run.election, "seat": run.election.seats.get(number=1), "at": run.day(2)}
    commands.nominate(run.made.members[1], membership=run.made.memberships[3], **given)
    shown = page(client(), "candidates", run.election.code)
    assert "Puan Lee" in shown and "Encik Zul" not in shown and "never who came first" in shown
    assert "Encik Zul" in page(client(run.made.secretary), "candidates", run.election.code)


def phone(run, member):
    """The card of a member's home in a phone, under the PIN of its person."""
    made, actor = client(), run.made.members[member]
    session = made.session
    session["card"] = int(actor.key.partition(":")[2])
    session["person"] = {"id": actor.person_id, "until": (clock.now() + timedelta(minutes=9)).isoformat()}
    session.save()
    return made


def test_a_member_proposes_another_seconds_and_the_candidate_agrees_each_on_their_own_phone(earlier):
    run = earlier(2)
    address = reverse("elections:nominate", args=[run.election.code])
    assert client().get(address).status_code == 404
    sent = {"seat": "1", "membership": run.made.memberships[2].code}
    assert phone(run, 1).post(address, sent).status_code == 303
    made = Candidate.objects.get()
    shown = page(phone(run, 3), "candidates", run.election.code)
    assert reverse("elections:second", args=[made.code]) in shown
    assert phone(run, 1).post(reverse("elections:second", args=[made.code])).status_code == 422
    assert phone(run, 3).post(reverse("elections:second", args=[made.code])).status_code == 303
    consent = reverse("elections:consent", args=[made.code])
    assert "Do you agree to stand?" in page(phone(run, 2), "show", run.election.code)
    assert phone(run, 3).get(consent).status_code == 404
    answer = phone(run, 2).post(consent, {"name": "Puan Lee", "statement": "Lif dahulu."})
    assert answer.status_code == 303
    assert Candidate.objects.get().state == "standing"
    objected = phone(run, 5).post(reverse("elections:object", args=[made.code]), {"reason": "not_agreed"})
    assert objected.status_code == 303
    assert phone(run, 2).post(reverse("elections:withdraw", args=[made.code])).status_code == 303


def test_without_a_pin_one_is_led_to_the_page_of_the_pin(earlier):
    run = earlier(2)
    browser = phone(run, 1)
    session = browser.session
    del session["person"]
    session.save()
    answer = browser.get(reverse("elections:nominate", args=[run.election.code]))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("people:pin"))


def test_a_member_without_a_phone_gets_a_paper_once_and_nobody_of_another_committee_gives_it(earlier):
    run = earlier(24, [Wanted("chair")])
    testing.stand(run, 2, "Puan Lee")
    testing.stand(run, 3, "Encik Zul")
    testing.make_vote(run)
    address = reverse("elections:hand_paper", args=[run.election.code])
    rival = make_association(run.made.site, "Persatuan Lain").clerk
    assert client(rival).get(address).status_code == 404
    sent = {"who": run.made.memberships[0].voter}
    assert client(run.made.secretary).post(address, sent).status_code == 303
    again = client(run.made.secretary).post(address, sent)
    assert again.status_code == 422 and "already given" in again.content.decode()


def test_who_was_elected_opens_the_account_of_the_post_from_the_phone(earlier):
    run = earlier(60, [Wanted("chair")])
    testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    run.pass_days(40)
    made = Candidate.objects.get()
    assert "Open the account of my post" in page(phone(run, 2), "show", run.election.code)
    answer = phone(run, 2).post(reverse("elections:invite", args=[made.code]))
    assert answer.status_code == 303 and answer["Location"].startswith("/p/")
    assert phone(run, 3).post(reverse("elections:invite", args=[made.code])).status_code == 404


def test_the_secretary_types_a_paper_form_on_its_page_and_names_tellers(earlier):
    run = earlier(2)
    browser, of = client(run.made.secretary), run.made.memberships
    sent = {
        "seat": "1", "membership": of[2].code, "proposer": of[3].code, "seconder": of[4].code, "name": "Puan Lee",
        "signed": "on",
    }  # fmt: skip
    address = reverse("elections:enter", args=[run.election.code])
    assert browser.post(address, sent | {"signed": ""}).status_code == 422
    assert browser.post(address, sent).status_code == 303
    assert Candidate.objects.get().how == "paper"
    named = browser.post(
        reverse("elections:name_teller", args=[run.election.code]), {"account": run.made.posts["treasurer"].account.pk}
    )
    assert named.status_code == 422 and "which member this account is" in named.content.decode()


def test_the_desk_of_objections_is_the_tellers_and_needs_a_reason(earlier):
    run = earlier(10)
    made = testing.stand(run, 2, "Puan Lee")
    commands.object_to_candidate(run.made.homes[5], candidate=made, reason="other", at=run.day(9))
    address = reverse("elections:objections", args=[run.election.code])
    assert client().get(address).status_code == 404
    said = Candidate.objects.get().objections.get()
    assert "An objection waits for you" in offers.todo(run.tellers[0], clock.now())[0].sentence
    for teller in run.tellers:
        browser = client(teller)
        assert "Something else in the constitution" in page(browser, "objections", run.election.code)
        assert browser.post(address, {"objection": said.code, "upheld": "yes", "because": ""}).status_code == 422
        assert browser.post(address, {"objection": said.code, "upheld": "yes", "because": "Betul"}).status_code == 303
    assert Candidate.objects.get().state == "struck"
    assert "It held." in page(client(), "candidates", run.election.code)


def test_the_result_is_told_in_sentences_with_the_tie_and_where_to_recount(earlier):
    run = earlier(60, [Wanted("chair"), Wanted("treasurer")])
    testing.stand(run, 2, "Puan Lee")
    testing.stand(run, 3, "Encik Zul")
    testing.make_vote(run)
    testing.cast(run, 0, "Puan Lee")
    testing.cast(run, 1, "Encik Zul")
    testing.make_counted(run)
    shown = page(client(), "result", run.election.code)
    assert "were equal. The lot drawn before the vote fell on" in shown and "k2k count undi-" in shown
    assert "Puan Lee 1 and Encik Zul 1" in shown or "Encik Zul 1 and Puan Lee 1" in shown
    assert "Vacant: nobody stood." in shown and "Members can object until" in shown
    run.pass_days(41)
    officer = make_officer()
    shown = page(client(officer), "show", run.election.code)
    assert "Elected, without an account yet" in shown
    winner = Candidate.objects.get(state="elected")
    answer = client(officer).post(reverse("elections:invite", args=[winner.code]))
    assert answer.status_code == 200 and "/p/" in answer.content.decode()
    assert client(run.made.secretary).post(reverse("elections:invite", args=[winner.code])).status_code == 404
    assert "Tell those elected" in offers.todo(run.made.secretary, clock.now())[0].sentence


def test_the_sheets_for_paper_are_there_for_everybody(earlier):
    run = earlier(10)
    testing.stand(run, 2, "Puan Lee")
    assert "Seconded by: name, home, signature" in page(client(), "print_form", run.election.code)
    assert "Puan Lee" in page(client(), "print_candidates", run.election.code)
    assert "Election called on" in page(client(), "list", run.made.group.code)


def test_the_programme_officer_holds_a_result_up_and_lets_it_go_on_from_the_pages(earlier):
    run = earlier(24)
    run.pass_days(22)
    browser = client(make_officer())
    assert browser.post(reverse("elections:suspend", args=[run.election.code]), {"reason": "Semak"}).status_code == 303
    assert "Semak" in page(client(), "result", run.election.code)
    assert browser.post(reverse("elections:resume", args=[run.election.code])).status_code == 303
    assert browser.post(reverse("elections:cancel", args=[run.election.code]), {"reason": "Batal"}).status_code == 303
    assert "Batal" in page(client(), "show", run.election.code)


def test_the_groups_health_shows_contested_seats_and_no_number_of_few_people(earlier):
    run = earlier(60)
    testing.stand(run, 2, "Puan Lee")
    run.pass_days(22)
    testing.link(run.made, "secretary", 7)
    today = clock.today()
    found = offers.group_health(run.made.group, today - timedelta(days=90), today)
    assert (found[0].n, found[0].of) == (0, 2)
    assert [one.what for one in found if one.what.startswith("Women")] == [
        "Women: fewer than five of 8 members, fewer than five of fewer than five in posts"
    ]
