"""What of places is found by searching: sites, blocks, and the spots and things of a whole block. Homes are not."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from k2k.core import search
from k2k.core.nodes import Node
from k2k.places import queries

KINDS = ("site", "block", "spot", "asset")


def put(node: Node, at: datetime, also: str = "") -> None:
    """Make a place findable by its label in every language, its code and `also`."""
    put_many([node], at, also)


def drop_many(places: Iterable[Node]) -> None:
    """Make places unfindable."""
    for node in _findable(places):
        search.drop(node.ref)


def _findable(places: Iterable[Node]) -> list[Node]:
    return [node for node in places if node.kind in KINDS and not node.floor_id]


def put_many(places: Iterable[Node], at: datetime, also: str = "") -> None:
    """Make several places findable in one statement for each 500."""
    wanted = _findable(places)
    labels: dict[int, list[str]] = {node.pk: [] for node in wanted}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for node in wanted:
                labels[node.pk].append(queries.full(node))
    search.put_many(
        [
            search.entry(
                node.ref,
                node=node,
                title=labels[node.pk][0],
                text=" ".join([node.code, also, *labels[node.pk]]),
                url=reverse("places:scan", args=[node.code]),
                public=True,
                at=at,
            )
            for node in wanted
        ]
    )
