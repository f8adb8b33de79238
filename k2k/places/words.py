"""What kinds of place, and ways to hold a home, are called in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Spots.
SPOTS: dict[str, Promise] = {
    "lobby": gettext_lazy("Lobby"),
    "corridor": gettext_lazy("Corridor"),
    "stairwell": gettext_lazy("Stairs"),
    "hall": gettext_lazy("Hall"),
    "playground": gettext_lazy("Playground"),
    "surau": gettext_lazy("Surau"),
    "parking": gettext_lazy("Parking"),
    "bin_room": gettext_lazy("Bin room"),
    "roof": gettext_lazy("Roof"),
    "drain": gettext_lazy("Drain"),
    "other": gettext_lazy("Other place"),
}
#: Things that can fail.
ASSETS: dict[str, Promise] = {
    "lift": gettext_lazy("Lift"),
    "pump": gettext_lazy("Water pump"),
    "tank": gettext_lazy("Water tank"),
    "railing": gettext_lazy("Railing"),
    "light": gettext_lazy("Lamp"),
    "gate": gettext_lazy("Gate"),
    "meter": gettext_lazy("Meter"),
    "other": gettext_lazy("Other thing"),
}
#: How a home is held.
TENURES: dict[str, Promise] = {
    "rented": gettext_lazy("Rented"),
    "rent_to_own": gettext_lazy("Rent to own"),
    "owned": gettext_lazy("Owned"),
    "empty": gettext_lazy("Standing empty"),
    "unknown": gettext_lazy("Not known"),
}
#: Kinds of place, for forms and lists.
OCCASIONS: dict[str, Promise] = {
    "school_holiday": gettext_lazy("School holidays"),
    "exam": gettext_lazy("Examinations"),
    "festival": gettext_lazy("A festival"),
    "other": gettext_lazy("Something else"),
}
KINDS: dict[str, Promise] = {
    "site": gettext_lazy("Perumahan"),
    "block": gettext_lazy("Block"),
    "floor": gettext_lazy("Floor"),
    "unit": gettext_lazy("Home"),
    "spot": gettext_lazy("Common spot"),
    "asset": gettext_lazy("Thing that can fail"),
}
#: What the label page can print.
LABELS: dict[str, Promise] = {
    "lifts": gettext_lazy("Lifts"),
    "lobbies": gettext_lazy("Lobbies"),
    "floors": gettext_lazy("Every floor (corridor)"),
    "spots": gettext_lazy("Other common spots"),
    "things": gettext_lazy("Pumps, tanks and other things"),
}


def noun(kind: str, slug: str) -> str:
    """The word for a kind of spot or thing ("Lift"); an unknown slug is "Other place" or "Other thing"."""
    words = SPOTS if kind == "spot" else ASSETS
    return str(words.get(slug) or words["other"])


def occasion(kind: str, title: str) -> str:
    """What days are, in the words of who noted them."""
    return f"{OCCASIONS[kind]}: {title}" if title and kind != "other" else title or str(OCCASIONS[kind])


def short(kind: str, slug: str, name: str) -> str:
    """What a place is called inside its block: "Lift 2", "Floor 12", "Block B", a unit by its number."""
    if kind in ("spot", "asset"):
        if slug == "other" and name:
            return name
        return _("%(noun)s %(name)s") % {"noun": noun(kind, slug), "name": name} if name else noun(kind, slug)
    if kind == "block" and not slug:
        return _("Block %(name)s") % {"name": name}
    if kind == "floor":
        return _("Floor %(name)s") % {"name": name}
    return name
