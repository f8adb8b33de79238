"""What the dashboards' pages show: sentence, pictures, where the periods and files are."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.core.ui import formats
from k2k.figures import drawn, queries, rules, words
from k2k.figures.queries import Curve, Heat, Period
from k2k.issues import queries as issues

FORMS = ("csv", "xlsx", "json")


def frame(request: HttpRequest, name: str, args: list[str], time: Period, place: str, sentence: str) -> dict[str, Any]:
    """What every dashboard has around its numbers."""
    url = f"{settings.URL}{request.path}?tempoh={time.slug}"
    files = [(form.upper(), f"{reverse(f'figures:{name}_{form}', args=args)}?tempoh={time.slug}") for form in FORMS]
    return {
        "time": time,
        "span": words.span(time),
        "periods": [(slug, word, f"{request.path}?tempoh={slug}") for slug, word in words.PERIODS.items()],
        "files": files,
        "sentence": sentence,
        "copied": words.copied(place, sentence, url, request.at),
        "place": place,
        "page_url": url,
    }


def ends(found: Curve) -> tuple[str, str]:
    """The first and the last day of a curve, short."""
    tongue = get_language() or "ms"
    return formats.day(found.days[0], tongue, "short"), formats.day(found.days[-1], tongue, "short")


def drawn_curve(found: Curve, most: int, place: str) -> SafeString:
    """A curve with its sentence for those who do not see it."""
    given = {"place": place, "opened": sum(found.opened), "confirmed": sum(found.confirmed)}
    label = _("%(place)s: %(opened)s reports came in, neighbours confirmed %(confirmed)s.") % given
    return drawn.curve(found, most, label, ends(found))


def drawn_heat(found: Heat, place: str) -> SafeString:
    """The picture of the blocks with its sentence."""
    said = ngettext(
        "%(place)s: %(n)s open fault in common areas, by block and floors.",
        "%(place)s: %(n)s open faults in common areas, by block and floors.",
        found.total,
    )
    return drawn.heat(found, said % {"place": place, "n": words.n(found.total)}, ground())


def ground() -> str:
    """The row of what has no floor."""
    return _("Lobby")


@dataclass(frozen=True)
class Small:
    """One of the small pictures side by side."""

    row: queries.SiteRow
    picture: SafeString


def multiples(rows: list[queries.SiteRow], time: Period) -> list[Small]:
    """A curve for each perumahan, all on one scale. One statement."""
    found = queries.curves([row.site.pk for row in rows], time)
    most = max((one.most for one in found.values()), default=0)
    for row in rows:
        row.curve = found[row.site.pk]
    return [Small(row, drawn_curve(found[row.site.pk], most, row.site.name)) for row in rows]


def categories(page: queries.Page) -> list[tuple[str, dict[str, Any]]]:
    """Each kind of fault by its word."""
    return [
        (_("Other, and whatever is inside homes") if row["category"] == rules.REST else _kind(row), row)
        for row in page.rows
    ]


def _kind(row: dict[str, Any]) -> str:
    return str(issues.category_label(row["category"]))


def board_opens(page: queries.BodyPage) -> str:
    """Why a body's promises are not counted here yet; "" where they are."""
    if page.is_open:
        return ""
    if page.opens_on is None:
        return _("It has not joined, so it has promised nothing here.")
    day = formats.day(page.opens_on, get_language() or "ms", "year")
    return _("What it promised is counted here from %(day)s.") % {"day": day}
