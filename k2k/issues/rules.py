"""Issues: states and allowed moves, who may do what, what counts as confirmed by neighbours."""

from datetime import timedelta

from k2k.core.actors import ANYONE

STATES = ("new", "accepted", "started", "claimed", "confirmed", "rejected", "merged")
#: From each state, where it can go. "claimed" is the promiser's word; only neighbours reach "confirmed".
MOVES: dict[str, set[str]] = {
    "new": {"accepted", "rejected", "merged"},
    "accepted": {"started", "claimed", "rejected", "merged"},
    "started": {"claimed", "rejected", "merged"},
    "claimed": {"confirmed", "accepted"},
    "confirmed": {"accepted"},
    "rejected": {"accepted"},
    "merged": set(),
}
#: Nobody works on these any more.
ENDED = {"confirmed", "rejected", "merged"}
OPEN = set(STATES) - ENDED

CATEGORIES = (
    "lift", "water", "leak", "light", "wiring", "railing", "door", "waste", "drain", "pest", "cleaning", "noise",
    "fire", "gas", "roof", "structure", "playground", "parking", "safety", "inspection", "heating", "other",
)  # fmt: skip
CHANNELS = ("qr", "web", "counter", "phone", "import")
#: card: under a household card; open: without a card; anonymous: no identity kept; confidential: for one named post.
IDENTITIES = ("card", "open", "anonymous", "confidential", "clerk")
ANSWERS = ("yes", "no")
#: Systems outside with a number of their own.
OUTSIDE_SYSTEMS = ("adukl", "sispaa", "mytnb", "airselangor", "epuspakat", "other")

#: So many households must say "sudah elok" for a common fault; a fault inside one unit needs that household alone.
HOUSEHOLDS_TO_CONFIRM = 2
#: A "belum" from a household that has a say reopens the issue for this long after the claim.
REOPENS_FOR = timedelta(days=14)

#: Working days until the sasaran of each category, from acceptance; safety first.
TARGET_DAYS = {
    "lift": 1, "gas": 1, "fire": 1, "wiring": 1, "railing": 1, "water": 1, "safety": 1, "leak": 3, "light": 2,
    "structure": 3, "door": 5, "drain": 3, "waste": 2, "cleaning": 2, "roof": 5, "pest": 5, "noise": 3,
    "playground": 5, "parking": 5, "inspection": 10, "heating": 2, "other": 5,
}  # fmt: skip

VERBS = {
    "issues.report": {ANYONE},
    "issues.tap": {ANYONE},
    "issues.untap": {ANYONE},
    "issues.answer": {ANYONE},
    "issues.record_outside_number": {ANYONE},
    "issues.record_for": {"office", "committee", "mobiliser"},
    "issues.accept": {"office", "committee"},
    "issues.start": {"office", "committee", "contractor"},
    "issues.claim": {"office", "committee", "contractor"},
    "issues.reject": {"office", "committee"},
    "issues.merge": {"office", "committee"},
    "issues.comment": {"office", "committee", "contractor"},
    "issues.clear_photo": {"office", "committee"},
    "issues.read_contact": {"safeguard"},
    "issues.see_private": {"office"},
    "issues.import": {"operator"},
}
