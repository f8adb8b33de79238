"""No inline script or style: the Content-Security-Policy would refuse it. Forms that write carry their ids."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

pytestmark = pytest.mark.sqlite_only

COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.S)
INLINE = {
    "a style element": re.compile(r"<style[\s>]", re.I),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "a handler attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a script with a body": re.compile(
        r"<script(?![^>]*\ssrc\s*=)(?![^>]*type\s*=\s*.application/(ld\+)?json.)[\s>]", re.I
    ),
    "a script address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.I),
    "a third party": re.compile(
        r"(src|srcset|data)\s*=\s*[\"']?\s*(https?:)?//|<link[^>]+href\s*=\s*[\"']?(https?:)?//", re.I
    ),
}
POST_FORM = re.compile(r"<form[^>]*method\s*=\s*[\"']?post.*?</form>", re.I | re.S)
TOKENS = ("csrf_token", "form_token")


def inline(text: str) -> list[str]:
    """What in a template the policy would refuse."""
    bare = COMMENT.sub("", text)
    return [what for what, pattern in INLINE.items() if pattern.search(bare)]


def unguarded_forms(text: str) -> int:
    """Forms that write and carry no token."""
    return sum(not any(token in form for token in TOKENS) for form in POST_FORM.findall(COMMENT.sub("", text)))


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted(path for path in PACKAGE.rglob("templates/**/*") if path.suffix in (".html", ".svg", ".js"))


def test_no_template_has_inline_script_or_style():
    found = {path.relative_to(ROOT).as_posix(): what for path in templates() if (what := inline(path.read_text()))}
    assert templates()
    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        "<style>p{color:red}</style>",
        '<p style="color:red">',
        '<button type=button onclick="go()">',
        "<script>alert(1)</script>",
        '<a href="javascript:go()">',
        '<img src="https://example.org/x.png">',
        '<link rel=stylesheet href="//cdn.example.org/x.css">',
    ],
)
def test_a_planted_inline_script_or_style_is_found(planted):
    assert inline(f"<p>fine</p>{planted}")


def test_a_script_with_an_address_and_a_link_elsewhere_are_fine():
    assert not inline(
        '<script src="{% static \'core/k2k.js\' %}" defer></script><a href="https://wa.me/?text=x">WhatsApp</a>'
    )


def test_every_form_that_writes_carries_a_token():
    found = {path.relative_to(ROOT).as_posix(): n for path in templates() if (n := unguarded_forms(path.read_text()))}
    assert not found


def test_a_planted_form_without_a_token_is_found():
    assert unguarded_forms('<form method="post" action="/x/"><button>Hantar</button></form>') == 1
