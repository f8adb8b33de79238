"""The mark: a block of flats whose lit windows spell K2K."""

from functools import cache

COLUMNS, ROWS, STEP = 13, 7, 6
#: Colours of the wall, of dark windows and of lit ones, after dark.
NIGHT = ('fill="#4b2442"', "#633a58", "#f6b73c")
#: Letters of three columns by five rows, a column apart.
LETTERS = {"K": ("101", "101", "110", "101", "101"), "2": ("110", "001", "010", "100", "111")}


def lit() -> set[tuple[int, int]]:
    """Columns and rows of the lit windows."""
    return {
        (1 + 4 * place + column, 1 + row)
        for place, letter in enumerate("K2K")
        for row, line in enumerate(LETTERS[letter])
        for column, bit in enumerate(line)
        if bit == "1"
    }


def _strokes(cells: set[tuple[int, int]], width: str) -> str:
    return "".join(
        f"M{column * STEP + 4.1 - float(width) / 2:.4g} {row * STEP + 7.1:.4g}h{width}" for column, row in sorted(cells)
    )


@cache
def mark(label: str = "K2K, Kita Untuk Kita", ink: bool = False) -> str:
    """The mark as inline SVG; `ink` draws it black on white for paper."""
    homes = {(column, row) for column in range(COLUMNS) for row in range(ROWS)}
    wall, dim, lamp = ('fill="#fff" stroke="#000"', "#999", "#000") if ink else NIGHT
    role = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    return (
        f'<svg viewBox="0 0 80.4 49" {role}><path {wall} d="M0 3h8V0h12v3h40V0h12v3h8.4v46H0z"/>'
        f'<path stroke="{dim}" stroke-width="3" d="{_strokes(homes - lit(), "3")}"/>'
        f'<path stroke="{lamp}" stroke-width="5.2" d="{_strokes(lit(), "5.2")}"/></svg>'
    )
