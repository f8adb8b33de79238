"""What a viewer may do with a report now; the panel offers it, the commands check it again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.issues import rules, sealing
from k2k.issues.models import Issue, Tap
from k2k.issues.standing import has_a_say, reason_not_counted


@dataclass(frozen=True)
class Can:
    """What a viewer may do with an issue now; `why_not` says why an answer would not count, "" when it would."""

    tap: bool = False
    untap: bool = False
    answer: bool = False
    say_no: bool = False
    accept: bool = False
    start: bool = False
    claim: bool = False
    hand_over: bool = False
    send_link: bool = False
    reject: bool = False
    merge: bool = False
    unmerge: bool = False
    comment: bool = False
    promise_date: bool = False
    slip: bool = False
    clear_photo: bool = False
    prioritise: bool = False
    make_safe: bool = False
    see_private: bool = False
    read_contact: bool = False
    why_not: str = ""


def can(viewer: Actor, issue: Issue, at: datetime | None = None) -> Can:
    """What `viewer` may do with the issue in its present state. At most eight queries, whatever the issue."""
    now = at or clock.now()
    tapped, known = _has_tapped(viewer, issue), bool(viewer.household_id or viewer.device)
    reopens = issue.claimed_at is not None and now < issue.claimed_at + rules.REOPENS_FOR
    asked = issue.state == "claimed" or (issue.state == "confirmed" and reopens)

    def may(verb: str, *states: str) -> bool:
        return issue.state in states and viewer.reaches(issue.ref) and viewer.may(f"issues.{verb}", issue.node)

    staff = viewer.is_staff or viewer.kind == "link"
    speaks, sees_to_it = _own_work(viewer, issue, now) if staff else (False, False)
    flags = {} if not staff else {
        "accept": may("accept", "new", "rejected"),
        "start": sees_to_it and may("start", "accepted"),
        "claim": sees_to_it and may("claim", *rules.IN_HAND),
        "hand_over": may("hand_over", *rules.IN_HAND),
        "send_link": bool(issue.body_id) and may("send_link", *rules.IN_HAND),
        "reject": may("reject", "new", *rules.IN_HAND),
        "merge": may("merge", "new", *rules.IN_HAND),
        "unmerge": may("unmerge", "merged"),
        "comment": may("comment", *rules.STATES),
        "promise_date": speaks and issue.due_kind == "target" and may("promise_date", *rules.IN_HAND),
        "slip": speaks and bool(issue.due) and may("slip", *rules.IN_HAND),
        "clear_photo": bool(issue.photo_id or issue.done_photo_id) and may("clear_photo", *rules.STATES),
        "prioritise": not issue.source and may("prioritise", *rules.OPEN),
        "make_safe": bool(issue.danger) and may("make_safe", *rules.OPEN),
        "see_private": may("see_private", *rules.STATES),
        "read_contact": issue.identity == "confidential" and may("read_contact", *rules.STATES),
    }  # fmt: skip
    return Can(
        tap=known and issue.state in rules.OPEN and not tapped,
        untap=issue.state in rules.OPEN and tapped and not _is_first(viewer, issue),
        answer=known and issue.state == "claimed",
        say_no=known and asked and (not viewer.household_id or has_a_say(viewer, issue)),
        why_not=reason_not_counted(viewer, issue, now) if asked else "",
        **flags,
    )


def _own_work(viewer: Actor, issue: Issue, at: datetime) -> tuple[bool, bool]:
    """Whether the viewer names the dates of the issue's body, and whether it may say how its work goes."""
    if issue.body is None or issue.state not in rules.IN_HAND:
        return False, False
    joined = issue.body.has_joined(clock.today(at))
    speaks = bodies.speaks_for(viewer, issue.body, at)
    return speaks and joined, speaks or bodies.may_record(viewer, None, issue.node, at)


def _taps_of(viewer: Actor, issue: Issue) -> QuerySet[Tap]:
    if viewer.household_id:
        return issue.taps.filter(household_id=viewer.household_id, ended_at=None)
    if viewer.device:
        return issue.taps.filter(household=None, device=sealing.device_hash(viewer.device), ended_at=None)
    return Tap.objects.none()


def _has_tapped(viewer: Actor, issue: Issue) -> bool:
    return _taps_of(viewer, issue).exists()


def _is_first(viewer: Actor, issue: Issue) -> bool:
    first = issue.taps.order_by("id").values_list("id", flat=True)[:1]
    return _taps_of(viewer, issue).filter(pk__in=list(first)).exists()
