"""What an issue is called now: the same rule for one row and for the database."""

from datetime import datetime

from django.db.models import Q

from k2k.issues import rules
from k2k.issues.models import Issue

#: What a row of a list needs beside itself, so that labels and names cost no query.
ROW = ("node", "node__block", "node__floor", "body")
#: The same where joined reports stand among the others: each is then as far as the one that it was joined with.
ROW_JOINED = (*ROW, "merged_into")


def status(issue: Issue, at: datetime) -> str:
    """The slug of an issue's state at `at`, as {% status %} knows it; a merged one has its target's."""
    if issue.state == "merged" and issue.merged_into:
        return status(issue.merged_into, at)
    if issue.state == "claimed" and issue.claimed_at:
        return "unconfirmed" if at - issue.claimed_at >= rules.UNCONFIRMED_AFTER else "claimed"
    if issue.state in rules.IN_HAND:
        if issue.due and issue.due <= at:
            return "late"
        return "reopened" if issue.reopened and issue.state == "accepted" else issue.state
    return issue.state


def has_status(slug: str, at: datetime) -> Q:
    """The rows whose status at `at` is `slug`: the same rule as `status`, for the database. Raises KeyError."""
    late = Q(due__isnull=False, due__lte=at)
    old = Q(claimed_at__lte=at - rules.UNCONFIRMED_AFTER)
    return {
        "new": Q(state="new"),
        "accepted": Q(state="accepted", reopened=0) & ~late,
        "reopened": Q(state="accepted", reopened__gt=0) & ~late,
        "started": Q(state="started") & ~late,
        "late": Q(state__in=rules.IN_HAND) & late,
        "claimed": Q(state="claimed") & ~old,
        "unconfirmed": Q(state="claimed") & old,
        "confirmed": Q(state="confirmed"),
        "rejected": Q(state="rejected"),
    }[slug]
