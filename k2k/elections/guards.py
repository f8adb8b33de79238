"""Rules of the database: an election only goes forward, and what stands on its list does not change."""

from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.elections import rules

ELECTION, SEAT, CANDIDATE, TELLER, OBJECTION, RULING = (
    f"elections_{name}" for name in ("election", "seat", "candidate", "teller", "objection", "ruling")
)


def _moves(moves: dict[str, set[str]]) -> str:
    """The moves of rules.py as SQL."""
    ways = sorted((old, new) for old, to in moves.items() for new in to)
    return " OR ".join(f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')" for old, new in ways)


def _election_in(row: str, *states: str) -> str:
    named = ", ".join(f"'{state}'" for state in states)
    return f'EXISTS (SELECT 1 FROM "{ELECTION}" e WHERE e."id" = {row}."election_id" AND e."state" IN ({named}))'


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in columns) + ")"


def _once(column: str) -> str:
    return f'OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}"'


FIRST = ("listed_at", "counted_at", "settles_at", "settled_at", "suspended_at", "resumed_at", "cancelled_at")
WORDS = " OR ".join(
    f'(OLD."{name}" IS DISTINCT FROM NEW."{name}" AND NEW."{name}" <> \'\')' for name in ("name", "statement")
)

GUARDS = [
    *no_delete(ELECTION),
    *immutable(
        ELECTION, "code", "group_id", "node_id", "site_id", "called_at", "nominate_from", "nominate_until",
        "object_until", "vote_from", "vote_until", "objection_days",
    ),
    Guard(
        "elections_state_moves", ELECTION, "UPDATE", "an election moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_moves(rules.MOVES)})',
    ),
    Guard(
        "elections_first_moments_stay", ELECTION, "UPDATE", "when it was listed, counted, settled stays",
        " OR ".join(f"({_once(name)})" for name in FIRST),
    ),
    Guard(
        "elections_reason_stays", ELECTION, "UPDATE", "a public reason stays",
        "(OLD.\"suspended_reason\" <> '' AND OLD.\"suspended_reason\" <> NEW.\"suspended_reason\")"
        " OR (OLD.\"cancelled_reason\" <> '' AND OLD.\"cancelled_reason\" <> NEW.\"cancelled_reason\")",
    ),
    *no_delete(SEAT),
    *immutable(SEAT, "election_id", "number", "post", "places", "reserved", "block_id", "method"),
    Guard(
        "elections_seat_in_time", SEAT, "INSERT", "seats are named when an election is called",
        unless=_election_in("NEW", "called"),
    ),
    Guard(
        "elections_seat_filled_once", SEAT, "UPDATE", "how a seat was filled stays",
        "OLD.\"filled\" <> '' AND " + _changed("filled", "contest"),
    ),
    *no_delete(CANDIDATE),
    *immutable(
        CANDIDATE, "code", "election_id", "seat_id", "membership_id", "proposer_id", "how", "proposed_at",
    ),
    Guard(
        "elections_candidate_in_time", CANDIDATE, "INSERT", "candidates come before the list stands",
        unless=_election_in("NEW", "nominating"),
    ),
    Guard(
        "elections_candidate_moves", CANDIDATE, "UPDATE", "a candidacy moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_moves(rules.CANDIDATE_MOVES)})',
    ),
    Guard(
        "elections_candidate_words_stay", CANDIDATE, "UPDATE",
        "once the list stands, name and words are only ever erased",
        f"OLD.\"state\" IN ('listed', 'elected', 'not_elected') AND ({WORDS} OR "
        + _changed("lang", "place", "seconder_id", "consented_at") + ")",
    ),
    *no_delete(TELLER),
    *immutable(TELLER, "election_id", "account_id", "named_at"),
    *no_delete(OBJECTION),
    *immutable(OBJECTION, "code", "election_id", "candidate_id", "household_id", "reason", "at"),
    Guard(
        "elections_objection_decided_once", OBJECTION, "UPDATE", "what was decided stays",
        'OLD."decided_at" IS NOT NULL AND ' + _changed("decided_at", "upheld"),
    ),
    *append_only(RULING),
]  # fmt: skip
