"""Closing a place that is no longer in use, and opening it again; what happened in it stays readable."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from k2k.core import clock, registry
from k2k.core.commands import Context, Refused, command
from k2k.core.nodes import Node, NodePath
from k2k.places import findable, queries, rules

_here: dict[str, Any] = {"at_node": lambda given: given["place"]}


def in_the_way(place: Node) -> list[str]:
    """What keeps a place from being closed, a sentence an app: open reports, running promises."""
    return [sentence for ask in registry.items("in_the_way") if (sentence := ask(place))]


def below(place: Node) -> QuerySet[Node]:
    """The place and all that lies in it, homes included."""
    inside = NodePath.objects.filter(ancestor=place).values("descendant_id")
    return Node.objects.filter(pk__in=inside)


@command("places.close", **_here)
def close(ctx: Context, *, place: Node) -> Node:
    """From today the place is no longer in use; with a block, all that lies in it. Its history stays. Raises Refused.

    Refused while reports or promises in it are open. Who lives in a home is not asked: the office does not know.
    """
    if place.kind not in rules.CLOSABLE:
        raise Refused(_("Only a block, a home, a common spot or a thing can be closed."))
    if place.closed_on:
        raise Refused(_("This place is closed already."))
    if reasons := in_the_way(place):
        raise Refused(" ".join(reasons))
    place.closed_on = clock.today(ctx.at)
    gone = list(below(place).filter(closed_on=None))
    below(place).filter(closed_on=None).update(closed_on=place.closed_on)
    findable.drop_many(gone)
    ctx.detail(place=place.pk, kind=place.kind, n=len(gone))
    ctx.announce("places.closed", place=place)
    return place


@command("places.reopen", **_here)
def reopen(ctx: Context, *, place: Node) -> Node:
    """The place is in use again, and with it what was closed in it on the same day. Raises Refused."""
    if place.closed_on is None:
        raise Refused(_("This place is in use."))
    if place.parent and place.parent.closed_on:
        above = queries.label(place.parent)
        raise Refused(_("%(place)s is closed too. Open that one first.") % {"place": above})
    day, place.closed_on = place.closed_on, None
    back = list(below(place).filter(closed_on=day).select_related("site", "block", "floor"))
    below(place).filter(closed_on=day).update(closed_on=None)
    findable.put_many(back, ctx.at)
    ctx.detail(place=place.pk, kind=place.kind, n=len(back))
    ctx.announce("places.reopened", place=place)
    return place
