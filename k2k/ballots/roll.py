"""The roll in words: who stands on it by name or door, for those who run the ballot or count it."""

from collections.abc import Iterable
from datetime import datetime

from k2k.ballots.commands.vote import helps
from k2k.ballots.models import Ballot, Proxy
from k2k.core.actors import Actor
from k2k.people import queries as people
from k2k.people.models import Household, Person, Residency


def may_read(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Whether the actor reads names on the roll: who writes down help here, and no landlord."""
    return helps(actor, ballot, at) and not people.is_landlord(actor, ballot.node)


def labels(refs: Iterable[str]) -> dict[str, str]:
    """Lines of a roll as people call them: a name and a door, or the door. Three queries at most."""
    found = list(refs)
    persons = [int(ref.rpartition(":")[2]) for ref in found if ref.startswith("people.person:")]
    homes = [int(ref.rpartition(":")[2]) for ref in found if ref.startswith("people.household:")]
    said = {row.ref: row.node.name for row in Household.objects.filter(pk__in=homes).select_related("node")}
    if persons:
        lives = Residency.objects.filter(person_id__in=persons, until=None).order_by("-pk")
        doors = dict(lives.values_list("person_id", "household__node__name"))
        for one in Person.objects.filter(pk__in=persons):
            said[one.ref] = " · ".join(part for part in (one.preferred_name, doors.get(one.pk, "")) if part)
    return said


def choices(ballot: Ballot, *, waiting: bool = False) -> list[tuple[str, str]]:
    """The lines of the roll to choose from, by name; `waiting` only those that have not voted."""
    rows = ballot.roll.filter(mark="") if waiting else ballot.roll.all()
    said = labels(rows.values_list("who", flat=True))
    return sorted(said.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def sheet(ballot: Ballot) -> list[tuple[str, str, str]]:
    """Every line by name: (name, how it was marked, who votes for it)."""
    rows = list(ballot.roll.all())
    proxies = dict(ballot.named_proxies.values_list("giver", "holder"))
    said = labels({*(row.who for row in rows), *proxies.values()})
    known = [(said[row.who], row.mark, said.get(proxies.get(row.who, ""), "")) for row in rows if row.who in said]
    return sorted(known, key=lambda line: line[0].casefold())


def held(ballot: Ballot, line: str) -> list[tuple[Proxy, str]]:
    """For whom a line may still vote as proxy, by name."""
    waiting = ballot.roll.filter(mark="").values("who")
    rows = list(ballot.named_proxies.filter(holder=line, giver__in=waiting).order_by("pk")) if line else []
    said = labels(row.giver for row in rows)
    return [(row, said.get(row.giver, "")) for row in rows]
