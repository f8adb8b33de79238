"""Catalogues are compiled so that a missing plural falls back to the house's language, not to English."""

from io import BytesIO

from babel.messages.mofile import read_mo

from k2k.core.ops import words

HALF = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: ta\\n"

msgid "%(n)s report"
msgid_plural "%(n)s reports"
msgstr[0] ""
msgstr[1] ""

msgid "Send"
msgstr "அனுப்பு"
"""


def test_a_plural_without_words_is_left_out_so_that_the_next_language_is_asked(tmp_path):
    source = tmp_path / "django.po"
    source.write_text(HALF, encoding="utf-8")
    words.compile_one(source)
    written = read_mo(BytesIO(source.with_suffix(".mo").read_bytes()))
    assert [message.id for message in written if message.id] == ["Send"]
