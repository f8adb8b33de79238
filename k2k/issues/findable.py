"""What search finds of an issue: for everybody its kind and its place, its words only for the office."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from k2k.core import search
from k2k.issues import names
from k2k.issues.models import Issue


def put(issue: Issue, at: datetime) -> None:
    """Make the issue findable in every language; a report from inside a home by the office alone."""
    url = names.url(issue)
    words = " ".join(_in_every_language(issue))
    with translation.override("ms"):
        title = f"{issue.code} · {names.title(issue)}"
    search.put(
        issue.ref,
        node=issue.node,
        title=title,
        text=f"{issue.code} {words}",
        url=url,
        public=not issue.at_home,
        lang="ms",
        at=at,
    )
    if issue.text:
        search.put(
            f"{issue.ref}:text", node=issue.node, title=title, text=issue.text, url=url, public=False,
            lang=issue.lang, at=at,
        )  # fmt: skip


def _in_every_language(issue: Issue) -> list[str]:
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(f"{names.category_label(issue.category)} {names.what(issue)} {names.place(issue.node)}")
    return list(dict.fromkeys(said))
