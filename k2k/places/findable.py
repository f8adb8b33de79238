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
    if node.kind not in KINDS or node.floor_id:
        return
    labels = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.append(queries.full(node))
    words = [node.code, also, *labels]
    url = reverse("places:scan", args=[node.code])
    search.put(node.ref, node=node, title=labels[0], text=" ".join(words), url=url, public=True, at=at)


def put_many(places: Iterable[Node], at: datetime) -> None:
    """Make several places findable."""
    for node in places:
        put(node, at)
