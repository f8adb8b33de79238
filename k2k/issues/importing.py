"""Reading somebody else's list: every row is understood, or refused with its reason; every odd one is named.

Nothing is written here. Local times become UTC by the profile's timezone; what a clock change makes doubtful is said.
"""

import csv
import hashlib
import io
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from k2k.issues.profiles import Profile

#: What is odd, what is done about it. "refused" rows do not go in; all others do.
FINDINGS: dict[str, str] = {
    "no_building": "no building named; stands at the site itself",
    "building_odd": "the building's number is no number; taken as it is written",
    "kind_unknown": 'a kind the profile does not name; category "other"',
    "body_unknown": "a department the profile does not name; goes to the profile's other body",
    "due_missing": "no target; counted in n, in neither kept nor late",
    "due_before_opened": "the target lies before the opening; taken as it is written",
    "closed_before_opened": "closed before it was opened; judged by its dates, left out of the days",
    "closed_without_time": "closed, no time given; counted as undated, never as kept or late",
    "open_with_time": "open, yet with a time of closing; taken as open",
    "status_unknown": "no status that the profile names; taken by whether it has a time of closing",
    "verdict_missing": "the source gives no verdict of its own",
    "verdict_unknown": "a verdict that the profile does not name; taken as none",
    "verdict_against_dates": "the source's verdict contradicts its own dates; ours follows the dates",
    "time_twice": "a local time that the clock showed twice (end of summer time); the first is taken",
    "time_never": "a local time that the clock skipped (start of summer time); read an hour later",
    "in_future": "a time that is still to come; taken as it is written",
}
REFUSALS: dict[str, str] = {
    "cut_off": "the row has fewer fields than the heading",
    "too_long": "the row has more fields than the heading",
    "no_id": "no number of its own",
    "id_too_long": "its number is longer than 40 letters",
    "id_twice": "its number stood in an earlier row",
    "opened_missing": "no time of opening",
    "opened_unreadable": "the time of opening cannot be read",
    "due_unreadable": "the target cannot be read",
    "closed_unreadable": "the time of closing cannot be read",
}
EXAMPLES = 3
LONGEST_ID, LONGEST_KIND, LONGEST_STATUS, LONGEST_BLOCK = 40, 80, 24, 80


class Unreadable(Exception):
    """The file is no list of this profile; the message says why."""


@dataclass(frozen=True)
class Row:
    """One row understood. Times are UTC; `closed` is None for what is open or closed without a time."""

    id: str
    opened: datetime
    due: datetime | None
    closed: datetime | None
    status: str
    verdict: str
    kind: str
    category: str
    body: str
    block: str


@dataclass
class Reading:
    """A whole file: its rows, and how many were odd or refused, with the numbers of a few of each."""

    sha256: str
    total: int = 0
    rows: list[Row] = field(default_factory=list)
    odd: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    plain: int = 0
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, kind: Counter, slug: str, which: str) -> None:
        """Count one finding and keep its row's number as an example."""
        kind[slug] += 1
        if len(self.examples[slug]) < EXAMPLES:
            self.examples[slug].append(which)


class _Refuse(Exception):
    def __init__(self, slug: str):
        super().__init__(slug)
        self.slug = slug


def read(content: bytes, profile: Profile, now: datetime) -> Reading:
    """Read a whole file. Raises Unreadable for what is no such list at all."""
    reading = Reading(hashlib.sha256(content).hexdigest())
    lines = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        heading = [name.strip() for name in next(lines)]
        where = _where(heading, profile)
        seen: set[str] = set()
        for values in lines:
            if not any(value.strip() for value in values):
                continue
            reading.total += 1
            _take(reading, values, heading, where, seen, profile, now, lines.line_num)
    except StopIteration:
        raise Unreadable("the file is empty") from None
    except csv.Error as fault:
        raise Unreadable(f"line {lines.line_num}: {fault}") from None
    return reading


def _decoded(content: bytes) -> str:
    if b"\x00" in content[:4096]:
        raise Unreadable("this is no CSV file: it holds zero bytes (a workbook? save it as CSV)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable(f"the file is not UTF-8 (byte {fault.start}); save it as CSV UTF-8") from None


def _where(heading: list[str], profile: Profile) -> dict[str, int]:
    missing = [column for column in profile.columns.values() if column not in heading]
    if missing:
        raise Unreadable(f"columns of the profile {profile.name} are missing: {', '.join(missing)}")
    return {ours: heading.index(column) for ours, column in profile.columns.items()}


def _take(reading: Reading, values, heading, where, seen: set[str], profile: Profile, now: datetime, line: int) -> None:
    given = {ours: values[at].strip() if at < len(values) else "" for ours, at in where.items()}
    which = given["id"] or f"line {line}"
    try:
        _check_shape(values, heading, given, seen)
        row, odd = _understand(given, profile, now)
    except _Refuse as refusal:
        reading.note(reading.refused, refusal.slug, which)
        return
    seen.add(row.id)
    reading.rows.append(row)
    reading.plain += not odd
    for slug in dict.fromkeys(odd):
        reading.note(reading.odd, slug, which)


def _check_shape(values: list[str], heading: list[str], given: dict[str, str], seen: set[str]) -> None:
    if len(values) != len(heading):
        raise _Refuse("cut_off" if len(values) < len(heading) else "too_long")
    if not given["id"]:
        raise _Refuse("no_id")
    if len(given["id"]) > LONGEST_ID:
        raise _Refuse("id_too_long")
    if given["id"] in seen:
        raise _Refuse("id_twice")


def _understand(given: dict[str, str], profile: Profile, now: datetime) -> tuple[Row, list[str]]:
    odd: list[str] = []
    opened, due, closed = (_time(given.get(word, ""), word, profile, odd) for word in ("opened", "due", "closed"))
    if opened is None:
        raise _Refuse("opened_missing")
    closed, is_closed = _closing(given.get("status", ""), closed, profile, odd)
    verdict = _verdict(given.get("verdict", ""), profile, odd)
    _compare(opened, due, closed, verdict, now, odd)
    kind, body = given.get("kind", ""), given.get("body", "")
    if kind not in profile.categories:
        odd.append("kind_unknown")
    if "body" in profile.columns and body not in profile.bodies:
        odd.append("body_unknown")
    row = Row(
        id=given["id"],
        opened=opened,
        due=due,
        closed=closed,
        status="closed" if is_closed else "open",
        verdict=verdict,
        kind=kind[:LONGEST_KIND],
        category=profile.categories.get(kind, "other"),
        body=profile.body_name(body)[:120],
        block=_block(given.get("block", ""), profile, odd),
    )
    return row, odd


def _time(text: str, word: str, profile: Profile, odd: list[str]) -> datetime | None:
    """A local time as UTC. Of a time that the clock showed twice the first; one that it skipped is an hour later."""
    if not text:
        if word == "due":
            odd.append("due_missing")
        return None
    try:
        local = datetime.strptime(text, profile.time_format).replace(tzinfo=profile.timezone)  # noqa: DTZ007
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Refuse(f"{word}_unreadable") from None
    if moment.astimezone(profile.timezone).replace(tzinfo=None) != local.replace(tzinfo=None):
        odd.append("time_never")
    elif local.utcoffset() != local.replace(fold=1).utcoffset():
        odd.append("time_twice")
    return moment


def _closing(status: str, closed: datetime | None, profile: Profile, odd: list[str]) -> tuple[datetime | None, bool]:
    said = profile.status.get(status)
    if said is None:
        if profile.status:
            odd.append("status_unknown")
        return closed, closed is not None
    if said == "open" and closed is not None:
        odd.append("open_with_time")
        return None, False
    if said == "closed" and closed is None:
        odd.append("closed_without_time")
    return closed, said == "closed"


def _verdict(word: str, profile: Profile, odd: list[str]) -> str:
    if "verdict" not in profile.columns:
        return ""
    if not word:
        odd.append("verdict_missing")
    elif word not in profile.verdict:
        odd.append("verdict_unknown")
    return profile.verdict.get(word, "")


def _compare(
    opened: datetime, due: datetime | None, closed: datetime | None, verdict: str, now: datetime, odd: list[str]
) -> None:
    if due is not None and due < opened:
        odd.append("due_before_opened")
    if closed is not None and closed < opened:
        odd.append("closed_before_opened")
    if closed is not None and due is not None and verdict and (verdict == "on_time") != (closed < due):
        odd.append("verdict_against_dates")
    if max(opened, closed or opened) > now + timedelta(days=1):
        odd.append("in_future")


def _block(text: str, profile: Profile, odd: list[str]) -> str:
    if not text:
        if "block" in profile.columns:
            odd.append("no_building")
        return ""
    name = text.removesuffix(profile.drop_suffix) if profile.drop_suffix else text
    if profile.drop_suffix and not name.isdigit():
        odd.append("building_odd")
    return name[:LONGEST_BLOCK]


def accounted(reading: Reading) -> list[tuple[str, str, int, str]]:
    """The table that accounts for every odd row: (slug, what is done, how many, numbers of a few).

    All findings stand in it, those that do not occur with 0. A row may be odd in several ways; it is refused in one.
    """
    told = [(slug, words, reading.odd[slug]) for slug, words in FINDINGS.items()]
    told += [(slug, f"refused: {words}", reading.refused[slug]) for slug, words in REFUSALS.items()]
    return [(slug, words, n, ", ".join(reading.examples[slug])) for slug, words, n in told]
