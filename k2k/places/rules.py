"""Places: what kinds there are, how they are named, who may change them."""

#: How a home can be held.
TENURES = ("rented", "rent_to_own", "owned", "empty", "unknown")
#: Common spots that can be named on a label.
SPOTS = ("lobby", "corridor", "stairwell", "hall", "playground", "surau", "parking", "bin_room", "roof", "drain", "other")
#: Things that can fail.
ASSETS = ("lift", "pump", "tank", "railing", "light", "gate", "meter", "other")

VERBS = {
    "places.create_site": {"operator"},
    "places.add_place": {"operator", "office"},
    "places.read_register": {"operator", "office"},
    "places.import_register": {"operator", "office"},
    "places.set_tenure": {"operator", "office"},
    "places.set_lines": {"operator", "office"},
}
