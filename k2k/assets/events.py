"""Who is told first when a lift stops, and that it runs again; inside the transaction of the report."""

from k2k.assets import commands, messages, queries
from k2k.core import notify
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.issues import queries as issues
from k2k.issues.events import neighbours
from k2k.safety import queries as safety


def _stopped(*, at, actor, issue, **more) -> None:
    if not issue.source and issues.stops_lift(issue):
        commands.tell_first(SYSTEM, issue=issue, at=at)


for _event in ("issues.reported", "issues.reopened"):
    on(_event)(_stopped)


@on("issues.claimed")
def _runs(*, at, actor, issue, **more) -> None:
    """Who was told of the stop hears that it is over, unless another report still stops the lift."""
    told = None if issue.source or not issues.stops_lift(issue) else queries.last_told(issue.node)
    if told is None or queries.stands(issue.node, at):
        return
    hears_it = set(neighbours(issue))
    homes = [key for key in safety.inboxes_near(issue.node, set(issues.NEEDED_BY["lift"])) if key not in hears_it]
    notify.send(messages.LiftRuns, homes, subject=told.ref, at=at)
