"""A board as CSV and JSON: every date of it, with the verdict and how it is judged against the first date."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from k2k.commitments import rules
from k2k.commitments.models import Commitment
from k2k.core import cells, clock
from k2k.places import queries as places

COLUMNS = (
    "code", "site", "place", "body", "kind", "what", "lang", "made_at", "target_due", "first_due", "due", "slips",
    "claimed_at", "proof", "proof_at", "denials", "withdrawn_at", "withdrawn_reason", "time", "first_time", "verdict",
)  # fmt: skip


def record(one: Commitment, at: datetime) -> dict[str, str | int | None]:
    """One date as plain data, moments in Malaysian time with their offset. `slips_n` must be annotated."""
    return {
        "code": one.code,
        "site": one.site.name,
        "place": places.label(one.node),
        "body": one.body.name,
        "kind": one.kind,
        "what": one.what,
        "lang": one.lang,
        "made_at": _moment(one.made_at),
        "target_due": _moment(one.target_due),
        "first_due": _moment(one.first_due),
        "due": _moment(one.due),
        "slips": one.slips_n,
        "claimed_at": _moment(one.claimed_at),
        "proof": rules.proof_state(one, at),
        "proof_at": _moment(one.proof_at),
        "denials": one.denials,
        "withdrawn_at": _moment(one.withdrawn_at),
        "withdrawn_reason": one.withdrawn_reason,
        "time": rules.time_state(one, at),
        "first_time": rules.first_state(one, at),
        "verdict": rules.verdict(one, at),
    }


def _moment(moment: datetime | None) -> str | None:
    return clock.local(moment).isoformat(timespec="seconds") if moment else None


def csv_lines(rows: Iterable[Commitment], at: datetime) -> Iterator[str]:
    """The board as CSV text, line by line; what looks like a formula is written as text."""
    yield _line(COLUMNS)
    for one in rows:
        yield _line([cells.safe(value) for value in record(one, at).values()])


def _line(values: Iterable[str | int]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(values)
    return buffer.getvalue()
