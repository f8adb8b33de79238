"""Building one perumahan of the example: places, bodies, cast, households, then its year."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction

from k2k.bodies import commands as bodies
from k2k.bodies import queries as bodies_queries
from k2k.core import actors, clock, nodes
from k2k.core.accounts.models import Account
from k2k.core.actors import SYSTEM, Actor
from k2k.core.nodes import Node
from k2k.home.demo import cast, stories, year
from k2k.home.demo.places import Example
from k2k.people import commands as people
from k2k.people import queries as people_queries
from k2k.places import commands as places
from k2k.places import queries as places_queries

if TYPE_CHECKING:
    from k2k.bodies.models import Body
    from k2k.groups.models import Group
    from k2k.places.models import Site

#: Part of the homes that have a card; enough for a picture, never all.
CARDS = 0.3
SPOTS = (("lobby", "block"), ("stairwell", "block"), ("bin_room", "block"), ("corridor", "floor"))
Progress = Callable[[str], None]


@dataclass
class World:
    """What the year's stories need: the site, its places, its bodies, its people."""

    example: Example
    site: Node
    start: datetime
    now: datetime
    rng: Random
    bodies: dict[str, "Body"] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    speakers: dict[int, Actor] = field(default_factory=dict)
    cards: list[Actor] = field(default_factory=list)
    places: dict[str, list[Node]] = field(default_factory=dict)
    groups: dict[str, "Group"] = field(default_factory=dict)
    members: dict[int, list[Actor]] = field(default_factory=dict)

    def cards_at(self, at: datetime) -> list[Actor]:
        """The cards old enough at `at` to count."""
        return [card for card in self.cards if card.card_since < at - timedelta(days=8)]

    def card_in(self, block: str, skip: int = 0) -> Actor:
        """The card of some home in `block`; the same each time."""
        homes = set(
            nodes.Node.objects.filter(site=self.site, kind="unit", block__name=block).values_list("id", flat=True)
        )
        found = [card for card in self.cards if dict(card.grants)["household"] in homes]
        return found[skip % len(found)]


def build(example: Example, now: datetime, say: Progress = lambda line: None) -> "Site | None":
    """Build one perumahan whole, in one transaction; None when it stands already."""
    if places_queries.examples().filter(node__name=example.name).exists():
        return None
    with transaction.atomic():
        world = _ground(example, now)
        say(f"{example.name}: places")
        _bodies(world)
        _cast(world)
        _homes(world)
        say(f"{example.name}: bodies and households")
        year.tell(world, say)
        stories.tell(world)
        site = world.site.site_detail
        site.ready = True
        site.save(update_fields=["ready"])
    say(f"{example.name}: ready")
    return site


def _ground(example: Example, now: datetime) -> World:
    start = now - timedelta(days=370)
    site = places.create_site(
        SYSTEM,
        name=example.name,
        state=example.state,
        address=example.address,
        started_on=clock.today(start),
        is_demo=True,
        at=start,
    )
    world = World(example, site.node, start, now, Random(f"k2k {example.key}"))
    places.set_lines(
        SYSTEM,
        site=site.node,
        lift_line=example.lift_line,
        lift_line_name=example.contractors["lift"],
        at=start,
    )
    for name in example.blocks.names:
        places.build_block(
            SYSTEM,
            site=site.node,
            name=name,
            floors=list(example.blocks.floors),
            units_per_floor=example.blocks.units,
            lifts=example.blocks.lifts,
            at=start,
        )
    _spots(world)
    return world


def _spots(world: World) -> None:
    for noun in ("hall", "playground", "parking"):
        places.add_place(SYSTEM, parent=world.site, kind="spot", noun=noun, name="", at=world.start)
    for block in nodes.Node.objects.filter(site=world.site, kind="block"):
        places.add_place(SYSTEM, parent=block, kind="asset", noun="pump", name="1", at=world.start)
        for noun, level in SPOTS:
            parents = [block] if level == "block" else nodes.Node.objects.filter(block=block, kind="floor")
            for parent in parents:
                places.add_place(SYSTEM, parent=parent, kind="spot", noun=noun, name="", at=world.start)
    for node in nodes.Node.objects.filter(site=world.site, kind__in=("spot", "asset")).select_related("block", "floor"):
        world.places.setdefault(node.noun, []).append(node)


def _bodies(world: World) -> None:
    example, day = world.example, clock.today(world.start)
    joined = day if example.joined else None

    def make(key: str, name: str, kind: str, **more) -> "Body":
        body = bodies.create_body(SYSTEM, name=name, kind=kind, node=world.site, at=world.start, **more)
        world.bodies[key] = body
        return body

    office = make("office", example.office, "office", phone=example.phone, hours=_hours(example), joined_on=joined)
    owner = make("owner", example.owner, "owner", joined_on=joined)
    association = make("association", example.association, "association", joined_on=day)
    bodies.seat(SYSTEM, body=association, node=world.site, kind="association", since=day, at=world.start)
    if example.joined:
        bodies.seat(SYSTEM, body=office, node=world.site, kind="office", since=day, at=world.start)
        bodies.seat(SYSTEM, body=owner, node=world.site, kind="owner", since=day, at=world.start)
    _duties(world, owner, office)
    for body in (office, owner, association) if example.joined else (association,):
        bodies.record_first_meeting(SYSTEM, body=body, on=day + timedelta(days=20), at=world.start + timedelta(days=20))


def _hours(example: Example) -> str:
    return (
        "Ahad hingga Khamis, 8 pagi – 5 petang"
        if example.state == "MY-02"
        else "Isnin hingga Jumaat, 8 pagi – 5 petang"
    )


def _duties(world: World, owner: "Body", office: "Body") -> None:
    day = clock.today(world.start)

    def assign(noun: str, duty: str, body: "Body") -> None:
        bodies.assign_responsibility(
            SYSTEM, node=world.site, noun=noun, duty=duty, body=body, since=day, at=world.start
        )

    for duty, body in (("owns", owner), ("manages", office), ("maintains", office)):
        assign("", duty, body)
    for trade, name in world.example.contractors.items():
        body = bodies.create_body(
            SYSTEM,
            name=name,
            kind="contractor",
            node=world.site,
            phone=world.example.lift_line if trade == "lift" else "",
            joined_on=day if world.example.joined else None,
            at=world.start,
        )
        world.bodies[trade] = body
        bodies.give_jurisdiction(SYSTEM, body=body, node=world.site, since=day, at=world.start)
        for noun in {"lift": ("lift",), "light": ("light",), "water": ("pump", "tank")}[trade]:
            assign(noun, "maintains", body)


def _cast(world: World) -> None:
    """Give each role card of this site its account and post."""
    for role in cast.CAST:
        if not role.post or role.example != world.example.key:
            continue
        body = world.bodies.get(role.body) or _programme(world)
        world.actors[role.slug] = _appoint(world, body, role.post, f"{cast.ACCOUNT}{role.slug}", role.name)
    posts = {
        "office": "clerk",
        "association": "secretary",
        "lift": "technician",
        "light": "technician",
        "water": "technician",
    }
    for key, post in posts.items():
        body = world.bodies.get(key)
        if body and body.joined_on and body.pk not in world.speakers:
            actor = _appoint(world, body, post, f"{cast.ACCOUNT}{world.example.key}-{key}", body.name)
            world.actors.setdefault({"office": "clerk", "association": "secretary"}.get(key, key), actor)


def _programme(world: World) -> "Body":
    body = bodies_queries.programme() or bodies.create_body(
        SYSTEM,
        name="Program K2K",
        kind="programme",
        node=nodes.root(),
        joined_on=clock.today(world.start),
        at=world.start,
    )
    world.bodies["programme"] = body
    return body


def _appoint(world: World, body: "Body", kind: str, username: str, name: str) -> Actor:
    account = Account.objects.create_user(username, display_name=name, is_demo=True)
    post = bodies.create_post(SYSTEM, body=body, kind=kind, at=world.start)
    bodies.appoint(SYSTEM, post=post, account=account, since=world.start, at=world.start)
    actor = actors.for_account(account, world.now)
    world.speakers.setdefault(body.pk, actor)
    return actor


def _homes(world: World) -> None:
    units = list(nodes.Node.objects.filter(site=world.site, kind="unit").order_by("id"))
    for unit in world.rng.sample(units, int(len(units) * CARDS)):
        then = world.start + timedelta(days=world.rng.randint(1, 20), hours=9)
        household = people.create_household(SYSTEM, unit=unit, since=clock.today(then), at=then)
        issued = people.issue_card(SYSTEM, household=household, at=then)
        card = people_queries.card_actor(issued.card, world.now)
        if card:
            world.cards.append(card)
    for role in cast.CAST:
        if role.slug in ("resident", "stranger") and role.example == world.example.key:
            _name(world, role)


def _name(world: World, role: cast.Role) -> None:
    """One household of the site gets the person of a role card."""
    block = "B" if role.slug == "resident" else world.example.blocks.names[0]
    world.actors[role.slug] = card = world.card_in(block)
    people.add_person(
        SYSTEM,
        household=people_queries.household_of(card),
        preferred_name=role.name,
        at=world.start + timedelta(days=40),
    )
