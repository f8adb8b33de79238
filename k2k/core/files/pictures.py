"""From untrusted bytes to two clean JPEGs: nothing but the picture is left, upright and small enough to show.

Size is judged from the header before a single pixel is decoded, only three decoders are ever tried, whatever the file
calls itself, and one picture is decoded at a time in each process, so that ten hostile files cost the memory of one.
"""

import hashlib
import threading
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, UnidentifiedImageError

from k2k.core.commands import Refused

FORMATS = ("JPEG", "PNG", "WEBP")
#: Pixels. A plain JPEG is decoded at a fraction of its size; a progressive one is first held whole, and the other
#: formats are decoded whole, which costs four bytes a pixel and more. No phone's camera writes those.
MOST_PIXELS, MOST_PIXELS_WHOLE, MOST_PIXELS_PROGRESSIVE = 40_000_000, 12_500_000, 16_000_000
LONGEST_SIDE, SMALL_SIDE = 1600, 480
TARGET_BYTES = 300_000
#: Tried in turn until the picture meets the target: longest side, JPEG quality.
STEPS = ((LONGEST_SIDE, 80), (LONGEST_SIDE, 70), (1280, 70), (1280, 60), (960, 60))
SMALL_QUALITY = 70
#: What Pillow calls a JPEG; some phones put two pictures into one, an MPO.
JPEGS = ("JPEG", "MPO")
#: Modes whose pixels can be averaged as they are; a palette's cannot.
AVERAGED = ("L", "LA", "RGB", "RGBA")
WHITE = (255, 255, 255)
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """Two JPEGs of the same picture, and the size of the large one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """Hash of the large JPEG."""
        return hashlib.sha256(self.large).hexdigest()

    def __str__(self) -> str:
        return self.sha256


def clean(content: bytes) -> Picture:
    """Decode, turn upright, strip, shrink, encode. Raises Refused with a sentence for the sender."""
    if not content:
        raise Refused(_("The photo is empty. Take it again."), field="photo")
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise Refused(
            _("This phone saves photos as HEIC, which cannot be read here. Send a screenshot of the photo."),
            field="photo",
        )
    with _one_at_a_time:
        return _encoded(_decoded(content))


def blurred(content: bytes, boxes: list[tuple[int, int, int, int]]) -> Picture:
    """The same picture; each box (left, top, right, bottom in thousandths) keeps four colours and nothing else."""
    with _one_at_a_time:
        picture = _decoded(content)
        for box in boxes:
            left, right = (part * picture.width // 1000 for part in box[::2])
            top, bottom = (part * picture.height // 1000 for part in box[1::2])
            part = picture.crop((left, top, right, bottom))
            coarse = part.resize((2, 2), Image.Resampling.BOX)
            picture.paste(coarse.resize(part.size, Image.Resampling.BILINEAR), (left, top))
        return _encoded(picture)


def _decoded(content: bytes) -> Image.Image:
    """An upright RGB picture of at most LONGEST_SIDE."""
    try:
        opened = Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Exception as error:  # a decoder fed with hostile bytes may raise anything
        _say_which(error)
    if opened.width * opened.height > _most_pixels(opened):
        raise _too_large()
    try:
        turn = _orientation(opened)
        plain = _rgb(_roughly_shrunk(opened))
        plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return plain.transpose(turn) if turn is not None else plain
    except Exception:  # the header was right, so what follows it is broken or missing
        raise Refused(_("The photo did not arrive whole. Send it again."), field="photo") from None


def _most_pixels(opened: Image.Image) -> int:
    if opened.format not in JPEGS:
        return MOST_PIXELS_WHOLE
    return MOST_PIXELS_PROGRESSIVE if opened.info.get("progressive") else MOST_PIXELS


def _roughly_shrunk(opened: Image.Image) -> Image.Image:
    """Decoded, and at most twice LONGEST_SIDE where its colours allow that, so that no later step holds it whole."""
    if opened.format in JPEGS:
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return opened
    opened.load()
    times = max(opened.size) // LONGEST_SIDE
    return opened.reduce(times) if times > 1 and opened.mode in AVERAGED else opened


def _too_large() -> Refused:
    return Refused(_("The photo has too many pixels. Send a smaller one, or a screenshot of it."), field="photo")


def _say_which(error: Exception) -> None:
    if isinstance(error, UnidentifiedImageError):
        raise Refused(_("This file is not a photo. Send a JPEG, PNG or WebP picture."), field="photo") from None
    raise Refused(_("The photo did not arrive whole. Send it again."), field="photo") from None


def _orientation(opened: Image.Image) -> Image.Transpose | None:
    try:
        return UPRIGHT.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # broken EXIF is no reason to refuse a picture
        return None


def _rgb(picture: Image.Image) -> Image.Image:
    """The pixels alone, on white where they are transparent, in an image that carries no metadata."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    sheet = Image.new("RGB", picture.size, WHITE)
    if picture.has_transparency_data:
        picture = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        sheet.paste(picture, mask=picture.getchannel("A"))
    else:
        sheet.paste(picture.convert("RGB"))
    return sheet


def _encoded(picture: Image.Image) -> Picture:
    for side, quality in STEPS:
        picture.thumbnail((side, side))
        large = _jpeg(picture, quality)
        if len(large) <= TARGET_BYTES:
            break
    width, height = picture.size
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Picture(large, _jpeg(picture, SMALL_QUALITY), width, height)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()
