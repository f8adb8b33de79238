"""Who is told first when a lift stops; inside the transaction of the report."""

from k2k.assets import commands
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.issues import queries as issues


def _stopped(*, at, actor, issue, **more) -> None:
    if not issue.source and issues.stops_lift(issue):
        commands.tell_first(SYSTEM, issue=issue, at=at)


for _event in ("issues.reported", "issues.reopened"):
    on(_event)(_stopped)
