"""The groups of the example: an association with members, a rival that is disputed, a women's and a youth group."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.bodies import commands as bodies
from k2k.core import clock
from k2k.core.actors import SYSTEM, Actor
from k2k.groups import commands as groups
from k2k.people import commands as people
from k2k.people import queries as people_queries

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.groups.models import Group, Membership
    from k2k.home.demo.build import World
    from k2k.people.models import Household

#: Invented names of members; the first two are asked for by name in later chapters.
NAMES = (
    "Puan Rosnah", "Encik Tan Boon Huat", "Encik Ramli", "Puan Letchumi", "Puan Zaleha", "Encik Suresh",
    "Puan Goh Mei Lan", "Encik Hafiz", "Puan Saraswathy", "Encik Lim Ah Kow", "Puan Normah", "Encik Anbalagan",
    "Cik Farah", "Puan Chong Siew Yin", "Encik Yusof", "Puan Kamala", "Encik Wong", "Puan Halijah",
    "Encik Jamil", "Puan Indrani", "Encik Osman", "Puan Yap", "Encik Muthu", "Puan Rokiah", "Encik Faizal",
    "Puan Teh", "Encik Gopal", "Puan Salbiah",
)  # fmt: skip
SAYS = ("woman", "man", "", "woman", "man")
AGES = ("adult", "elder", "youth", "", "adult")


def tell(world: "World") -> None:
    """A residents' association with 28 members, one who asked on paper, one whom a home objects to; a rival."""
    start = world.start + timedelta(days=45)
    made = groups.create(
        SYSTEM, body=world.bodies["association"], kind="residents", registered_as="PPM-000-14-00000000",
        founded_on=clock.today(world.start - timedelta(days=900)), at=start,
    )  # fmt: skip
    world.groups["association"] = made
    groups.set_rule(
        world.actors["secretary"], group=made, name="quorum_committees", value="2", source="Fasal 9(1)", at=start
    )
    homes = [card for card in world.cards if card.key != world.actors["resident"].key]
    for number, card in enumerate(homes[: len(NAMES)]):
        _member(world, made, card, number, start + timedelta(days=number // 4))
    _themself(world, made, start)
    _waiting(world, made, homes[len(NAMES) : len(NAMES) + 3])
    _women(world, homes[: len(NAMES)])
    _rival(world)


def _person(world: "World", card: Actor, number: int, at: "datetime"):
    home = people_queries.household_of(card)
    assert home is not None
    return people.add_person(SYSTEM, household=home, preferred_name=NAMES[number % len(NAMES)], at=at)


def _member(world: "World", group: "Group", card: Actor, number: int, at: "datetime") -> "Membership":
    person = _person(world, card, number, at)
    return _join(world, group, replace(card, person_id=person.pk), at, SAYS[number % 5], AGES[number % 5])


def _join(
    world: "World", group: "Group", member: Actor, at: "datetime", says: str = "", age: str = ""
) -> "Membership":  # fmt: skip
    asked = groups.join(member, group=group, says=says, age=age, at=at)
    assert asked.open_until is not None
    world.members.setdefault(group.pk, []).append(member)
    return groups.admit(SYSTEM, membership=asked, at=asked.open_until)


def _themself(world: "World", group: "Group", start: "datetime") -> None:
    """The resident of the role card belongs too."""
    card = world.actors["resident"]
    home = people_queries.household_of(card)
    assert home is not None
    person = home.residencies.select_related("person").get().person
    _join(world, group, replace(card, person_id=person.pk), start, "woman", "elder")


def _waiting(world: "World", group: "Group", homes: list[Actor]) -> None:
    """One came on paper and has shown nothing yet, one is open, one is objected to."""
    paper, opened, disputed = homes
    secretary, then = world.actors["secretary"], world.now - timedelta(days=2)
    home = people_queries.household_of(paper)
    groups.enter(secretary, group=group, household=home, preferred_name="Encik Baharom", at=then)
    for number, card in enumerate((opened, disputed)):
        asked = groups.join(replace(card, person_id=_person(world, card, number, then).pk), group=group, at=then)
    neighbour = next(card for card in world.members[group.pk] if card.household_id != disputed.household_id)
    groups.object_to(neighbour, membership=asked, reason="not_here", at=then + timedelta(hours=5))


def _women(world: "World", homes: list[Actor]) -> None:
    """A women's group without registration, with its own secretary."""
    start = world.start + timedelta(days=120)
    body = bodies.create_body(
        SYSTEM, name="Wanita Seri Kenanga", kind="association", node=world.site, joined_on=clock.today(start), at=start
    )
    bodies.seat(SYSTEM, body=body, node=world.site, kind="association", since=clock.today(start), at=start)
    made = groups.create(SYSTEM, body=body, kind="women", at=start)
    world.groups["women"] = made
    for number, card in enumerate(homes[5:20:2]):
        residency = _home(card).residencies.select_related("person").first()
        assert residency is not None
        _join(world, made, replace(card, person_id=residency.person_id), start + timedelta(days=number), "woman")


def _home(card: Actor) -> "Household":
    home = people_queries.household_of(card)
    assert home is not None
    return home


def _rival(world: "World") -> None:
    """A second residents' association; it is disputed who speaks for it."""
    start = world.now - timedelta(days=100)
    body = bodies.create_body(
        SYSTEM, name="Persatuan Warga Kenanga", kind="association", node=world.site, joined_on=clock.today(start),
        at=start,
    )  # fmt: skip
    world.groups["rival"] = groups.create(SYSTEM, body=body, kind="residents", at=start)
    bodies.contest(SYSTEM, body=body, on=clock.today(start + timedelta(days=40)), at=start + timedelta(days=40))
