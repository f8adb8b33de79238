"""Handing over: what goes with each post, who says what, what follows when somebody does not sign. Pure.

Rights have moved already when a list opens: nothing here gives or takes any.
"""

from datetime import date, timedelta

from k2k.core.actors import ANYONE

#: From each state, where it can go. signed: both have; closed: after its day by the incoming, without the outgoing.
MOVES: dict[str, set[str]] = {"open": {"signed", "closed"}, "signed": set(), "closed": set()}
STATES = tuple(MOVES)

#: What everybody hands over, then what goes with a post. Staff: whoever works for an office or the programme.
EVERYBODY = ("passwords", "keys", "documents")
STAFF = ("device", "cases", *EVERYBODY)
LISTS: dict[str, tuple[str, ...]] = {
    "chair": EVERYBODY,
    "secretary": ("register", "minutes", "stamp", "letters", *EVERYBODY),
    "treasurer": ("bank_mandate", "cash", "cash_box_key", "receipt_book", "accounts", *EVERYBODY),
    "committee_member": EVERYBODY,
    "clerk": STAFF,
    "manager": STAFF,
    "technician": STAFF,
    "mobiliser": STAFF,
    "programme_officer": STAFF,
}
#: Things that both count in sen; a difference is shown, never shared out.
CASH = ("cash",)
#: A promise of the body that still runs, and a thing somebody added by hand.
ACTION, EXTRA = "action", "extra"
KINDS = tuple(dict.fromkeys([*(kind for kinds in LISTS.values() for kind in kinds), ACTION, EXTRA]))

#: What each side can say of a thing. "": nothing yet.
SAYS: dict[str, tuple[str, ...]] = {
    "outgoing": ("handed", "refused", "missing"),
    "incoming": ("received", "refused", "missing"),
}
SIDES = tuple(SAYS)
DAYS = 14
#: How long before its end a term opens its list, and how long after it is still looked for.
AHEAD, BEHIND = timedelta(days=14), timedelta(days=30)
#: What was not handed over is asked for again by then.
ASKED_AGAIN = timedelta(days=30)
MOST_ACTIONS, MOST_EXTRA = 20, 20
TEXT_LENGTH = 120

#: What somebody's phone had not sent when their access ended: a parcel that waits for the lead, and what became of it.
PARCEL_MOVES: dict[str, set[str]] = {"waiting": {"entered", "set_aside"}, "entered": set(), "set_aside": set()}
PARCELS_AN_HOUR, PARCEL_LENGTH, WRITER_LENGTH, REASON_LENGTH = 60, 1_500_000, 16, 200
#: What is in a parcel is erased so long after the lead decided.
PARCEL_KEPT = timedelta(days=90)

VERBS = {
    "handover.open": {"system"},
    "handover.name_incoming": {"system"},
    # the two sides are named on the list; who leaves holds no right any more, so the commands look there
    "handover.add_item": {ANYONE},
    "handover.mark": {ANYONE},
    "handover.sign": {ANYONE},
    "handover.close_unsigned": {ANYONE},
    # whoever holds the phone: their access has ended, so nobody can be asked who they are
    "handover.hand_in": {ANYONE},
    "handover.open_parcel": {"officer"},
    "handover.decide_parcel": {"officer"},
}


def due_on(end: date) -> date:
    """The day by which a term that ended on `end` is handed over."""
    return end + timedelta(days=DAYS)


def differs(outgoing: str, incoming: str) -> bool:
    """Whether the two sides say different things of one item; not while one has said nothing."""
    if not outgoing or not incoming:
        return False
    return (outgoing == "handed") != (incoming == "received")


def is_lacking(kind: str, incoming: str, outgoing_sen: int | None, incoming_sen: int | None) -> bool:
    """Whether a thing did not come over: the incoming did not receive it, or two counts of money differ."""
    if kind == ACTION:
        return False
    return incoming != "received" or (kind in CASH and outgoing_sen != incoming_sen)
