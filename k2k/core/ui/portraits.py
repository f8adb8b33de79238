"""People in lit windows, for the role cards of the demo. Drawn, invented, of all communities."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

SKIN = {"a": "#eec39d", "b": "#d9a67c", "c": "#b97a50", "d": "#8a5638", "e": "#6b4028"}
DARK = "#2a1d22"


@dataclass(frozen=True)
class Look:
    """One person: skin, garment, what is on the head and in which colour, and small things of the face."""

    skin: str
    garment: str
    head: str
    tone: str = DARK
    extras: tuple[str, ...] = ()


#: Keyed by role. Who plays a role is the demo's business; here only that no role belongs to one community.
LOOKS = {
    "resident": Look("b", "#2f5d73", "tudung", "#7fb2c9"),
    "clerk": Look("a", "#4f123a", "tudung", "#6b1d50", ("glasses",)),
    "secretary": Look("a", "#00694b", "bun"),
    "treasurer": Look("d", "#e9e2d6", "short", "#1d1320", ("moustache",)),
    "officer": Look("b", "#1d3557", "songkok", "#1d1320"),
    "contractor": Look("e", "#cc5500", "helmet", "#0072b2"),
    "mobiliser": Look("c", "#857a8a", "tudung", "#f5f1f5"),
    "programme": Look("c", "#594e5e", "turban", "#0072b2", ("beard",)),
    "guest": Look("b", "#00875f", "short", "#3d2a3a", ("glasses",)),
    "stranger": Look("d", "#6b1d50", "long"),
    "safeguard": Look("a", "#33415c", "bob", "#4a3a35", ("glasses",)),
    "operator": Look("b", "#1d1320", "bald", DARK, ("beard",)),
    "elder": Look("c", "#7a5c2e", "bald", "#c9c3cb", ("glasses", "moustache")),
    "youth": Look("e", "#f5f1f5", "curls"),
}

_VEIL = "M28 9c-15 0-16 15-15 24 0 8-3 12-3 16 6 6 30 6 36 0 0-4-3-8-3-16 1-9 0-24-15-24z"
BEHIND = {
    "tudung": f'<path fill="{{tone}}" d="{_VEIL}"/>',
    "bun": '<circle cx="28" cy="10" r="5.500" fill="{tone}"/><circle cx="28" cy="24" r="14" fill="{tone}"/>',
    "long": '<path fill="{tone}" d="M28 10c-14 0-15 12-14.500 22 0 8-1 12-2.500 '
    '16h34c-1.500-4-2.500-8-2.500-16C43 22 42 10 28 10z"/>',
    "bob": '<path fill="{tone}" d="M28 10c-13 0-15 10-15 18v11h30V28c0-8-2-18-15-18z"/>',
    "curls": '<path fill="{tone}" d="M17 20a5 5 0 0 1 3-8 6 6 0 0 1 8-3 6 6 0 0 1 8 3 5 5 0 0 1 3 8 5 5 0 0 1 0 '
    '9H17a5 5 0 0 1 0-9z"/>',
}
OVER = {
    "short": '<path fill="{tone}" d="M16 26c-2-19 26-19 24 0-2-6-7-8-12-8s-10 2-12 8z"/>',
    "bun": '<path fill="{tone}" d="M16 26c-2-19 26-19 24 0-2-6-7-8-12-8s-10 2-12 8z"/>',
    "long": '<path fill="{tone}" d="M16.500 28c-1-18 24-18 23 0-2-6-8-7-14-11-2 5-6 8-9 11z"/>',
    "bob": '<path fill="{tone}" d="M16 28c-1-17 25-17 24 0-1-5-2-8-4-9-5 2-15 2-18 1-1 2-2 5-2 8z"/>',
    "songkok": '<path fill="{tone}" d="M16.500 21l2-13c6-2 13-2 19 0l2 13c-7-2.500-16-2.500-23 0z"/>',
    "helmet": '<path fill="{tone}" d="M16 21c-1-16 25-16 24 0zM13 20h30v3.500H13zM26 7h4v13h-4z"/>',
    "turban": '<path fill="{tone}" d="M14 22C11 8 24 5 28 5s17 3 14 17c-4-5-8-8-14-8s-10 3-14 8z"/>'
    '<path fill="none" stroke="#fff" stroke-opacity=".55" d="M16 19C19 11 32 8 39 8M17 20c4-8 14-11 24-8"/>',
    "bald": '<path fill="{tone}" d="M16.500 27c-1.500-3-1-7 .5-9l1.500 8zM39.500 27c1.500-3 1-7-.5-9l-1.500 8z"/>',
}
EXTRAS = {
    "glasses": '<path fill="none" stroke="#1d1320" stroke-width="1.600" d="M20 26h6v5h-6zM30 26h6v5h-6zM26 28h4"/>',
    "moustache": '<path fill="{tone}" d="M22 32.500c3-2 9-2 12 0-3 2.500-9 2.500-12 0z"/>',
    "beard": '<path fill="{tone}" d="M17.500 29c0 17 21 17 21 0-1 4-4 5-10.500 5s-9.500-1-10.500-5z"/>',
}


def portrait(seed: str) -> SafeString:
    """The portrait of a role; any other seed always gives the same one of them."""
    look = LOOKS.get(seed) or list(LOOKS.values())[sum(seed.encode()) % len(LOOKS)]
    covered = look.head == "tudung"
    skin = SKIN[look.skin]
    face = (9, 10.5) if covered else (11, 12.5)
    neck = "" if covered else f'<path fill="{skin}" d="M23 34h10v12c0 4-10 4-10 0z"/>'
    tone = DARK if look.head in ("helmet", "turban", "songkok") else look.tone
    return mark_safe(
        '<svg viewBox="0 0 56 64" aria-hidden="true"><path fill="#4b2442" d="M0 0h56v64H0z"/>'
        '<path fill="#f6b73c" d="M4 4h48v60H4z"/>'
        + f'<path fill="{look.garment}" d="M8 64c0-25 40-25 40 0z"/>'
        + BEHIND.get(look.head, "").format(tone=look.tone)
        + neck
        + f'<ellipse cx="28" cy="27" rx="{face[0]}" ry="{face[1]}" fill="{skin}"/>'
        + "".join(EXTRAS[extra].format(tone=tone) for extra in look.extras if extra != "glasses")
        + OVER.get(look.head, "").format(tone=look.tone)
        + (EXTRAS["glasses"] if "glasses" in look.extras else "")
        + "</svg>"
    )
