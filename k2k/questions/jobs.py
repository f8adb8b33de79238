"""What is forgotten by itself: the marks of phones, once a question has come to rest."""

from datetime import datetime, timedelta

from django.db.models import Q

from k2k.core.jobs import job
from k2k.questions import rules
from k2k.questions.models import Question, Wish


@job("questions.forget_devices", every=timedelta(hours=6))
def forget_devices(at: datetime) -> None:
    """Drop the marks of phones 90 days after the answer or the refusal; that somebody wants to know stays counted."""
    before = at - rules.DEVICES_KEPT
    answered = Q(state="answered", answered_at__lte=before)
    over = Question.objects.filter(answered | Q(state="refused", refused_at__lte=before))
    Wish.objects.filter(question__in=over).exclude(device="").update(device="")
    over.exclude(device="").update(device="")
