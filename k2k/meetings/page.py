"""What the views share: the meeting fetched and authorised, one page with one form, what may be done now."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.core import clock, pages
from k2k.core.actors import Actor
from k2k.groups import queries as groups
from k2k.meetings import queries, rules, words
from k2k.meetings.models import Meeting
from k2k.places import queries as places

if TYPE_CHECKING:
    from k2k.groups.models import Group


def the_group(request: HttpRequest, code: str) -> "Group":
    """The group at this address, whose site the page is of. Raises Http404."""
    found = groups.group(code)
    request.site = found.site
    return found


def the_meeting(request: HttpRequest, code: str, meeting: str, *states: str) -> Meeting:
    """The meeting at this address, in one of `states`. Raises Http404."""
    found = queries.by_code(code, meeting, request.actor, request.at)
    if states and found.state not in states:
        raise Http404
    request.site = found.group.site
    return found


def run(request: HttpRequest, code: str, meeting: str, verb: str, *states: str) -> Meeting:
    """The same for who holds a post in its group; that a disputed post binds nothing is said by the command."""
    found = the_meeting(request, code, meeting, *states)
    must_hold(request, found.group, verb)
    return found


def must_hold(request: HttpRequest, group: "Group", verb: str) -> None:
    """Only who holds a post in the group. Raises Http404."""
    if not request.actor.may(f"meetings.{verb}", group.node) or not groups.holds_post(request.actor, group, request.at):
        raise Http404


def must_read_names(request: HttpRequest, group: "Group") -> None:
    """Names of members: who acts for the group, and no landlord. Raises Http404."""
    if not groups.may_read_members(request.actor, group, request.at):
        raise Http404


def given(form: Form) -> dict[str, Any]:
    """The command's keywords."""
    make = getattr(form, "given", None)
    return make() if make else dict(form.cleaned_data)


def form_page(
    request: HttpRequest, form: Form, call: Callable[..., Any], done: tuple[str, str], *, back: tuple[str, str],
    template: str = "core/form.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form: `call` gets what it says; then the page `done` leads to says its sentence."""
    tried, _made = pages.attempt(form, lambda: call(request.actor, client_id=pages.client_id(request), **given(form)))
    if tried:
        messages.success(request, done[1])
        return pages.go(done[0])
    shown = {"form": form, "back_url": back[0], "back_label": back[1], **context}
    return render(request, template, shown, status=422 if form.errors else 200)


def can(viewer: Actor, meeting: Meeting, at: datetime) -> dict[str, bool]:
    """What the viewer may do with the meeting as it stands."""
    post = groups.holds_post(viewer, meeting.group, at)
    state = meeting.state
    home = groups.is_members_home(viewer, meeting.group) and meeting.kind != "committee"
    return {
        "run": post,
        "edit": post and state == "draft",
        "move": post and state == "called" and meeting.sitting == 1,
        "cancel": post and state in ("draft", "called"),
        "open": post and state == "called",
        "day": post and state == "open",
        "attend": home and state in ("called", "open"),
        "minutes": state in rules.HELD,
        "write": post and state in ("open", "closed", "published"),
    }


def clashes(meeting: Meeting) -> list[str]:
    """What a planner is told about the time: prayer, Ramadan, public holidays, what is noted for the perumahan."""
    site, day = meeting.group.site, clock.local(meeting.starts_at).date()
    noted = [words.noted(each) for each in places.occasions_on(site, day)]
    return words.warnings(rules.clashes(meeting.starts_at, places.site_of(site).state)) + noted
