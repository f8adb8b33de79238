"""Reports as they stood at an earlier instant: their state from the timeline, their date from what was promised."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from k2k.commitments import queries as commitments
from k2k.issues.models import Issue, Step

#: The state that each kind of step leads to; other steps change none.
LEADS_TO = {
    "reported": "new", "recorded": "new", "imported": "accepted", "accepted": "accepted", "handed_over": "accepted",
    "started": "started", "claimed": "claimed", "confirmed": "confirmed", "reopened": "accepted",
    "rejected": "rejected", "merged": "merged", "unmerged": "new", "taken_back": "new",
}  # fmt: skip


@dataclass
class Then:
    """What one report was at the instant, where that is not what it is now."""

    state: str
    due: datetime | None
    claimed_at: datetime | None = None
    confirmed_at: datetime | None = None
    closed_at: datetime | None = None

    def follow(self, step: Step) -> None:
        """One step further."""
        self.state = LEADS_TO[step.what]
        self.claimed_at = step.at if self.state == "claimed" else self.claimed_at
        self.confirmed_at = step.at if self.state == "confirmed" else None
        self.closed_at = step.at if self.state in ("confirmed", "rejected", "merged") else None

    def put(self, issue: Issue) -> None:
        """Write it onto the row in memory; it must not be saved."""
        for word, value in vars(self).items():
            setattr(issue, word, value)


#: So many reports are looked up at once.
AT_ONCE = 500


def changed_since(issues: QuerySet[Issue], at: datetime) -> dict[int, Then]:
    """By id what each of `issues` was at `at`, for those whose state or date changed afterwards.

    What a list that was taken over says is no change: it carries its own times. Two queries, and five for every 500.
    """
    later = Step.objects.filter(issue__in=issues, at__gt=at, what__in=LEADS_TO).exclude(what="imported")
    changed = set(later.exclude(Q(what="claimed") & ~Q(issue__source="")).values_list("issue_id", flat=True))
    needs = [ref.partition(":") for ref in commitments.changed_since(at)]
    ordered = sorted(changed | {int(pk) for kind, _colon, pk in needs if kind == "issues.issue"})
    found: dict[int, Then] = {}
    for start in range(0, len(ordered), AT_ONCE):
        found |= _then(issues.filter(pk__in=ordered[start : start + AT_ONCE]), at)
    return found


def _then(issues: QuerySet[Issue], at: datetime) -> dict[int, Then]:
    rows = list(issues.only("source", "due"))
    dues = commitments.dues_at([issue.ref for issue in rows], at)
    found = {issue.pk: _began(issue, dues) for issue in rows}
    for step in Step.objects.filter(issue__in=rows, at__lte=at, what__in=LEADS_TO).order_by("at", "id"):
        found[step.issue_id].follow(step)
    return found


def _began(issue: Issue, dues: dict[str, datetime]) -> Then:
    taken_over = bool(issue.source)
    return Then("accepted" if taken_over else "new", dues.get(issue.ref, issue.due if taken_over else None))
