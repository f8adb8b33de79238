"""Reads about people. Those with an `actor` or `viewer` say for themselves who may ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from k2k.core import clock, ids
from k2k.core.actors import Actor
from k2k.core.commands import Denied
from k2k.core.nodes import Node
from k2k.people import sessions, wall
from k2k.people.models import Card, Consent, HomeChange, Household, Person, Residency
from k2k.people.rules import CARD_COUNTS_AFTER, LANDLORD
from k2k.places import queries as places


def _on(day: date) -> Q:
    """Running on that day (half-open interval)."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def card_actor(card: Card, at: datetime, *, person_id: int | None = None) -> Actor | None:
    """Who acts with this card at `at`: None when it is revoked or its household has ended."""
    home, day = card.household, clock.today(at)
    if card.issued_at > at or (card.revoked_at and card.revoked_at <= at):
        return None
    if home.since > day or (home.until and home.until <= day):
        return None
    return Actor(
        kind="card",
        key=f"card:{card.pk}",
        grants=(("resident", home.site_id), ("household", home.node_id)),
        household_id=home.pk,
        person_id=person_id,
        card_since=card.issued_at,
        name=home.node.name,
    )


def actor_in_session(request) -> Actor | None:
    """The registry's "actor" resolver: the household card of this session and the person whose PIN was just given."""
    pk = request.session.get("card")
    if not pk:
        return None
    bound_id = sessions.bound_id(request)
    lives = Residency.objects.filter(household=OuterRef("household"), person_id=bound_id, until=None)
    cards = Card.objects.select_related("household__node__block").annotate(bound=Exists(lives))
    card = cards.filter(pk=pk).first()
    if card is None:
        return None
    return card_actor(card, request.at, person_id=bound_id if bound_id and card.bound else None)


def pin_required(request: HttpRequest, person: Person | None = None) -> HttpResponse | None:
    """Where to go first: the PIN page, when a card acts and no PIN (of `person`, where given) binds it; else None.

    if gate := people.pin_required(request):
        return gate
    """
    bound = request.actor.person_id
    if request.actor.kind != "card" or (bound and person is None) or (person and bound == person.pk):
        return None
    words = {"next": request.get_full_path()} | ({"person": person.code} if person else {})
    return redirect(f"{reverse('people:pin')}?{urlencode(words)}")


def is_landlord(actor: Actor, node: Node) -> bool:
    """Whether the actor holds a role of an owner or office there: it then reads no name, whatever else it holds."""
    return actor.holds(LANDLORD, node)


def card_by_code(code: str) -> Card | None:
    """The card with this code, revoked or not; None where there is none. Try it behind a rate limit only."""
    cards = Card.objects.select_related("household__node__block", "household__site")
    return cards.filter(code_hash=ids.keyed_hash("card", code)).first()


def household_of(actor: Actor) -> Household | None:
    """The household that acts, for a card; None for everybody else."""
    if actor.kind != "card":
        return None
    return Household.objects.select_related("node__block", "site").get(pk=actor.household_id)


def household(actor: Actor, code: str, verb: str) -> Household:
    """Fetch and authorise: Http404 where there is none or `actor` may not do `verb` there."""
    found = Household.objects.select_related("node__block", "site").filter(code=_readable(code)).first()
    try:
        wall.keep(actor, verb, found) if found else None
    except Denied:
        found = None
    if found is None:
        raise Http404
    return found


def _readable(code: str) -> str:
    """What was sent as a code, without what no code has and PostgreSQL does not take."""
    return code.replace("\x00", "")[:40]


def person(actor: Actor, code: str, verb: str) -> Person:
    """Fetch and authorise somebody: by their own household's card, or by the data protection officer. Else Http404."""
    found = Person.objects.select_related("node__site").filter(code=_readable(code), erased_at=None).first()
    home = home_of(found) if found else None
    if home is not None and actor.kind == "card" and actor.household_id == home.pk:
        return found
    if not found or not (actor.holds({"dpo"}, found.node) and wall.passes(actor, verb, found.node)):
        raise Http404
    return found


def persons(actor: Actor, home: Household) -> QuerySet[Person]:
    """The people who live in the household now, for its own card only. Raises Denied for everybody else."""
    if actor.kind != "card" or actor.household_id != home.pk:
        raise Denied("people.persons")
    living = Person.objects.filter(residencies__household=home, residencies__until=None, erased_at=None)
    return living.order_by("residencies__since", "pk")


def home_of(person: Person) -> Household | None:
    """Where the person lives now. For commands; never shown."""
    open_ = Residency.objects.select_related("household__node").filter(person=person, until=None).first()
    return open_.household if open_ else None


def living_in(household_id: int) -> list[int]:
    """Ids of the people who live in a household now. For rules of apps above, never for a page."""
    open_ = Residency.objects.filter(household_id=household_id, until=None)
    return list(open_.order_by("pk").values_list("person_id", flat=True))


def households_of(person_id: int) -> list[int]:
    """Ids of the households in which a person lives now. For rules and messages, never for a page."""
    open_ = Residency.objects.filter(person_id=person_id, until=None)
    return list(open_.order_by("pk").values_list("household_id", flat=True))


def called(refs: Iterable[str]) -> dict[str, str]:
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


def running_at(unit: Node, at: datetime) -> Household | None:
    """The household of a unit at `at`. For commands; never shown to a landlord."""
    return Household.objects.filter(_on(clock.today(at)), node=unit).select_related("node", "site").first()


def door_called(site: Node, typed: str) -> Node:
    """The home of a site by the number on its door; the site itself where there is none, which is no home."""
    wanted = typed.strip()
    named = Node.objects.filter(site=site, kind="unit", name__iexact=wanted, closed_on=None)
    return (named.first() if wanted.isprintable() else None) or site


def home_of_card(pk: int, at: datetime) -> Household | None:
    """The household of a card that works at `at`. For the mobiliser to whom it was shown."""
    card = Card.objects.select_related("household__node__block", "household__site").get(pk=pk)
    return card.household if card_actor(card, at) else None


def changes_of(home: Household) -> QuerySet[HomeChange]:
    """What is about to become of the home: it joins another, another joins it, or some of it go."""
    waiting = HomeChange.objects.filter(Q(household=home) | Q(into=home), state="waiting")
    return waiting.select_related("household__node", "into__node", "unit")


def valid_card(home: Household | int, at: datetime) -> Card | None:
    """The household's card that holds at `at`."""
    pk = home if isinstance(home, int) else home.pk
    valid = Q(issued_at__lte=at) & (Q(revoked_at=None) | Q(revoked_at__gt=at))
    return Card.objects.filter(valid, household_id=pk).order_by("-issued_at").first()


def counts(home: Household | int, at: datetime) -> bool:
    """Whether the household's card is old enough (7 days) to confirm a repair."""
    card = valid_card(home, at)
    return card is not None and card.issued_at <= at - timedelta(days=CARD_COUNTS_AFTER)


def households_on_floor(floor: Node, at: datetime) -> list[int]:
    """Ids of the households that live on a floor at `at`. For rules of apps above, never for a page."""
    rows = Household.objects.filter(_on(clock.today(at)), node__floor=floor)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def lives_on_floor(household_id: int, floor: Node) -> bool:
    """Whether the household's unit lies on that floor."""
    return Household.objects.filter(pk=household_id, node__floor=floor).exists()


def moved_in(household_id: int) -> QuerySet:
    """The household's first day, as a subquery: what its home said before is not its own."""
    return Household.objects.filter(pk=household_id).values("since")[:1]


def is_of_site(household_id: int, site_id: int | None) -> bool:
    """Whether the household's home lies in that perumahan."""
    return Household.objects.filter(pk=household_id, site=site_id).exists()


def lived_there(household_id: int, at: datetime) -> bool:
    """Whether the household had moved in at `at`."""
    return Household.objects.filter(pk=household_id, since__lte=clock.today(at)).exists()


def without_notices(recipients: list[str]) -> set[str]:
    """Of these inboxes the households where somebody took the consent "notices" back and nobody else holds it."""
    homes = [int(pk) for kind, _colon, pk in (key.partition(":") for key in recipients) if kind == "household"]
    if not homes:
        return set()
    living = {"person__residencies__household__in": homes, "person__residencies__until": None}
    said = Consent.objects.filter(purpose="notices", **living)
    rows = list(said.values_list("person__residencies__household", "withdrawn_at"))
    wanted = {home for home, withdrawn_at in rows if withdrawn_at is None}
    return {f"household:{home}" for home, _withdrawn_at in rows if home not in wanted}


def homes_of(person: Person) -> dict[int, datetime | None]:
    """Ids of the households the person lived in, each with the end of their last day there; None where they live."""
    stays = Residency.objects.filter(person=person).order_by("since", "pk")
    return {stay.household_id: clock.end_of_day(stay.until) if stay.until else None for stay in stays}


@dataclass(frozen=True)
class Door:
    """One home as a mobiliser sees it: whether a household is known there and whether it has a card. Nothing else."""

    unit: Node
    household: str
    has_card: bool

    @property
    def number(self) -> str:
        """The door's own part of the home's number: "08" of B-12-08."""
        return self.unit.name.rpartition("-")[2]

    @property
    def state(self) -> str:
        """What the mobiliser may do here: "card", "household" (no card that works) or "none"."""
        return "card" if self.has_card else "household" if self.household else "none"


def doors(actor: Actor, place: Node, at: datetime) -> list[Door]:
    """The homes of a floor or a unit, for a mobiliser of the place. Raises Http404 for everybody else. 2 queries."""
    if not wall.passes(actor, "people.create_household", place):
        raise Http404
    units = [place] if place.kind == "unit" else list(places.units(place))
    homes = Household.objects.filter(_on(clock.today(at)), node__in=[unit.pk for unit in units])
    carded = Card.objects.filter(household=OuterRef("pk"), revoked_at=None)
    known = {home.node_id: home for home in homes.annotate(carded=Exists(carded))}
    return [
        Door(unit, known[unit.pk].code, known[unit.pk].carded) if unit.pk in known else Door(unit, "", False)
        for unit in units
    ]


@dataclass(frozen=True)
class Progress:
    """How many homes of a block or floor have a card."""

    place: Node
    homes: int
    cards: int

    @property
    def label(self) -> str:
        """What people call the block or floor."""
        return places.short(self.place)

    @property
    def share(self) -> int:
        """Homes with a card, in whole per cent."""
        return 100 * self.cards // self.homes if self.homes else 0


def progress(actor: Actor, place: Node, at: datetime) -> list[Progress]:
    """The blocks of a site or the floors of a block with their cards, for a mobiliser. Raises Http404. 3 queries."""
    if not wall.passes(actor, "people.create_household", place):
        raise Http404
    kind = "block" if place.kind == "site" else "floor"
    below = list(places.blocks(place) if kind == "block" else places.floors(place))
    homes = _per(Node.objects.filter(kind="unit", closed_on=None, **{place.kind: place}), kind)
    with_card = Card.objects.filter(revoked_at=None, household__until=None).values("household__node_id")
    cards = _per(Node.objects.filter(pk__in=with_card, **{place.kind: place}), kind)
    return [Progress(each, homes.get(each.pk, 0), cards.get(each.pk, 0)) for each in below]


def _per(units: QuerySet[Node], kind: str) -> dict[int, int]:
    return dict(units.values_list(f"{kind}_id").annotate(n=Count("pk")).order_by())


def cards_per_block(site: Node) -> dict[int, int]:
    """How many homes of each block (by its id) have a card. A number a block, never which homes."""
    return _per(Node.objects.filter(pk__in=homes_with_card(), site=site), "block")


def homes_with_card() -> QuerySet:
    """The ids of all homes with a card, as a subquery for counts; never shown."""
    return Card.objects.filter(revoked_at=None, household__until=None).values("household__node_id")


def example_card(site: Node, name: str) -> Card | None:
    """In the example only: the card of the home in which somebody of that name lives."""
    if not places.site_of(site).is_demo:
        return None
    homes = Residency.objects.filter(household__site=site, person__preferred_name=name, until=None).order_by(
        "person_id"
    )
    return Card.objects.filter(household__in=homes.values("household")[:1], revoked_at=None).first()


def mobilised_sites(actor: Actor) -> list[Node]:
    """The sites in which the actor goes from door to door."""
    held = actor.nodes_for({"mobiliser"})
    near = Q(below__descendant__in=held) | Q(above__ancestor__in=held)
    found = Node.objects.filter(near, kind="site", closed_on=None).distinct().order_by("name")
    return [site for site in found if not actor.holds(LANDLORD, site)]


def carded(place: Node) -> list[int]:
    """Ids of the households with a card in a site or block. For rules and messages of apps above, never for a page."""
    rows = Household.objects.filter(cards__revoked_at=None, cards__isnull=False, until=None, **_within(place))
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def _within(place: Node) -> dict[str, Node]:
    return {"site": place} if place.kind == "site" else {f"node__{place.kind}": place}
