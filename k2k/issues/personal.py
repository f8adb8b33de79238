"""What issues keep about a person, and how it is emptied. Reports belong to a household, not to one of its people."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from k2k.core import search
from k2k.core.files import photos
from k2k.issues.models import Answer, Issue, Tap
from k2k.people import queries as people


def _theirs(rows: QuerySet, person, household: str, moment: str) -> QuerySet:
    """The rows of the person's households until they moved out: what was said afterwards is not theirs."""
    said = Q(pk=None)
    for home, end in people.homes_of(person).items():
        said |= Q(**{household: home}) & (Q(**{f"{moment}__lt": end}) if end else Q())
    return rows.filter(said).order_by(moment, "id")


def export(person, at: datetime) -> dict[str, Any]:
    """What the person's households reported, tapped and answered, with their own words."""
    taps = _theirs(Tap.objects.select_related("issue"), person, "household_id", "at")
    answers = _theirs(Answer.objects.select_related("issue"), person, "household_id", "at")
    return {
        "reports": [
            {
                "code": issue.code,
                "category": issue.category,
                "reported_at": issue.reported_at.isoformat(),
                "text": issue.text,
                "photo": bool(issue.photo_id),
                "inside_the_home": issue.at_home,
            }
            for issue in _theirs(Issue.objects.all(), person, "reporter_id", "reported_at")
        ],
        "me_too": [
            {"report": tap.issue.code, "at": tap.at.isoformat(), "taken_back": tap.ended_at is not None} for tap in taps
        ],
        "answers": [
            {"report": each.issue.code, "answer": each.answer, "at": each.at.isoformat(), "text": each.text}
            for each in answers
        ],
    }


def erase(person, at: datetime) -> None:
    """Empty the words and pictures of households in which nobody else lives; what is counted stays counted.

    Where others live in the household its reports stay: they are theirs too.
    """
    for issue in _alone(_theirs(Issue.objects.all(), person, "reporter_id", "reported_at"), "reporter_id", person):
        judged = (photo for each in issue.moderations.all() for photo in (each.photo, each.copy))
        for photo in {issue.photo, *judged} - {None, issue.done_photo}:
            if not photo.erased_at:
                photos.erase(photo, at)
        issue.text = ""
        issue.save(update_fields=["text"])
        search.drop(f"{issue.ref}:text")
    for answer in _alone(_theirs(Answer.objects.all(), person, "household_id", "at"), "household_id", person):
        answer.text = ""
        answer.save(update_fields=["text"])


def _alone(rows: QuerySet, field: str, person) -> QuerySet:
    """The rows whose household has nobody else living in it now."""
    residency = person._meta.get_field("residencies").related_model
    others = residency.objects.filter(household_id=OuterRef(field), until=None, person__erased_at=None)
    return rows.filter(~Exists(others.exclude(person=person)))
