"""Sentences read aloud: offered only where somebody has recorded them, light, and nothing else of the disk."""

import io
import wave

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from k2k.core import registry, voices, words


@pytest.fixture
def folder(settings, tmp_path):
    """An empty folder for recordings."""
    settings.VOICES = tmp_path
    (tmp_path / "ms").mkdir()
    return tmp_path / "ms"


def test_forty_sentences_have_a_slug_each_and_stand_on_pages_of_ours():
    spoken = [(slug, said) for page in voices.pages().values() for slug, said in page.items()]
    assert len(spoken) == len(dict(spoken)) == len(voices.sentences()) == 40
    ours = {each.id for each in words.collect() if isinstance(each.id, str)}
    assert {said for _slug, said in spoken} <= ours


def test_a_page_without_recordings_has_no_button(client, db, folder):
    assert "data-listen" not in client.get("/tentang/").content.decode()
    assert voices.offered("board") == ([], False)


def test_a_recording_is_offered_in_its_own_language_and_the_best_kind_of_it(folder):
    from django.utils import translation

    for name in ("board.mp3", "board.opus", "board.test.wav", "unknown.opus", "board.exe"):
        (folder / name).write_bytes(b"x")
    with translation.override("ms"):
        [(said, address)], is_test = voices.offered("board")
    assert (said, is_test) == ("Papan Janji", False)
    assert address.startswith(reverse("core:voice", args=["ms", "board.opus"]) + "?v=")
    with translation.override("ta"):
        assert voices.offered("board") == ([], False)


def test_a_recording_is_served_whole_or_in_the_part_that_was_asked_for(client, db, folder):
    (folder / "board.opus").write_bytes(b"0123456789")
    address = reverse("core:voice", args=["ms", "board.opus"])
    whole = client.get(address)
    assert (whole.content, whole["Content-Type"]) == (b"0123456789", "audio/ogg")
    assert "immutable" in whole["Cache-Control"] and "media-src 'self'" in whole["Content-Security-Policy"]
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert client.get(address, headers={"Range": "bytes=8-99"})["Content-Range"] == "bytes 8-9/10"
    assert client.get(address, headers={"Range": "bytes=20-"}).status_code == 200


@pytest.mark.parametrize("name", ["..%2Fboard.opus", "board.txt", "nobody.opus", ".opus", "board.mp3"])
def test_nothing_else_of_the_disk_is_served(client, db, folder, name):
    (folder.parent / "board.opus").write_bytes(b"secret")
    assert client.get(f"/suara/ms/{name}").status_code == 404
    assert client.get("/suara/xx/board.opus").status_code == 404


def test_what_is_too_heavy_is_neither_offered_nor_served(client, db, folder):
    (folder / "board.opus").write_bytes(b"x" * (voices.HEAVIEST + 1))
    assert voices.recordings("ms") == {}
    assert client.get(reverse("core:voice", args=["ms", "board.opus"])).status_code == 404


def test_the_command_names_what_is_missing_and_makes_a_labelled_test_voice(folder):
    (folder / "board.opus").write_bytes(b"x")
    said = io.StringIO()
    call_command("voices", stdout=said)
    assert "1 of 40" in said.getvalue() and "date-appears" in said.getvalue()
    assert list(folder.iterdir()) == [folder / "board.opus"]
    call_command("voices", test=True, stdout=said)
    assert len(list(folder.iterdir())) == 40 and not (folder / "board.test.wav").exists()
    assert all(each.stat().st_size <= voices.HEAVIEST for each in folder.iterdir())
    from django.utils import translation

    with translation.override("ms"):
        assert voices.offered("place")[1] and len(voices.offered("place")[0]) == 3


@given(st.text(max_size=400))
def test_a_test_voice_is_a_wav_that_is_light_whatever_the_words(text):
    made = voices.test_voice(text)
    assert len(made) <= voices.HEAVIEST
    with wave.open(io.BytesIO(made)) as file:
        assert file.getnchannels() == 1


def test_the_service_worker_keeps_no_recording():
    assert not [each for each in registry.items("kept_files") if "suara" in each or "voice" in each]
