"""Homes that change: a grandmother moves in with her daughter, and a son opens a home of his own next door."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node
from k2k.people import commands as people
from k2k.people import queries

if TYPE_CHECKING:
    from k2k.home.demo.build import World
    from k2k.people.models import HomeChange, Household


def tell(world: "World") -> None:
    """Three doors of Block C where nobody was known: one joins another, and somebody of that one takes the third."""
    mobiliser, began = world.actors["mobiliser"], world.now - timedelta(days=40)
    first, second, third = _empty_doors(world)[:3]
    alone, _card = _home(mobiliser, first, began)
    family, card = _home(mobiliser, second, began)
    people.add_person(card, household=family, preferred_name="Puan Zainab", at=began)
    son = people.add_person(card, household=family, preferred_name="Adik Hakim", at=began)
    joined = people.join_homes(mobiliser, household=alone, into=family, at=world.now - timedelta(days=20))
    _happens(joined)
    parted = people.part_home(mobiliser, household=family, persons=[son], unit=third, at=world.now - timedelta(days=9))
    _happens(parted)


def _empty_doors(world: "World") -> list[Node]:
    units = Node.objects.filter(site=world.site, kind="unit", block__name="C").order_by("-pk")[:40]
    return [unit for unit in units if queries.running_at(unit, world.now) is None]


def _home(mobiliser: Actor, unit: Node, at: datetime) -> "tuple[Household, Actor]":
    home = people.create_household(mobiliser, unit=unit, at=at)
    card = queries.card_actor(people.issue_card(mobiliser, household=home, at=at).card, at)
    assert card is not None
    return home, card


def _happens(change: "HomeChange") -> None:
    """What the worker does ten minutes later."""
    people.carry_out_change(SYSTEM, change=change, at=change.due_at)
