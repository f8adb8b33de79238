"""The day totals follow what happens to reports, inside the command's transaction."""

from k2k.core.events import on
from k2k.figures import daily

#: What each event adds to its day.
ADDS = {
    "issues.reported": "opened",
    "issues.claimed": "claimed",
    "issues.confirmed": "confirmed",
    "issues.reopened": "reopened",
}


def _follow(event: str, column: str) -> None:
    @on(event)
    def count(*, at, actor, issue, **more) -> None:
        daily.add(issue, column, at)


for _event, _column in ADDS.items():
    _follow(_event, _column)
