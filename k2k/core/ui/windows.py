"""Windows as HTML: one square is one promise, one seat or one home, so that each can be counted."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

#: Order in which states are laid down, best first, so that two boards can be compared at a glance.
ORDER = ("lit", "ok", "work", "new", "late", "on", "you", "off")
SIZES = ("xs", "s", "", "l", "xl")
SQUARE = ('<i class="{}"></i>', "<i></i>")
MOST = 400


def windows(counts: dict[str, int], size: str = "", label: str = "") -> SafeString:
    """A run of windows: `counts` by state (see ORDER), `size` one of SIZES; without a label it is decoration.

    Above 400 nobody counts squares: each then stands for several, and every state present keeps at least one.
    Raises KeyError for an unknown state or size.
    """
    if unknown := set(counts) - set(ORDER):
        raise KeyError(f"no window is drawn for {sorted(unknown)}")
    if size not in SIZES:
        raise KeyError(f"windows come in {SIZES}")
    each = max(1, -(-sum(counts.values()) // MOST))
    present = [state for state in ORDER if counts.get(state)]
    squares = "".join(SQUARE[state == "off"].format(state) * -(-counts[state] // each) for state in present)
    names = f"windows {size}".strip()
    if not label:
        return format_html('<div class="{}" aria-hidden="true">{}</div>', names, mark_safe(squares))
    return format_html('<div class="{}" role="img" aria-label="{}">{}</div>', names, label, mark_safe(squares))
