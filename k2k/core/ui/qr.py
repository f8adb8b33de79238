"""QR codes as inline SVG, black on white in every theme."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr(text: str, label: str = "") -> SafeString:
    """The code for `text` with its quiet zone of four modules; error level M survives a scratched label."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    side = code.symbol_size(border=4)[0]
    drawn = "".join(
        f"M{4 + start} {row + 4}.5h{length}" for row, line in enumerate(code.matrix) for start, length in _runs(line)
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>',
        side,
        side,
        label or text,
        mark_safe(drawn),
    )


def _runs(line: bytearray) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
