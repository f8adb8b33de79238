"""What time does by itself: the office is reminded of certificates."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from k2k.assets import commands, queries, rules
from k2k.core import clock
from k2k.core.actors import SYSTEM
from k2k.core.jobs import job


@job("assets.remind", every=timedelta(hours=12))
def remind(at: datetime) -> None:
    """Remind the office once at each of so many days before a certificate ends."""
    today = clock.today(at)
    for one in queries.ending(today + timedelta(days=max(rules.REMIND))):
        days = min(n for n in rules.REMIND if (one.until - today).days <= n)
        commands.remind(SYSTEM, certificate=one, days=days, at=at, client_id=uuid5(NAMESPACE_URL, f"{one.ref}:{days}"))
