"""Reads about safety: how many homes near a place need it to work, the lines to telephone, letters by their secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise

from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.safety import names, rules, standing
from k2k.safety.models import Letter, LineCheck, Need
from k2k.safety.phrases import meets as is_disclosure  # noqa: F401  (offered to the apps above)

if TYPE_CHECKING:
    from k2k.people.models import Household

PER_PAGE = 30


def needs_near(node: Node, kinds: set[str]) -> int:
    """How many homes of the block (else the site) need one of `kinds`. For sums only, never for a page. One query."""
    return _near(node, kinds).values("household").distinct().count()


def inboxes_near(node: Node, kinds: set[str]) -> list[str]:
    """The inboxes of those homes, to tell them something; never to show, count out or write down. One query."""
    homes = _near(node, kinds).order_by("household_id").values_list("household_id", flat=True).distinct()
    return [f"household:{pk}" for pk in homes]


def _near(node: Node, kinds: set[str]) -> QuerySet[Need]:
    place = {"node__block": node.block_id} if node.block_id else {"site": node.site_id}
    living = {f"household__{word}": value for word, value in {"until": None, **place}.items()}
    return Need.objects.filter(until=None, kind__in=kinds, **living)


def needs_of(household: Household) -> list[str]:
    """What the home says it needs; for the home itself under a PIN."""
    return list(Need.objects.filter(household=household, until=None).order_by("kind").values_list("kind", flat=True))


@dataclass(frozen=True)
class Line:
    """A line to telephone: its number, WhatsApp ("" for none), when somebody last checked it (None: nobody yet)."""

    slug: str
    number: str
    whatsapp: str
    checked_on: date | None

    @property
    def label(self) -> Promise | str:
        """What the line is called."""
        return names.LINES[self.slug]

    @property
    def says(self) -> Promise:
        """What one finds there."""
        return names.LINES_SAY[self.slug]

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return "".join(letter for letter in self.number if letter.isdigit() or letter == "+")

    def is_old(self, day: date) -> bool:
        """Whether it must be checked again."""
        return self.checked_on is None or day - self.checked_on > rules.CHECK_EVERY


def lines() -> list[Line]:
    """The lines in the order in which they help, each as it was last checked. One query."""
    checked: dict[str, LineCheck] = {}
    for row in LineCheck.objects.order_by("at", "id"):
        checked[row.slug] = row
    return [
        Line(slug, checked[slug].number, checked[slug].whatsapp, checked[slug].checked_on)
        if slug in checked
        else Line(slug, number, whatsapp, None)
        for slug, number, whatsapp in rules.LINES
    ]


def by_secret(secret: str) -> Letter:
    """The letter of a link. Http404 for anything else."""
    try:
        hashed = standing.follow_hash(secret)
    except ValueError:
        raise Http404 from None
    found = Letter.objects.filter(follow_hash=hashed, erased_at=None).first()
    if found is None:
        raise Http404
    return found


def mine(actor: Actor) -> QuerySet[Letter]:
    """The letters under the person whose PIN was just given; none for a card alone."""
    own = standing.person_hash(actor)
    if not own:
        return Letter.objects.none()
    return Letter.objects.filter(person_hash=own, erased_at=None).order_by("-last_at", "-id")


def my_letter(actor: Actor, code: str) -> Letter:
    """One of them. Http404."""
    found = mine(actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def inbox(actor: Actor, at: datetime) -> QuerySet[Letter]:
    """What was written to this actor, unread and newest first. Http404 for who is neither lead nor manager."""
    if standing.is_lead(actor):
        rows = Letter.objects.filter(to="lead")
    else:
        sites = [node for node in managed(actor) if standing.is_manager(actor, node, at)]
        if not sites:
            raise Http404
        rows = Letter.objects.filter(to="manager", site__in=sites)
    return rows.filter(erased_at=None).select_related("site").order_by("state", "-last_at", "-id")


def managed(actor: Actor) -> list[Node]:
    """The sites at which the actor works for the office."""
    places = actor.nodes_for({"office"})
    return list(Node.objects.filter(pk__in=places, kind="site").order_by("pk")) if places else []


def letter_for(actor: Actor, code: str, at: datetime) -> Letter:
    """A letter for who may open it. Http404 for everybody else."""
    found = Letter.objects.select_related("site").filter(code=code, erased_at=None).first()
    if found is None or not standing.may_read(actor, found, at):
        raise Http404
    return found
