"""The trail: what was done, by whom, where and when, chained per site so that a change of the past shows.

A line holds opaque ids and slugs only. What is private (a name, a sentence) sits in an erasable row; the line holds
that row's salted hash, so erasing a person breaks nothing. Each line's hash covers the one before it. That proves
consistency, not history: the heads printed on posters and statements are the anchor outside the machine.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from k2k.core.batches import batched
from k2k.core.nodes import Node

GENESIS = "0" * 64
#: So many lines of a past that is taken over are in memory at once.
AT_ONCE = 2000


class TrailHead(models.Model):
    """The newest link of a site's chain; `site` is null for the programme's own."""

    site = models.OneToOneField(Node, models.PROTECT, null=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(Coalesce("site", 0), name="trail_one_head_a_site")]


class TrailLine(models.Model):
    """One act. `text` is the canonical text that was hashed, byte for byte."""

    head = models.ForeignKey(TrailHead, models.PROTECT, related_name="lines")
    seq = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    behalf = models.CharField(max_length=40, blank=True, default="")
    node = models.ForeignKey(Node, models.PROTECT, null=True, related_name="+")
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    text = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["head", "seq"], name="trail_seq_once")]
        indexes = [models.Index(fields=["subject", "id"], name="trail_subject")]


class TrailPrivate(models.Model):
    """The erasable half of a line: `data` is emptied by erasure, the line's hash stays."""

    line = models.OneToOneField(TrailLine, models.PROTECT, related_name="private")
    salt = models.CharField(max_length=32)
    data = models.TextField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"


@dataclass
class Entry:
    """A line on its way into the trail."""

    verb: str
    subject: str
    actor: str
    behalf: str
    node: Node | None
    occurred_at: datetime
    detail: dict
    private: dict


@dataclass(frozen=True)
class Problem:
    """A place where the trail does not hold."""

    site_id: int | None
    seq: int
    what: str


def canonical(data: dict) -> str:
    """JSON with sorted keys and no spaces: the text that is hashed."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _private_hash(salt: str, data: str) -> str:
    return _sha(f"{salt}:{data}")


def _head_for(site_id: int | None) -> TrailHead:
    """Lock the site's head for the rest of the transaction (SQLite holds its one write lock already)."""
    heads = TrailHead.objects.select_for_update().filter(site_id=site_id)
    found = heads.first()
    if found is None:  # of two first acts of a site at once, one makes the head and the other waits for it
        TrailHead.objects.bulk_create([TrailHead(site_id=site_id)], ignore_conflicts=True)
        found = heads.get()
    return found


def write(entries: list[Entry], recorded_at: datetime) -> None:
    """Append `entries` to their sites' chains; heads are taken in id order so that two commands never deadlock."""
    by_site: dict[int | None, list[Entry]] = {}
    for entry in entries:
        by_site.setdefault(entry.node.site_id if entry.node else None, []).append(entry)
    for site_id in sorted(by_site, key=lambda s: (s is not None, s or 0)):
        _append(_head_for(site_id), by_site[site_id], recorded_at)


def write_many(
    site: Node | None,
    entries: Iterable[tuple[Entry, datetime]],
    insert: Callable[[list[TrailLine]], Any] | None = None,
) -> int:
    """Append a past that is taken over to one site's chain: each entry with the moment at which it was recorded.

    Inside a transaction, in few statements and little memory; `insert` writes lines faster than bulk_create does, and
    gives them their ids. Answers how many there are.
    """
    chain = _head_for(site.pk if site else None)
    before = chain.seq
    for batch in batched(entries, AT_ONCE):
        _keep(chain, [_line(chain, entry, recorded_at) for entry, recorded_at in batch], insert)
    return chain.seq - before


def _append(chain: TrailHead, entries: list[Entry], recorded_at: datetime) -> None:
    _keep(chain, [_line(chain, entry, recorded_at) for entry in entries])


def _line(chain: TrailHead, entry: Entry, recorded_at: datetime) -> tuple[TrailLine, TrailPrivate | None]:
    """The next line of the chain, with its private row where it has one; neither is written yet."""
    chain.seq += 1
    salt, private = secrets.token_hex(16), canonical(entry.private)
    body = {
        "seq": chain.seq,
        "verb": entry.verb,
        "subject": entry.subject,
        "actor": entry.actor,
        "behalf": entry.behalf,
        "node": entry.node.pk if entry.node else None,
        "occurred_at": _instant(entry.occurred_at),
        "recorded_at": _instant(recorded_at),
        "detail": entry.detail,
    }
    if entry.private:
        body["private"] = _private_hash(salt, private)
    text = canonical(body)
    chain.hash = _sha(chain.hash + text)
    line = TrailLine(
        head=chain,
        seq=chain.seq,
        verb=entry.verb,
        subject=entry.subject,
        actor=entry.actor,
        behalf=entry.behalf,
        node=entry.node,
        occurred_at=entry.occurred_at,
        recorded_at=recorded_at,
        text=text,
        hash=chain.hash,
    )
    return line, TrailPrivate(line=line, salt=salt, data=private) if entry.private else None


def _keep(
    chain: TrailHead,
    made: list[tuple[TrailLine, TrailPrivate | None]],
    insert: Callable[[list[TrailLine]], Any] | None = None,
) -> None:
    """Write lines, their private rows and the head that follows from them."""
    (insert or TrailLine.objects.bulk_create)([line for line, _private in made])
    TrailPrivate.objects.bulk_create([private for _line, private in made if private])
    chain.save(update_fields=["seq", "hash"])


def head(site: Node | None) -> str:
    """The newest hash of a site's chain; the first twelve characters are what posters print."""
    found = TrailHead.objects.filter(site=site).first()
    return found.hash if found else GENESIS


def with_head(rows: models.QuerySet, site: str) -> models.QuerySet:
    """Rows with `anchor`, the newest hash of the chain of the site in field `site`; empty before its first line."""
    heads = TrailHead.objects.filter(site=models.OuterRef(site)).values("hash")[:1]
    return rows.annotate(anchor=Coalesce(models.Subquery(heads), models.Value(GENESIS)))


def verify(site: Node | None = None, *, every_site: bool = True) -> Iterator[Problem]:
    """Walk the chains and yield each place that does not hold: gaps, changed lines or private rows, lost heads."""
    heads = TrailHead.objects.order_by("id")
    for each in heads if every_site else heads.filter(site=site):
        yield from _verify_chain(each)


def _verify_chain(chain: TrailHead) -> Iterator[Problem]:
    last, seq = GENESIS, 0
    for line in chain.lines.select_related("private").order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if line.seq != seq:
            yield Problem(chain.site_id, seq, "a line is missing")
            seq = line.seq
        if _sha(last + line.text) != line.hash:
            yield Problem(chain.site_id, seq, "the chain is broken here")
        yield from _verify_line(chain, line)
        last = line.hash
    if (seq, last) != (chain.seq, chain.hash):
        yield Problem(chain.site_id, seq, "the head does not fit the last line")


def _verify_line(chain: TrailHead, line: TrailLine) -> Iterator[Problem]:
    try:
        body = json.loads(line.text)
        same = all(body[key] == value for key, value in _columns(line).items())
    except (ValueError, KeyError, TypeError):
        yield Problem(chain.site_id, line.seq, "the hashed text cannot be read")
        return
    if not same:
        yield Problem(chain.site_id, line.seq, "the columns differ from the hashed text")
    private = getattr(line, "private", None)
    if ("private" in body) != (private is not None):
        yield Problem(chain.site_id, line.seq, "the private row is missing")
    elif private and not _is_whole(private, body["private"]):
        yield Problem(chain.site_id, line.seq, "the private row was changed")


def _columns(line: TrailLine) -> dict[str, int | str | None]:
    """What the columns of a line say, under the names of the hashed text."""
    return {
        "seq": line.seq,
        "verb": line.verb,
        "subject": line.subject,
        "actor": line.actor,
        "behalf": line.behalf,
        "node": line.node_id,
        "occurred_at": _instant(line.occurred_at),
        "recorded_at": _instant(line.recorded_at),
    }


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _is_whole(private: TrailPrivate, hashed: str) -> bool:
    """An erased row is empty; any other is what was hashed."""
    return not private.data if private.erased_at else _private_hash(private.salt, private.data) == hashed


def erase(subjects: list[str], at: datetime) -> int:
    """Empty the private rows of every line about `subjects` (soft references); the chain still verifies."""
    rows = TrailPrivate.objects.filter(line__subject__in=subjects, erased_at=None)
    return rows.update(data="", erased_at=at)


def history(subject: str) -> models.QuerySet[TrailLine]:
    """The lines about one subject, oldest first."""
    return TrailLine.objects.filter(subject=subject).order_by("id")
