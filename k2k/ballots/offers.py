"""What ballots put on pages of the apps above: the tile on the front, what is asked of voters and tellers, links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.ballots.commands.locked import keys_of
from k2k.ballots.models import Ballot, Voter
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.core.todo import Todo

if TYPE_CHECKING:
    from k2k.people.models import Household


def tile(site: Node, at: datetime) -> dict | None:
    """Ballots on the front of a perumahan that had one. One statement."""
    states = list(Ballot.objects.filter(site=site).exclude(state="draft").values_list("state", flat=True))
    if not states:
        return None
    running = states.count("open")
    text = _("Results that anybody can recount")
    if running:
        text = ngettext("%(n)s ballot is open", "%(n)s ballots are open", running) % {"n": running}
    return {
        "icon": "check",
        "title": _("Ballots"),
        "text": text,
        "url": reverse("ballots:site", args=[site.code]),
        "order": 25,
    }


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """A vote the home may still give; a box that waits for its tellers. Three statements at most."""
    return _votes(actor, at) + _boxes(actor)


def _votes(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.household_id:
        return []
    mine = [f"people.household:{actor.household_id}", f"people.person:{actor.person_id or 0}"]
    running = Ballot.objects.filter(state="open", closes_at__gt=at)
    rows = running.filter(roll__who__in=mine, roll__mark="").distinct()
    return _proxies(running, mine) + [
        Todo(
            _("Vote: %(title)s") % {"title": each.title},
            reverse("ballots:vote", args=[each.code]),
            each.ref,
            each.closes_at,
        )
        for each in rows.order_by("closes_at", "pk")
    ]


def _proxies(running: QuerySet[Ballot], mine: list[str]) -> list[Todo]:
    """Votes to be given for a neighbour who named this home or person."""
    waiting = Voter.objects.filter(ballot=OuterRef("pk"), who=OuterRef("named_proxies__giver"), mark="")
    rows = running.filter(named_proxies__holder__in=mine).filter(Exists(waiting)).distinct()
    said = _("Vote for the neighbour who named you: %(title)s")
    return [
        Todo(said % {"title": each.title}, reverse("ballots:show", args=[each.code]), each.ref, each.closes_at)
        for each in rows.order_by("closes_at", "pk")
    ]


def _boxes(actor: Actor) -> list[Todo]:
    if actor.kind not in ("account", "card"):
        return []
    waits = Q(state="closed") | Q(state="draft", tellers__public=b"")
    rows = Ballot.objects.filter(waits, tellers__holder__in=keys_of(actor)).distinct().order_by("pk")
    said = {"draft": _("Choose your passphrase: %(title)s"), "closed": _("Open the box: %(title)s")}
    pages = {"draft": "ballots:keep_key", "closed": "ballots:count"}
    return [
        Todo(said[each.state] % {"title": each.title}, reverse(pages[each.state], args=[each.code]), each.ref)
        for each in rows
    ]


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of a ballot; a draft has none."""
    found = Ballot.objects.filter(pk=pk).exclude(state="draft").first()
    return (found.title, reverse("ballots:show", args=[found.code])) if found else None


def load(pks: Iterable[int]) -> dict[int, Ballot]:
    """The ballots that messages are about."""
    return Ballot.objects.in_bulk(list(pks))


def homes_join_waits(household: Household, into: Household, at: datetime) -> str:
    """Why a home cannot join another one yet: it stands on the roll of a ballot that is not over. One query."""
    running = Ballot.objects.filter(state__in=("draft", "open"), unit="household", roll__who=household.ref)
    waiting = running.order_by("closes_at").first()
    if waiting is None:
        return ""
    said = _("The home stands on the roll of a ballot that is not over: %(title)s. Wait until it is.")
    return said % {"title": waiting.title}
