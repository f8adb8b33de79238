"""Rate limits that hold over several processes and do not lock out a whole block.

Thousands of phones share one address behind a carrier's NAT, so what is counted is the card, the account or the
device; an address is only ever counted generously, beside them. Counts live in the database, under a keyed hash of
the key, in windows that begin with the first try. A try is counted by one statement, so no lock is needed that SQLite
lacks.

Call `hit` before a command, not inside it: a refused command rolls its transaction back, and the try with it.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest

from k2k.core.ids import keyed_hash
from k2k.core.jobs import job

#: All phones of a few blocks may come from one address.
PER_ADDRESS, ADDRESS_WINDOW = 600, timedelta(hours=1)


class Attempt(models.Model):
    """How often something was tried in the current window. The key is hashed: it may be a card's code."""

    bucket = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    window_start = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["bucket", "key"], name="core_attempt_once")]

    def __str__(self) -> str:
        return f"{self.bucket}:{self.pk}"


@dataclass(frozen=True)
class Allowed:
    """Whether one more try may go ahead, and if not, after how long."""

    ok: bool
    retry_after: timedelta

    def __bool__(self) -> bool:
        return self.ok

    @property
    def minutes(self) -> int:
        """Whole minutes to wait, for a sentence; at least one."""
        return max(1, -(-self.retry_after // timedelta(minutes=1)))


#: One try: the first of a window begins it, a later one adds to it; answers how many there are and when it ends.
_COUNT = """
INSERT INTO core_attempt AS known (bucket, key, window_start, ends_at, count) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (bucket, key) DO UPDATE SET
  count = CASE WHEN known.ends_at <= excluded.window_start THEN 1 ELSE known.count + 1 END,
  window_start =
    CASE WHEN known.ends_at <= excluded.window_start THEN excluded.window_start ELSE known.window_start END,
  ends_at = CASE WHEN known.ends_at <= excluded.window_start THEN excluded.ends_at ELSE known.ends_at END
RETURNING count, ends_at
"""


def _hashed(bucket: str, key: str) -> str:
    return keyed_hash(f"limit:{bucket}", key)


def hit(bucket: str, key: str, limit: int, per: timedelta, at: datetime) -> Allowed:
    """Count one try of `key` in `bucket`; at most `limit` are allowed in each window of length `per`.

    Tries beyond the limit do not lengthen the window.
    """
    moments = (connection.ops.adapt_datetimefield_value(moment) for moment in (at, at + per))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [bucket, _hashed(bucket, key), *moments])
        [(count, ends_at)] = cursor.fetchall()
    if count <= limit:
        return Allowed(True, timedelta(0))
    return Allowed(False, (ends_at if ends_at.tzinfo else ends_at.replace(tzinfo=UTC)) - at)  # SQLite knows no zones


def peek(bucket: str, key: str, limit: int, at: datetime) -> Allowed:
    """Whether one more try would be allowed, without counting it."""
    found = Attempt.objects.filter(bucket=bucket, key=_hashed(bucket, key), ends_at__gt=at, count__gte=limit).first()
    return Allowed(found is None, found.ends_at - at if found else timedelta(0))


def address_of(request: HttpRequest) -> str:
    """The caller's address; of IPv6 the /64 that one subscriber has. Behind our proxy, what the proxy saw."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or said
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def hit_address(bucket: str, request: HttpRequest, at: datetime, limit: int = PER_ADDRESS) -> Allowed:
    """Count one try of the caller's address: a generous ceiling beside the limits per card, account and device."""
    return hit(f"{bucket}.address", address_of(request), limit, ADDRESS_WINDOW, at)


@job("core.prune_attempts", every=timedelta(hours=1))
def prune(at: datetime) -> None:
    """Forget windows that are over."""
    Attempt.objects.filter(ends_at__lte=at).delete()
