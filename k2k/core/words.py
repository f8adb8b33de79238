"""The words on screen: where they stand in the code, and whether every language has them."""

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "_noop": None,
    "lazy": None,
    "_": None,
    "N_": None,
}
#: Parts of our libraries that speak to people and have no Malay of their own.
ADOPTED = (
    "allauth.account.forms",
    "allauth.account.adapter",
    "allauth.account.models",
    "allauth.mfa.adapter",
    "allauth.mfa.totp.forms",
    "allauth.mfa.base.forms",
    "allauth.mfa.recovery_codes.forms",
    "allauth.mfa.models",
)
#: Languages that must be whole before a release.
COMPLETE = ("ms", "zh-hans", "ta")


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(settings.PACKAGE.rglob("*")):
        if path.suffix == ".py" and not {"tests", "migrations"} & set(path.parts):
            yield path, path.read_text()
        elif path.suffix in (".html", ".js", ".webmanifest") and "templates" in path.parts:
            yield path, templatize(path.read_text(), origin=str(path))
    for module in ADOPTED:
        found = find_spec(module)
        if found and found.origin:
            yield Path(found.origin), Path(found.origin).read_text()


def collect() -> Catalog:
    """Every message of the code and the templates, as a template catalogue."""
    catalog = Catalog(project="K2K", charset="utf-8")
    for path, text in _sources():
        try:
            place = str(path.relative_to(settings.ROOT))
        except ValueError:
            place = ".".join(path.with_suffix("").parts[-3:])
        for _line, message, comments, context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    catalog._messages.pop("", None)
    return catalog


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return settings.LOCALE_PATHS[0] / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where none stands yet."""
    path = catalogue_path(language)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=to_locale(language))
    return Catalog(locale=to_locale(language), charset="utf-8", project="K2K")


def is_translated(message: Message) -> bool:
    """Whether every form of a message has words."""
    string = message.string
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def untranslated(language: str) -> list[Message]:
    """The messages of the code that a language lacks."""
    known = read(language)
    missing = []
    for message in collect():
        found = known.get(message.id, message.context) if message.id else None
        if message.id and (found is None or not is_translated(found) or found.fuzzy):
            missing.append(message)
    return missing


def write(language: str, catalog: Catalog) -> None:
    """Write a catalogue sorted by message, without dates, so that a diff shows words only."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {to_locale(language)}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    )
    plural = f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    with path.open("wb") as file:
        file.write((header + plural).encode())
        write_po(file, catalog, sort_output=True, omit_header=True, width=110, no_location=True, ignore_obsolete=True)


def update(language: str) -> int:
    """Bring a catalogue up to the code, keeping what is translated; returns how many messages still lack words."""
    catalog = read(language)
    catalog.update(collect(), no_fuzzy_matching=True)
    write(language, catalog)
    return len(untranslated(language))
