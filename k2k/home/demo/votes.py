"""Two ballots of Block B: one decided last month, one that is open now for its homes."""

from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.ballots import commands as ballots
from k2k.core import ids
from k2k.core.actors import Actor
from k2k.core.nodes import Node

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.home.demo.build import World

#: What the two tellers of the example type; printed here because nothing in the example is secret.
PHRASES = {1: "contoh tujuh ekor kucing", 2: "contoh hujan petang"}


def tell(world: "World") -> None:
    """The gate of the lobby, closed and counted; the speaker of the block, open."""
    homes = [card for card in world.cards if _block(world, card) == "B"]
    _gate(world, homes)
    _speaker(world, homes)


def _block(world: "World", card: Actor) -> str:
    block = Node.objects.select_related("block").get(pk=dict(card.grants)["household"]).block
    return block.name if block else ""


def _drafted(world: "World", title: str, homes: list[Actor], at: "datetime", days: int, contests: list[dict]):
    secretary, treasurer = world.actors["secretary"], world.actors["treasurer"]
    block = Node.objects.get(site=world.site, kind="block", name="B")
    made = ballots.create(
        secretary, node=block, title=title, unit="household", closes_at=at + timedelta(days=days),
        source=f"bodies.body:{world.bodies['association'].pk}", at=at,
    )  # fmt: skip
    for contest in contests:
        ballots.add_contest(secretary, ballot=made, at=at, **contest)
    ballots.enrol(secretary, ballot=made, voters=[f"people.household:{card.household_id}" for card in homes], at=at)
    for number, teller in enumerate((secretary, treasurer), 1):
        ballots.appoint_teller(secretary, ballot=made, holder=teller.key, at=at)
        ballots.keep_key(teller, ballot=made, passphrase=PHRASES[number], at=at)
    return ballots.open_ballot(secretary, ballot=made, at=at + timedelta(hours=1))


def _gate(world: "World", homes: list[Actor]) -> None:
    at = world.now - timedelta(days=30)
    secretary, treasurer = world.actors["secretary"], world.actors["treasurer"]
    made = _drafted(
        world, "Pintu lobi Blok B pada waktu malam", homes, at, 7,
        [
            {"title": "Kunci pintu lobi dari 12 malam hingga 5 pagi?", "method": "yes-no", "options": ["Ya", "Tidak"]},
            {
                "title": "Warna dinding lobi", "method": "approval",
                "options": ["Hijau daun", "Kuning cair", "Putih"],
            },
        ],
    )  # fmt: skip
    for number, card in enumerate(homes[: len(homes) * 2 // 3]):
        choice = {1: [1] if number % 3 else [2], 2: [[1, 2], [2], [2, 3], [1]][number % 4]}
        when = at + timedelta(days=1 + number % 5, hours=number % 9)
        ballots.cast_vote(card, ballot=made, vote=choice, slip=ids.new_code(15), at=when)
    for card in homes[-2:]:
        ballots.hand_paper(secretary, ballot=made, who=f"people.household:{card.household_id}", at=at)
    end = at + timedelta(days=7, hours=2)
    ballots.close(secretary, ballot=made, at=end)
    for teller in (secretary, treasurer):
        ballots.type_papers(teller, ballot=made, contest=1, piles={(1,): 1, (): 1}, at=end)
        ballots.type_papers(teller, ballot=made, contest=2, piles={(2,): 2}, at=end)
    ballots.count_votes(secretary, ballot=made, passphrases=PHRASES, at=end + timedelta(hours=1))


def _speaker(world: "World", homes: list[Actor]) -> None:
    at = world.now - timedelta(days=2)
    names = ["Encik Ramli", "Puan Letchumi", "Encik Tan Boon Huat", "Puan Rosnah"]
    made = _drafted(
        world, "Wakil Blok B", homes, at, 6,
        [{"title": "Wakil Blok B", "method": "scottish-stv", "options": names, "seats": 2}],
    )  # fmt: skip
    voters = [card for card in homes if card.key != world.actors["resident"].key]
    for number, card in enumerate(voters[:9]):
        ranks = [1 + number % 4, 1 + (number + 1) % 4]
        ballots.cast_vote(
            card, ballot=made, vote={1: ranks}, slip=ids.new_code(15), at=at + timedelta(hours=3 + number)
        )
