"""Rules of the database: the roll freezes, the box only fills, what was counted stays."""

from collections.abc import Mapping

from k2k.core.guards import Guard, append_only, immutable, no_delete

BALLOT = "ballots_ballot"


def _state(ballot_id: str, *states: str) -> str:
    named = ", ".join(f"'{state}'" for state in states)
    return f'EXISTS (SELECT 1 FROM "{BALLOT}" b WHERE b."id" = {ballot_id} AND b."state" IN ({named}))'


def _of_contest(row: str, *states: str) -> str:
    named = ", ".join(f"'{state}'" for state in states)
    return (
        f'EXISTS (SELECT 1 FROM "{BALLOT}" b JOIN "ballots_contest" c ON c."ballot_id" = b."id"'
        f' WHERE c."id" = {row}."contest_id" AND b."state" IN ({named}))'
    )


def _only(table: str, states: Mapping[str, tuple[str, ...]], message: str, column: str = "ballot_id") -> list[Guard]:
    """Rows of `table` come, change and go only while their ballot is in these states, by event."""
    guards = []
    for event, allowed in states.items():
        row = "NEW" if event == "INSERT" else "OLD"
        rule = _of_contest(row, *allowed) if column == "contest_id" else _state(f'{row}."ballot_id"', *allowed)
        guards.append(Guard(f"{table}_{event.lower()}_in_time", table, event, message, unless=rule))
    return guards


DRAFT = dict.fromkeys(("INSERT", "UPDATE", "DELETE"), ("draft",))
OVER = ("closed", "cancelled")
SAME_MARK = 'NEW."mark" = OLD."mark" AND NEW."ballot_id" = OLD."ballot_id"'
SAME_NAMES = 'NEW."who" = OLD."who" AND NEW."helper" = OLD."helper" AND NEW."witness" = OLD."witness"'
#: A line of the roll that only loses its name, or that only gains an objection.
FORGOTTEN = f'{SAME_MARK} AND substr(NEW."who", 1, 5) = \'gone:\' AND NEW."objected" = OLD."objected"'
OBJECTED = f'{SAME_MARK} AND {SAME_NAMES} AND NEW."objected" AND OLD."mark" = \'helped\''

GUARDS = [
    *no_delete(BALLOT),
    *immutable(BALLOT, "code", "node_id", "site_id", "unit", "made_at"),
    Guard(
        "ballots_over_stays", BALLOT, "UPDATE", "a ballot that is over stays as it is",
        "OLD.\"state\" IN ('counted', 'cancelled')",
    ),
    Guard(
        "ballots_state_forward", BALLOT, "UPDATE", "a ballot never goes back",
        "NOT ((OLD.\"state\" = NEW.\"state\") OR (OLD.\"state\" = 'draft' AND NEW.\"state\" = 'open')"
        " OR (OLD.\"state\" = 'open' AND NEW.\"state\" = 'closed')"
        " OR (OLD.\"state\" = 'closed' AND NEW.\"state\" = 'counted') OR NEW.\"state\" = 'cancelled')",
    ),
    Guard(
        "ballots_box_stays", BALLOT, "UPDATE", "the box's key and its list of envelopes do not change",
        "OLD.\"state\" <> 'draft' AND (OLD.\"box\" IS DISTINCT FROM NEW.\"box\""
        " OR OLD.\"title\" IS DISTINCT FROM NEW.\"title\""
        " OR (OLD.\"state\" <> 'open' AND OLD.\"box_hash\" IS DISTINCT FROM NEW.\"box_hash\"))",
    ),
    *_only("ballots_contest", DRAFT, "the contests do not change once the ballot is open"),
    *_only("ballots_option", DRAFT, "the options do not change once the ballot is open", "contest_id"),
    *_only("ballots_drawnlots", DRAFT, "lots are drawn before the vote opens", "contest_id"),
    *_only(
        "ballots_proxy", DRAFT | {"DELETE": ("draft", "counted", "cancelled")},
        "who votes for whom is named before the vote opens",
    ),
    *_only(
        "ballots_teller", DRAFT | {"DELETE": ("draft", *OVER)}, "the tellers do not change once the ballot is open"
    ),
    *_only("ballots_keypart", DRAFT | {"DELETE": OVER}, "the parts of the key stay until the box was opened"),
    *_only(
        "ballots_voter", {"INSERT": ("draft",), "DELETE": ("draft",)}, "the roll is frozen once the ballot is open"
    ),
    Guard(
        "ballots_voter_update_in_time", "ballots_voter", "UPDATE", "the roll is frozen once the ballot is open",
        f"NOT ({FORGOTTEN}) AND NOT ({OBJECTED})", unless=_state('OLD."ballot_id"', "draft", "open"),
    ),
    Guard(
        "ballots_voter_forgotten_in_time", "ballots_voter", "UPDATE",
        "the roll keeps its names until the ballot is over",
        FORGOTTEN, unless=_state('OLD."ballot_id"', "counted", "cancelled"),
    ),
    Guard(
        "ballots_voter_votes_once", "ballots_voter", "UPDATE", "a mark on the roll stays, and so does a name",
        f"""NOT ({FORGOTTEN}) AND NOT ({OBJECTED}) AND (OLD."mark" <> '' OR OLD."who" <> NEW."who"
        OR OLD."ballot_id" <> NEW."ballot_id")""",
    ),
    *_only(
        "ballots_envelope", {"INSERT": ("open", "closed"), "DELETE": OVER}, "the box only fills until it is closed"
    ),
    Guard("ballots_envelope_no_update", "ballots_envelope", "UPDATE", "an envelope is never changed"),
    *_only(
        "ballots_typing", {"INSERT": ("closed",), "UPDATE": ("closed",), "DELETE": OVER},
        "papers are typed after closing", "contest_id",
    ),
    *append_only("ballots_outcome"),
    *_only("ballots_outcome", {"INSERT": ("closed",)}, "a result is written when the box is opened", "contest_id"),
]  # fmt: skip
