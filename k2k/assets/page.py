"""What the pages of things show, and to whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.assets import availability, names, panel, queries, rules
from k2k.assets.availability import DAY, Ran
from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.files import photos
from k2k.issues import queries as issues
from k2k.places import queries as places

if TYPE_CHECKING:
    from django.http import HttpRequest

    from k2k.assets.queries import Due
    from k2k.core.actors import Actor
    from k2k.core.nodes import Node

PER_PAGE, MOST_PAGES = 20, 20
#: Size of a day in the picture of the year, and where its first one stands.
CELL, LEFT = 9, 34


def due_row(one: Due) -> dict[str, Any]:
    """One certificate or schedule in a list."""
    mark, words = names.DUE[one.state]
    return {"one": one, "mark": mark, "words": words, "what": names.what(one)}


def percent(tenths: int) -> str:
    """Tenths of a percent as they are read in the active language."""
    return _("%(whole)s.%(tenth)s%%") % {"whole": tenths // 10, "tenth": tenths % 10}


def share(one: Ran) -> str:
    """The range of a lift or a block."""
    if not one.counted:
        return _("no hours to count")
    low, high = percent(one.low), percent(one.high)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def duration(least: int, most: int) -> str:
    """Between so many hours and so many, from minutes; hours rounded up."""
    low, high = -(-least // 60), -(-most // 60)
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def year(found: list[Any], today: date, at: datetime) -> dict[str, Any]:
    """The last year as a row of days for each month: which it surely stood on, which perhaps."""
    sure = [span for _issue, stop in found for span in stop.sure]
    perhaps = [span for _issue, stop in found for span in stop.perhaps]
    stood, doubt = _days(sure, today), _days(perhaps, today)
    rows: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for back in range(queries.YEAR - 1, -1, -1):
        day = today - timedelta(days=back)
        kind = "bars bad" if day in stood else "bars" if day in doubt else ""
        rows.setdefault((day.year, day.month), []).append({"x": LEFT + (day.day - 1) * CELL, "kind": kind})
    months = [
        {"first": date(*key, 1), "y": 2 + number * (CELL + 3), "days": days}
        for number, (key, days) in enumerate(rows.items())
    ]
    return {
        "months": months, "height": 4 + len(months) * (CELL + 3), "width": LEFT + 31 * CELL, "cell": CELL - 1,
        "least": len(stood), "most": len(stood | doubt),
    }  # fmt: skip


def _days(spans: list[availability.Span], today: date) -> set[date]:
    first = availability.minute(clock.start_of_day(today - timedelta(days=queries.YEAR - 1)))
    last = availability.minute(clock.end_of_day(today))
    found: set[date] = set()
    for start, end in availability.both(spans, [(first, last)]):
        for number in range((start - first) // DAY, (end - 1 - first) // DAY + 1):
            found.add(today - timedelta(days=queries.YEAR - 1 - number))
    return found


def history(viewer: Actor, node: Node, number: int, at: datetime) -> tuple[list[dict[str, Any]], bool]:
    """One page of what happened, the newest first, and whether there is another one."""
    most = number * PER_PAGE + 1
    found: list[dict[str, Any]] = [
        {"at": one.reported_at, "what": issues.what(one), "url": reverse("issues:show", args=[one.code]),
         "state": issues.status(one, at),}
        for one in issues.rows_of(viewer, queries.site_of(node)).filter(node=node)[:most]
    ]  # fmt: skip
    found += [
        {"at": one.made_at, "what": one.what, "url": reverse("works:show", args=[one.code]), "sen": one.sen,}
        for one in queries.orders(viewer, node)[:most]
    ]  # fmt: skip
    found += [
        {"at": clock.start_of_day(one.issued_on), "what": f"{names.CERTIFICATES[one.kind]} {one.number}",
         "until": one.until, "photo": one.photo.url if one.photo and photos.may_see(viewer, one.photo) else "",}
        for one in queries.certificates(node)[:most]
    ]  # fmt: skip
    found += _visits(node, clock.today(at))
    for one in queries.parts(node):
        what = f"{names.PARTS[one.kind]} {one.name}".strip()
        found.append(
            {
                "at": clock.start_of_day(one.since),
                "what": what,
            }
        )
        if one.until:
            found.append({"at": clock.start_of_day(one.until), "what": _("%(what)s taken away") % {"what": what}})
    found.sort(key=lambda one: one["at"], reverse=True)
    start = (number - 1) * PER_PAGE
    return found[start : start + PER_PAGE], len(found) > start + PER_PAGE


def _visits(node: Node, today: date) -> list[dict[str, Any]]:
    found = []
    for schedule in queries.schedules(node):
        for one in queries.rounds(schedule, today):
            if one.state in ("done", "done_late", "missed"):
                mark, words = names.DUE[one.state]
                found.append({
                    "at": clock.start_of_day(one.visit.done_on if one.visit else one.closes), "what": schedule.what,
                    "state": mark, "words": words, "body": schedule.body.name,
                })  # fmt: skip
    return found


def lift_state(node: Node, at: datetime) -> str:
    """Whether a lift runs now; "" for anything else."""
    if node.noun != "lift":
        return ""
    return next(
        (one.state for one in issues.lifts(node.block or queries.site_of(node), at) if one.node.pk == node.pk), ""
    )


def by_contractor(failures: list[Any], again: list[Any]) -> list[dict[str, Any]]:
    """How many failures each body had to repair, and how many came back."""
    found: dict[str, dict[str, Any]] = {}
    for issue in failures:
        name = issue.body.name if issue.body else _("Nobody has taken it on")
        row = found.setdefault(name, {"name": name, "n": 0, "again": 0})
        row["n"] += 1
        row["again"] += issue in again
    return sorted(found.values(), key=lambda row: (-row["n"], row["name"]))


def facts(viewer: Actor, node: Node, at: datetime) -> dict[str, Any]:
    """What is known of one thing over the last year; for its page and for the paper."""
    today = clock.today(at)
    found = queries.stops([node], clock.start_of_day(today - timedelta(days=queries.YEAR)), at).get(node.pk, [])
    failures = [issue for issue, _stop in found]
    again = queries.repeats(failures)
    rows = [due_row(one) for one in queries.due([node], today)]
    parts = queries.parts(node)
    whole = next((one for one in parts if one.kind == "whole" and not one.until), None)
    fitness = any(one["one"].certificate and one["one"].certificate.kind == "fitness" for one in rows)
    return {
        "asset": node,
        "label": places.label(node),
        "state": lift_state(node, at),
        "year": year(found, today, at),
        "failures": len(failures),
        "again": len(again),
        "by_body": by_contractor(failures, again),
        "due": rows,
        "parts": [(one, names.PARTS[one.kind]) for one in parts],
        "whole": whole,
        "lacks_fitness": node.noun in rules.NEEDS_FITNESS and not fitness,
        "fitness": rules.CERTIFICATES["fitness"],
        "costs": queries.cost_by_year(node),
        "responsible": bodies.responsible(node, node.noun, "maintains", at),
        "owner": bodies.responsible(node, node.noun, "owns", at),
    }


def context(request: HttpRequest, node: Node, refused: tuple[str, Any] | None = None) -> dict[str, Any]:
    """Everything that assets/show.html needs."""
    viewer, at, request.site = request.actor, request.at, node.site
    typed = request.GET.get("p", "1")
    number = int(typed) if typed.isdecimal() and 0 < int(typed) <= MOST_PAGES else 1
    lines, more = history(viewer, node, number, at)
    office = viewer.holds({"office"}, node)
    return {
        **facts(viewer, node, at),
        "history": lines,
        "next": number + 1 if more and number < MOST_PAGES else 0,
        "first_page": number == 1,
        "office": office,
        "panel": panel.sections(node, at, refused) if office else [],
        "refused": refused[1] if refused else None,
        "reads_case": viewer.holds(rules.CASE_READERS, node),
    }
