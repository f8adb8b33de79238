"""Share cards: 1200 by 630, the mark, one sentence, the place. A few flat colours, so that a card stays small.

Letters come from the machine: Noto, else DejaVu, else what Pillow carries. A language whose letters are missing is not
written (`can_write`), and the caller writes Malay instead.
"""

from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from k2k.core.ui.mark import lit

#: Part of what a card is known by: raise it when the drawing changes.
VERSION = 1
WIDE, HIGH, EDGE = 1200, 630, 72
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
#: Files by script, the best first.
FILES = {
    "latin": ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf"),
    "ta": ("NotoSansTamil-Bold.ttf",),
    "zh": ("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "wqy-microhei.ttc"),
}
NEEDS = {"zh-hans": "zh", "ta": "ta"}
NIGHT, DIM, LAMP, WHITE, SOFT = (42, 15, 36), (99, 58, 88), (246, 183, 60), (255, 255, 255), (217, 200, 213)
#: Steps between the night and the letters.
LEVELS = 2
SIZES = (60, 52, 46)
MOST_HIGH = 330
#: More letters than this cannot be read on a card, and would not stay small; half as many in Chinese.
LONGEST = 260

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def _file(script: str) -> str:
    for name in FILES[script]:
        for folder in FOLDERS:
            if found := next(folder.rglob(name), None):
                return str(found)
    return ""


@cache
def _font(script: str, size: int) -> Font:
    found = _file(script) or _file("latin")
    return ImageFont.truetype(found, size) if found else ImageFont.load_default(size)


def can_write(language: str) -> bool:
    """Whether this machine has the letters of a language."""
    script = NEEDS.get(language, "")
    return not script or bool(_file(script))


def _script(letter: str) -> str:
    code = ord(letter)
    if 0x0B80 <= code <= 0x0BFF:
        return "ta"
    return "zh" if 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFFEF else "latin"


def _runs(text: str, size: int) -> list[tuple[str, Font]]:
    return [("".join(run), _font(script, size)) for script, run in groupby(text, _script)]


def _width(text: str, size: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, size))


def _words(text: str) -> list[str]:
    """Where a line may break: behind a blank, and behind every Chinese character."""
    parts: list[str] = []
    for script, run in groupby(text, _script):
        letters = "".join(run)
        parts += list(letters) if script == "zh" else letters.replace(" ", " \0").split("\0")
    return [part for part in parts if part]


def _lines(text: str, size: int) -> list[str]:
    lines, room = [""], 0.0
    for word in _words(text):
        wide = _width(word, size)
        if lines[-1] and room + wide > WIDE - 2 * EDGE:
            lines.append("")
            room = 0.0
        lines[-1] += word
        room += wide
    return [line.strip() for line in lines]


def _fitting(text: str) -> tuple[int, list[str]]:
    """The largest size at which the sentence fits; what is too long for the smallest ends in an ellipsis."""
    most = LONGEST if "zh" not in {_script(letter) for letter in text} else LONGEST // 2
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    for size in SIZES:
        lines = _lines(text, size)
        if len(lines) * size * 1.4 <= MOST_HIGH:
            return size, lines
    most = int(MOST_HIGH / SIZES[-1] / 1.4)
    return SIZES[-1], [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]


def _palette() -> list[int]:
    """Night, then each ink in LEVELS steps from the night."""
    colours = [NIGHT, DIM, LAMP, *_shades(WHITE), *_shades(SOFT)]
    return [part for colour in colours for part in colour]


def _shades(ink: tuple[int, int, int]) -> list[tuple[int, ...]]:
    steps = range(1, LEVELS + 1)
    return [tuple(n + (i - n) * step // LEVELS for n, i in zip(NIGHT, ink, strict=True)) for step in steps]


def _write(picture: Image.Image, text: str, size: int, top: int, ink: int) -> None:
    """One line of letters, smoothed over LEVELS steps of the ink that begins at place `ink` of the palette."""
    line = Image.new("L", (WIDE - EDGE, round(size * 1.5)))
    pen, x = ImageDraw.Draw(line), 0.0
    for run, font in _runs(text, size):
        pen.text((x, size * 1.1), run, fill=255, font=font, anchor="ls")
        x += font.getlength(run)
    steps = [round(value * LEVELS / 255) for value in range(256)]
    shades = line.point([ink + step - 1 if step else 0 for step in steps])
    picture.paste(shades, (EDGE, top), line.point([255 if step else 0 for step in steps]))


def draw(sentence: str, place: str) -> bytes:
    """The card as PNG."""
    picture = Image.new("P", (WIDE, HIGH), 0)
    picture.putpalette(_palette())
    _mark(ImageDraw.Draw(picture))
    size, lines = _fitting(sentence)
    _write(picture, place[:60], 34, 72, 3 + LEVELS)
    for number, line in enumerate(lines):
        _write(picture, line, size, 150 + round(number * size * 1.4), 3)
    out = BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=7)
    return out.getvalue()


def _mark(pen: ImageDraw.ImageDraw) -> None:
    """The mark at the foot: windows at night, the lit ones spell K2K."""
    step = 12
    left, top = WIDE - EDGE - 13 * step, HIGH - 40 - 7 * step
    for column in range(13):
        for row in range(7):
            x, y = left + column * step, top + row * step
            is_lit = (column, row) in lit()
            inset = 1 if is_lit else 3
            pen.rectangle((x + inset, y + inset, x + step - 1 - inset, y + step - 1 - inset), fill=2 if is_lit else 1)
