"""Makers for tests of this app and of those above: an election at any step, told by commands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from k2k.ballots import commands as ballots
from k2k.ballots import testing as ballots_testing
from k2k.bodies.testing import make_account
from k2k.core import clock, ids
from k2k.core.actors import SYSTEM, Actor
from k2k.elections import commands, jobs
from k2k.elections.commands.calling import Wanted
from k2k.elections.models import Candidate, Election
from k2k.groups import commands as groups
from k2k.groups.testing import Made, make_group

PHRASES = {1: "tujuh ekor kucing", 2: "hujan petang di blok"}


@dataclass
class Run:
    """A group and its election; `tellers` open the box, `candidates` by name."""

    made: Made
    election: Election
    tellers: list[Actor] = field(default_factory=list)
    candidates: dict[str, Candidate] = field(default_factory=dict)

    def day(self, days: int) -> datetime:
        """An hour before noon so many days after the call."""
        called = clock.today(self.election.called_at)
        return clock.start_of_day(called + timedelta(days=days)) + timedelta(hours=11)

    def pass_days(self, days: int) -> Election:
        """What time does by itself until then."""
        jobs.pass_days(self.day(days))
        self.election.refresh_from_db()
        return self.election


def days_from(at: datetime) -> dict:
    """Nominations for a week from tomorrow, two weeks to object, a vote on days 23 to 25."""
    today = clock.today(at)
    names = ("nominate_from", "nominate_until", "object_until", "vote_from", "vote_until")
    return {name: today + timedelta(days=days) for name, days in zip(names, (1, 7, 21, 23, 25), strict=True)}


def make_call(seats: list[Wanted] | None = None, *, members: int = 8, at: datetime | None = None, **words) -> Run:
    """A group whose committee is known as no member, and an election of its chair, just called."""
    made = make_group(members=members, at=at, **words)
    seats = seats or [Wanted("chair")]
    called = commands.call_election(
        made.secretary, group=made.group, seats=seats, at=made.at, **days_from(made.at)
    )  # fmt: skip
    run = Run(made, called)
    for number in PHRASES:
        teller = make_account(f"Pengira {number}")
        commands.name_teller(made.secretary, election=called, account=teller.account, at=made.at)
        run.tellers.append(teller)
    return run


def stand(run: Run, member: int, name: str, *, seat: int = 1, at: datetime | None = None) -> Candidate:
    """The member stands: proposed and seconded by the two members before, agreed to under the PIN."""
    at, members = at or run.day(2), run.made.members
    found = commands.nominate(
        members[member - 1], election=run.election, seat=run.election.seats.get(number=seat),
        membership=run.made.memberships[member], at=at,
    )  # fmt: skip
    commands.second(members[member - 2], candidate=found, at=at)
    run.candidates[name] = commands.consent(members[member], candidate=found, name=name, at=at)
    return run.candidates[name]


def make_vote(run: Run, *, lots: dict[int, list[int]] | None = None) -> Election:
    """The list stands, the tellers keep their keys, the ballot is open."""
    run.pass_days(22)
    commands.open_vote(run.made.secretary, election=run.election, at=run.day(22))
    ballot = run.election.ballot
    assert ballot is not None
    for number, teller in enumerate(run.tellers, 1):
        ballots.keep_key(teller, ballot=ballot, passphrase=PHRASES[number], at=run.day(22))
    ballots_testing.draw(ballot, run.tellers, lots or {}, run.day(22))
    ballots.open_ballot(run.made.secretary, ballot=ballot, at=run.day(23))
    run.election.refresh_from_db()
    return run.election


def cast(run: Run, member: int, *names: str, contest: int = 1) -> None:
    """The member votes for these names."""
    places = [Candidate.objects.get(pk=run.candidates[name].pk).place for name in names]
    voter = run.made.members[member]
    ballots.cast_vote(
        voter, ballot=run.election.ballot, vote={contest: places}, slip=ids.new_code(15), at=run.day(24)
    )  # fmt: skip


def make_counted(run: Run) -> Election:
    """The ballot has closed by itself, two tellers open the box."""
    run.pass_days(26)
    ballot = run.election.ballot
    assert ballot is not None
    ballot.refresh_from_db()
    ballots.count_votes(run.tellers[0], ballot=ballot, passphrases=PHRASES, at=run.day(26))
    run.election.refresh_from_db()
    return run.election


def link(made: Made, post: str, member: int) -> None:
    """The programme office writes down which member holds this post."""
    groups.link_account(SYSTEM, membership=made.memberships[member], account=made.posts[post].account)
