"""The flats after dark: lit windows are homes that took part. They fill from the left, so none is anybody's own."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

STEP = 4.6
WIDTH = 328
CORE = 12.0
MOST_COLUMNS = 14


def skyline(blocks: Sequence[tuple[str, int, float]]) -> SafeString:
    """Blocks side by side: (name, floors, share of homes that took part, 0 to 1). Decoration: the sentence says it.

    Windows are not homes one by one; each block lights its share of them, column after column from the left.
    """
    if not blocks:
        return mark_safe("")
    gap = 8.0 if len(blocks) < 7 else 5.0
    room = (WIDTH + gap) / len(blocks) - gap
    columns = max(2, min(MOST_COLUMNS, int((room - CORE) / (2 * STEP))))
    wide = min(room, 2 * columns * STEP + 3 + CORE) if columns == MOST_COLUMNS else room
    total = len(blocks) * wide + (len(blocks) - 1) * gap
    tallest = max(floors for _name, floors, _share in blocks)
    height = tallest * STEP + 36
    drawn = "".join(
        _block(name, floors, min(1.0, max(0.0, share)), place * (wide + gap), wide, height, columns)
        for place, (name, floors, share) in enumerate(blocks)
    )
    margin = max(0.0, (WIDTH - total) / 2)
    box = f"{-margin:.4g} 0 {total + 2 * margin:.5g} {height:.5g}"
    return mark_safe(f'<svg class="skyline" viewBox="{box}" aria-hidden="true">{drawn}</svg>')


def _block(name: str, floors: int, share: float, x: float, wide: float, height: float, columns: int) -> str:
    wing = (wide - CORE) / 2
    step = wing / columns
    top = height - 22 - floors * STEP
    windows, lit = [], []
    for column in range(2 * columns):
        middle = x + step * (column + 0.5) + (CORE if column >= columns else 0)
        windows.append(f"M{middle:.5g} {height - 18:.5g}v-{floors * STEP - 1:.5g}")
        filled = share * 2 * columns - column
        amount = min(floors, round(filled * floors)) if filled > 0 else 0
        if amount:
            lit.append(f"M{middle:.5g} {height - 18:.5g}v-{amount * STEP - 1:.5g}")
    tanks = "".join(f"M{left:.5g} {top - 5:.5g}h11v5h-11z" for left in (x + wing * 0.3, x + wide - wing * 0.3 - 11))
    return (
        f'<path class="block" d="M{x:.5g} {top:.5g}h{wide:.5g}V{height:.5g}H{x:.5g}z{tanks}"/>'
        f'<g fill="none" stroke-width="{min(3.2, step * 0.7):.3g}" stroke-dasharray="3.6 1">'
        f'<path class="dim" d="{"".join(windows)}"/><path class="lamp" d="{"".join(lit)}"/></g>'
        + _foot(name, x, wide, height)
    )


def _foot(name: str, x: float, wide: float, height: float) -> str:
    """Pillars, and the plate with the block's name between them."""
    middle = x + wide / 2
    plate = max(15, 7 * len(name) + 9)
    pillars = "".join(
        f"M{left:.5g} {height - 12:.5g}h4v12h-4z"
        for left in (x + wide * part - 2 for part in (0.08, 0.2, 0.32, 0.68, 0.8, 0.92))
        if abs(left + 2 - middle) > plate / 2 + 4
    )
    return (
        f'<path class="gap" d="{pillars}"/>'
        f'<path class="name" d="M{middle - plate / 2:.5g} {height - 16:.5g}h{plate}v14h-{plate}z"/>'
        f'<text x="{middle:.5g}" y="{height - 5:.5g}">{escape(name)}</text>'
    )
