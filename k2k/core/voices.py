"""Sentences read aloud by people: recordings that the operator puts into a folder, offered where there is one.

`VOICES/<language>/<slug>.opus` (or .mp3, .wav) is one sentence of a page in one language. Which sentences there are is
data of the apps above (slot "spoken": page -> slug -> English sentence). A page without recordings shows no button.
"""

import math
import os
import re
import wave
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from k2k.core import registry

#: The kinds that are played, the best first, each with what a browser calls it.
KINDS = {".opus": "audio/ogg", ".mp3": "audio/mpeg", ".wav": "audio/wav"}
#: What is heavier is not played: it would cost a resident more than the page.
HEAVIEST = 30_000
#: A made voice that says no words, for trying things out; a recording of the same sentence goes before it.
TEST = ".test.wav"
KEPT = 365 * 24 * 3600
RATE, LONGEST = 8000, 3.5
ASKED_PART = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


@dataclass(frozen=True)
class Recording:
    """One sentence as a file: `mark` changes with the file, so that a phone may keep it for long."""

    name: str
    mark: int

    @property
    def is_test(self) -> bool:
        """Whether nobody speaks in it."""
        return self.name.endswith(TEST)


def pages() -> dict[str, dict[str, str]]:
    """What is spoken on which page: page -> slug -> English sentence."""
    return {page: said for offered in registry.items("spoken") for page, said in offered.items()}


def sentences() -> dict[str, str]:
    """Every sentence by its slug."""
    return {slug: said for spoken in pages().values() for slug, said in spoken.items()}


def recordings(language: str) -> dict[str, Recording]:
    """What can be played in a language, by slug: the best kind of each sentence that is light enough."""
    best: dict[str, tuple[int, Recording]] = {}
    try:
        entries = list(os.scandir(settings.VOICES / language))
    except OSError:
        return {}
    known = sentences()
    for entry in entries:
        slug, kind = _parts(entry.name, known)
        stat = entry.stat()
        if kind is None or not 0 < stat.st_size <= HEAVIEST:
            continue
        order = len(KINDS) if entry.name.endswith(TEST) else list(KINDS).index(kind)
        if slug not in best or order < best[slug][0]:
            best[slug] = (order, Recording(entry.name, int(stat.st_mtime)))
    return {slug: recording for slug, (_order, recording) in best.items()}


def _parts(name: str, known: Collection[str]) -> tuple[str, str | None]:
    """The slug and the kind of a file by its name; no kind for what is no recording of a known sentence."""
    slug, kind = os.path.splitext(name)
    slug = slug.removesuffix(".test") if kind == ".wav" else slug
    return slug, kind if kind in KINDS and slug in known else None


def offered(page: str) -> tuple[list[tuple[str, str]], bool]:
    """The sentences of a page that can be heard in its language, each with its address; whether one is a test voice."""
    language = get_language() or settings.LANGUAGE_CODE
    found = recordings(language)
    spoken = [(said, found[slug]) for slug, said in pages().get(page, {}).items() if slug in found]
    heard = [
        (gettext(said), f"{reverse('core:voice', args=[language, one.name])}?v={one.mark}") for said, one in spoken
    ]
    return heard, any(one.is_test for _said, one in spoken)


@require_safe
def voice(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One recording, whole or the part that was asked for (Safari plays nothing else)."""
    slug, kind = _parts(name, sentences())
    if kind is None or language not in dict(settings.LANGUAGES) or name != Path(name).name:
        raise Http404
    try:
        data = (settings.VOICES / language / name).read_bytes()
    except OSError:
        raise Http404 from None
    if len(data) > HEAVIEST:
        raise Http404
    asked = ASKED_PART.fullmatch(request.headers.get("Range", ""))
    first, last = (int(asked[1]), int(asked[2] or len(data) - 1)) if asked else (0, len(data) - 1)
    part = asked is not None and first <= last and first < len(data)
    response = HttpResponse(data[first : last + 1] if part else data, KINDS[kind], status=206 if part else 200)
    response.headers["Cache-Control"] = f"public, max-age={KEPT}, immutable"
    response.headers["Accept-Ranges"] = "bytes"
    if part:
        response.headers["Content-Range"] = f"bytes {first}-{min(last, len(data) - 1)}/{len(data)}"
    return response


def test_voice(text: str) -> bytes:
    """A WAV that says no words: a soft tone for each word, as long as the word, a pause between."""
    samples = bytearray()
    for number, word in enumerate(text.split()):
        length = int(RATE * min(0.06 * len(word), 0.5))
        pitch = 180 + 40 * (number % 5)
        for n in range(length):
            swell = math.sin(math.pi * n / length)
            samples.append(128 + int(40 * swell * math.sin(2 * math.pi * pitch * n / RATE)))
        samples.extend([128] * (RATE // 12))
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(samples[: int(RATE * LONGEST)]))
    return made.getvalue()
