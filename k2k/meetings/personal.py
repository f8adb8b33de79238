"""What meetings keep about a person: that they were there, what they moved, how they voted when the roll was called."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from k2k.meetings.models import Attendance, Correction, Interest, Motion, RollVote
from k2k.people import queries as people


def _corrections(person) -> QuerySet[Correction]:
    own = Q(pk=None)
    for home, end in people.homes_of(person).items():
        own |= Q(household_id=home, **({"at__lt": end} if end else {}))
    return Correction.objects.filter(own).order_by("id")


def export(person, at: datetime) -> dict[str, Any]:
    """Where the person was, what they moved and seconded, roll-call votes, interests, and their home's corrections."""
    here = Attendance.objects.filter(membership__person=person).select_related("meeting").order_by("id")
    moved = Motion.objects.filter(Q(proposer__in=here) | Q(seconder__in=here)).select_related("meeting")
    votes = RollVote.objects.filter(attendance__in=here).select_related("motion__meeting").order_by("id")
    aside = Interest.objects.filter(attendance__in=here).select_related("motion__meeting").order_by("id")
    return {
        "attended": [{"meeting": row.meeting.code, "at": row.at.isoformat(), "how": row.how} for row in here],
        "moved_or_seconded": [{"meeting": row.meeting.code, "motion": row.number, "text": row.text} for row in moved],
        "roll_calls": [
            {"meeting": row.motion.meeting.code, "motion": row.motion.number, "vote": row.choice} for row in votes
        ],
        "stood_aside": [
            {"meeting": row.motion.meeting.code, "motion": row.motion.number, "why": row.why} for row in aside
        ],
        "corrections": [
            {"text": row.text, "at": row.at.isoformat(), "answer": row.answer} for row in _corrections(person)
        ],
    }


def erase(person, at: datetime) -> None:
    """Empty the words of corrections of homes in which nobody else lives. That a member was there and counted stays:
    it points to a row whose name is emptied."""
    residency = person._meta.get_field("residencies").related_model
    living = residency.objects.filter(household_id=OuterRef("household_id"), until=None, person__erased_at=None)
    for row in _corrections(person).filter(~Exists(living.exclude(person=person))):
        row.text = ""
        row.save(update_fields=["text"])
