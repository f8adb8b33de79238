"""Rules of the database: a notice stands, attendance stays, a vote stays, signed minutes are never edited."""

from k2k.core.guards import Guard, append_only, immutable, no_delete
from k2k.meetings import rules

MEETING, ITEM, MINUTES = "meetings_meeting", "meetings_agendaitem", "meetings_minutes"


def _changed(*columns: str) -> str:
    return "(" + " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in columns) + ")"


def _ways(moves: dict[str, set[str]]) -> str:
    ways = sorted((old, new) for old, leads in moves.items() for new in leads)
    return " OR ".join(f"(OLD.\"state\" = '{old}' AND NEW.\"state\" = '{new}')" for old, new in ways)


def _in(meeting_id: str, *states: str) -> str:
    named = ", ".join(f"'{state}'" for state in states)
    return f'EXISTS (SELECT 1 FROM "{MEETING}" m WHERE m."id" = {meeting_id} AND m."state" IN ({named}))'


def _unsigned(meeting_id: str) -> str:
    return f'NOT EXISTS (SELECT 1 FROM "{MINUTES}" s WHERE s."meeting_id" = {meeting_id})'


def _of_motion(motion_id: str, condition: str) -> str:
    return f'EXISTS (SELECT 1 FROM "meetings_motion" v WHERE v."id" = {motion_id} AND {condition})'


_STAYS = (
    "starts_at", "place", "spot_id", "called_at", "opened_at", "sitting", "second_at", "per_home", "voters_n",
    "committee_n", "quorum_n", "present_n", "quorate", "closed_at", "published_at", "signed_at", "state",
)  # fmt: skip

GUARDS = [
    *no_delete(MEETING),
    *immutable(MEETING, "code", "group_id", "node_id", "kind", "block_id", "lang", "made_at"),
    Guard(
        "meetings_state_moves", MEETING, "UPDATE", "a meeting moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_ways(rules.MOVES)})',
    ),
    Guard(
        "meetings_first_notice_stays", MEETING, "UPDATE", "the first notice of a meeting stays",
        'OLD."called_at" IS NOT NULL AND ' + _changed("called_at", "first_called_for"),
    ),
    Guard(
        "meetings_quorum_frozen", MEETING, "UPDATE", "how many must be there changes only when a meeting opens",
        _changed("opened_at", "per_home", "voters_n", "committee_n", "quorum_n")
        + " AND NOT (OLD.\"state\" = 'called' AND NEW.\"state\" = 'open')",
    ),
    Guard(
        "meetings_count_stays", MEETING, "UPDATE", "how many were there is written when a meeting closes",
        _changed("present_n", "quorate", "closed_at")
        + " AND NOT (OLD.\"state\" = 'open' AND NEW.\"state\" = 'closed')",
    ),
    Guard(
        "meetings_signed_stays", MEETING, "UPDATE", "a meeting with signed minutes stays as it is",
        "OLD.\"state\" IN ('signed', 'cancelled') AND " + _changed(*_STAYS),
    ),
    Guard(
        "meetings_held_stays", MEETING, "UPDATE", "when and where a meeting was held stays",
        "OLD.\"state\" IN ('closed', 'published') AND "
        + _changed("starts_at", "place", "spot_id", "sitting", "second_at"),
    ),
    Guard(
        "meetings_approved_once", MEETING, "UPDATE", "minutes are approved once, after they were signed",
        _changed("approved_at") + " AND (OLD.\"approved_at\" IS NOT NULL OR OLD.\"state\" <> 'signed')",
    ),
    *append_only("meetings_notice"),
    Guard(
        "meetings_agenda_called", ITEM, "INSERT", "the agenda stands once the meeting is called",
        unless=_in('NEW."meeting_id"', "draft"),
    ),
    Guard(
        "meetings_agenda_stands", ITEM, "UPDATE", "the agenda stands once the meeting is called",
        _changed("meeting_id", "position", "kind", "title", "approves_id"), unless=_in('OLD."meeting_id"', "draft"),
    ),
    Guard(
        "meetings_agenda_stays", ITEM, "DELETE", "the agenda stands once the meeting is called",
        unless=_in('OLD."meeting_id"', "draft"),
    ),
    Guard(
        "meetings_minutes_not_edited", ITEM, "UPDATE", "signed minutes are never edited",
        _changed("said"), unless=_unsigned('OLD."meeting_id"'),
    ),
    *append_only("meetings_attendance"),
    Guard(
        "meetings_counts_while_open", "meetings_attendance", "INSERT", "only who is entered while it is open counts",
        'NEW."counts"', unless=_in('NEW."meeting_id"', "open"),
    ),
    Guard(
        "meetings_here_once_opened", "meetings_attendance", "INSERT", "nobody is entered before a meeting opens",
        unless=_in('NEW."meeting_id"', "open", *rules.HELD),
    ),
    *no_delete("meetings_motion"),
    *immutable(
        "meetings_motion", "meeting_id", "item_id", "number", "text", "subject", "about_post_id", "about_member_id",
        "proposer_id", "moved_at",
    ),
    Guard(
        "meetings_motion_while_open", "meetings_motion", "INSERT", "a motion is moved while the meeting is open",
        unless=_in('NEW."meeting_id"', "open"),
    ),
    Guard(
        "meetings_motion_begins", "meetings_motion", "INSERT", "no motion begins decided",
        "NEW.\"state\" <> 'moved' OR NEW.\"voted_at\" IS NOT NULL",
    ),
    Guard(
        "meetings_vote_stays", "meetings_motion", "UPDATE", "what was voted on stays",
        "OLD.\"state\" IN ('carried', 'lost', 'withdrawn')",
    ),
    Guard(
        "meetings_motion_moves", "meetings_motion", "UPDATE", "a motion moves only as its rules say",
        f'OLD."state" <> NEW."state" AND NOT ({_ways(rules.MOTION_MOVES)})',
    ),
    Guard(
        "meetings_no_vote_after_signing", "meetings_motion", "UPDATE", "nothing is voted on once minutes are signed",
        unless=_unsigned('OLD."meeting_id"'),
    ),
    *append_only("meetings_interest"),
    Guard(
        "meetings_interest_before_vote", "meetings_interest", "INSERT", "interests are named before the vote",
        unless=_of_motion('NEW."motion_id"', "v.\"state\" IN ('moved', 'seconded')"),
    ),
    *append_only("meetings_rollvote"),
    Guard(
        "meetings_roll_before_result", "meetings_rollvote", "INSERT", "the roll is called before the result",
        unless=_of_motion('NEW."motion_id"', "v.\"state\" = 'seconded'"),
    ),
    *append_only("meetings_decision"),
    Guard(
        "meetings_decision_of_carried", "meetings_decision", "INSERT", "only what was carried becomes a promise",
        unless=_of_motion('NEW."motion_id"', "v.\"state\" = 'carried' AND " + _unsigned('v."meeting_id"')),
    ),
    *no_delete("meetings_correction"),
    *immutable("meetings_correction", "meeting_id", "item_id", "household_id", "at"),
    Guard(
        "meetings_correction_words", "meetings_correction", "UPDATE", "the words of a correction are only ever erased",
        _changed("text") + " AND NEW.\"text\" <> ''",
    ),
    Guard(
        "meetings_correction_answered", "meetings_correction", "UPDATE", "an answered correction stays",
        "OLD.\"state\" <> 'proposed' AND " + _changed("state", "answer", "answered_at"),
    ),
    Guard(
        "meetings_correction_in_time", "meetings_correction", "INSERT", "corrections come before the signatures",
        unless=_in('NEW."meeting_id"', "published") + " AND " + _unsigned('NEW."meeting_id"'),
    ),
    *append_only(MINUTES),
    Guard(
        "meetings_minutes_published", MINUTES, "INSERT", "only published minutes are signed",
        unless=_in('NEW."meeting_id"', "published"),
    ),
    *append_only("meetings_signature"),
    Guard(
        "meetings_signature_in_time", "meetings_signature", "INSERT", "signed minutes take no more signatures",
        unless=f'EXISTS (SELECT 1 FROM "{MINUTES}" s WHERE s."id" = NEW."minutes_id" AND '
        + _in('s."meeting_id"', "published") + ")",
    ),
    Guard(
        "meetings_signed_by_two", MEETING, "UPDATE", "minutes are signed by two posts",
        "NEW.\"state\" = 'signed' AND OLD.\"state\" <> 'signed'",
        unless=f'(SELECT COUNT(*) FROM "meetings_signature" g JOIN "{MINUTES}" s ON s."id" = g."minutes_id"'
        f' WHERE s."meeting_id" = NEW."id") >= {rules.SIGNATURES}',
    ),
    *append_only("meetings_note"),
    Guard(
        "meetings_note_on_signed", "meetings_note", "INSERT", "a note is about signed minutes",
        unless=_in('NEW."meeting_id"', "signed"),
    ),
]  # fmt: skip
