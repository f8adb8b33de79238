"""The priority of a report, kept with its row at every write and once a day."""

from datetime import datetime, timedelta

from k2k.issues import priority, rules
from k2k.issues.models import Issue
from k2k.safety import queries as safety

DAY = timedelta(days=1)


def facts(issue: Issue, at: datetime) -> priority.Facts:
    """What is known of the report at `at`. At most two queries."""
    kinds = priority.NEEDED_BY.get(issue.category)
    return priority.Facts(
        category=issue.category,
        danger=bool(issue.danger),
        homes=issue.households,
        without_card=issue.without_card,
        needs=safety.needs_near(issue.node, set(kinds)) if kinds and not issue.at_home else 0,
        days=(at - issue.reported_at) // DAY,
        reopened=issue.reopened,
        repeats=_repeats(issue),
        moved=issue.moved,
    )


def _repeats(issue: Issue) -> int:
    since = issue.reported_at - priority.REPEAT_DAYS * DAY
    rows = Issue.objects.filter(node=issue.node_id, category=issue.category, fault=issue.fault, reported_at__gte=since)
    return rows.filter(reported_at__lt=issue.reported_at).exclude(state="merged").exclude(pk=issue.pk).count()


def components(issue: Issue, at: datetime) -> dict[str, int]:
    """The points of each component."""
    return priority.components(facts(issue, at))


def weigh(issue: Issue, at: datetime) -> int:
    """The priority of a report at `at`; what has ended, and what was imported, weighs nothing."""
    return priority.points(facts(issue, at)) if issue.state in rules.OPEN and not issue.source else 0


def rank(issue: Issue, at: datetime) -> None:
    """Weigh the report and keep it with its row."""
    weighed = weigh(issue, at)
    if weighed != issue.priority:
        issue.priority = weighed
        Issue.objects.filter(pk=issue.pk).update(priority=weighed)
