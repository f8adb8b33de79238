"""A ballot of persons: help before a witness, on screen; a proxy where the constitution allows one; rivals kept out."""

import pytest
from django.urls import reverse

from k2k.ballots import commands as ballots
from k2k.ballots import testing as ballots_testing
from k2k.ballots.models import Voter
from k2k.core import clock, trail
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM
from k2k.core.commands import Refused
from k2k.elections import commands
from k2k.elections.testing import PHRASES, make_call, make_vote, stand
from k2k.groups import commands as groups
from k2k.groups import queries as groups_queries


@pytest.fixture
def run(db):
    run = make_call()
    Account.objects.update(is_demo=True)
    run.pass_days(2)
    for member, name in ((2, "Lee"), (5, "Tan")):
        stand(run, member, name)
    return run


def line(run, member: int) -> str:
    return run.made.memberships[member].voter


def given(run, helper: int, witness: int) -> dict:
    people = {"home": line(run, 0), "helper": line(run, helper), "witness": line(run, witness)}
    return people | {"slip": ballots_testing.slip(), "c1": "1"}


def test_who_cannot_see_is_helped_on_the_screen_by_one_who_does_not_stand(run, client, monkeypatch):
    election = make_vote(run)
    monkeypatch.setattr(clock, "now", lambda: run.day(24))
    client.force_login(run.made.secretary.account)
    address = reverse("ballots:help", args=[election.ballot.code])
    page = client.get(address).content.decode()
    assert "Who asked for help?" in page and "Puan Noraini" in page and "<script>" not in page
    assert client.post(address, given(run, 2, 3)).status_code == 422
    assert client.post(address, given(run, 3, 5)).status_code == 422
    assert not Voter.objects.exclude(mark="").exists()
    answer = client.post(address, given(run, 3, 4))
    assert answer.status_code == 303, answer.content.decode()
    helped = Voter.objects.get(mark="helped")
    assert (helped.who, helped.helper, helped.witness) == (line(run, 0), line(run, 3), line(run, 4))
    told = trail.TrailLine.objects.get(verb="ballots.help").text
    assert line(run, 3) in told and "Lee" not in told and "choice" not in told


def test_an_officer_known_as_a_member_does_not_help(run):
    election = make_vote(run)
    member = run.made.memberships[3]
    groups.link_account(SYSTEM, membership=member, account=run.tellers[0].account, at=run.day(23))
    words = {"ballot": election.ballot, "who": line(run, 0), "vote": {1: [1]}, "at": run.day(24)}
    with pytest.raises(Refused, match="neither helps"):
        ballots.help_vote(
            run.made.secretary, helper=line(run, 3), witness=line(run, 4), slip=ballots_testing.slip(), **words
        )


def prepared(run):
    run.pass_days(22)
    commands.open_vote(run.made.secretary, election=run.election, at=run.day(22))
    for number, teller in enumerate(run.tellers, 1):
        ballots.keep_key(teller, ballot=run.election.ballot, passphrase=PHRASES[number], at=run.day(22))
    return run.election.ballot


def test_a_group_without_proxies_has_none(run):
    ballot = prepared(run)
    assert ballot.proxies == 0
    with pytest.raises(Refused, match="nobody vote for another"):
        ballots.name_proxy(run.made.members[0], ballot=ballot, holder=line(run, 1), at=run.day(22))


def test_a_member_names_a_proxy_under_the_pin_where_the_constitution_allows_one(db):
    run = make_call(kind="jmb")
    Account.objects.update(is_demo=True)
    assert groups_queries.proxies(run.made.group, clock.today(run.made.at)) == 1
    run.pass_days(2)
    for member, name in ((2, "Lee"), (5, "Tan")):
        stand(run, member, name)
    ballot = prepared(run)
    assert (ballot.proxies, ballot.unit) == (1, "household")
    ballots.name_proxy(run.made.members[0], ballot=ballot, holder=line(run, 1), at=run.day(22))
    ballots.open_ballot(run.made.secretary, ballot=ballot, at=run.day(23))
    ballots.cast_vote(
        run.made.members[1], ballot=ballot, vote={1: [1]}, slip=ballots_testing.slip(), giver=line(run, 0),
        at=run.day(24),
    )  # fmt: skip
    assert ballot.roll.get(who=line(run, 0)).mark == "proxy"
