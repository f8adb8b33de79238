"""Malay, Chinese and Tamil are complete. Plurals and places for words agree."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from k2k.core import words
from tests.architecture.source import ROOT

pytestmark = pytest.mark.sqlite_only

PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
#: English stands in the code itself.
WHOLE = ("ms", "zh_Hans", "ta")


def catalogue(language: str):
    """The catalogue of a language, as written."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


def texts(message) -> list[str]:
    """A message's translations; a plural has several."""
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def ids(message) -> list[str]:
    """A message's English; a plural has two."""
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


def untranslated(found) -> list[str]:
    """Messages without words, or with words nobody has looked at."""
    return [ids(each)[0] for each in found if each.id and (each.fuzzy or not all(texts(each)))]


def misplaced(found) -> list[str]:
    """Messages whose translation names other places for words than the English does."""
    wrong = []
    for each in found:
        known = set(PLACES.findall(" ".join(ids(each))))
        if each.id and any(set(PLACES.findall(text)) - known for text in texts(each)):
            wrong.append(ids(each)[0])
    return wrong


@pytest.mark.parametrize("language", WHOLE)
def test_a_released_language_is_complete(language):
    found = catalogue(language)
    assert len(found) > 100
    assert not untranslated(found)


@pytest.mark.parametrize("language", WHOLE)
def test_translations_name_the_same_places_for_words(language):
    assert not misplaced(catalogue(language))


@pytest.mark.parametrize("language", words.COMPLETE)
def test_the_words_of_the_code_are_all_in_every_language(language):
    assert not [message.id for message in words.untranslated(language)]


def test_words_are_marked_by_a_name_that_is_looked_for():
    """An alias that the collector does not know would leave its words in English, unseen."""
    found = {
        alias
        for path in (ROOT / "k2k").rglob("*.py")
        for alias in re.findall(r"import n?p?gettext\w*(?: as (\w+))?", path.read_text())
        if alias
    }
    assert found <= set(words.KEYWORDS)


def test_a_planted_gap_or_wrong_place_is_found(tmp_path):
    path = Path(tmp_path, "django.po")
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Lift"\nmsgstr ""\n\nmsgid "%(n)s reports"\nmsgstr "%(jumlah)s aduan"\n'
    )
    with path.open("rb") as file:
        found = read_po(file)
    assert untranslated(found) == ["Lift"]
    assert misplaced(found) == ["%(n)s reports"]
