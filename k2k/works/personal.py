"""What works keep about a person: the ideas of their homes, and which ideas those wanted too."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from k2k.core.files import photos
from k2k.people import queries as people
from k2k.works.models import Idea, Support


def _of(rows: QuerySet, person) -> QuerySet:
    own = Q(pk=None)
    for home, end in people.homes_of(person).items():
        own |= Q(household_id=home, **({"at__lt": end} if end else {}))
    return rows.filter(own).order_by("at", "id")


def export(person, at: datetime) -> dict[str, Any]:
    """The ideas with their words, and which were supported."""
    return {
        "ideas": [
            {"code": one.code, "text": one.text, "at": one.at.isoformat()} for one in _of(Idea.objects.all(), person)
        ],
        "supports": [
            {"idea": one.idea.code, "at": one.at.isoformat()}
            for one in _of(Support.objects.select_related("idea"), person)
        ],
    }


def erase(person, at: datetime) -> None:
    """Empty the words of homes in which nobody else lives, and drop their picture; that there was an idea stays."""
    residency = person._meta.get_field("residencies").related_model
    living = residency.objects.filter(household_id=OuterRef("household_id"), until=None, person__erased_at=None)
    for idea in _of(Idea.objects.select_related("photo"), person).filter(~Exists(living.exclude(person=person))):
        idea.text = ""
        idea.save(update_fields=["text"])
        if idea.photo and not idea.photo.erased_at:
            photos.erase(idea.photo, at)
