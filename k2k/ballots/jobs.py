"""What is cleaned and forgotten by the clock: the file after a box was emptied, names on the roll of an old ballot."""

import secrets
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from k2k.ballots.models import Ballot, Envelope, KeyPart, Proxy, Teller, Typing, Voter
from k2k.ballots.rules import GONE, ROLL_NAMED_FOR
from k2k.core import jobs

SWEEP = "ballots.sweep"
EMPTIED = (Envelope, KeyPart, Teller, Typing)


def ask_for_sweep() -> None:
    """Queue the cleaning, once for however many boxes wait for it. Its row names no ballot."""
    jobs.enqueue(SWEEP, key="sweep")


@jobs.job(SWEEP, lease=timedelta(hours=1))
def sweep(at: datetime) -> None:
    """Rewrite the file without what was deleted; outside a transaction, as both engines want it.

    Raises OSError while somebody reads the old pages (the job is tried again), PermissionError on PostgreSQL for a
    role that does not own the tables: their owner then runs VACUUM FULL by hand.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _sqlite(cursor)
        else:
            _postgres(cursor)


def _sqlite(cursor) -> None:
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, _log, _moved = cursor.fetchone()
    if busy:
        raise OSError("the write-ahead log is being read")


def _postgres(cursor) -> None:
    for table in (model._meta.db_table for model in EMPTIED):
        cursor.execute("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)", [table])
        if not cursor.fetchone()[0]:
            raise PermissionError(f"only the owner of {table} can vacuum it")
        cursor.execute(f'VACUUM FULL "{table}"')


@jobs.job("ballots.forget_names", every=timedelta(days=1))
def forget_names(at: datetime) -> None:
    """Empty the names on the rolls of ballots that were over a year ago; the marks stay."""
    long_ago = at - timedelta(days=ROLL_NAMED_FOR)
    over = Q(state="counted", counted_at__lte=long_ago) | Q(state="cancelled", closes_at__lte=long_ago)
    Proxy.objects.filter(ballot__in=Ballot.objects.filter(over)).delete()
    for line in Voter.objects.filter(ballot__in=Ballot.objects.filter(over)).exclude(who__startswith=GONE).iterator():
        forget(line)


def forget(line: Voter) -> None:
    """Leave the mark, without whose it is and who helped."""
    line.who = f"{GONE}{secrets.token_hex(8)}"
    if line.mark == "helped":
        line.helper = line.witness = GONE
    line.save(update_fields=["who", "helper", "witness"])
