"""Screenshots small enough for a repository."""

from io import BytesIO
from pathlib import Path

from PIL import Image

LIMIT = 60_000
#: Colours in a picture; a screen has few, and an odd one (a green among much orange) must not be lost.
PALETTES = (128, 64, 40)


def together(paths: list[Path], path: Path, gap: int = 24) -> None:
    """Several phone screens side by side in one picture."""
    screens = [Image.open(each).convert("RGB") for each in paths]
    height = min(each.height for each in screens)
    width = sum(each.width for each in screens) + gap * (len(screens) - 1)
    sheet = Image.new("RGB", (width, height), "white")
    left = 0
    for each in screens:
        sheet.paste(each, (left, 0))
        left += each.width + gap
    out = BytesIO()
    sheet.save(out, "PNG")
    keep(out.getvalue(), path)


def keep(png: bytes, path: Path) -> None:
    """Write a screenshot with as many colours as fit into 60 KB; halve it where none do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(BytesIO(png)).convert("RGB")
    while True:
        for colours in PALETTES:
            out = BytesIO()
            small = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            small.save(out, "PNG", optimize=True)
            if out.tell() <= LIMIT:
                path.write_bytes(out.getvalue())
                return
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4), Image.Resampling.LANCZOS)
