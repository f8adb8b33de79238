"""Places: what kinds there are, how they nest and are named, who may change them."""

import re
from datetime import timedelta

#: How a home can be held.
TENURES = ("rented", "rent_to_own", "owned", "empty", "unknown")
#: Common spots that can be named on a label.
SPOTS = (
    "lobby",
    "corridor",
    "stairwell",
    "hall",
    "playground",
    "surau",
    "parking",
    "bin_room",
    "roof",
    "drain",
    "other",
)
#: Things that can fail.
ASSETS = ("lift", "pump", "tank", "railing", "light", "gate", "meter", "other")
#: What a kind of place may hold. A site holds what serves several blocks: hall, playground, main gate.
CHILDREN = {
    "site": {"block", "spot", "asset"},
    "block": {"floor", "spot", "asset"},
    "floor": {"unit", "spot", "asset"},
}
#: The nouns a kind may carry. A block with the noun "building" is called by its name alone, without "Block".
NOUNS = {"spot": SPOTS, "asset": ASSETS, "block": ("", "building")}
#: What can be closed once it is no longer in use; a floor goes with its block.
CLOSABLE = ("block", "unit", "spot", "asset")
#: A name that begins so is the building's own: it stands without the word "Block".
BUILDINGS = ("menara", "tower", "bangunan", "building", "wisma", "flat", "rumah", "no.", "jalan", "lorong")
#: What every block has when it is built in one go, and every floor.
BLOCK_SPOTS, BLOCK_ASSETS, FLOOR_SPOTS = ("lobby", "stairwell", "bin_room"), ("pump", "tank"), ("corridor",)

NAME_LENGTH, NUMBER_LENGTH = 80, 24
#: One block is at most this big, so that a slip of the finger does not build a city.
MOST_FLOORS, MOST_UNITS_PER_FLOOR, MOST_LIFTS = 80, 120, 24

#: What the label page can print, and what it prints unless somebody chooses.
LABELS, USUAL_LABELS = ("lifts", "lobbies", "floors", "spots", "things"), ("lifts", "lobbies")
LABELS_PER_PAGE, MOST_LABELS = 4, 400
#: Who looks at the list of places; changing it is for the roles of VERBS.
READERS = frozenset({"operator", "officer", "office"})
#: Who prints labels: those who put them up.
LABEL_READERS = frozenset({"operator", "officer", "office", "committee", "mobiliser"})

#: A register that nobody confirmed is forgotten after this long.
DRAFT_KEPT = timedelta(days=14)
#: Typing codes from a label: a family on one phone, not a machine that guesses.
SCAN_TRIES, SCAN_WINDOW = 20, timedelta(minutes=10)

VERBS = {
    "places.create_site": {"operator"},
    "places.add_place": {"operator", "office"},
    "places.build_block": {"operator", "office"},
    "places.read_register": {"operator", "office"},
    "places.import_register": {"operator", "office"},
    "places.set_tenure": {"operator", "office"},
    "places.set_lines": {"operator", "office"},
    "places.close": {"operator", "office"},
    "places.reopen": {"operator", "office"},
    "places.note_days": {"operator", "officer", "office", "committee"},
    "places.drop_days": {"operator", "officer", "office", "committee"},
}

#: What keeps people from coming to a meeting; "other" says itself what it is.
OCCASIONS = ("school_holiday", "exam", "festival", "other")
LONGEST_OCCASION = timedelta(days=122)


def may_hold(parent_kind: str, kind: str) -> bool:
    """Whether a place of `kind` can lie directly in one of `parent_kind`."""
    return kind in CHILDREN.get(parent_kind, ())


#: Floors that have a letter for a number, in tenths of a floor above the ground.
LETTERED = {
    "LG": -10,
    "LGF": -10,
    "G": 0,
    "GF": 0,
    "UG": 1,
    "UGF": 1,
    "M": 5,
    "MZ": 5,
    "PH": 7990,
    "R": 8000,
    "RF": 8000,
}
GROUND = 1000
_FLOOR = re.compile(r"(?P<letter>B|LG|L|-)?(?P<n>\d{1,3})(?P<after>[A-Z]?)")


def floor_position(name: str) -> int | None:
    """Where a floor stands by its name: B2 < B1 < LG < G < M < 1 < … < 3 < 3A < 5 < … < 13 < 13A. None: no telling.

    Ten steps a floor, so that 3A, which many buildings have for 4, finds its place after 3.
    """
    plain = name.strip().upper()
    if plain in LETTERED:
        return GROUND + LETTERED[plain]
    found = _FLOOR.fullmatch(plain)
    if not found:
        return None
    steps = int(found["n"]) * 10
    if found["letter"] in ("B", "LG", "-"):
        return GROUND - 10 - steps
    return GROUND + steps + (min(ord(found["after"]) - ord("A") + 1, 9) if found["after"] else 0)


def block_noun(name: str) -> str:
    """ "building" for a block with a name of its own ("Menara Kenanga"), "" for one that is called "Block B"."""
    return "building" if name.casefold().startswith(BUILDINGS) else ""
