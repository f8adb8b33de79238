"""How reports were dealt with: by kind, by time alone, and where our verdict differs from the source's own.

Everything is counted as of one instant: what was reported after it is left out, what was said to be done after it was
still open, what was opened again, moved or joined after it is what it was then. Days run from the report to the (last)
claim that it is done, in whole seconds, shown in days with one decimal, half up. The median is the middle value, or the
mean of the two middle ones; P90 is the nearest rank, the smallest value that at least nine of ten do not exceed.
Neither counts what is still open.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, QuerySet

from k2k.core.nodes import Node
from k2k.issues import asof, names
from k2k.issues.models import Issue

DAY = 86_400
EXAMPLES = 5
DEFINITIONS = {
    "kept": "said to be done before the date that stands",
    "late": "said to be done at that date or after it",
    "open": "not said to be done",
    "open_late": "of the open: the date has passed",
    "rejected": "answered that it cannot be done",
    "undated": "done without a date to be judged by, or at a time nobody knows",
    "confirmed": "of the done: confirmed by neighbours",
    "median_days": "middle of the days from report to claim; mean of the two middle ones where there are two",
    "p90_days": "nearest rank: the smallest number of days that at least 90 of 100 do not exceed",
    "of": "how many the days are taken from: done, at a known time that is not before the report",
}
#: Why our verdict and the source's are not the same.
REASONS = {
    "source_silent": "the source gives no verdict",
    "done_in_time_source_late": "done before the date; the source says late",
    "done_late_source_in_time": "done at the date or after it; the source says on time",
    "open_late_source_in_time": "open and past its date; the source says on time",
    "open_in_time_source_late": "open and not yet due at this instant; the source, written later, says late",
    "not_judged": "we cannot judge it (no date, or no time of closing); the source does",
}
_FIELDS = (
    "category", "source_kind", "state", "reported_at", "claimed_at", "confirmed_at", "closed_at", "due", "source",
    "source_id", "source_status", "source_verdict", "code",
)  # fmt: skip


@dataclass
class Line:
    """One row of the table."""

    slug: str
    label: str
    n: int = 0
    kept: int = 0
    late: int = 0
    open: int = 0
    open_late: int = 0
    rejected: int = 0
    undated: int = 0
    confirmed: int = 0
    seconds: list[int] = field(default_factory=list, repr=False)

    def row(self) -> dict:
        """The row as plain data, days included."""
        counts = ("slug", "label", "n", "kept", "late", "open", "open_late", "rejected", "undated", "confirmed")
        return {word: getattr(self, word) for word in counts} | {
            "median_days": _days(median(self.seconds)),
            "p90_days": _days(p90(self.seconds)),
            "of": len(self.seconds),
        }


def median(seconds: list[int]) -> int | None:
    """Twice the median, so that it stays whole; None of nothing."""
    ordered, n = sorted(seconds), len(seconds)
    return ordered[(n - 1) // 2] + ordered[n // 2] if n else None


def p90(seconds: list[int]) -> int | None:
    """Twice the 90th percentile by nearest rank; None of nothing."""
    ordered, n = sorted(seconds), len(seconds)
    return 2 * ordered[-(-9 * n // 10) - 1] if n else None


def _days(twice: int | None) -> float | None:
    """Days with one decimal, half up, from twice the seconds."""
    return None if twice is None else (10 * twice + DAY) // (2 * DAY) / 10


@dataclass
class Report:
    """The table, its total, and the comparison with the source."""

    as_of: datetime
    by: str
    lines: list[Line]
    total: Line
    compared: int
    agree: int
    differ: dict[str, list[str]]

    def data(self) -> dict:
        """Plain data for JSON."""
        return {
            "as_of": self.as_of.isoformat(),
            "by": self.by,
            "definitions": DEFINITIONS,
            "rows": [line.row() for line in self.lines],
            "total": self.total.row(),
            "source": {
                "compared": self.compared,
                "agree": self.agree,
                "differ": [
                    {"reason": slug, "why": REASONS[slug], "n": len(which), "examples": which[:EXAMPLES]}
                    for slug, which in sorted(self.differ.items())
                ],
            },
        }


def issues_of(site: Node | None) -> QuerySet[Issue]:
    """What is counted: every issue of the site, or of all; one that was joined with another is not."""
    rows = Issue.objects.exclude(state="merged")
    return rows.filter(site=site) if site else rows


def latest(site: Node | None) -> datetime | None:
    """The latest time at which anything happened to what is counted; dates still to come are no happenings."""
    times = ("reported_at", "accepted_at", "started_at", "claimed_at", "confirmed_at", "closed_at")
    found = issues_of(site).aggregate(**{word: Max(word) for word in times})
    return max((moment for moment in found.values() if moment), default=None)


def make(site: Node | None, as_of: datetime, by: str = "category") -> Report:
    """Count everything as it stood at `as_of`, by our category or by the source's own type. Few queries at any size."""
    lines: dict[str, Line] = {}
    total = Line("total", "total")
    compared = agree = 0
    differ: dict[str, list[str]] = defaultdict(list)
    for issue in as_it_was(site, as_of):
        line = lines.setdefault(_slug(issue, by), Line(*_named(issue, by)))
        verdict = judge(issue, as_of)
        _count(line, issue, verdict, as_of)
        _count(total, issue, verdict, as_of)
        if issue.source:
            compared += 1
            reason = compare(verdict, issue.source_verdict)
            agree += not reason
            if reason:
                differ[reason].append(issue.source_id or issue.code)
    ordered = sorted(lines.values(), key=lambda line: (-line.n, line.slug))
    return Report(as_of, by, ordered, total, compared, agree, dict(differ))


def as_it_was(site: Node | None, as_of: datetime) -> Iterable[Issue]:
    """What had been reported at `as_of`, each with the state and date it had then; what was joined by then is left out.

    The rows must not be saved.
    """
    known = (Issue.objects.filter(site=site) if site else Issue.objects.all()).filter(reported_at__lte=as_of)
    then = asof.changed_since(known, as_of)
    for issue in known.order_by("reported_at", "id").only(*_FIELDS).iterator(chunk_size=2000):
        if issue.pk in then:
            then[issue.pk].put(issue)
        if issue.state != "merged":
            yield issue


def _slug(issue: Issue, by: str) -> str:
    return (issue.source_kind or issue.category) if by == "type" else issue.category


def _named(issue: Issue, by: str) -> tuple[str, str]:
    slug = _slug(issue, by)
    return slug, slug if by == "type" else str(names.category_label(slug))


def judge(issue: Issue, as_of: datetime) -> str:
    """Our verdict by time alone: kept, late, open, open_late, rejected or undated."""
    if issue.state == "rejected" and issue.closed_at and issue.closed_at <= as_of:
        return "rejected"
    if issue.state in ("claimed", "confirmed") and issue.claimed_at <= as_of:
        if issue.due is None:
            return "undated"
        return "kept" if issue.claimed_at < issue.due else "late"
    if issue.source_status == "closed" and issue.claimed_at is None:
        return "undated"
    return "open_late" if issue.due and issue.due <= as_of else "open"


def _count(line: Line, issue: Issue, verdict: str, as_of: datetime) -> None:
    line.n += 1
    if verdict == "open_late":
        line.open += 1
    setattr(line, verdict, getattr(line, verdict) + 1)
    if issue.state == "confirmed" and issue.confirmed_at <= as_of:
        line.confirmed += 1
    if verdict in ("kept", "late", "undated") and issue.claimed_at and issue.claimed_at >= issue.reported_at:
        line.seconds.append(int((issue.claimed_at - issue.reported_at).total_seconds()))


def compare(verdict: str, source: str) -> str:
    """Why our verdict is not the source's, one of REASONS; "" where they agree."""
    if not source:
        return "source_silent"
    if verdict in ("undated", "rejected"):
        return "not_judged"
    in_time = verdict in ("kept", "open")
    if in_time == (source == "on_time"):
        return ""
    done = "done" if verdict in ("kept", "late") else "open"
    return f"{done}_in_time_source_late" if in_time else f"{done}_late_source_in_time"


def table(report: Report) -> Iterable[str]:
    """The report as lines of text."""
    words = ("n", "kept", "late", "open", "open_late", "rejected", "undated", "confirmed", "median_days", "p90_days")
    rows = [line.row() for line in (*report.lines, report.total)]
    width = max(len(row["label"]) for row in rows)
    yield " ".join([report.by.ljust(width), *(word.rjust(11) for word in words)])
    for row in rows:
        yield " ".join([row["label"].ljust(width), *(_cell(row[word]).rjust(11) for word in words)])


def _cell(value: int | float | None) -> str:
    return "–" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def differences(report: Report) -> Iterable[str]:
    """Where our verdict and the source's are not the same, and why."""
    if not report.compared:
        return
    yield f"Compared with the source's own verdict: {report.compared:,}; the same: {report.agree:,}"
    for slug, which in sorted(report.differ.items()):
        more = " …" if len(which) > EXAMPLES else ""
        yield f"  {len(which):>6,}  {REASONS[slug]}: {', '.join(which[:EXAMPLES])}{more}"
