"""What everybody sees: the meetings of a group, one meeting, its notice, the calendar, what became of decisions."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from k2k.core import clock, notify
from k2k.groups import queries as groups
from k2k.meetings import calendar as ics
from k2k.meetings import page, queries, rules, words

PAGE = 20


@require_safe
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings of a group: what comes next, and what was held."""
    group = page.the_group(request, code)
    runs = groups.holds_post(request.actor, group, request.at)
    rows = Paginator(queries.of_group(group, drafts=runs), PAGE).get_page(request.GET.get("page"))
    for row in rows:
        row.group = group
    context = {
        "group": group,
        "rows": [(row, words.kind(row), *words.STATES[row.state], words.place(row)) for row in rows],
        "page": rows,
        "runs": runs,
    }
    return render(request, "meetings/list.html", context)


@require_safe
def show(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """One meeting: when, where, its agenda with results, and what one may do."""
    found = page.the_meeting(request, code, meeting)
    actor, at = request.actor, request.at
    may = page.can(actor, found, at)
    slug, word = words.STATES[found.state]
    context = {
        "meeting": found,
        "group": found.group,
        "title": words.kind(found),
        "mark": slug,
        "state": word,
        "place": words.place(found),
        "items": _items(queries.agenda(found)),
        "told": list(found.notices.order_by("-id")) if found.called_at else [],
        "told_words": words.NOTICES,
        "can": may,
        "stand": queries.counted(found) if found.opened_at else None,
        "days_url": _days_url(request, found) if may["edit"] else "",
        "warnings": page.clashes(found) if may["edit"] else [],
        "earliest": _earliest(found, request) if may["edit"] else None,
        "late_now": queries.is_waited(found, at) if may["day"] else False,
    }
    return render(request, "meetings/show.html", context)


def _items(agenda) -> list:
    return [
        (
            item,
            words.ITEM_KINDS[item.kind],
            [(row, *words.MOTION_STATES[row.state], words.result(row)) for row in item.motions.all()],
        )
        for item in agenda
    ]


def _days_url(request: HttpRequest, meeting) -> str:
    """Where school holidays and the like are noted, for who may note them."""
    site = meeting.group.site
    return reverse("places:days", args=[site.code]) if request.actor.may("places.note_days", site) else ""


def _earliest(meeting, request: HttpRequest):
    day = clock.today(request.at)
    return rules.earliest(meeting.kind, groups.values(meeting.group, day), day)


@require_safe
def notice(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """The notice: printed on A4 for the lobby, sent on by WhatsApp; with the way to say "I am here"."""
    found = page.the_meeting(request, code, meeting, "called", "open", *rules.HELD)
    link = f"{settings.URL}{words.url(found)}"
    voters, committee, needed = queries.expected(found, request.at) if found.opened_at is None else (
        found.voters_n, found.committee_n, found.quorum_n
    )  # fmt: skip
    text = _("%(group)s calls a meeting: %(kind)s, %(when)s.") % {
        "group": found.group.name, "kind": words.kind(found), "when": words.moment(found.starts_at),
    }  # fmt: skip
    context = {
        "meeting": found,
        "group": found.group,
        "title": words.kind(found),
        "moment": words.moment(found.starts_at),
        "place": words.place(found),
        "items": queries.agenda(found),
        "quorum": words.quorum(needed, voters, committee),
        "share_text": f"{text} {link}",
        "share_url": notify.whatsapp_link(f"{text} {link}"),
        "here": f"{settings.URL}{words.url(found, 'attend')}" if found.kind != "committee" else "",
        "told": found.notices.order_by("-id").first(),
    }
    return render(request, "meetings/notice.html", context)


@require_safe
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The called meetings of a group, for the calendar of a phone."""
    group = page.the_group(request, code)
    rows = queries.of_group(group, drafts=False)[:50]
    body = ics.written(group, rows, settings.URL)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


@require_safe
def follow_up(request: HttpRequest, code: str) -> HttpResponse:
    """What meetings decided and whether it was done, what is open first."""
    group = page.the_group(request, code)
    rows = Paginator(queries.follow_up(group, request.at), PAGE).get_page(request.GET.get("page"))
    for row in rows:
        row.decision.motion.meeting.group = group
    context = {
        "group": group,
        "rows": [(row.decision, *words.VERDICTS[row.verdict], words.motion_url(row.decision.motion)) for row in rows],
        "page": rows,
        "back": reverse("meetings:list", args=[group.code]),
    }
    return render(request, "meetings/follow_up.html", context)
