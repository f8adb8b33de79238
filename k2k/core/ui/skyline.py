"""The flats after dark: lit windows are homes that took part. They fill from the left, so none is anybody's own."""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

STEP = 4.6
WIDTH = 328


def skyline(blocks: Sequence[tuple[str, int, float]]) -> SafeString:
    """Blocks side by side: (name, floors, share of homes that took part, 0 to 1). Decoration: the sentence says it.

    Windows are not homes one by one; each block lights its share of them, column after column from the left.
    """
    if not blocks:
        return mark_safe("")
    columns = max(2, min(9, int((WIDTH / len(blocks) - 14) / (2 * STEP))))
    wide = 2 * columns * STEP + 13.4
    gap = 8.0 if len(blocks) < 7 else 5.0
    total = len(blocks) * wide + (len(blocks) - 1) * gap
    tallest = max(floors for _name, floors, _share in blocks)
    height = tallest * STEP + 36
    drawn = "".join(
        _block(name, floors, min(1.0, max(0.0, share)), place * (wide + gap), height, columns)
        for place, (name, floors, share) in enumerate(blocks)
    )
    margin = max(0.0, (WIDTH - total) / 2)
    return mark_safe(
        f'<svg class="skyline" viewBox="{-margin:.4g} 0 {total + 2 * margin:.5g} {height:.5g}" aria-hidden="true">{drawn}</svg>'
    )


def _block(name: str, floors: int, share: float, x: float, height: float, columns: int) -> str:
    wing = columns * STEP
    wide = 2 * wing + 13.4
    top = height - 17 - floors * STEP - 5
    windows, lit = [], []
    for column in range(2 * columns):
        left = x + 1.5 + column * STEP + (10.4 if column >= columns else 0)
        windows.append(f"M{left + 1.6:.5g} {top + 4:.5g}v{floors * STEP:.5g}")
        filled = share * 2 * columns - column
        amount = min(floors, round(filled * floors)) if filled > 0 else 0
        if amount:
            lit.append(f"M{left + 1.6:.5g} {height - 18:.5g}v-{amount * STEP - 1:.5g}")
    middle = x + wide / 2
    plate = max(15, 7 * len(name) + 9)
    pillars = "".join(
        f"M{left:.5g} {height - 12:.5g}h4v12h-4z"
        for left in (x + 5, x + 5 + wing * 0.45, x + wide - 9, x + wide - 9 - wing * 0.45)
        if abs(left + 2 - middle) > plate / 2 + 3
    )
    return (
        f'<path class="block" d="M{x:.5g} {top:.5g}h{wide:.5g}V{height:.5g}H{x:.5g}zM{x + wing * 0.3:.5g} {top - 5:.5g}h11v5h-11z'
        f'M{x + wide - wing * 0.3 - 11:.5g} {top - 5:.5g}h11v5h-11z"/>'
        f'<g fill="none" stroke-width="3.2" stroke-dasharray="3.6 1"><path stroke="#6d4262" d="{"".join(windows)}"/>'
        f'<path stroke="#f6b73c" d="{"".join(lit)}"/></g><path class="gap" d="{pillars}"/>'
        f'<path class="name" d="M{middle - plate / 2:.5g} {height - 16:.5g}h{plate}v14h-{plate}z"/>'
        f'<text x="{middle:.5g}" y="{height - 5:.5g}">{escape(name)}</text>'
    )
