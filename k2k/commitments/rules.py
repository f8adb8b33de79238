"""Commitments: two axes. Time says when, proof says whether; kept and broken follow from both.

Every function is pure: it takes a commitment (or anything with its fields) and the instant `at` from which one looks.
A due instant is the first at which a promise is late, so done exactly then is late.
"""

from datetime import date, datetime, timedelta
from typing import Protocol

from k2k.core import clock

#: A target is a date counted from a rule; it becomes a promise only when the body accepts it, and never goes back.
KINDS = ("target", "promise")
#: Proof as it is kept: nothing said, claimed by the promiser, confirmed by neighbours, denied by them.
PROOFS = ("none", "claimed", "confirmed", "denied")
#: From each proof, where it can go. Neighbours may still deny what they confirmed; after a denial the work is claimed
#: anew, or a new date (a slip) starts it again from nothing.
PROOF_MOVES: dict[str, set[str]] = {
    "none": {"claimed"},
    "claimed": {"confirmed", "denied"},
    "confirmed": {"denied"},
    "denied": {"claimed", "none"},
}
#: The two axes as they are shown, and the one verdict that follows.
TIMES = ("running", "late", "done_on_time", "done_late", "withdrawn")
PROOF_STATES = ("none", "claimed", "unconfirmed", "confirmed", "denied")
#: late, running: not done yet; waiting, unconfirmed: claimed; kept, done_late: confirmed; stopped: ended without fault
#: (by somebody other than the promiser, before it was late), counted nowhere.
VERDICTS = ("late", "running", "waiting", "unconfirmed", "kept", "done_late", "broken", "stopped")

#: A claim waits this long for neighbours before it is shown as unconfirmed.
WAITS_FOR_NEIGHBOURS = timedelta(hours=72)
#: Past due this long, with no new date, a promise counts as broken.
BROKEN_AFTER = timedelta(days=30)
#: A body's board opens after its first joint meeting or this long after it joined.
BOARD_OPENS_AFTER = timedelta(days=60)
#: A date further away than this is a slip of the finger, not a promise.
FURTHEST = timedelta(days=3 * 366)
WHAT_LENGTH, REASON_LENGTH = 160, 300

VERBS = {
    "commitments.target": {"office", "committee", "system"},
    "commitments.promise": {"office", "committee", "contractor", "owner"},
    "commitments.slip": {"office", "committee", "contractor", "owner"},
    "commitments.claim": {"office", "committee", "contractor", "owner"},
    "commitments.confirm": {"system"},
    "commitments.deny": {"system"},
    "commitments.withdraw": {"office", "committee", "contractor", "owner"},
}


class Judged(Protocol):
    """The fields by which a commitment is judged."""

    kind: str
    first_due: datetime
    due: datetime
    claimed_at: datetime | None
    proof: str
    proof_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by_promiser: bool
    replaced_by_id: int | None


def proof_state(c: Judged, at: datetime) -> str:
    """Whether it was done, as far as is known at `at`: one of PROOF_STATES."""
    if c.claimed_at is None or c.claimed_at > at:
        return "none"
    if c.proof in ("confirmed", "denied") and c.proof_at is not None and c.proof_at <= at:
        return c.proof
    return "claimed" if at - c.claimed_at < WAITS_FOR_NEIGHBOURS else "unconfirmed"


def _time_state(c: Judged, at: datetime, due: datetime) -> str:
    if c.withdrawn_at is not None and c.withdrawn_at <= at:
        return "withdrawn"
    if proof_state(c, at) in ("none", "denied") or c.claimed_at is None:
        return "running" if at < due else "late"
    return "done_on_time" if c.claimed_at < due else "done_late"


def time_state(c: Judged, at: datetime) -> str:
    """When it was or is to be done, judged against the date that now stands: one of TIMES."""
    return _time_state(c, at, c.due)


def first_state(c: Judged, at: datetime) -> str:
    """The same, judged against the first date; a slip never changes this."""
    return _time_state(c, at, c.first_due)


def verdict(c: Judged, at: datetime) -> str:
    """The one word for a commitment: one of VERDICTS.

    Kept is on time and confirmed; broken is withdrawn by the promiser, denied, ended by anybody once it was late, or 30
    days late with no new date. A target is nobody's promise, so it can be late but never broken.
    """
    time, proof = time_state(c, at), proof_state(c, at)
    if time == "withdrawn":
        return "stopped" if _stopped(c) else "broken"
    if time in ("running", "late"):
        return "broken" if _broken(c, at, proof) else time
    if proof == "confirmed":
        return "kept" if time == "done_on_time" else "done_late"
    return "waiting" if proof == "claimed" else "unconfirmed"


def _stopped(c: Judged) -> bool:
    """Whether it ended without fault: nobody's promise, or neither late nor denied when somebody else ended it."""
    ended = c.claimed_at or c.withdrawn_at
    faultless = c.proof != "denied" and ended is not None and ended < c.due
    return c.kind == "target" or (faultless and (not c.withdrawn_by_promiser or c.replaced_by_id is not None))


def _broken(c: Judged, at: datetime, proof: str) -> bool:
    return c.kind == "promise" and (proof == "denied" or at - c.due >= BROKEN_AFTER)


def kept_at_first_date(c: Judged, at: datetime) -> bool:
    """Whether it was kept, and by the date that was promised first."""
    return verdict(c, at) == "kept" and first_state(c, at) == "done_on_time"


def days_late(c: Judged, at: datetime) -> int:
    """Whole legal days past the date that stands, until it was claimed or until `at`; 0 on the day itself."""
    done = c.claimed_at if proof_state(c, at) not in ("none", "denied") else None
    return max(0, (clock.today(done or at) - clock.today(c.due)).days)


def status(c: Judged, at: datetime) -> str:
    """The slug whose word a page shows (see core.ui.words): the verdict, or "target" for a date nobody accepted."""
    found = verdict(c, at)
    if c.kind == "target" and found == "running":
        return "target"
    return {"waiting": "claimed", "stopped": "withdrawn"}.get(found, found)


def board_opens_on(joined_on: date | None, first_meeting_on: date | None) -> date | None:
    """The day a body's board opens: its first joint meeting, at the latest 60 days after it joined; None before."""
    if joined_on is None:
        return None
    latest = joined_on + BOARD_OPENS_AFTER
    return min(first_meeting_on, latest) if first_meeting_on else latest


def board_is_open(joined_on: date | None, first_meeting_on: date | None, day: date) -> bool:
    """Whether what the body promised is counted under its name on `day`."""
    opens = board_opens_on(joined_on, first_meeting_on)
    return opens is not None and opens <= day
