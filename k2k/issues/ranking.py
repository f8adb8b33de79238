"""The priority of a report, kept with its row at every write and once a day."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from k2k.issues import priority, rules
from k2k.issues.models import Issue
from k2k.safety import queries as safety

DAY = timedelta(days=1)
REPEATS_FOR = priority.REPEAT_DAYS * DAY


def facts(issue: Issue, at: datetime) -> priority.Facts:
    """What is known of the report at `at`. At most two queries."""
    return _facts(issue, at, _needs(issue), _repeats([issue])(issue))


def _facts(issue: Issue, at: datetime, needs: int, repeats: int) -> priority.Facts:
    return priority.Facts(
        category=issue.category,
        danger=bool(issue.danger),
        homes=issue.households,
        without_card=issue.without_card,
        needs=needs,
        days=(at - issue.reported_at) // DAY,
        reopened=issue.reopened,
        repeats=repeats,
        moved=issue.moved,
    )


def _needs(issue: Issue) -> int:
    kinds = priority.NEEDED_BY.get(issue.category)
    return safety.needs_near(issue.node, set(kinds)) if kinds and not issue.at_home else 0


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


def rank_many(found: Sequence[Issue], at: datetime) -> None:
    """Weigh open reports of ours together; what was weighed anew meanwhile stays. Few statements for any number."""
    needs, repeats = _needs_among(), _repeats(found)
    changed: dict[tuple[int, int], list[int]] = defaultdict(list)
    for issue in found:
        weighed = priority.points(_facts(issue, at, needs(issue), repeats(issue)))
        if weighed != issue.priority:
            changed[issue.priority, weighed].append(issue.pk)
    for (old, new), pks in changed.items():
        Issue.objects.filter(pk__in=pks, priority=old).update(priority=new)


def _needs_among() -> Callable[[Issue], int]:
    """`_needs`, asked once for each block (where there is none, perumahan) and kind of fault."""
    known: dict[tuple, int] = {}

    def needs(issue: Issue) -> int:
        key = (issue.node.block_id, issue.site_id, issue.category, issue.at_home)
        if key not in known:
            known[key] = _needs(issue)
        return known[key]

    return needs


def _repeats(found: Sequence[Issue]) -> Callable[[Issue], int]:
    """How often each was reported before, the same fault at the same place within REPEAT_DAYS. One statement."""
    first, last = min(issue.reported_at for issue in found), max(issue.reported_at for issue in found)
    rows = Issue.objects.filter(
        node__in={issue.node_id for issue in found}, category__in={issue.category for issue in found},
        fault__in={issue.fault for issue in found}, reported_at__gte=first - REPEATS_FOR, reported_at__lt=last,
    )  # fmt: skip
    moments: dict[tuple, list[datetime]] = defaultdict(list)
    for *key, at in rows.exclude(state="merged").values_list("node_id", "category", "fault", "reported_at"):
        moments[tuple(key)].append(at)

    def repeats(issue: Issue) -> int:
        since = issue.reported_at - REPEATS_FOR
        return sum(since <= at < issue.reported_at for at in moments[issue.node_id, issue.category, issue.fault])

    return repeats
