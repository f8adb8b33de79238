"""Only who called a ballot runs it: a rival committee of the same site is refused by every verb of a committee."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from k2k.ballots import commands, offers, rules, testing
from k2k.ballots.models import Ballot
from k2k.ballots.testing import draw, in_a_day, line_of, slip
from k2k.bodies import commands as bodies
from k2k.bodies.testing import make_account, make_association
from k2k.core import clock
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Denied, Refused

TRIES: dict[str, tuple[Callable, dict]] = {
    "ballots.add_contest": (commands.add_contest, {"title": "Lagi", "method": "yes-no", "options": ["Ya", "Tidak"]}),
    "ballots.enrol": (commands.enrol, {"voters": []}),
    "ballots.appoint_teller": (commands.appoint_teller, {"holder": "account:1"}),
    "ballots.open": (commands.open_ballot, {}),
    "ballots.hand_paper": (commands.hand_paper, {"who": "people.household:1"}),
    "ballots.close": (commands.close, {}),
    "ballots.cancel": (commands.cancel, {"reason": "Kami juga jawatankuasa"}),
    "ballots.name_proxy": (
        commands.name_proxy,
        {"giver": "people.household:1", "holder": "people.household:2", "signed": True},
    ),
}
HELP = {"who": "people.household:1", "helper": "people.household:2", "witness": "people.household:3", "vote": {}}


@pytest.fixture
def rival(made):
    clerk = make_association(made.site, "Persatuan Saingan").clerk
    Account.objects.update(is_demo=True)
    return clerk


def draft(made) -> Ballot:
    lines = [line_of(card) for card in made.cards]
    return testing.make_draft(made.secretary, made.site, lines, made.tellers, proxies=1)


def test_every_verb_of_a_committee_is_tried():
    of_committee = {verb for verb, roles in rules.VERBS.items() if "committee" in roles}
    assert set(TRIES) | {"ballots.create"} == of_committee


@pytest.mark.parametrize("verb", sorted(TRIES))
@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_rival_committee_is_denied(made, rival, verb, state):
    ballot = draft(made) if state == "draft" else testing.make_open(made)
    call, words = TRIES[verb]
    if (verb, state) == ("ballots.name_proxy", "open"):
        with pytest.raises(Refused):
            call(rival, ballot=ballot, **words)
        return
    with pytest.raises(Denied):
        call(rival, ballot=ballot, **words)


def test_a_rival_committee_neither_helps_nor_calls_a_ballot_of_another_body(made, rival, open_ballot):
    with pytest.raises(Denied):
        commands.help_vote(rival, ballot=open_ballot, slip=slip(), **HELP)
    with pytest.raises(Denied):
        commands.create(rival, node=made.site, title="Undi", unit="person", closes_at=in_a_day(), body=open_ballot.body)


def test_who_holds_posts_in_two_groups_says_for_which(made, rival):
    other = bodies.create_post(SYSTEM, body=draft(made).body, kind="treasurer")
    bodies.appoint(SYSTEM, post=other, account=rival.account, since=clock.now())
    with pytest.raises(Refused, match="several groups"):
        commands.create(rival, node=made.site, title="Undi", unit="person", closes_at=in_a_day())


def test_who_speaks_for_a_disputed_body_runs_nothing(made, open_ballot):
    bodies.contest(SYSTEM, body=open_ballot.body, on=clock.today(clock.now()))
    with pytest.raises(Denied):
        commands.close(made.secretary, ballot=open_ballot)
    assert commands.close(SYSTEM, ballot=open_ballot).state == "closed"


def test_a_rival_finds_no_page_of_the_committee_and_no_draft(made, rival, open_ballot, client):
    hidden = draft(made)
    client.force_login(rival.account)
    for name in ("hand_paper", "help", "close", "cancel", "roll"):
        assert client.get(reverse(f"ballots:{name}", args=[open_ballot.code])).status_code == 404, name
    for name in ("show", "open", "type_proxy"):
        assert client.get(reverse(f"ballots:{name}", args=[hidden.code])).status_code == 404, name
    assert hidden.code not in client.get(reverse("ballots:site", args=[made.site.code])).content.decode()
    assert b"For the committee" not in client.get(reverse("ballots:show", args=[open_ballot.code])).content


def test_neither_a_teller_nor_who_runs_it_helps_or_watches(made, open_ballot):
    given = {"who": line_of(made.cards[0]), "vote": {}, "ballot": open_ballot}
    free, watching = line_of(made.cards[1]), line_of(made.cards[2])
    for helper, witness in (("", watching), (made.tellers[0].key, watching), (free, made.tellers[1].key)):
        with pytest.raises(Refused, match="neither helps nor watches"):
            commands.help_vote(made.secretary, helper=helper, witness=witness, slip=slip(), **given)
    commands.help_vote(made.tellers[0], helper=free, witness=watching, slip=slip(), **given)
    with pytest.raises(Denied):
        commands.help_vote(make_account("Sesiapa"), helper=free, witness=watching, slip=slip(), **given)


def named(made):
    ballot = draft(made)
    one, two = (line_of(card) for card in made.cards[:2])
    commands.name_proxy(made.secretary, ballot=ballot, giver=one, holder=two, signed=True)
    return ballot


def opened(made, ballot):
    draw(ballot, made.tellers, {1: [3, 2, 1]})
    return commands.open_ballot(made.secretary, ballot=ballot)


def test_a_proxy_votes_once_for_the_line_that_named_them(made):
    ballot = opened(made, named(made))
    giver, holder = line_of(made.cards[0]), made.cards[1]
    told = [todo.sentence for todo in offers.todo(holder, ballot.opened_at)]
    assert told == ["Vote for the neighbour who named you: Pemilihan", "Vote: Pemilihan"]
    vote = {"ballot": ballot, "vote": {1: [1], 2: [1]}, "giver": giver}
    with pytest.raises(Denied):
        commands.cast_vote(made.cards[2], slip=slip(), **vote)
    commands.cast_vote(holder, slip=slip(), **vote)
    testing.vote(ballot, holder, 2)
    with pytest.raises(Refused, match="already"):
        testing.vote(ballot, made.cards[0], 2)
    assert sorted(ballot.roll.exclude(mark="").values_list("mark", flat=True)) == ["proxy", "screen"]
    commands.close(made.secretary, ballot=ballot)
    counted = commands.count_votes(
        made.tellers[0], ballot=ballot, passphrases={1: testing.PHRASES[1], 2: testing.PHRASES[2]}
    )
    assert counted.state == "counted"


def test_who_votes_themselves_first_needs_no_proxy(made):
    ballot = opened(made, named(made))
    testing.vote(ballot, made.cards[0], 1)
    with pytest.raises(Refused, match="already"):
        commands.cast_vote(
            made.cards[1], ballot=ballot, vote={1: [2], 2: [1]}, slip=slip(), giver=line_of(made.cards[0])
        )


def test_a_proxy_is_refused_beyond_the_rules(made):
    ballot = named(made)
    one, two, three = (line_of(card) for card in made.cards[:3])
    for giver, holder, said in (
        (three, two, "no more"), (two, three, "names no proxy"), (three, one, "names no proxy"),
        (three, three, "another"), (three, "people.household:999", "another"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            commands.name_proxy(made.secretary, ballot=ballot, giver=giver, holder=holder, signed=True)
    with pytest.raises(Refused, match="signed"):
        commands.name_proxy(made.secretary, ballot=ballot, giver=three, holder=two)
    with pytest.raises(Refused, match="PIN"):
        commands.name_proxy(made.cards[2], ballot=ballot, holder=two)
    commands.name_proxy(made.secretary, ballot=ballot, giver=one, holder="", signed=True)
    assert not ballot.named_proxies.exists()
    plain = testing.make_draft(made.secretary, made.site, [one, two], made.tellers)
    with pytest.raises(Refused, match="nobody vote for another"):
        commands.name_proxy(made.secretary, ballot=plain, giver=one, holder=two, signed=True)


def test_the_paper_list_shows_the_proxy_and_who_has_voted(made, client):
    ballot = opened(made, named(made))
    commands.cast_vote(made.cards[1], ballot=ballot, vote={1: [1], 2: [1]}, slip=slip(), giver=line_of(made.cards[0]))
    client.force_login(made.tellers[0].account)
    text = client.get(reverse("ballots:roll", args=[ballot.code])).content.decode()
    assert "<td>B-1-01</td><td>B-1-02</td><td>has voted, by proxy</td>" in text


def test_lots_typed_alike_by_two_tellers_are_taken_and_a_mismatch_blocks(made, client):
    ballot = draft(made)
    address = reverse("ballots:type_lots", args=[ballot.code])
    client.force_login(made.tellers[0].account)
    assert client.post(address, {"lots1": "3 2 2", "lots2": "1 2"}).status_code == 422
    assert client.post(address, {"lots1": "3 1 2", "lots2": "1 2"}).status_code == 303
    with pytest.raises(Refused, match="second teller"):
        commands.open_ballot(made.secretary, ballot=ballot)
    commands.type_lots(made.tellers[1], ballot=ballot, contest=1, lots=[1, 3, 2])
    commands.type_lots(made.tellers[1], ballot=ballot, contest=2, lots=[1, 2])
    with pytest.raises(Refused, match="different lots"):
        commands.open_ballot(made.secretary, ballot=ballot)
    with pytest.raises(Denied):
        commands.type_lots(made.secretary, ballot=ballot, contest=1, lots=[3, 1, 2])
    commands.type_lots(made.tellers[1], ballot=ballot, contest=1, lots=[3, 1, 2])
    commands.open_ballot(made.secretary, ballot=ballot)
    contest = ballot.contests.get(number=1)
    assert (contest.lots, contest.drawn_by) == ([3, 1, 2], "tellers")


def test_no_teller_holds_a_vote_up_with_lots_typed_wrongly(made):
    ballot = draft(made)
    commands.type_lots(made.tellers[0], ballot=ballot, contest=1, lots=[3, 1, 2])
    commands.open_ballot(SYSTEM, ballot=ballot)
    assert ballot.contests.get(number=1).drawn_by == "machine"
