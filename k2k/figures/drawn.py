"""Small pictures as SVG: the curve of a perumahan, and where what is broken lies. Both have a table beside them."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from k2k.figures import rules
from k2k.figures.queries import Curve, Heat

WIDE, HIGH, LEFT, TOP, GROUND = 216, 112, 8, 12, 96
STEP = 14
CELL_WIDE, CELL_HIGH, MARGIN, ROOF = 44, 30, 64, 30
#: How much of the colour each level has; ink stays readable on all of them.
STRENGTH = (0, 0.12, 0.25, 0.4, 0.55)


def _y(value: int, most: int) -> float:
    return GROUND - (GROUND - TOP) * value / max(most, 1)


def _points(values: list[int], most: int) -> str:
    return " ".join(f"{LEFT + STEP * place},{_y(value, most):.3g}" for place, value in enumerate(values))


def curve(found: Curve, most: int, label: str, ends: tuple[str, str]) -> SafeString:
    """What came (dashed) and what was confirmed (full), up to `most`, which is the same for all drawn side by side."""
    last = LEFT + STEP * (len(found.days) - 1)
    drawn = (
        f'<path class="zero" d="M4 {GROUND}h170"/>'
        f'<polyline class="avg" points="{_points(found.opened, most)}"/>'
        f'<polyline class="ln" points="{_points(found.confirmed, most)}"/>'
        f'<circle class="dot" cx="{last}" cy="{_y(found.confirmed[-1], most):.3g}" r="4"/>'
        f'<text class="end" x="{WIDE - 36}" y="{_y(found.confirmed[-1], most) + 5:.3g}">{found.confirmed[-1]}</text>'
        f'<text class="thin" x="4" y="10">{most}</text>'
        f'<text class="thin" x="4" y="110">{escape(ends[0])}</text>'
        f'<text class="thin" x="{last + 12}" y="110" text-anchor="end">{escape(ends[1])}</text>'
    )
    return mark_safe(f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(label)}">{drawn}</svg>')


def heat(found: Heat, label: str, ground: str) -> SafeString:
    """The façades side by side: a column is a block, a row a band of floors; number and bars say how many."""
    wide = MARGIN + CELL_WIDE * len(found.blocks) + 4
    high = ROOF + CELL_HIGH * len(found.bands) + 4
    parts = [_plate(block.name, _x(place)) for place, block in enumerate(found.blocks)]
    for line, (band, cells) in enumerate(found.rows):
        y = ROOF + CELL_HIGH * line
        parts.append(f'<text x="{MARGIN - 6}" y="{y + 19}" text-anchor="end">{escape(band or ground)}</text>')
        parts += [_cell(n, _x(place), y) for place, n in enumerate(cells) if n is not None]
    parts.append(f'<path class="ground" d="M0 {high - 4}h{wide}v3H0z"/>')
    inner = "".join(parts)
    return mark_safe(
        f'<svg class="facade" viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(label)}">{inner}</svg>'
    )


def _plate(name: str, x: int) -> str:
    """The painted name of a block over its column."""
    middle = x + CELL_WIDE / 2
    return (
        f'<path class="name" d="M{x + 2} 2h{CELL_WIDE - 4}v24h-{CELL_WIDE - 4}z"/>'
        f'<text class="on" x="{middle:g}" y="20" text-anchor="middle">{escape(name[:4])}</text>'
    )


def _x(place: int) -> int:
    return MARGIN + CELL_WIDE * place


def _cell(n: int, x: int, y: int) -> str:
    """One cell: its shade, as many bars as its level, its number; an empty one is calm."""
    box = f"M{x + 2} {y + 1}h{CELL_WIDE - 4}v{CELL_HIGH - 2}h-{CELL_WIDE - 4}z"
    if not n:
        return f'<path class="wall" d="{box}"/>'
    level = rules.level(n)
    bars = "".join(f"M{x + 5 + 9 * each} {y + CELL_HIGH - 6}h7v3h-7z" for each in range(level))
    return (
        f'<path class="wall" d="{box}"/><path class="w-late" fill-opacity="{STRENGTH[level]}" d="{box}"/>'
        f'<path class="ground" d="{bars}"/>'
        f'<text x="{x + CELL_WIDE / 2:g}" y="{y + 18}" text-anchor="middle">{n}</text>'
    )
