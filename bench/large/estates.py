"""One perumahan: its blocks and bodies by the commands, its homes, people and cards by bulk SQL."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.large.pour import Numbers, code, pour
from k2k.bodies import commands as bodies
from k2k.bodies import testing as cast
from k2k.core import clock, ids
from k2k.core.actors import SYSTEM
from k2k.core.nodes import Node
from k2k.core.trail import Entry
from k2k.people.models import Card, Household, Person, Residency
from k2k.places import testing as places

FLOORS = tuple(str(n) for n in range(1, 16))
ON_A_FLOOR = 8
PEOPLE_A_HOME = (2, 3, 4, 4, 5)
STATES = ("MY-01", "MY-07", "MY-10", "MY-14")


@dataclass
class Estate:
    """What the reports of one perumahan need to know of it."""

    number: int
    site: Node
    dice: random.Random
    office: Any
    contractor: Any
    clerk: str
    technician: str
    homes: list[int] = field(default_factory=list)
    units: list[Node] = field(default_factory=list)
    common: list[Node] = field(default_factory=list)


def build(number: int, people: int, now: datetime) -> Estate:
    """The places of one site, its office, contractor, owner and committee, and who is responsible for what."""
    homes = max(ON_A_FLOOR, 10 * people // 36)
    blocks = -(-homes // (ON_A_FLOOR * len(FLOORS)))
    floors = FLOORS[: -(-homes // (ON_A_FLOOR * blocks))]
    place = places.make_site(f"PPR Besar {number:04d}", blocks, floors, ON_A_FLOOR, state=STATES[number % len(STATES)])
    office = cast.make_office(place.site, f"Pejabat {number:04d}")
    contractor = cast.make_contractor(place.site, f"Kontraktor {number:04d}")
    owner = cast.make_owner(place.site, f"Pemilik {number:04d}")
    cast.make_association(place.site, f"Persatuan {number:04d}")
    duties = (("", "manages", office), ("lift", "maintains", contractor), ("", "owns", owner))
    for noun, duty, body in duties:
        bodies.assign_responsibility(SYSTEM, node=place.site, noun=noun, duty=duty, body=body.body, since=cast.LONG_AGO)
    common = [*place.lifts, *place.lobbies, *place.corridors]
    common += Node.objects.filter(site=place.site, noun__in=("stairwell", "bin_room", "pump")).order_by("pk")
    return Estate(
        number, place.site, random.Random(f"k2k-{number}"), office.body, contractor.body,
        office.clerk.key, contractor.clerk.key, units=place.units, common=_with_places(common, place),
    )  # fmt: skip


def _with_places(nodes: list[Node], place: places.Place) -> list[Node]:
    """The nodes with their block and floor at hand, for their names."""
    known = {node.pk: node for node in (place.site, *place.blocks, *place.floors)}
    for node in nodes:
        node.site, node.block, node.floor = place.site, known.get(node.block_id), known.get(node.floor_id)
    return nodes


def settle(estate: Estate, people: int, now: datetime, numbers: Numbers) -> list[tuple[Entry, datetime]]:
    """Households with cards, and the people in them; the lines of the trail for them."""
    homes: list[dict] = []
    cards: list[dict] = []
    living: list[tuple[dict, dict]] = []
    lines: list[tuple[Entry, datetime]] = []
    for unit in estate.units:
        if len(living) >= people:
            break
        came = now - timedelta(days=estate.dice.randrange(730, 1500))
        home = {"id": numbers.new(Household), "node_id": unit.pk, "site_id": estate.site.pk, "made_by": "system"}
        homes.append(home | {"code": code(home["id"]), "since": clock.today(came)})
        pk = numbers.new(Card)
        cards.append(_card(pk, home["id"], came))
        lines.append(_entry("people.create_household", f"people.household:{home['id']}", unit, came))
        lines.append(_entry("people.issue_card", f"people.card:{pk}", unit, came, household=home["id"]))
        for _person in range(min(estate.dice.choice(PEOPLE_A_HOME), people - len(living))):
            living.append(_person_of(home["id"], unit, came, numbers))
            lines.append(_entry("people.add_person", f"people.person:{living[-1][0]['id']}", unit, came))
    pour(Household, homes)
    pour(Card, cards)
    pour(Person, [person for person, _stay in living])
    pour(Residency, [stay for _person, stay in living])
    estate.homes = [home["id"] for home in homes]
    return lines


def _card(pk: int, home: int, at: datetime) -> dict:
    return {
        "id": pk, "household_id": home, "code_hash": ids.keyed_hash("bench", str(pk)), "hint": "00", "issued_at": at,
        "issued_by": "system", "reason": "first",
    }  # fmt: skip


def _person_of(home: int, unit: Node, at: datetime, numbers: Numbers) -> tuple[dict, dict]:
    pk = numbers.new(Person)
    person = {"id": pk, "code": code(pk), "node_id": unit.pk, "preferred_name": f"Jiran {pk}", "created_at": at}
    stay = {"id": numbers.new(Residency), "person_id": pk, "household_id": home, "since": clock.today(at)}
    return person, stay


def _entry(verb: str, subject: str, node: Node, at: datetime, **detail: Any) -> tuple[Entry, datetime]:
    return Entry(verb, subject, "system", "", node, at, detail, {}), at
