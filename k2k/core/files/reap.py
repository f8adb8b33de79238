"""What is no longer kept goes: rows past their day, then bytes that no row has."""

from datetime import datetime, timedelta

from k2k.core import clock, logs
from k2k.core.files import shelf
from k2k.core.files.models import StoredFile
from k2k.core.jobs import job

#: A request that stored a picture has long committed or failed by then.
GRACE = timedelta(days=1)


@job("core.reap", every=timedelta(days=1))
def reap(at: datetime) -> None:
    """Turn expired rows into tombstones; remove bytes older than a day that no row has."""
    expired = StoredFile.objects.filter(expires_on__lte=clock.today(at), erased_at=None)
    rows = expired.update(sha256="", size=0, cleared=False, erased_at=at)
    dropped = 0
    for found in shelf.older_than(at - GRACE):
        kept = set(StoredFile.objects.filter(sha256__in=found).values_list("sha256", flat=True))
        for sha in found - kept:
            shelf.drop(sha, unless_newer_than=at - GRACE)
            dropped += 1
    logs.say("files.reaped", rows=rows, files=dropped)
