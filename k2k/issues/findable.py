"""What search finds of an issue: for everybody its kind and its place, its words only for the office."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import translation

from k2k.core import search
from k2k.issues import names
from k2k.issues.models import Issue


def put(issue: Issue, at: datetime) -> None:
    """Make the issue findable in every language; a report from inside a home by the office alone."""
    put_many([issue], at)


def put_many(issues: Iterable[Issue], at: datetime) -> None:
    """Make several issues findable."""
    search.put_many([entry for issue in issues for entry in _entries(issue, at)])


def _entries(issue: Issue, at: datetime) -> list[search.SearchEntry]:
    with translation.override("ms"):
        title = f"{issue.code} · {names.title(issue)}"
    place = {"node": issue.node, "title": title, "url": names.url(issue), "at": at}
    said = " ".join([issue.code, *_in_every_language(issue)])
    found = [search.entry(issue.ref, text=said, public=not issue.at_home, lang="ms", **place)]
    if issue.text:
        found.append(search.entry(f"{issue.ref}:text", text=issue.text, public=False, lang=issue.lang, **place))
    return found


def _in_every_language(issue: Issue) -> list[str]:
    said = [issue.source_kind] if issue.source_kind else []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(f"{names.category_label(issue.category)} {names.what(issue)} {names.place(issue.node)}")
    return list(dict.fromkeys(said))
