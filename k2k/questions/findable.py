"""What search finds of a question: its words and its answer once they are public; before that only the office."""

from datetime import datetime

from k2k.core import search
from k2k.questions import rules
from k2k.questions.models import Question


def put(question: Question, at: datetime) -> None:
    """Make the question findable as it now stands."""
    said = question.answers.order_by("-id").values_list("text", flat=True).first() or ""
    search.put(
        question.ref,
        node=question.site,
        title=question.text[:120] or question.code,
        text=f"{question.code} {question.text} {said}",
        url=f"/soalan/{question.code}/",
        public=question.state in rules.PUBLIC,
        lang=question.lang,
        at=at,
    )


def drop(question: Question) -> None:
    """Make it unfindable."""
    search.drop(question.ref)
