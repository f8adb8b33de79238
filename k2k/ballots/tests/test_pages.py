"""The pages of a ballot: who sees what when, and a vote from paper to receipt without a line of script."""

import re

import pytest
from django.urls import reverse

from k2k.ballots import commands, testing
from k2k.ballots.models import Envelope, Typing, Voter
from k2k.ballots.testing import PHRASES, line_of, slip, vote
from k2k.people.testing import sign_in_by_card

#: What a page shows does not depend on the engine; the fuzzer opens every page on both.
pytestmark = pytest.mark.sqlite_only


def page(name, ballot, *more):
    return reverse(f"ballots:{name}", args=[ballot.code, *more])


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


PAPER = {"c1_1": "2", "c1_2": "1", "c1_3": "", "c2": "1"}


def test_a_home_votes_looks_again_and_gets_a_receipt_that_can_be_checked(made, open_ballot, client):
    sign_in_by_card(client, made.codes[0])
    assert page("vote", open_ballot) in client.get(page("show", open_ballot)).content.decode()
    form = client.get(page("vote", open_ballot)).content.decode()
    code = re.search(r'name="slip" value="([^"]+)"', form).group(1)
    again = client.post(page("vote", open_ballot), PAPER | {"slip": code, "step": "review"})
    assert "Is this right?" in said(again)
    assert not Envelope.objects.exists()
    done = client.post(page("vote", open_ballot), PAPER | {"slip": code, "step": "cast"})
    assert "Your vote is in the box" in said(done)
    assert "no-store" in done.headers["Cache-Control"]
    shown = re.search(r'class="ref">([^<]+)<', done.content.decode()).group(1)
    assert "Yes, it is in the box" in said(client.post(page("check", open_ballot), {"slip": shown}))
    assert "No envelope" in said(client.post(page("check", open_ballot), {"slip": slip()}))
    assert "The vote of your home is given" in said(client.get(page("show", open_ballot)))
    assert client.get(page("vote", open_ballot)).status_code == 303


def test_the_same_vote_sent_twice_shows_the_same_receipt(made, open_ballot, client):
    sign_in_by_card(client, made.codes[0])
    given = PAPER | {"slip": slip(), "step": "cast"}
    one, two = (client.post(page("vote", open_ballot), given) for _time in range(2))
    assert (one.status_code, two.status_code) == (200, 200)
    assert Envelope.objects.count() == 1
    second = client.post(page("vote", open_ballot), given | {"slip": slip()})
    assert second.status_code == 422
    assert "already given" in said(second)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"c1_1": "2", "c1_2": "2"}, "each name once"),
        ({"c1_1": "", "c1_2": "2"}, "leave no gap"),
        ({"c2": ""}, "Blank is a choice too"),
    ],
)
def test_a_paper_filled_in_wrongly_is_shown_again_with_what_was_chosen(made, open_ballot, client, wrong, sentence):
    sign_in_by_card(client, made.codes[0])
    answer = client.post(page("vote", open_ballot), PAPER | wrong | {"slip": slip(), "step": "review"})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'value="2" selected' in answer.content.decode()


def test_going_back_from_the_last_look_keeps_the_choice_and_casts_nothing(made, open_ballot, client):
    sign_in_by_card(client, made.codes[0])
    answer = client.post(page("vote", open_ballot), PAPER | {"slip": slip(), "step": "change"})
    assert 'value="2" selected' in answer.content.decode()
    assert not Envelope.objects.exists()


def test_who_is_not_on_the_roll_finds_no_paper(made, open_ballot, client):
    assert client.get(page("vote", open_ballot)).status_code == 404
    client.force_login(made.secretary.account)
    assert client.get(page("vote", open_ballot)).status_code == 404


def test_an_open_box_shows_how_full_it_is_and_nothing_else(made, open_ballot, client):
    vote(open_ballot, made.cards[0], 1)
    text = said(client.get(page("show", open_ballot)))
    assert "1 of 6" in text
    assert "Elected" not in text
    for name in ("tally_json", "tally_csv"):
        assert client.get(page(name, open_ballot)).status_code == 404


def test_a_draft_is_seen_by_who_writes_it_and_its_tellers(made, client):
    draft = testing.make_draft(made.secretary, made.site, [line_of(made.cards[0])], made.tellers[:2])
    assert client.get(page("show", draft)).status_code == 404
    for actor, status in ((made.tellers[0], 200), (made.tellers[2], 404), (made.secretary, 200)):
        client.force_login(actor.account)
        assert client.get(page("show", draft)).status_code == status


def test_a_teller_chooses_a_passphrase_typed_twice(made, client):
    draft = testing.make_draft(made.secretary, made.site, [line_of(made.cards[0])], made.tellers[:2])
    client.force_login(made.tellers[0].account)
    address = page("keep_key", draft)
    wrong = client.post(address, {"passphrase": "satu dua tiga", "passphrase2": "satu dua empat"})
    assert "not the same" in said(wrong)
    assert "satu dua" not in wrong.content.decode()
    assert "longer" in said(client.post(address, {"passphrase": "pendek", "passphrase2": "pendek"}))
    assert client.post(address, {"passphrase": "satu dua tiga", "passphrase2": "satu dua tiga"}).status_code == 303
    client.force_login(made.tellers[2].account)
    assert client.get(address).status_code == 404


def closed_with_papers(made, ballot):
    vote(ballot, made.cards[0], 1, 2)
    for card in made.cards[1:3]:
        commands.hand_paper(made.secretary, ballot=ballot, who=line_of(card))
    commands.close(made.secretary, ballot=ballot)


def test_tellers_who_differ_see_which_papers_and_then_open_the_box(made, open_ballot, client):
    closed_with_papers(made, open_ballot)
    for teller, lines in ((made.tellers[0], "2: 2 1"), (made.tellers[1], "1: 2 1\n1: 2")):
        client.force_login(teller.account)
        assert client.post(page("type_papers", open_ballot, 1), {"piles": lines}).status_code == 303
        assert client.post(page("type_papers", open_ballot, 2), {"n1": "2", "n2": "0", "n0": "0"}).status_code == 303
    text = said(client.get(page("count", open_ballot)))
    assert "differ" in text
    assert "Bala › Ali 2 1" in text
    opening = {"teller1": "1", "passphrase1": PHRASES[1], "teller2": "3", "passphrase2": PHRASES[3]}
    stopped = client.post(page("count", open_ballot), opening)
    assert stopped.status_code == 422
    assert "different numbers" in said(stopped)
    assert PHRASES[1] not in stopped.content.decode()
    client.post(page("type_papers", open_ballot, 1), {"piles": "2: 2 1"})
    assert client.post(page("count", open_ballot), opening).status_code == 303
    assert not Typing.objects.exists()
    assert "Elected: Bala" in said(client.get(page("show", open_ballot)))


@pytest.mark.parametrize("lines", ["2 2 1", "x: 1", "1: a", "9999999: 1"])
def test_a_line_of_piles_that_cannot_be_read_is_named(made, open_ballot, client, lines):
    closed_with_papers(made, open_ballot)
    client.force_login(made.tellers[0].account)
    answer = client.post(page("type_papers", open_ballot, 1), {"piles": lines})
    assert answer.status_code == 422
    assert "cannot be read" in said(answer)


def test_only_named_tellers_open(made, open_ballot, client):
    commands.close(made.secretary, ballot=open_ballot)
    client.force_login(made.secretary.account)
    assert client.get(page("count", open_ballot)).status_code == 404


def test_a_result_explains_each_seat_its_rounds_and_its_ties(made, client):
    ballot = testing.make_counted(made)
    text = said(client.get(page("show", ballot)))
    assert "Elected: Bala" in text
    assert "Bala: in round 2, with 3 votes." in text
    assert "Ali left the count" in text
    assert "Lots drawn by hand before the vote, typed alike by two tellers: Chong, Bala, Ali" in text
    assert "Carried: 4 for, 0 against, 0 blank." in text
    assert client.get(page("tally_json", ballot)).json()["contests"][0]["result"]["elected"] == [2]
    assert "Bala > Ali" in client.get(page("tally_csv", ballot)).content.decode()
    assert client.get(page("tally_blt", ballot, 1)).content.startswith(b"3 1\n")
    assert client.get(page("tally_blt", ballot, 9)).status_code == 404


@pytest.mark.parametrize("method", ["approval", "phragmen"])
def test_other_ways_of_counting_are_explained_too(made, client, method):
    ballot = commands.create(
        made.secretary, node=made.site, title="AJK", unit="household", closes_at=testing.in_a_day()
    )
    commands.add_contest(
        made.secretary, ballot=ballot, title="AJK", method=method, options=["Ali", "Bala", "Chong"], seats=2
    )
    commands.enrol(made.secretary, ballot=ballot, voters=[line_of(card) for card in made.cards])
    for number, teller in enumerate(made.tellers, 1):
        commands.appoint_teller(made.secretary, ballot=ballot, holder=teller.key)
        commands.keep_key(teller, ballot=ballot, passphrase=PHRASES[number])
    commands.open_ballot(made.secretary, ballot=ballot)
    for card, choice in zip(made.cards, ([1, 2], [1], [2], [1, 2, 3]), strict=False):
        commands.cast_vote(card, ballot=ballot, vote={1: choice}, slip=slip())
    commands.close(made.secretary, ballot=ballot)
    commands.count_votes(made.tellers[0], ballot=ballot, passphrases={1: PHRASES[1], 2: PHRASES[2]})
    text = said(client.get(page("show", ballot)))
    assert "Elected: Ali and Bala" in text or "Elected: Bala and Ali" in text


def test_the_committee_opens_hands_out_papers_helps_and_closes(made, client):
    draft = testing.make_draft(made.secretary, made.site, [line_of(card) for card in made.cards], made.tellers)
    client.force_login(made.secretary.account)
    assert "the machine draws" in said(client.get(page("open", draft)))
    assert client.post(page("open", draft)).status_code == 303
    assert "No home here" in said(client.post(page("hand_paper", draft), {"home": "Z-9"}))
    assert client.post(page("hand_paper", draft), {"home": "b-1-01"}).status_code == 303
    given = PAPER | {"slip": slip(), "home": "B-1-02", "helper": "B-1-04", "witness": "B-1-02"}
    assert "three people" in said(client.post(page("help", draft), given))
    assert client.post(page("help", draft), given | {"witness": "B-1-03"}).status_code == 303
    assert client.post(page("close", draft)).status_code == 303
    assert sorted(Voter.objects.exclude(mark="").values_list("mark", flat=True)) == ["helped", "paper"]


def test_a_cancelled_ballot_says_why_for_good(made, open_ballot, client):
    client.force_login(made.secretary.account)
    assert client.post(page("cancel", open_ballot), {"reason": "Calon menarik diri"}).status_code == 303
    client.logout()
    assert "Calon menarik diri" in said(client.get(page("show", open_ballot)))


def test_a_home_objects_to_help_it_did_not_ask_for(made, open_ballot, client):
    commands.help_vote(
        made.secretary, ballot=open_ballot, who=line_of(made.cards[0]), witness=line_of(made.cards[1]),
        helper=line_of(made.cards[2]),
        vote={1: [1], 2: [1]}, slip=slip(),
    )  # fmt: skip
    sign_in_by_card(client, made.codes[0])
    assert "Nobody here asked for it" in said(client.get(page("show", open_ballot)))
    assert client.post(page("object", open_ballot)).status_code == 303
    assert "1 home says that it asked for no help" in said(client.get(page("show", open_ballot)))


def test_the_list_shows_ballots_and_the_front_counts_those_that_are_open(made, open_ballot, client):
    assert "Pemilihan" in said(client.get(reverse("ballots:site", args=[made.site.code])))
    from k2k.ballots import offers

    assert offers.tile(made.site, open_ballot.made_at)["text"] == "1 ballot is open"


def test_the_list_costs_the_same_with_one_ballot_or_many(made, client, django_assert_max_num_queries):
    address = reverse("ballots:site", args=[made.site.code])
    for _time in range(9):
        ballot = commands.create(
            made.secretary, node=made.site, title="Undi", unit="household", closes_at=testing.in_a_day()
        )
        commands.cancel(made.secretary, ballot=ballot, reason="Cuba")
    with django_assert_max_num_queries(6):
        assert client.get(address).content.count(b"/undi/") >= 9


def test_a_voter_and_a_teller_are_asked(made, open_ballot):
    from k2k.ballots import offers

    now = open_ballot.made_at
    assert [todo.sentence for todo in offers.todo(made.cards[0], now)] == ["Vote: Pemilihan"]
    vote(open_ballot, made.cards[0], 1)
    assert offers.todo(made.cards[0], now) == []
    commands.close(made.secretary, ballot=open_ballot)
    assert [todo.sentence for todo in offers.todo(made.tellers[0], now)] == ["Open the box: Pemilihan"]
