"""The verdict of rules.py as SQL, so that the database counts a board of any size; a test holds the two equal."""

from datetime import datetime

from django.db.models import Case, CharField, F, Q, Value, When

from k2k.commitments.rules import BROKEN_AFTER, WAITS_FOR_NEIGHBOURS


def _then(condition: Q, word: str) -> When:
    return When(condition, then=Value(word))


def verdict(at: datetime) -> Case:
    """rules.verdict(commitment, at) for each row."""
    claimed = Q(claimed_at__lte=at)
    decided = claimed & Q(proof_at__lte=at)
    denied, confirmed = decided & Q(proof="denied"), decided & Q(proof="confirmed")
    withdrawn = Q(withdrawn_at__lte=at)
    in_time = Q(claimed_at__lt=F("due")) | Q(claimed_at=None, withdrawn_at__lt=F("due"))
    faultless = ~Q(proof="denied") & in_time
    stopped = faultless & (Q(withdrawn_by_promiser=False) | Q(replaced_by__isnull=False))
    return Case(
        _then(withdrawn & (Q(kind="target") | stopped), "stopped"),
        _then(withdrawn, "broken"),
        _then(denied & Q(kind="promise"), "broken"),
        _then(denied & Q(due__gt=at), "running"),
        _then(denied, "late"),
        _then(confirmed & Q(claimed_at__lt=F("due")), "kept"),
        _then(confirmed, "done_late"),
        _then(claimed & Q(claimed_at__gt=at - WAITS_FOR_NEIGHBOURS), "waiting"),
        _then(claimed, "unconfirmed"),
        _then(Q(due__gt=at), "running"),
        _then(Q(kind="promise", due__lte=at - BROKEN_AFTER), "broken"),
        default=Value("late"),
        output_field=CharField(),
    )
