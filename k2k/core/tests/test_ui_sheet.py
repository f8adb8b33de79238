"""The sheet, the scripts and the templates keep the promises made to readers, phones and browsers."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory

import k2k

PACKAGE = Path(k2k.__file__).parent
STATIC = PACKAGE / "core" / "static" / "core"
SHEET = (STATIC / "k2k.css").read_text()
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))


def tokens(sheet):
    """The colours of the light theme and of the dark one, from the tokens layer."""
    layer = sheet.split("@layer tokens {")[1].split("@layer base {")[0]
    light, dark = layer.split("prefers-color-scheme: dark")
    colours = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{3,6})")
    day = dict(colours.findall(light))
    return {"light": day, "dark": day | dict(colours.findall(dark))}


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio, WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


WORDS_ON = [
    *[(text, ground) for text in ("ink", "ink-2", "brand") for ground in ("page", "wash")],
    *[(text, ground) for text in ("new-t", "work-t", "ok-t", "late-t") for ground in ("page", "wash")],
    ("on-brand", "brand"),
    ("on-brand", "brand-down"),
    ("on-lamp", "lamp"),
    ("on-status", "late-t"),
    ("night-soft", "night"),
    ("lamp", "night"),
]
SHAPES_ON = [
    ("line", "page"),
    ("line", "wash"),
    *[("on-status", shape) for shape in ("new", "work", "ok", "late")],
    *[(shape, "page") for shape in ("new", "work", "ok", "late")],
    *[(shape, "wall") for shape in ("work", "ok", "late")],
    ("lamp", "night-wall"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), WORDS_ON)
def test_words_stand_out_from_their_ground_by_four_and_a_half(theme, text, ground):
    colours = tokens(SHEET)[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON)
def test_shapes_with_a_meaning_stand_out_by_three(theme, shape, ground):
    colours = tokens(SHEET)[theme]
    assert contrast(colours[shape], colours[ground]) >= 3


def test_the_contrast_arithmetic_is_wcags():
    assert contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


def packed(*paths):
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_the_sheet_weighs_at_most_14_kilobytes_on_the_wire():
    assert packed(STATIC / "k2k.css") <= 14 * 1024


def test_all_scripts_together_weigh_at_most_12_kilobytes_on_the_wire():
    assert packed(*STATIC.glob("*.js"), PACKAGE / "core" / "templates" / "core" / "sw.js") <= 12 * 1024


def test_the_sheet_fetches_nothing():
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def forbidden(source):
    """What a strict Content-Security-Policy would refuse in a page."""
    source = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", source, flags=re.S)
    found = re.findall(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", source, flags=re.S)
    return found + [attributes for attributes, body in scripts if "src=" not in attributes or body.strip()]


def test_no_template_carries_a_style_or_a_script_of_its_own():
    assert len(TEMPLATES) > 20
    assert {str(path): found for path in TEMPLATES if (found := forbidden(path.read_text()))} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<a onclick="x()">',
        '<a href="javascript:x">',
    ],
)
def test_a_planted_style_or_script_is_found(planted):
    assert forbidden(planted)


def test_every_class_of_the_state_words_is_drawn_in_the_sheet():
    from k2k.core.ui import words

    for name, _word in (*words.STATES.values(), *words.LIFTS.values()):
        assert name == "new" or re.search(rf"\.st[^{{]*\.?{name}\b", SHEET), name


def classes(source):
    """The class names a template writes, without those that are made of variables."""
    written = re.findall(r'\sclass="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.S))
    return {name for names in written for name in names.split() if not name.endswith("-")}


def test_every_class_a_template_writes_stands_in_the_sheet():
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", SHEET))
    unknown = {str(path): extra for path in TEMPLATES if (extra := classes(path.read_text()) - known)}
    assert unknown == {}


class Report(forms.Form):
    what = forms.ChoiceField(label="What is broken?", choices=[("", "—"), ("lift", "Lift")], widget=forms.RadioSelect)
    words = forms.CharField(label="Tell us", help_text="In your own words", max_length=5)
    photo = forms.FileField(label="Photo", required=False)
    alone = forms.BooleanField(label="Keep me out of it", required=False)


def rendered(form, name):
    return engines["django"].from_string("{% field bound %}").render({"bound": form[name]})


def test_a_wrong_answer_keeps_what_was_typed_and_says_why_beside_the_field():
    field = rendered(Report({"words": "far too long"}), "words")
    assert 'value="far too long"' in field
    assert 'class="field bad"' in field
    assert 'id="id_words_error"' in field
    assert 'aria-describedby="id_words_helptext id_words_error"' in field
    assert 'aria-invalid="true"' in field


def test_each_kind_of_field_has_its_own_shape():
    form = Report()
    assert "<fieldset" in rendered(form, "what")
    assert rendered(form, "what").count('type="radio"') == 1
    assert '<output for="id_photo">' in rendered(form, "photo")
    assert 'class="choice"' in rendered(form, "alone")


def test_a_whole_form_is_written_with_the_same_fields():
    page = str(Report({"words": "far too long"}))
    assert page.count('class="field') == 4
    assert 'class="err"' in page


def test_what_was_typed_cannot_become_markup():
    assert "<script>" not in rendered(Report({"words": "<script>"}), "words")


def page(template, **context):
    request = RequestFactory().get("/lapor/?a=1&b=2")
    return engines["django"].get_template(template).render(context, request)


@pytest.mark.django_db
def test_a_stale_form_shows_what_was_typed():
    shown = page("core/stale.html", kept=[("words", "two dark nights")], again="/lapor/")
    assert "two dark nights" in shown


@pytest.mark.django_db
def test_every_page_begins_with_a_way_past_the_header_and_ends_with_help_first():
    shown = page("core/offline.html")
    assert shown.index('class="skip"') < shown.index("<header>")
    assert re.search(r'<footer class="foot">\s*<div class="col flow">\s*<p><b>', shown)


@pytest.mark.django_db
def test_the_language_links_bring_the_reader_back_to_the_same_page():
    assert "?next=%2Flapor%2F%3Fa%3D1%26b%3D2" in page("core/offline.html")


def test_the_page_of_last_resort_needs_neither_request_nor_database():
    assert "999" in engines["django"].get_template("500.html").render()


def test_the_worker_keeps_no_page_of_a_signed_in_person():
    worker = (PACKAGE / "core" / "templates" / "core" / "sw.js").read_text()
    assert "/no-store|private/" in worker
    assert 'credentials: "omit"' in worker
