"""Whoever writes about an ordinary year is not asked about violence."""

import ast
from pathlib import Path

from k2k.home import demo
from k2k.safety import queries as safety


def _sentences() -> list[str]:
    """Every text of the example's year, as its chapters tell it; the chapter about violence itself is left out."""
    found = []
    for path in sorted(Path(demo.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path.stem != "safety" else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
                found.append(node.value)
    return found


def test_of_all_words_of_the_examples_year_at_most_one_in_a_hundred_is_met():
    said = _sentences()
    met = [each for each in said if safety.is_disclosure(each)]
    assert len(said) > 200
    assert len(met) * 100 <= len(said), met


def test_of_the_words_on_our_own_pages_none_is_met_but_those_about_violence():
    from babel.messages.pofile import read_po
    from django.conf import settings

    met, read = [], 0
    for path in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
                read += len(texts)
                met += [each for each in texts if each and safety.is_disclosure(each)]
    assert read > 3000
    assert len(met) * 1000 <= read, met
