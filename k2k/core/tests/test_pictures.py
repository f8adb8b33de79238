"""What photographs are taken in, and what is left of them: the picture and nothing else."""

import os
import threading
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from k2k.core.commands import Refused
from k2k.core.files import pictures
from k2k.core.tests.test_files import BLUE, RED, opened, picture


def noise(size, kind="JPEG", **options):
    out = BytesIO()
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(out, kind, **options)
    return out.getvalue()


def near(pixel, colour):
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


def png_header(width, height):
    """A PNG that claims to be huge, in a hundred bytes."""
    out = bytearray(picture(kind="PNG"))
    out[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    out[29:33] = zlib.crc32(bytes(out[12:29])).to_bytes(4, "big")
    return bytes(out)


# what comes in


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"just words, not a photo", "not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a photo"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not a photo"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x89PNG\r\n\x1a\n", "photo"),
        (b"\xff\xd8\xff\xe0", "photo"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "photo"),
    ],
)
def test_what_is_no_photograph_is_refused_with_a_sentence_beside_the_field(content, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        pictures.clean(content)
    assert refusal.value.field == "photo"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_a_picture_in_another_format_is_refused_whatever_its_name_says(kind):
    with pytest.raises(Refused, match="JPEG, PNG or WebP"):
        pictures.clean(picture(kind=kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_cut_off_anywhere_is_refused_and_never_breaks_the_page(kind):
    whole = noise((200, 150), kind)
    for end in range(1, len(whole) * 9 // 10, len(whole) // 40):
        with pytest.raises(Refused):
            pictures.clean(whole[:end])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_with_flipped_bytes_is_either_read_or_refused(kind):
    whole = noise((60, 40), kind)
    for place in range(0, min(len(whole), 2000), 7):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            assert opened(pictures.clean(bytes(broken)).large).format == "JPEG"
        except Refused as refusal:
            assert refusal.field == "photo"


@pytest.mark.parametrize("size", [(4001, 4001), (20_000, 20_000), (65_000, 65_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_by_its_header_before_a_pixel_is_decoded(size):
    tracemalloc.start()
    with pytest.raises(Refused, match="too many pixels"):
        pictures.clean(png_header(*size))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_progressive_jpeg_may_have_fewer_pixels_than_a_plain_one_for_it_is_held_whole():
    with pytest.raises(Refused, match="too many pixels"):
        pictures.clean(picture((6000, 4001), progressive=True))


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (220, 20, 20, 255)), ("RGB", RED), ("P", 3), ("L", 90)])
def test_a_large_png_is_shrunk_like_a_photograph(mode, colour):
    made = pictures.clean(picture((3300, 3200), mode=mode, colour=colour, kind="PNG"))
    assert (made.width, made.height) == (1600, 1552)


def test_a_large_photograph_of_a_good_camera_is_taken():
    made = pictures.clean(picture((7000, 5000)))
    assert (made.width, made.height) == (1600, 1143)


def test_ten_phones_at_once_are_served_one_after_the_other():
    content, made = picture((1500, 1000)), []
    threads = [threading.Thread(target=lambda: made.append(pictures.clean(content))) for _n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.sha256 for one in made}) == 1
    assert len(made) == 10


# what is left of it


def test_a_photograph_becomes_a_progressive_jpeg_of_1600_pixels_and_one_of_480():
    made = pictures.clean(picture((4000, 3000)))
    large, small = opened(made.large), opened(made.small)
    assert (large.format, large.size, small.size) == ("JPEG", (1600, 1200), (480, 360))
    assert (made.width, made.height) == large.size
    assert large.info["progressive"]


def test_a_small_photograph_is_not_blown_up():
    made = pictures.clean(picture((300, 200)))
    assert opened(made.large).size == opened(made.small).size == (300, 200)


def test_even_the_busiest_photograph_gets_near_the_target_size():
    soft = Image.frombytes("RGB", (800, 600), os.urandom(800 * 600 * 3)).resize((3200, 2400), Image.Resampling.BICUBIC)
    out = BytesIO()
    soft.save(out, "JPEG", quality=95)
    assert len(pictures.clean(out.getvalue()).large) <= pictures.TARGET_BYTES


def test_place_time_and_phone_are_gone_from_what_is_kept():
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Canarycam"
    exif[ExifTags.Base.Artist] = "Aminah binti Canary"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (3.0, 8.0, 24.0), 3: "E", 4: (101.0, 41.0, 12.0)})
    content = picture((800, 600), exif=exif, comment=b"Canary comment", icc_profile=b"Canary profile" * 20)
    assert b"Canary" in content
    made = pictures.clean(content)
    for kept in (made.large, made.small):
        assert b"Canary" not in kept
        assert b"Exif" not in kept
        assert not opened(kept).getexif()
        assert not {"comment", "icc_profile", "exif", "xmp"} & opened(kept).info.keys()


def test_words_inside_a_png_are_gone_from_what_is_kept():
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "Canary text")
    words.add_itxt("XML:com.adobe.xmp", "Canary xmp", zip=True)
    made = pictures.clean(picture(kind="PNG", pnginfo=words))
    assert b"Canary" not in made.large + made.small


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_a_photograph_taken_sideways_is_turned_upright(orientation, corner):
    image = Image.new("RGB", (400, 200), BLUE)
    image.paste(RED, (0, 0, 100, 50))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    upright = opened(pictures.clean(out.getvalue()).large)
    assert upright.size == ((400, 200) if orientation < 5 else (200, 400))
    width, height = upright.size
    spot = (10 + corner[0] * (width - 20), 10 + corner[1] * (height - 20))
    assert near(upright.getpixel(spot), RED)
    assert near(upright.getpixel((width // 2, height // 2)), BLUE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(kind):
    made = opened(pictures.clean(picture(mode="RGBA", colour=(0, 0, 0, 0), kind=kind)).large)
    assert near(made.getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "shown"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("L", 128, "JPEG", (128, 128, 128)),
        ("L", 128, "PNG", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("LA", (90, 255), "PNG", (90, 90, 90)),
        ("I;16", 128 * 256, "PNG", (128, 128, 128)),
        ("P", 0, "PNG", (0, 0, 0)),
    ],
)
def test_every_kind_of_colour_is_shown_right(mode, colour, kind, shown):
    made = opened(pictures.clean(picture(mode=mode, colour=colour, kind=kind)).large)
    assert made.mode == "RGB"
    assert near(made.getpixel((5, 5)), shown)


def test_a_palette_with_a_transparent_colour_is_shown_on_white():
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    out = BytesIO()
    image.save(out, "PNG", transparency=0)
    assert near(opened(pictures.clean(out.getvalue()).large).getpixel((5, 5)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    out = BytesIO()
    later = Image.new("RGB", (40, 40), BLUE)
    Image.new("RGB", (40, 40), RED).save(out, kind, save_all=True, append_images=[later], duration=100)
    made = opened(pictures.clean(out.getvalue()).large)
    assert near(made.getpixel((5, 5)), RED)
    assert getattr(made, "n_frames", 1) == 1


def test_a_phones_two_in_one_jpeg_is_read_as_its_first_picture():
    out = BytesIO()
    Image.new("RGB", (60, 40), RED).save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), BLUE)])
    assert near(opened(pictures.clean(out.getvalue()).large).getpixel((5, 5)), RED)


def test_a_line_of_one_pixel_is_still_a_picture():
    assert pictures.clean(picture((9000, 1))).height == 1
