"""On the day: "I am here", the tick list of the committee, the quorum on the wall."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from k2k.core import pages
from k2k.core.ui import formats
from k2k.groups import queries as groups
from k2k.meetings import commands, forms, queries, rules, words
from k2k.meetings.models import Attendance, Meeting
from k2k.meetings.page import must_read_names, run, the_meeting

#: The page on the wall asks again after so many seconds.
REFRESH = 1


def _said(found: Attendance | None, row: Attendance) -> str:
    if found is not None:
        return _("Was entered already at %(hour)s. It counts once.") % {
            "hour": formats.hour(found.at, get_language() or "ms")
        }
    if not row.counts:
        return _("Entered. They are welcome, and have no vote in this meeting.")
    return _("Entered.")


@pages.read_write
def attend(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """ "I am here": one press under the card of the home; kept in the phone where there is no line."""
    found = the_meeting(request, code, meeting, "called", "open", *rules.HELD)
    mine = [row for row in groups.memberships_of(request.actor) if row.group_id == found.group_id]
    mine = [row for row in mine if row.state == "member"]
    form = forms.HereForm(pages.posted(request), members=mine)
    if request.method == "POST":
        if not mine:
            raise Http404
        done, row = pages.attempt(form, lambda: _attended(request, found, form))
        if done:
            messages.success(request, _("You are counted.") if row.counts else _("You are entered, without a vote."))
            return pages.go(words.url(found, "attend"))
    there = {row.membership_id: row for row in queries.own_attendances(found, request.actor)}
    context = {
        "meeting": found, "group": found.group, "title": words.kind(found), "form": form, "mine": mine,
        "home": request.actor.household_id is not None,
        "here": [there[row.pk] for row in mine if row.pk in there],
        "left": [row for row in mine if row.pk not in there],
    }  # fmt: skip
    return render(request, "meetings/attend.html", context, status=422 if form.errors else 200)


def _attended(request: HttpRequest, meeting: Meeting, form: forms.HereForm) -> Attendance:
    claimed = request.POST.get("occurred_at")
    return commands.attend(
        request.actor, meeting=meeting, claimed_at=claimed, client_id=pages.client_id(request), **form.given()
    )


@pages.read_write
def tick(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """The tick list: searched by name or home, one press a line, or typed from the signed paper."""
    found = run(request, code, meeting, "tick", "open")
    must_read_names(request, found.group)
    if request.method == "POST":
        return _ticked(request, found)
    words_, how = request.GET.get("q", "")[:40], request.GET.get("how", "tick")
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    rows, more = queries.tick_list(found, request.at, words_, max(number, 1))
    query = {"q": words_, "how": how}
    context = {
        "meeting": found, "group": found.group, "rows": rows, "q": words_, "how": how,
        "stand": queries.counted(found), "how_words": words.HOWS,
        "older_url": f"?{urlencode(query | {'page': number + 1})}" if more else "",
        "newer_url": f"?{urlencode(query | {'page': number - 1})}" if number > 1 else "",
    }  # fmt: skip
    return render(request, "meetings/tick.html", context)


def _ticked(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = forms.TickForm(request.POST)
    who = queries.one_of(meeting, request.POST.get("who", ""), request.at)
    if who is None or not form.is_valid():
        raise Http404
    before = queries.attends(meeting, **who)
    done, row = pages.attempt(
        form,
        lambda: commands.tick(
            request.actor, meeting=meeting, how=form.cleaned_data["how"], **who,
            claimed_at=request.POST.get("occurred_at"), client_id=pages.client_id(request),
        ),
    )  # fmt: skip
    if not done:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    else:
        messages.success(request, _said(before, row))
    query = urlencode({"q": request.POST.get("q", "")[:40], "how": form.cleaned_data["how"]})
    return pages.go(f"{words.url(meeting, 'tick')}?{query}")


@never_cache
@require_safe
def wall(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """The quorum in big numbers for the wall; it asks again by itself while the meeting is open."""
    found = the_meeting(request, code, meeting, "open", *rules.HELD)
    context = {
        "meeting": found, "group": found.group, "title": words.kind(found), "stand": queries.counted(found),
        "how": words.quorum(found.quorum_n, found.voters_n, found.committee_n),
    }  # fmt: skip
    response = render(request, "meetings/wall.html", context)
    if found.state == "open":
        response["Refresh"] = str(REFRESH)
    return response
