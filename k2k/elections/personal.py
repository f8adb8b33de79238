"""What elections keep about a person, and how it is emptied."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from k2k.elections.models import Candidate


def export(person, at: datetime) -> dict[str, Any]:
    """Where the person stood, proposed or seconded. What their home objected to is the home's."""
    rows = Candidate.objects.select_related("election", "seat").order_by("proposed_at", "id")
    mine = Q(proposer__person=person) | Q(seconder__person=person)
    return {
        "candidacies": [
            {
                "election": row.election.code,
                "post": row.seat.post,
                "name": row.name,
                "statement": row.statement,
                "state": row.state,
                "proposed_at": row.proposed_at.isoformat(),
            }
            for row in rows.filter(membership__person=person)
        ],
        "supported": [row.election.code for row in rows.filter(mine)],
    }


def erase(person, at: datetime) -> None:
    """Empty name and words of their candidacies. The paper of a ballot they agreed to stand on stays as it was."""
    Candidate.objects.filter(membership__person=person).exclude(name="", statement="").update(name="", statement="")
