"""Where things are and what they are called."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation

from k2k.core import ids, nodes
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.places import words
from k2k.places.models import Occasion, RegisterDraft, Site, Tenure
from k2k.places.register.tables import read as read_table  # noqa: F401  (XLSX and CSV of others, for the apps above)

#: Between a thing and where it is: "Lift 2 · Block B".
DOT = " · "
LONGEST_CODE = Node._meta.get_field("code").max_length or 0
#: What each choice on the label page means.
LABELLED = {
    "lifts": Q(noun="lift"),
    "lobbies": Q(noun="lobby"),
    "floors": Q(kind="spot", floor__isnull=False),
    "spots": Q(kind="spot", floor=None) & ~Q(noun="lobby"),
    "things": Q(kind="asset") & ~Q(noun="lift"),
}


def label(node: Node) -> str:
    """What people call a place: "Lift 2 · Block B", "Floor 12 · Block B", a unit by its number, a site by its name.

    No query when `node.block` and `node.floor` are selected along (every query of this file does), else at most two.
    """
    parts = [short(node)]
    if node.kind in ("spot", "asset") and node.floor_id:
        parts.append(short(node.floor))
    if node.kind in ("floor", "spot", "asset") and node.block_id:
        parts.append(short(node.block))
    return DOT.join(parts)


def short(node: Node) -> str:
    """What people call a place when they stand in its block: "Lift 2", "Floor 12"."""
    return words.short(node.kind, node.noun, node.name)


def full(node: Node) -> str:
    """The label with the perumahan behind it, where several are listed."""
    return label(node) if node.kind in ("site", "programme") else f"{label(node)}{DOT}{node.site.name}"


def nouns() -> dict[str, str]:
    """What each kind of thing and common spot is called ("lift": "Lift"), things first; "other" is left out."""
    both = {**words.ASSETS, **words.SPOTS}
    return {slug: str(word) for slug, word in both.items() if slug != "other"}


def _placed(**where) -> QuerySet[Node]:
    rows = Node.objects.filter(closed_on=None, **where).select_related("site", "block", "floor")
    return rows.order_by("position", "name", "pk")


def _inside(node: Node, kind: str) -> QuerySet[Node]:
    if node.kind in ("site", "block", "floor"):
        return _placed(kind=kind, **{node.kind: node})
    return _placed(kind=kind, parent=node)


def by_code(code: str) -> Node | None:
    """The place with this code, however it was typed; None where there is none."""
    found = Node.objects.select_related("site", "block", "floor", "parent")
    exact = found.filter(code=code).first() if len(code) <= LONGEST_CODE and code.isprintable() else None
    if exact:
        return exact
    try:
        return found.filter(code=ids.clean_code(code)).first()
    except ValueError:
        return None


def site_by_code(code: str) -> Site | None:
    """The site with this code; None where there is none."""
    return with_code(code).first()


def with_code(code: str) -> QuerySet[Site]:
    """The site with this code as rows, for pages that ask for more at once."""
    return Site.objects.select_related("node").filter(node__code=code) if code.isprintable() else Site.objects.none()


def block_counts(site: Node) -> QuerySet[Node]:
    """The blocks of a site, in order, each with how many `floors` and `homes` it has."""
    return _inside(site, "block").annotate(floors=_below("floor"), homes=_below("unit"))


def called(rows: QuerySet[Node], words_: str) -> QuerySet[Node]:
    """The rows in whose name every word occurs; "block" itself, in any language, is no word to look for."""
    for word in words_.split():
        if word.casefold() not in _block_words():
            rows = rows.filter(name__icontains=word)
    return rows


@cache
def _block_words() -> frozenset[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= set(words.short("block", "", "").casefold().split())
    return frozenset(found)


def _below(kind: str) -> Coalesce:
    rows = Node.objects.filter(block=OuterRef("pk"), kind=kind, closed_on=None).order_by().values("block")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def draft_by_code(code: str) -> RegisterDraft | None:
    """The draft with this code, with its place; None where there is none."""
    if not code.isprintable():
        return None
    return RegisterDraft.objects.select_related("node").filter(code=code).first()


def is_example(site: Node | None = None) -> bool:
    """Whether the invented example stands here, and nothing else.

    One query; none where the page is about a `site` whose detail was read and which is a real one.
    """
    if site is not None and (detail := _read_along(site)) and not detail.is_demo:
        return False
    return set(Site.objects.values_list("is_demo", flat=True).distinct()) == {True}


def examples() -> QuerySet[Site]:
    """The perumahan of the invented example that are built whole."""
    return Site.objects.select_related("node").filter(is_demo=True, ready=True)


def has_real() -> bool:
    """Whether a perumahan stands here that is not of the example."""
    return Site.objects.filter(is_demo=False).exists()


def sites(actor: Actor | None = None) -> QuerySet[Site]:
    """Sites by name: all of them, or those in which (or above which) `actor` holds a right."""
    if actor is None or actor.is_system:
        return Site.objects.select_related("node").filter(node__closed_on=None).order_by("node__name", "pk")
    return sites_at({node_id for _role, node_id in actor.grants})


def _read_along(site: Node) -> Site | None:
    """The detail of a site's node where it was selected with it; no query."""
    return site._state.fields_cache.get("site_detail")


def site_of(node: Node) -> Site:
    """The site in which a place lies; no query for a site that was read with its detail.

    Raises Site.DoesNotExist for the programme.
    """
    return _read_along(node) or Site.objects.select_related("node").get(node_id=node.site_id)


def blocks(site: Node) -> QuerySet[Node]:
    """The blocks of a site, in order."""
    return _inside(site, "block")


def floors(block: Node) -> QuerySet[Node]:
    """The floors of a block, lowest first."""
    return _inside(block, "floor")


def units(place: Node) -> QuerySet[Node]:
    """The homes of a floor, block or site, in order of floor and door."""
    return _inside(place, "unit").order_by("block__position", "floor__position", "position", "name", "pk")


def spots(place: Node) -> QuerySet[Node]:
    """The common spots directly at a site, block or floor (a corridor belongs to its floor)."""
    return _placed(kind="spot", parent=place)


def assets(place: Node) -> QuerySet[Node]:
    """The things that can fail anywhere in a site, block or floor, block by block."""
    return _inside(place, "asset").order_by("block__position", "noun", "position", "name", "pk")


def lifts(place: Node) -> QuerySet[Node]:
    """The lifts of a site or block, block by block."""
    return assets(place).filter(noun="lift")


def children(place: Node) -> QuerySet[Node]:
    """What lies directly in a place and is not a home: blocks, floors, common spots and things."""
    return _placed(parent=place).exclude(kind="unit")


def closed_in(place: Node) -> QuerySet[Node]:
    """What lay directly in a place and is no longer in use, homes included, the last closed first."""
    rows = Node.objects.filter(parent=place, closed_on__isnull=False).select_related("site", "block", "floor")
    return rows.order_by("-closed_on", "kind", "position", "name", "pk")


def unit_count(place: Node) -> int:
    """How many homes a site, block or floor has."""
    return _inside(place, "unit").count()


def tenure(unit: Node, day) -> Tenure | None:
    """How a home is held on `day`; None where nobody said."""
    dated = Tenure.objects.filter(unit_id=unit.pk, since__lte=day)
    return dated.filter(Q(until=None) | Q(until__gt=day)).first()


def by_ids(node_ids: Iterable[int]) -> dict[int, Node]:
    """The places with these ids; what is not there is left out."""
    return Node.objects.select_related("site", "block", "floor").in_bulk(list(node_ids))


def by_id(node_id: int) -> Node | None:
    """The place with this id; None where there is none."""
    return Node.objects.select_related("site", "block", "floor").filter(pk=node_id).first()


def link(node_id: int, viewer: Actor) -> tuple[str, str] | None:
    """What to call a place and where it leads, for references from elsewhere; places are public."""
    node = by_id(node_id)
    return (label(node), reverse("places:scan", args=[node.code])) if node else None


def ways_in(node: Node) -> list[tuple[str, Node]]:
    """The places above a place up to its site, nearest last, with what each is called."""
    above = Node.objects.filter(below__descendant=node).exclude(kind="programme").exclude(pk=node.pk)
    return [(short(each), each) for each in above.order_by("-below__depth")]


def labelled(place: Node, wanted: Iterable[str]) -> list[Node]:
    """Places that can carry a label in a site or block: lifts, lobbies, floors (their corridors), other spots, things.

    `wanted` is of rules.LABELS. Block by block, the block's own before its floors; one query.
    """
    choice = Q()
    for slug in wanted:
        choice |= LABELLED[slug]
    found = _placed(kind__in=("spot", "asset"), **{place.kind: place}) if choice else Node.objects.none()
    return list(found.filter(choice).order_by("block__position", "floor__position", "kind", "noun", "position", "pk"))


def tenures_at(units: Iterable[Node], day) -> dict[int, Tenure]:
    """How each home is held on `day`, by its id; one query."""
    dated = Tenure.objects.filter(unit_id__in=[unit.pk for unit in units], since__lte=day)
    return {row.unit_id: row for row in dated.filter(Q(until=None) | Q(until__gt=day))}


def sites_at(held: Iterable[int]) -> QuerySet[Site]:
    """The sites of the places with these ids, and those below them, by name."""
    below = nodes.scope(Node.objects.filter(kind="site"), "parent", held).values("pk")
    above = Node.objects.filter(pk__in=held).values("site_id")
    return sites().filter(Q(pk__in=below) | Q(pk__in=above))


def occasions(place: Node, since: date) -> QuerySet[Occasion]:
    """Days noted for a place, there or above it, that end on `since` or later; the first to come first."""
    found = Occasion.objects.filter(node__in=nodes.above(place.pk), last__gte=since)
    return found.select_related("node").order_by("first", "pk")


def occasions_on(place: Node, day: date) -> list[str]:
    """What is noted for that day, in words. Two queries."""
    return [words.occasion(each.kind, each.title) for each in occasions(place, day).filter(first__lte=day)]
