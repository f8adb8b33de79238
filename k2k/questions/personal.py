"""What questions keep about a person, and how it is emptied. A question belongs to a household, not to one person."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from k2k.people import queries as people
from k2k.questions import findable
from k2k.questions.models import Question, Wish


def _while_they_lived_there(rows: QuerySet, person, moment: str) -> QuerySet:
    homes = people.homes_of(person)
    own = Q(pk=None)
    for home, end in homes.items():
        own |= Q(household_id=home, **({f"{moment}__lt": end} if end else {}))
    return rows.filter(own).order_by(moment, "id")


def export(person, at: datetime) -> dict[str, Any]:
    """What the person's households asked, with their words, what was answered, and what they want to know too."""
    asked = _while_they_lived_there(Question.objects.prefetch_related("answers"), person, "asked_at")
    wishes = _while_they_lived_there(Wish.objects.select_related("question"), person, "at")
    return {
        "questions": [
            {
                "code": one.code,
                "category": one.category,
                "text": one.text,
                "asked_at": one.asked_at.isoformat(),
                "state": one.state,
                "appeal": one.appeal_text,
                "marked": one.marked,
                "answers": [{"text": said.text, "at": said.at.isoformat()} for said in one.answers.all()],
            }
            for one in asked
        ],
        "want_to_know": [{"question": wish.question.code, "at": wish.at.isoformat()} for wish in wishes],
    }


def erase(person, at: datetime) -> None:
    """Empty the words of households in which nobody else lives; that a question was asked and answered stays."""
    residency = person._meta.get_field("residencies").related_model
    living = residency.objects.filter(household_id=OuterRef("household_id"), until=None, person__erased_at=None)
    rows = _while_they_lived_there(Question.objects.all(), person, "asked_at")
    for question in rows.filter(~Exists(living.exclude(person=person))):
        question.text, question.appeal_text = "", ""
        question.save(update_fields=["text", "appeal_text"])
        findable.drop(question)
