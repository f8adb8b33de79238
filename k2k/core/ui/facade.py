"""The block by day: every floor a band of calm windows, a mark for each fault in its common area, the lifts between.

A fault is drawn for its floor, never for a home: marks stand on the piers between two windows, spread evenly over the
band by the number of the floor alone, so that no mark lies in the cell of a unit and its place says nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

CELL = 14
WING = 10 * CELL
LEFT, CORE, TOP = 32, 36, 26
WIDTH = LEFT + WING + CORE + WING
#: Piers of one band: nine in each wing; a band shows at most this many marks, the worst; the legend counts all.
PIERS = [LEFT + CELL * step for step in range(1, 10)] + [LEFT + WING + CORE + CELL * step for step in range(1, 10)]
#: Worst first: the order in which marks are kept when a band is full, and the order of the legend.
STATES = ("late", "reopened", "new", "accepted", "started", "claimed", "unconfirmed", "confirmed")
LIFT_STATES = ("running", "stopped", "started", "claimed", "unconfirmed", "unknown")

#: Colour of a mark, and its shape in a square of 14: the same shapes as the status words.
_RING = (
    '<path fill-rule="evenodd" d="M7 2.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9'
    "m0 1.600a2.900 2.900 0 1 0 0 5.800a2.900 2.900 0 1 0 0-5.800"
)
SHAPES = {
    "late": ("late", '<path d="M7 2.600l5 8.600H2z"/>'),
    "reopened": ("late", '<path class="w-s" d="M10 4A4.200 4.200 0 1 0 11.200 7M11.800 2.200L10 4.400 7.500 3.300"/>'),
    "new": ("new", _RING + '"/>'),
    "accepted": ("work", _RING + 'M7 7V4.100a2.900 2.900 0 0 1 2.900 2.900z"/>'),
    "started": ("work", _RING + 'V9.900a2.900 2.900 0 0 0 0-5.800z"/>'),
    "claimed": ("work", _RING + 'M7 7V4.100a2.900 2.900 0 1 1-2.900 2.900z"/>'),
    "confirmed": ("ok", '<circle cx="7" cy="7" r="4.500"/>'),
}
SHAPES["stopped"] = (
    "late",
    '<path d="M4 2.600L7 5.600 10 2.600 11.400 4 8.400 7l3 3L10 11.400 7 8.400 4 11.400 2.600 10l3-3-3-3z"/>',
)
SHAPES["unconfirmed"] = SHAPES["claimed"]


@dataclass(frozen=True)
class LiftState:
    """A lift of the block: its name as painted ("1") and its state, one of LIFT_STATES."""

    name: str
    state: str


@dataclass(frozen=True)
class Mark:
    """An open fault: the index of its floor in Facade.floors (None: around the foot of the block), one of STATES."""

    floor_index: int | None
    state: str


@dataclass(frozen=True)
class Facade:
    """What is to be drawn: `floors` named from the top down as the building has them; `label` says it in a sentence."""

    block_name: str
    floors: list[str]
    lifts: list[LiftState] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    label: str = ""


def counts(picture: Facade) -> dict[str, int]:
    """Faults by state in legend order; the values add up to every mark of the picture. Lifts are told apart."""
    found = Counter(mark.state for mark in picture.marks)
    return {state: found[state] for state in STATES if found[state]}


def quiet(picture: Facade) -> int:
    """How many floors have no fault at all."""
    return len(picture.floors) - len({mark.floor_index for mark in picture.marks if mark.floor_index is not None})


def piers(amount: int, floor_index: int) -> list[int]:
    """Where `amount` marks of a band stand: x of distinct piers, evenly spread, turned by the floor's number only."""
    shown = min(amount, len(PIERS))
    turn = floor_index * 5 + 2
    return sorted(PIERS[(turn + step * len(PIERS) // shown) % len(PIERS)] for step in range(shown))


def symbol(state: str, x: float = 0, y: float = 0) -> str:
    """A mark in a square of 14 at `x`, `y`, with a rim of page colour around it."""
    tone, shape = SHAPES[state]
    return (
        f'<g transform="translate({x:g} {y:g})"><path class="w-rim" d="M-1.500-1.500h17v17h-17z"/>'
        f'<path class="w-{tone}" d="M0 0h14v14H0z"/><g class="w-g">{shape}</g></g>'
    )


def legend_key(state: str) -> SafeString:
    """The same mark, small, for the legend; "quiet" is a calm window."""
    if state == "quiet":
        inner = '<path class="wall" d="M-1.500-1.500h17v17h-17z"/><path class="win" d="M3 2.500h8v9H3z"/>'
    else:
        inner = symbol(state)
    return mark_safe(f'<svg viewBox="-1.500 -1.500 17 17" aria-hidden="true">{inner}</svg>')


def draw(picture: Facade) -> SafeString:
    """The façade as SVG. Raises KeyError for a state that has no shape, IndexError for a floor that is not there."""
    height = CELL * len(picture.floors)
    ground = TOP + height + 19
    if any(mark.floor_index not in {None, *range(len(picture.floors))} for mark in picture.marks):
        raise IndexError("a fault on a floor the block does not have")
    parts = [
        _walls(picture, height),
        _numbers(picture.floors),
        _lifts(picture.lifts, height),
        _name(picture.block_name),
        *(_band(picture, index) for index in range(len(picture.floors))),
        f'<path class="ground" d="M0 {ground}h{WIDTH}v3H0z"/>',
        _foot([mark for mark in picture.marks if mark.floor_index is None], ground),
    ]
    return mark_safe(
        f'<svg class="facade" viewBox="0 0 {WIDTH} {ground + 3}" role="img" aria-label="{escape(picture.label)}">'
        + "".join(parts)
        + "</svg>"
    )


def _walls(picture: Facade, height: int) -> str:
    core = LEFT + WING
    ident = "w" + "".join(letter for letter in picture.block_name if letter.isascii() and letter.isalnum())
    pattern = (
        f'<pattern id="{ident}" x="{LEFT}" y="{TOP}" width="{CELL}" height="{CELL}" patternUnits="userSpaceOnUse">'
        '<path class="wall" d="M0 0h14v14H0z"/><path class="edge" d="M0 13h14v1H0z"/>'
        '<path class="win" d="M3 2.500h8v8.500H3z"/></pattern>'
    )
    right = pattern.replace(f'id="{ident}"', f'id="{ident}r"').replace(f'x="{LEFT}"', f'x="{core + CORE}"')
    pillars = "".join(
        f"M{x} {TOP + height}h6v19h-6z" for wing in (LEFT, core + CORE) for x in range(wing + 2, wing + WING, 26)
    )
    return (
        f"<defs>{pattern}{right}</defs>"
        f'<path class="edge" d="M{LEFT + 26} 17h34v9h-34zM{WIDTH - 60} 17h34v9h-34z{pillars}"/>'
        f'<path fill="url(#{ident})" d="M{LEFT} {TOP}h{WING}v{height}H{LEFT}z"/>'
        f'<path class="wall" d="M{core} {TOP - 4}h{CORE}v{height + 4}h-{CORE}z"/>'
        f'<path fill="url(#{ident}r)" d="M{core + CORE} {TOP}h{WING}v{height}h-{WING}z"/>'
    )


def _numbers(floors: list[str]) -> str:
    """Name every floor of a low block; of a tall one every fourth from the ground, and the top."""
    last = len(floors) - 1
    named = {index for index in range(last + 1) if len(floors) <= 6 or (last - index) % 4 == 0}
    if len(floors) > 6 and last % 4 > 1:
        named.add(0)
    return "".join(
        f'<text x="{LEFT - 5}" y="{TOP + CELL * index + 11.5}" text-anchor="end">{escape(floors[index])}</text>'
        for index in sorted(named)
    )


def _name(name: str) -> str:
    middle = LEFT + WING + CORE / 2
    width = max(26, 9 * len(name) + 12)
    return (
        f'<path class="name" d="M{middle - width / 2:g} 2h{width}v26h-{width}z"/>'
        f'<text class="on" x="{middle:g}" y="21" text-anchor="middle">{escape(name)}</text>'
    )


def _lifts(lifts: list[LiftState], height: int) -> str:
    """One shaft a lift: a car in it when it runs, the mark of its state when it does not."""
    if not lifts:
        return ""
    step = CORE / len(lifts)
    width = min(9.0, step - 3)
    drawn = []
    for place, lift in enumerate(lifts):
        x = LEFT + WING + step * place + (step - width) / 2
        middle = x + width / 2
        drawn.append(f'<path class="shaft" d="M{x:.4g} {TOP + 6}h{width:.3g}v{height - 6}h-{width:.3g}z"/>')
        rest = TOP + 6 + (height - 26) * ((place * 5 + 3) % 7) / 7
        if lift.state == "running":
            drawn.append(f'<path class="car" d="M{x:.4g} {rest:.4g}h{width:.3g}v14h-{width:.3g}z"/>')
        else:
            state = "new" if lift.state == "unknown" else lift.state
            drawn.append(symbol(state, middle - 7, TOP + height / 2 + (place % 2) * 18 - 15))
        drawn.append(f'<text x="{middle:.4g}" y="{TOP + height + 13}" text-anchor="middle">{escape(lift.name)}</text>')
    return "".join(drawn)


def _band(picture: Facade, index: int) -> str:
    states = [mark.state for mark in picture.marks if mark.floor_index == index]
    if not states:
        return ""
    worst = sorted(states, key=STATES.index)
    places = piers(len(worst), index)
    return "".join(symbol(state, x - 7, TOP + CELL * index - 0.5) for state, x in zip(worst, places, strict=False))


def _foot(marks: list[Mark], ground: int) -> str:
    """Faults around the foot of the block stand between the pillars."""
    states = sorted((mark.state for mark in marks), key=STATES.index)
    return "".join(symbol(state, LEFT + 12 + 26 * place, ground - 16.5) for place, state in enumerate(states[:5]))
