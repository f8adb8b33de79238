"""Dates that come with somebody else's list: kept and judged like ours, on no board; no clock is started by them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from k2k.commitments.models import Commitment
from k2k.commitments.rules import WHAT_LENGTH
from k2k.core import ids
from k2k.core.nodes import Node


@dataclass(frozen=True)
class Taken:
    """One date of the list: what it is for, who had promised it, since when, for when, and when it was said done."""

    source: str
    node: Node
    body_id: int
    what: str
    made_at: datetime
    due: datetime
    claimed_at: datetime | None = None


def take_over(taken: Iterable[Taken], lang: str = "en") -> int:
    """Write many promises of another list, inside the command that reads it. Returns how many. Announces nothing."""
    rows = [
        Commitment(
            code=ids.new_code(9),
            node=each.node,
            site_id=each.node.site_id,
            source=each.source,
            body_id=each.body_id,
            kind="promise",
            what=each.what[:WHAT_LENGTH],
            lang=lang,
            made_at=each.made_at,
            promised_at=each.made_at,
            first_due=each.due,
            due=each.due,
            claimed_at=each.claimed_at,
            proof="claimed" if each.claimed_at else "none",
            proof_at=each.claimed_at,
            imported=True,
        )
        for each in taken
    ]
    Commitment.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def say_done(source: str, claimed_at: datetime) -> None:
    """The other list now says that it is done; only what was taken over and is still open is changed."""
    still_open = Commitment.objects.filter(source=source, imported=True, proof="none", withdrawn_at=None)
    still_open.update(proof="claimed", proof_at=claimed_at, claimed_at=claimed_at)
