"""What time does by itself: it forgets."""

from datetime import datetime, timedelta

from django.db.models import Q

from k2k.core.jobs import job
from k2k.safety import rules
from k2k.safety.models import Letter, Word


@job("safety.erase_letters", every=timedelta(hours=6))
def erase_letters(at: datetime) -> None:
    """Erase letters 90 days after their end, and those in which nobody wrote for a year."""
    over = Q(closed_at__lte=at - rules.KEPT_AFTER_CLOSING) | Q(last_at__lte=at - rules.KEPT_WITHOUT_WORD)
    erase(list(Letter.objects.filter(over, erased_at=None).values_list("pk", flat=True)[:200]), at)


def erase(letters: list[int], at: datetime) -> None:
    """Empty the words and drop what leads to the writer; that a letter was there stays as a number."""
    Word.objects.filter(letter__in=letters).update(sealed="")
    Letter.objects.filter(pk__in=letters).update(follow_hash="", person_hash="", unread=0, erased_at=at)
