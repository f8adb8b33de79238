"""Issues: states and allowed moves, who may do what, what counts as confirmed by neighbours."""

import re
from datetime import timedelta

from k2k.core.actors import ANYONE, SYSTEM_ROLE

STATES = ("new", "accepted", "started", "claimed", "confirmed", "rejected", "merged")
#: From each state, where it can go. "claimed" is the promiser's word; only neighbours reach "confirmed".
MOVES: dict[str, set[str]] = {
    "new": {"accepted", "rejected", "merged"},
    "accepted": {"started", "claimed", "rejected", "merged"},
    "started": {"claimed", "rejected", "merged", "accepted"},
    "claimed": {"confirmed", "accepted"},
    "confirmed": {"accepted"},
    "rejected": {"accepted"},
    "merged": {"new"},
}
#: What is taken back within UNDONE_WITHIN while nothing has followed: a first answer given in haste. Not a move, for it
#: leads to where the report was before; the timeline keeps both lines.
TAKEN_BACK = {"accepted": "new", "rejected": "new"}
UNDONE_WITHIN = timedelta(minutes=10)
#: Steps after which a report waits for its first answer.
WAITS_AFTER = {"reported", "recorded", "unmerged", "taken_back"}
#: Nobody works on these any more.
ENDED = {"confirmed", "rejected", "merged"}
OPEN = set(STATES) - ENDED
#: Somebody took it on and has not yet said that it is done.
IN_HAND = {"accepted", "started"}

CATEGORIES = (
    "lift", "water", "leak", "light", "wiring", "railing", "door", "waste", "drain", "pest", "cleaning", "noise",
    "fire", "gas", "roof", "structure", "playground", "parking", "safety", "inspection", "heating", "other",
)  # fmt: skip
#: What can be wrong with a thing that has a label of its own, the most frequent first.
FAULTS: dict[str, tuple[str, ...]] = {
    "lift": ("not_working", "stuck", "door", "noise", "dirty", "other"),
    "pump": ("not_working", "low_pressure", "noise", "leaking", "other"),
    "tank": ("leaking", "dirty", "lid_open", "other"),
    "railing": ("loose", "broken", "rusty", "other"),
    "light": ("off", "flickering", "other"),
    "gate": ("not_working", "broken", "other"),
    "meter": ("exposed_wires", "broken", "other"),
}
#: The category under which a fault of such a thing is counted.
CATEGORY_OF = {
    "lift": "lift", "pump": "water", "tank": "water", "railing": "railing", "light": "light", "gate": "door",
    "meter": "wiring",
}  # fmt: skip
ALL_FAULTS = tuple(dict.fromkeys(fault for faults in FAULTS.values() for fault in faults))
#: What is offered at a place, by its noun or its kind, the most frequent first.
OFFERED: dict[str, tuple[str, ...]] = {
    "lobby": ("light", "door", "cleaning", "waste", "leak", "wiring", "safety", "other"),
    "corridor": ("light", "leak", "railing", "waste", "cleaning", "wiring", "pest", "noise", "other"),
    "stairwell": ("light", "railing", "cleaning", "waste", "leak", "safety", "other"),
    "hall": ("light", "door", "roof", "cleaning", "wiring", "pest", "other"),
    "playground": ("playground", "light", "cleaning", "safety", "other"),
    "surau": ("water", "light", "roof", "cleaning", "door", "other"),
    "parking": ("parking", "light", "drain", "safety", "other"),
    "bin_room": ("waste", "pest", "cleaning", "drain", "door", "other"),
    "roof": ("roof", "leak", "water", "safety", "other"),
    "drain": ("drain", "pest", "waste", "other"),
    "unit": ("water", "leak", "wiring", "door", "pest", "gas", "structure", "noise", "other"),
    "floor": ("light", "leak", "railing", "waste", "wiring", "cleaning", "pest", "noise", "other"),
    "": ("light", "leak", "waste", "water", "cleaning", "drain", "safety", "structure", "other"),
}
#: Somebody is in danger: the page says whom to telephone before anything is typed.
EMERGENCY_FAULTS = {"stuck", "exposed_wires"}
EMERGENCY_CATEGORIES = {"fire", "gas"}
#: With one of these the lift does not carry anybody; a dirty or loud lift still runs. "" is a fault nobody named.
LIFT_STOPS = {"not_working", "stuck", "door", ""}

CHANNELS = ("qr", "web", "counter", "phone", "import")
#: card: under a household card; open: without a card; anonymous: no identity kept; confidential: for one named post.
IDENTITIES = ("card", "open", "anonymous", "confidential", "clerk")
#: Nothing that leads to the sender is kept with these: no card, no device, nobody in the trail.
HIDDEN = {"anonymous", "confidential"}
#: The one post that may read who reported in confidence, and for how long after the end the contact is kept.
CONTACT_POST = "safeguarding_lead"
CONTACT_KEPT = timedelta(days=90)
#: The marks of devices are dropped this long after the end.
DEVICES_KEPT = timedelta(days=90)
ANSWERS = ("yes", "no")
#: Why an answer is shown and does not count.
WHY_NOT = ("no_card", "young_card", "staff_device", "staff", "elsewhere", "not_this_home", "no_say")
#: What becomes of a photograph, and why one is kept from the neighbours.
PHOTO_ACTIONS = ("publish", "blur", "keep")
KEEP_REASONS = ("face", "document", "home", "other_matter", "not_seen")
#: A photograph is blurred by the cells of a grid that lies over it.
GRID_ROWS, GRID_COLUMNS = 6, 8
CELLS = tuple(f"{row}-{column}" for row in range(GRID_ROWS) for column in range(GRID_COLUMNS))
#: The original of a blurred photograph is kept so long, for a complaint, and then goes.
ORIGINAL_KEPT_DAYS = 30
#: Systems outside with a number of their own.
OUTSIDE_SYSTEMS = ("adukl", "sispaa", "mytnb", "airselangor", "epuspakat", "other")
#: Loose on purpose: every system writes its numbers in its own way.
OUTSIDE_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./#-]{2,38}[A-Za-z0-9]")

#: So many households must say "sudah elok" for a common fault; a fault inside one unit needs that household alone.
HOUSEHOLDS_TO_CONFIRM = 2
#: A "belum" from a household that has a say reopens the issue for this long after the claim.
REOPENS_FOR = timedelta(days=14)
#: A claim that has waited this long is shown as unconfirmed, and the neighbours who tapped are asked once more. The
#: same time as for commitments, where it is said once more; a test holds the two together.
UNCONFIRMED_AFTER = timedelta(hours=72)

#: Working days until the sasaran of each category, from acceptance; safety first.
TARGET_DAYS = {
    "lift": 1, "gas": 1, "fire": 1, "wiring": 1, "railing": 1, "water": 1, "safety": 1, "leak": 3, "light": 2,
    "structure": 3, "door": 5, "drain": 3, "waste": 2, "cleaning": 2, "roof": 5, "pest": 5, "noise": 3,
    "playground": 5, "parking": 5, "inspection": 10, "heating": 2, "other": 5,
}  # fmt: skip

#: How often one card or one device may do a thing in an hour. Anonymous reports keep no device: they are counted per
#: address, on which many phones may share a line, and, far above that, per site.
PER_HOUR = {"report": 10, "anonymous": 600, "tap": 60, "answer": 60, "outside": 10}
ANONYMOUS_PER_ADDRESS, OUTSIDE_PER_ADDRESS = 30, 60
#: How long words may be.
TEXT_LIMIT, REPLY_LIMIT, CONTACT_LIMIT = 2000, 300, 200

#: A link for somebody without an account who works on one report, and how long it lasts.
LINK_PURPOSE, LINK_LASTS = "contractor_work", timedelta(days=14)

VERBS = {
    "issues.report": {ANYONE},
    "issues.tap": {ANYONE},
    "issues.untap": {ANYONE},
    "issues.join_homes": {SYSTEM_ROLE},
    "issues.answer": {ANYONE},
    "issues.record_outside_number": {ANYONE},
    "issues.record_outside_status": {"office", "committee"},
    "issues.record_for": {"office", "committee", "mobiliser"},
    "issues.accept": {"office", "committee"},
    "issues.promise_date": {"office", "committee", "contractor", "owner"},
    "issues.slip": {"office", "committee", "contractor", "owner"},
    "issues.start": {"office", "committee", "contractor"},
    "issues.claim": {"office", "committee", "contractor"},
    "issues.hand_over": {"office", "committee"},
    "issues.send_link": {"office"},
    "issues.reject": {"office", "committee"},
    "issues.take_back": {"office", "committee"},
    "issues.merge": {"office", "committee"},
    "issues.unmerge": {"office", "committee"},
    "issues.comment": {"office", "committee", "contractor"},
    "issues.clear_photo": {"office", "committee"},
    "issues.blur_photo": {"office", "committee"},
    "issues.keep_photo": {"office", "committee"},
    "issues.appeal_photo": {ANYONE},
    "issues.prioritise": {"office", "committee"},
    "issues.make_safe": {"office", "committee", "contractor"},
    "issues.escalate": {SYSTEM_ROLE},
    "issues.read_contact": {"safeguard"},
    "issues.see_private": {"office"},
    "issues.import": {"operator"},
}


def may_move(state: str, to: str) -> bool:
    """Whether an issue in `state` can go to `to`."""
    return to in MOVES[state]


def box_of(cell: str) -> tuple[int, int, int, int]:
    """The rectangle of a cell (left, top, right, bottom) in thousandths of the picture."""
    row, _dash, column = cell.partition("-")
    down, across = int(row), int(column)
    return (
        1000 * across // GRID_COLUMNS, 1000 * down // GRID_ROWS,
        -(-1000 * (across + 1) // GRID_COLUMNS), -(-1000 * (down + 1) // GRID_ROWS),
    )  # fmt: skip


def households_needed(at_home: bool) -> int:
    """How many card households must say yes: two, or the one home that the fault is in."""
    return 1 if at_home else HOUSEHOLDS_TO_CONFIRM
