"""Works: what may happen to an order of work, who holds it, and what volunteers leave alone."""

from datetime import timedelta

from k2k.core.actors import ANYONE

KINDS = ("own_crew", "contractor", "gotong_royong", "improvement")
STATES = ("draft", "quoted", "approved", "accepted", "started", "done", "cannot_be_done", "cancelled")
#: From each state, where it can go. A new quotation leads back to "quoted" and needs a new approval.
MOVES: dict[str, set[str]] = {
    "draft": {"quoted", "approved", "cancelled"},
    "quoted": {"quoted", "approved", "draft", "cancelled"},
    "approved": {"quoted", "accepted", "cannot_be_done", "cancelled"},
    "accepted": {"quoted", "started", "cannot_be_done", "cancelled"},
    "started": {"quoted", "done", "cannot_be_done"},
    "done": set(),
    "cannot_be_done": set(),
    "cancelled": set(),
}
#: Nobody works on these any more; what they say stays.
ENDED = ("done", "cannot_be_done", "cancelled")
OPEN = tuple(state for state in STATES if state not in ENDED)
#: Those who do the work have it in hand.
TO_DO = ("approved", "accepted", "started")
#: Approved without a quotation, because nothing is bought.
NEEDS_NO_QUOTE = ("own_crew", "gotong_royong")
#: What the holder of a link does, one after the other.
TAPS = ("accept", "start", "add_photo", "done")

#: What volunteers leave to those with a licence, by the category of the report, and the law that says so.
HANDS_OFF: dict[str, str] = {
    "wiring": "Electricity Supply Act 1990 (Act 447); Electricity Regulations 1994",
    "lift": "Occupational Safety and Health Act 1994 (Act 514), certificated plant",
    "gas": "Gas Supply Act 1993 (Act 501); Gas Supply Regulations 1997",
    "roof": "Occupational Safety and Health Act 1994 (Act 514), work at height; old roofs may hold asbestos",
    "structure": "Street, Drainage and Building Act 1974 (Act 133); old panels may hold asbestos",
    "railing": "Occupational Safety and Health Act 1994 (Act 514), work at height",
    "fire": "Fire Services Act 1988 (Act 341)",
}

#: Up to this sum (sen) whoever holds the post approves for the office; a post that is not named here approves nothing.
APPROVES_UP_TO = {"clerk": 500_00, "manager": 20_000_00}

LINK_PURPOSE, LINK_LASTS = "works_order", timedelta(days=30)
PHOTO_KINDS = ("before", "after", "quote")
IDEA_STATES = ("open", "taken", "refused")
WHAT_LENGTH, TEXT_LENGTH, REASON_LENGTH = 160, 600, 300
MOST_ISSUES, MOST_LINES, MOST_QUANTITY = 20, 20, 10_000
IDEAS_A_DAY = 3
CARE_DAYS = (7, 14, 30, 90, 180, 365)

VERBS = {
    "works.draft": {"office"},
    "works.quote": {"office", "contractor"},
    "works.approve": {"office"},
    "works.refuse_quote": {"office"},
    "works.send_link": {"office"},
    "works.revoke_link": {"office"},
    "works.accept": {"office", "contractor"},
    "works.start": {"office", "contractor"},
    "works.add_photo": {"office", "contractor"},
    "works.done": {"office", "contractor"},
    "works.clear_photos": {"office"},
    "works.cannot": {"office", "contractor"},
    "works.cancel": {"office"},
    "works.inspect": {"office"},
    "works.record_inspection": {"office"},
    "works.plan_care": {"office"},
    "works.care_done": {"office"},
    "works.suggest": {ANYONE},
    "works.support": {ANYONE},
    "works.take_idea": {"office"},
    "works.refuse_idea": {"office"},
}


def may_move(state: str, to: str) -> bool:
    """Whether an order in `state` can go to `to`."""
    return to in MOVES[state]


def may_approve(post: str, sen: int) -> bool:
    """Whether the holder of `post` approves this sum."""
    return sen <= APPROVES_UP_TO.get(post, -1)
