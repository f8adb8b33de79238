"""The roll in words: who stands on it by name or door, for those who run the ballot or count it."""

from datetime import datetime

from k2k.ballots.commands.vote import helps
from k2k.ballots.models import Ballot, Proxy
from k2k.core.actors import Actor
from k2k.people import queries as people


def may_read(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Whether the actor reads names on the roll: who writes down help here, and no landlord."""
    return helps(actor, ballot, at) and not people.is_landlord(actor, ballot.node)


def choices(ballot: Ballot, *, waiting: bool = False) -> list[tuple[str, str]]:
    """The lines of the roll to choose from, by name; `waiting` only those that have not voted."""
    rows = ballot.roll.filter(mark="") if waiting else ballot.roll.all()
    said = people.called(rows.values_list("who", flat=True))
    return sorted(said.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def sheet(ballot: Ballot) -> list[tuple[str, str, str]]:
    """Every line by name: (name, how it was marked, who votes for it)."""
    rows = list(ballot.roll.all())
    proxies = dict(ballot.named_proxies.values_list("giver", "holder"))
    said = people.called({*(row.who for row in rows), *proxies.values()})
    known = [(said[row.who], row.mark, said.get(proxies.get(row.who, ""), "")) for row in rows if row.who in said]
    return sorted(known, key=lambda line: line[0].casefold())


def held(ballot: Ballot, line: str) -> list[tuple[Proxy, str]]:
    """For whom a line may still vote as proxy, by name."""
    waiting = ballot.roll.filter(mark="").values("who")
    rows = list(ballot.named_proxies.filter(holder=line, giver__in=waiting).order_by("pk")) if line else []
    said = people.called(row.giver for row in rows)
    return [(row, said.get(row.giver, "")) for row in rows]
