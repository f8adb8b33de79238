"""Reads about commitments that others use."""

from collections.abc import Iterable

from django.db.models import QuerySet

from k2k.commitments.board import Board, Filter, Tally, board, body_board, summary
from k2k.commitments.models import Commitment
from k2k.commitments.rules import (
    WAITS_FOR_NEIGHBOURS,
    days_late,
    first_state,
    proof_state,
    status,
    time_state,
    verdict,
)

__all__ = [
    "WAITS_FOR_NEIGHBOURS",
    "Board",
    "Filter",
    "Tally",
    "board",
    "body_board",
    "by_code",
    "days_late",
    "first_state",
    "for_source",
    "for_sources",
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
