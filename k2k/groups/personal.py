"""What groups keep about a person, and how it is emptied."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from k2k.groups.models import Membership


def export(person, at: datetime) -> dict[str, Any]:
    """Where the person belongs or asked to, what they said of themselves, and whom they agreed for."""
    rows = Membership.objects.filter(Q(person=person) | Q(guardian=person)).select_related("group__body")
    return {
        "memberships": [
            {
                "group": one.group.name,
                "state": one.state,
                "as_guardian": one.guardian_id == person.pk,
                "says": one.says,
                "age": one.age,
                "shown_by": one.shown_by,
                "asked_at": one.asked_at.isoformat(),
                "since": one.since.isoformat() if one.since else None,
                "ended_at": one.ended_at.isoformat() if one.ended_at else None,
            }
            for one in rows.order_by("id")
        ]
    }


def erase(person, at: datetime) -> None:
    """They no longer belong anywhere; that somebody belonged from a day to a day stays, without a name."""
    mine = Membership.objects.filter(person=person)
    mine.update(says="", account=None)
    mine.exclude(age="under_18").update(age="")
    mine.filter(state="member").update(state="ended", ending="left", ended_at=at)
    mine.filter(state__in=("asked", "open", "disputed")).update(state="withdrawn", ended_at=at)
