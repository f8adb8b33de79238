"""The association elects its chair four months ago: two stand, votes are equal, the lot decides."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.ballots import commands as ballots
from k2k.bodies import commands as bodies
from k2k.core import clock, ids
from k2k.core.accounts import commands as accounts
from k2k.core.actors import SYSTEM, Actor
from k2k.elections import commands
from k2k.groups import commands as groups_commands
from k2k.groups import queries as groups

if TYPE_CHECKING:
    from k2k.elections.models import Candidate, Election
    from k2k.groups.models import Group, Membership
    from k2k.home.demo.build import World

#: When it was called, in days before now; every other day is counted from there.
CALLED = 125
PHRASES = {1: "contoh ikan keli tiga ekor", 2: "contoh payung merah"}
Members = list[tuple[Actor, "Membership"]]


def tell(world: "World") -> None:
    """Called, nominated on screen and on paper, voted, counted with a tie, and settled by the clock."""
    group = world.groups["association"]
    members = _members(world, group)
    _old_chair(world, group)
    _known(world, group, members)
    election = _called(world, group)
    _stand(world, election, members)
    _vote(world, election, members)
    commands.settle(SYSTEM, election=election, at=_day(world, 41))


def _day(world: "World", days: int, hours: int = 11) -> datetime:
    called = clock.today(world.now - timedelta(days=CALLED))
    return clock.start_of_day(called + timedelta(days=days)) + timedelta(hours=hours)


def _members(world: "World", group: "Group") -> Members:
    """Eight of those who joined first, with their memberships."""
    actors = world.members[group.pk][:8]
    rows = {row.person_id: row for row in groups.members(group, world.now)}
    return [(actor, rows[actor.person_id]) for actor in actors]


def _old_chair(world: "World", group: "Group") -> None:
    """Who has held the post since the beginning; no member is known behind the account."""
    account = accounts.create_account(
        SYSTEM, username=f"pengerusi-lama-{world.site.code.lower()}", display_name="Encik Osman", at=world.start
    )
    post = bodies.create_post(SYSTEM, body=group.body, kind="chair", at=world.start)
    bodies.appoint(SYSTEM, post=post, account=account, since=world.start, at=world.start)


def _called(world: "World", group: "Group") -> "Election":
    names = ("nominate_from", "nominate_until", "object_until", "vote_from", "vote_until")
    called = clock.today(world.now - timedelta(days=CALLED))
    days = {name: called + timedelta(days=days) for name, days in zip(names, (1, 7, 21, 23, 25), strict=True)}
    seats = [("chair",), ("committee_member", 1, "women")]
    secretary = world.actors["secretary"]
    election = commands.call_election(secretary, group=group, seats=seats, at=_day(world, 0), **days)
    for teller in _tellers(world):
        commands.name_teller(secretary, election=election, account=teller.account, at=_day(world, 0))
    return election


def _known(world: "World", group: "Group", members: Members) -> None:
    """The treasurer is known as a member, so that all see that he does not stand."""
    account = world.actors["treasurer"].account
    if groups.membership_of_account(group, account) is None:
        groups_commands.link_account(SYSTEM, membership=members[-1][1], account=account, at=_day(world, -1))


def _tellers(world: "World") -> list[Actor]:
    """The treasurer, who does not stand, and the mobiliser, who is not of the association."""
    return [world.actors["treasurer"], world.actors["mobiliser"]]


def _stand(world: "World", election: "Election", members: Members) -> None:
    chair, women = election.seats.order_by("number")
    _propose(world, election, members, 0, chair, "Lif dan lampu dahulu. Setiap janji ada tarikh.")
    _propose(world, election, members, 5, women, "Ruang selamat untuk kanak-kanak.")
    (_actor, candidate), (_a, proposer), (_b, seconder) = members[1], members[2], members[3]
    commands.enter(
        world.actors["secretary"], election=election, seat=chair, membership=candidate, proposer=proposer,
        seconder=seconder, name=_name(candidate), statement="Kira-kira dibuka setiap bulan.", signed=True,
        at=_day(world, 3),
    )  # fmt: skip


def _propose(world, election, members: Members, who: int, seat, words: str) -> "Candidate":
    at = _day(world, 2)
    made = commands.nominate(members[7][0], election=election, seat=seat, membership=members[who][1], at=at)
    commands.second(members[6][0], candidate=made, at=at)
    actor, membership = members[who]
    return commands.consent(actor, candidate=made, name=_name(membership), statement=words, at=at)


def _name(membership: "Membership") -> str:
    assert membership.person is not None
    return membership.person.preferred_name


def _vote(world: "World", election: "Election", members: Members) -> None:
    """Half the members name each of the two; the lot drawn before decides."""
    secretary, tellers = world.actors["secretary"], _tellers(world)
    commands.advance(SYSTEM, election=election, at=_day(world, 22))
    commands.open_vote(secretary, election=election, at=_day(world, 22))
    ballot = election.ballot
    assert ballot is not None
    for number, teller in enumerate(tellers, 1):
        ballots.keep_key(teller, ballot=ballot, passphrase=PHRASES[number], at=_day(world, 22))
        ballots.type_lots(teller, ballot=ballot, contest=1, lots=[2, 1], at=_day(world, 22))
    ballots.open_ballot(secretary, ballot=ballot, at=_day(world, 23, 9))
    for number, (actor, _membership) in enumerate(members):
        ballots.cast_vote(
            actor, ballot=ballot, vote={1: [1 + number % 2]}, slip=ids.new_code(15), at=_day(world, 24, 8 + number)
        )
    ballots.close(SYSTEM, ballot=ballot, at=_day(world, 26, 0))
    ballots.count_votes(tellers[0], ballot=ballot, passphrases=PHRASES, at=_day(world, 26))
    election.refresh_from_db()
