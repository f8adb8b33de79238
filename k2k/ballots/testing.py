"""Makers for tests of this app and of those above: a ballot in any state, made by commands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from k2k.ballots import commands
from k2k.ballots.models import Ballot
from k2k.bodies.testing import make_account, make_association
from k2k.core import clock, ids, nodes
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.people.testing import make_household

PHRASES = {1: "tujuh ekor kucing", 2: "hujan petang di blok", 3: "nasi lemak subuh"}


@dataclass
class World:
    """A site with six homes, a secretary who runs its ballots, and three tellers."""

    site: Node
    cards: list[Actor]
    secretary: Actor
    tellers: list[Actor]
    codes: list[str] = field(default_factory=list)


def make_world(name: str = "PPR Ujian", homes: int = 6) -> World:
    """A perumahan with `homes` homes on one floor, each with a card."""
    site = nodes.create(kind="site", name=name, parent=nodes.root())
    block = nodes.create(kind="block", name="B", parent=site)
    floor = nodes.create(kind="floor", name="1", parent=block)
    made = [make_household(nodes.create(kind="unit", name=f"B-1-{n:02}", parent=floor)) for n in range(1, homes + 1)]
    tellers = [make_account(f"Pengira {n}") for n in PHRASES]
    secretary = make_association(site).clerk
    return World(site, [card for _home, card, _code in made], secretary, tellers, [code for _h, _c, code in made])


def line_of(card: Actor) -> str:
    """A card's line on a roll of homes."""
    return f"people.household:{card.household_id}"


def slip() -> str:
    """A receipt code as the page makes it."""
    return ids.new_code(15)


def make_draft(
    secretary: Actor, site: Node, voters: list[str], tellers: list[Actor], *, at: datetime | None = None, **words
) -> Ballot:
    """A ballot of homes with a contest for a chair (STV) and a yes or no; its tellers have their passphrases."""
    at = at or clock.now()
    made = commands.create(
        secretary, node=site, unit="household", at=at,
        **{"title": "Pemilihan", "closes_at": at + timedelta(days=1), **words},
    )  # fmt: skip
    commands.add_contest(
        secretary, ballot=made, title="Pengerusi", method="scottish-stv", options=["Ali", "Bala", "Chong"], at=at
    )
    commands.add_contest(secretary, ballot=made, title="Yuran RM2", method="yes-no", options=["Ya", "Tidak"], at=at)
    commands.enrol(secretary, ballot=made, voters=voters, at=at)
    for number, teller in enumerate(tellers, 1):
        commands.appoint_teller(secretary, ballot=made, holder=teller.key, at=at)
        commands.keep_key(teller, ballot=made, passphrase=PHRASES[number], at=at)
    return made


def draw(ballot: Ballot, tellers: list[Actor], lots: dict[int, list[int]], at: datetime | None = None) -> None:
    """Two tellers type the lots of each contest alike."""
    for teller in tellers[:2]:
        for contest, order in lots.items():
            commands.type_lots(teller, ballot=ballot, contest=contest, lots=order, at=at)


def make_open(world: World, *, lots: dict[int, list[int]] | None = None, **words) -> Ballot:
    """The same, open to every home of the world."""
    made = make_draft(world.secretary, world.site, [line_of(card) for card in world.cards], world.tellers, **words)
    draw(made, world.tellers, lots or {1: [3, 2, 1]}, words.get("at"))
    return commands.open_ballot(world.secretary, ballot=made, at=words.get("at"))


def vote(ballot: Ballot, card: Actor, *choice: int, yes: int = 1, code: str = "", at: datetime | None = None) -> str:
    """A vote in both contests; returns its receipt code."""
    code = code or slip()
    commands.cast_vote(card, ballot=ballot, vote={1: list(choice), 2: [yes]}, slip=code, at=at)
    return code


def make_counted(world: World, **words) -> Ballot:
    """Four homes voted, two tellers opened the box: by lot Ali leaves, Bala is elected, the fee is carried."""
    made = make_open(world, **words)
    for card, choice in zip(world.cards, ((1, 2), (2,), (2, 1), (3, 2)), strict=False):
        vote(made, card, *choice)
    commands.close(world.secretary, ballot=made)
    return commands.count_votes(world.tellers[0], ballot=made, passphrases={1: PHRASES[1], 3: PHRASES[3]})


def in_a_day() -> datetime:
    """When a ballot of a test ends."""
    return clock.now() + timedelta(days=1)
