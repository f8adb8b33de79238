"""Reads about commitments that others use."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from k2k.commitments.board import Board, Filter, Tally, board, body_board, fell, judged, moved, opening, summary
from k2k.commitments.models import Commitment
from k2k.commitments.rules import (
    VERDICTS,
    WAITS_FOR_NEIGHBOURS,
    days_late,
    days_past,
    due_at,
    first_state,
    proof_state,
    status,
    time_state,
    verdict,
)

__all__ = [
    "VERDICTS",
    "WAITS_FOR_NEIGHBOURS",
    "Board",
    "Filter",
    "Tally",
    "board",
    "body_board",
    "by_code",
    "changed_since",
    "days_late",
    "days_past",
    "due_at",
    "dues_at",
    "fell",
    "first_state",
    "for_source",
    "for_sources",
    "judged",
    "moved",
    "opening",
    "proof_state",
    "running_for",
    "status",
    "summary",
    "time_state",
    "verdict",
]


def by_code(code: str) -> Commitment | None:
    """The commitment with this public code, with its body and place. One statement."""
    rows = Commitment.objects.select_related("body", "site", "node", "node__block", "node__floor", "replaced_by")
    return rows.filter(code=code).first()


def for_source(source: str) -> QuerySet[Commitment]:
    """Every date given for one need, oldest first, withdrawn ones included, each with its body and slips."""
    rows = Commitment.objects.filter(source=source).select_related("body").prefetch_related("slips")
    return rows.order_by("made_at", "id")


def running_for(source: str) -> Commitment | None:
    """The date that stands for one need, the newest of several bodies' ones; None where all were withdrawn."""
    rows = Commitment.objects.filter(source=source, withdrawn_at=None).select_related("body")
    return rows.order_by("-made_at", "-id").first()


def for_sources(sources: Iterable[str]) -> dict[str, Commitment]:
    """The date that stands for each of many needs, with its body. One query; needs without one are left out."""
    rows = Commitment.objects.filter(source__in=set(sources), withdrawn_at=None).select_related("body")
    return {row.source: row for row in rows.order_by("made_at", "id")}


def changed_since(at: datetime) -> set[str]:
    """The needs whose date was set, promised, moved or withdrawn after `at`. One query."""
    ours = Q(made_at__gt=at, imported=False) | Q(promised_at__gt=at, imported=False)
    later = Commitment.objects.filter(ours | Q(withdrawn_at__gt=at) | Q(slips__at__gt=at))
    return set(later.values_list("source", flat=True))


#: So many needs are asked for at once.
AT_ONCE = 500


def dues_at(sources: list[str], at: datetime) -> dict[str, datetime]:
    """The date that stood for each need at `at`; needs without one are left out. Two queries for every 500."""
    found: dict[str, datetime] = {}
    for start in range(0, len(sources), AT_ONCE):
        rows = Commitment.objects.filter(source__in=sources[start : start + AT_ONCE]).prefetch_related("slips")
        for row in rows.order_by("made_at", "id"):
            if due := due_at(row, row.slips.all(), at):
                found[row.source] = due
    return found
