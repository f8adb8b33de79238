"""The sentences of the dashboards: what can be copied, whole in itself, each number with what it is out of."""

from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from k2k.core import clock
from k2k.core.ui import formats
from k2k.figures.queries import BodyPage, Page, Period, SiteRow, Waits

PERIODS = {"7": lazy("This week"), "30": lazy("30 days"), "365": lazy("12 months")}


def span(time: Period) -> str:
    """The days of a period, in words."""
    return formats.dayrange(time.first, time.last, get_language() or "ms")


def n(value: int) -> str:
    """A number as it is written."""
    return formats.number(value)


def owners(found: list[Waits], total: int) -> str:
    """What waits for owners, each by its name; "" where nothing does."""
    said = [
        _("%(n)s of %(total)s wait for the owner (%(name)s).") % {"n": n(one.n), "total": n(total), "name": one.name}
        for one in found
    ]
    return " ".join(said)


def confirmed(received: dict[str, int], time: Period) -> str:
    """What neighbours confirmed of what came in."""
    if not received["total"]:
        return _("%(days)s: no report came in.") % {"days": span(time)}
    given = {"days": span(time), "confirmed": n(received["confirmed"]), "total": n(received["total"])}
    return _("%(days)s: neighbours confirmed %(confirmed)s of %(total)s reports received.") % given


def standing(now: dict[str, int]) -> str:
    """How many are open and late now."""
    if not now["open"]:
        return _("Nothing is open now.")
    return _("%(open)s are open now, %(late)s of them late.") % {"open": n(now["open"]), "late": n(now["late"])}


def of_site(page: Page) -> str:
    """The sentence of a perumahan."""
    parts = [confirmed(page.received, page.time), standing(page.now), owners(page.owners, page.now["open"])]
    return " ".join(part for part in parts if part)


def of_body(page: BodyPage, name: str, kind: str) -> str:
    """The sentence of a body: an owner's share is said as the owner's."""
    given = {"n": n(page.now["with_body"]), "total": n(page.around), "name": name, "late": n(page.now["late"])}
    if not page.now["with_body"]:
        first = _("No open report waits for %(name)s.") % given
    elif kind == "owner":
        first = _("%(n)s of %(total)s open reports wait for the owner (%(name)s), %(late)s of them late.") % given
    else:
        first = _("%(n)s of %(total)s open reports wait for %(name)s, %(late)s of them late.") % given
    return f"{first} {promises(page)}".strip()


def promises(page: BodyPage) -> str:
    """What it kept of what it promised in the period; "" while its board is closed."""
    if not page.is_open:
        return ""
    if not page.tally.total:
        return _("%(days)s: no promise of its own fell due.") % {"days": span(page.time)}
    given = {"days": span(page.time), "kept": n(page.tally.kept), "total": n(page.tally.total)}
    return _("%(days)s: it kept %(kept)s of %(total)s promises.") % given


def of_many(rows: list[SiteRow], total: dict[str, int], now: dict[str, int], time: Period) -> str:
    """The sentence over several perumahan."""
    slipped = sum(row.slipped for row in rows)
    given = {"n": n(slipped), "total": n(len(rows))}
    week = ngettext(
        "%(n)s of %(total)s perumahan slipped this week.", "%(n)s of %(total)s perumahan slipped this week.", slipped
    )
    return f"{confirmed(total, time)} {standing(now)} {week % given}"


def slip(row: SiteRow) -> str:
    """Against what a perumahan slipped: its own dates, this week and the week before."""
    given = {
        "missed": n(row.this.missed),
        "fell": n(row.this.fell),
        "moved": n(row.this.moved),
        "before": n(row.before.missed + row.before.moved),
    }
    return (
        _("%(missed)s of %(fell)s dates passed undone, %(moved)s were moved later; the week before, %(before)s in all.")
        % given
    )


def copied(place: str, sentence: str, url: str, at: datetime) -> str:
    """The sentence as it is passed on: with the place, the moment and the page."""
    day = formats.day(clock.local(at).date(), get_language() or "ms", "year")
    return f"{place}: {sentence} ({day}) {url}"
