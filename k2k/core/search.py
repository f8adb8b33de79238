r"""Search: one table of normalised text, found by substring, on both engines alike.

Substrings serve Malay prefixes and suffixes, Chinese without spaces and Tamil endings without a dictionary. Every word
must occur. What is public is found by all, over all sites; what is private only by the office of its place.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q

from k2k.core import clock, logs, nodes
from k2k.core.actors import Actor
from k2k.core.nodes import Node

#: Who finds private entries at or below the places where they hold the role. Committees and owners do not: homes,
#: household cards and reports from inside a unit are between the resident and the office.
PRIVATE_READERS = frozenset({"office"})
MOST_WORDS, LONGEST_WORD = 8, 64
#: A thing may have a public entry and, for its words, a private one.
ENTRIES_AN_ADDRESS = 2
JOINED = re.compile(r"\w+(?:[-‐–./]\w+)+")


class SearchEntry(models.Model):
    """What can be found, and where it leads. `text` is normalised and is never shown."""

    ref = models.CharField(max_length=80, unique=True)
    node = models.ForeignKey("core.Node", models.PROTECT, related_name="+")
    site = models.ForeignKey("core.Node", models.PROTECT, related_name="+", null=True)
    lang = models.CharField(max_length=10, blank=True, default="")
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=200)
    public = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["-updated_at", "id"], name="core_search_newest")]

    def __str__(self) -> str:
        return self.ref


def normalise(text: str) -> str:
    """Fold case, width (NFKC), Latin accents and punctuation, so that what looks alike compares alike.

    Marks of Tamil and other scripts stay: they are letters there.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not "\u0300" <= c <= "\u036f")
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in unicodedata.normalize("NFC", bare))
    return " ".join("".join(kept).split())


def _searchable(title: str, text: str) -> str:
    """Normalised title and text; what is written with dashes ("7Q4M-K2X9") also without them."""
    whole = f"{title} {text}"
    joined = " ".join(normalise(found).replace(" ", "") for found in JOINED.findall(whole))
    return f"{normalise(whole)} {joined}".strip()


#: What a second entry under the same ref changes.
CHANGED = ["node", "site", "lang", "title", "text", "url", "public", "updated_at"]


def put(ref: str, **words) -> None:
    """Make `ref` findable, or change what it is found by. Inside the command that wrote it. Words as for `entry`."""
    put_many([entry(ref, **words)])


def entry(
    ref: str, *, node: Node, title: str, text: str, url: str, public: bool, lang: str = "", at: datetime | None = None
) -> SearchEntry:
    """What makes `ref` findable, not yet written."""
    return SearchEntry(
        ref=ref,
        node=node,
        site_id=node.site_id,
        lang=lang,
        title=title[:200],
        text=_searchable(title, text),
        url=url,
        public=public,
        updated_at=at or clock.now(),
    )


def put_many(entries: Iterable[SearchEntry]) -> None:
    """Make many refs findable, or change what they are found by, in one statement for each 500."""
    SearchEntry.objects.bulk_create(
        entries, batch_size=500, update_conflicts=True, unique_fields=["ref"], update_fields=CHANGED
    )


_LETTERS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX IF NOT EXISTS core_search_letters ON core_searchentry USING gin (text gin_trgm_ops)",
)


def index_letters(**_signal) -> None:
    """After each migrate, on PostgreSQL: an index by groups of letters, so that a rare word is found at once.

    Without the extension (it comes with PostgreSQL, but a host may leave it out) every entry is read, as on SQLite.
    """
    if connection.vendor != "postgresql" or SearchEntry._meta.db_table not in connection.introspection.table_names():
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _LETTERS:
                cursor.execute(statement)
    except DatabaseError as error:
        logs.say("search.reads_everything", "warning", error=error)


def drop(ref: str) -> None:
    """Make `ref` unfindable."""
    SearchEntry.objects.filter(ref=ref).delete()


def find(words: str, actor: Actor, at: datetime, limit: int = 20) -> list[SearchEntry]:
    """The newest entries in which every word of `words` occurs and which `actor` may see, one an address. One query.

    Rights are those the actor holds at `at`, as its grants say. At most 8 words are used.
    """
    wanted = [word[:LONGEST_WORD] for word in normalise(words).split()][:MOST_WORDS]
    if not wanted:
        return []
    found = SearchEntry.objects.filter(updated_at__lte=at).filter(*(Q(text__contains=word) for word in wanted))
    seen = Q(public=True)
    if places := actor.nodes_for(PRIVATE_READERS):
        inside = nodes.NodePath.objects.filter(ancestor_id__in=places).values("descendant_id")
        seen |= Q(node_id__in=inside)
    by_address: dict[str, SearchEntry] = {}
    for entry in found.filter(seen).order_by("-updated_at", "id")[: limit * ENTRIES_AN_ADDRESS]:
        by_address.setdefault(entry.url, entry)
    return list(by_address.values())[:limit]
