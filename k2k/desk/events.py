"""A report that moved on by itself is no longer in the hands of the body outside."""

from k2k.core.events import on
from k2k.desk.models import Sent


def _over(*, at, actor, issue, **_more) -> None:
    still = Sent.objects.filter(issue=issue, ended_at=None)
    if issue.state in ("accepted", "started") and issue.body_id:
        still = still.exclude(body_id=issue.body_id)
    still.update(ended_at=at)


for _event in ("handed_over", "claimed", "rejected", "merged", "taken_back"):
    on(f"issues.{_event}")(_over)
