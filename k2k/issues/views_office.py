"""What the office, the committee and contractors do with a report. Each verb: fetch and authorise, form, command."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from k2k.core import pages
from k2k.issues import commands, page, panel, queries
from k2k.issues.views import issue_page
from k2k.issues.views_report import private

#: What is said when it was done.
SAID: dict[str, Promise] = {
    "accept": _("Accepted. Everybody who reported is told."),
    "hand_over": _("Handed over. Everybody who reported is told."),
    "promise_date": _("Promised. Everybody can see the date."),
    "slip": _("The new date stands beside the first one."),
    "start": _("Neighbours see that the work has begun."),
    "claim": _("Written down. Now neighbours say whether it is fixed."),
    "reject": _("Written down. Everybody who reported is told why."),
    "merge": _("Joined. Neighbours are counted in the other report."),
    "unmerge": _("Parted. This report is new again."),
    "comment": _("Neighbours can read it now."),
    "clear_photo": _("Everybody can see the photo now."),
    "prioritise": _("Decided. It stands there now, with your reason."),
    "make_safe": _("Written down. The repair goes on."),
    "keep_photo": _("Kept. Its sender is told why."),
    "outside_status": _("Written beside our own status."),
}


def _do(request: HttpRequest, code: str, verb: str, command: Callable[..., Any], name: str = "") -> HttpResponse:
    issue = queries.get(request.actor, code, f"issues.{name or verb}")
    form = panel.form_for(verb, issue, request.actor, request.at, request.POST, request.FILES)
    done, _result = pages.attempt(
        form, lambda: command(request.actor, issue=issue, client_id=pages.client_id(request), **form.given())
    )
    if not done:
        return issue_page(request, queries.get(request.actor, code), status=422, verb=verb, form=form)
    messages.success(request, SAID[verb])
    return pages.go(pages.back_to(request, reverse("issues:show", args=[issue.code])))


@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Take a report on, for a body, with a date or a target."""
    return _do(request, code, "accept", commands.accept)


@require_POST
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """To another body, with the reason."""
    return _do(request, code, "hand_over", commands.hand_over)


@require_POST
@never_cache
def send_link(request: HttpRequest, code: str) -> HttpResponse:
    """A link for somebody without an account; shown in the answer itself, kept nowhere."""
    issue = queries.get(request.actor, code, "issues.send_link")
    form = panel.form_for("send_link", issue, request.actor, request.at, request.POST)
    done, link = pages.attempt(form, lambda: commands.send_link(request.actor, issue=issue))
    if not done:
        return issue_page(request, queries.get(request.actor, code), status=422, verb="send_link", form=form)
    return private(render(request, "issues/link_made.html", page.link_made(request, issue, link)))


@require_POST
def promise_date(request: HttpRequest, code: str) -> HttpResponse:
    """The body's own date."""
    return _do(request, code, "promise_date", commands.promise_date)


@require_POST
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """A later date, with its reason."""
    return _do(request, code, "slip", commands.slip)


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """The work has begun."""
    return _do(request, code, "start", commands.start)


@require_POST
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """It is said to be done."""
    return _do(request, code, "claim", commands.claim)


@require_POST
def reject(request: HttpRequest, code: str) -> HttpResponse:
    """It cannot be done, and why."""
    return _do(request, code, "reject", commands.reject)


@require_POST
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Join with another report of the same fault."""
    return _do(request, code, "merge", commands.merge)


@require_POST
def unmerge(request: HttpRequest, code: str) -> HttpResponse:
    """Take a joining back."""
    return _do(request, code, "unmerge", commands.unmerge)


@require_POST
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """A word to the neighbours."""
    return _do(request, code, "comment", commands.comment)


@require_POST
def prioritise(request: HttpRequest, code: str) -> HttpResponse:
    """Before the others or later, with a reason."""
    return _do(request, code, "prioritise", commands.prioritise)


@require_POST
def make_safe(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody is in danger any more."""
    return _do(request, code, "make_safe", commands.make_safe)


@require_POST
def clear_photo(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody may see the photographs."""
    return _do(request, code, "clear_photo", commands.clear_photo)


@require_POST
def outside_status(request: HttpRequest, code: str) -> HttpResponse:
    """What the other system says about its own number."""
    return _do(request, code, "outside_status", commands.record_outside_status, "record_outside_status")


@require_POST
@never_cache
def read_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Open a sealed contact for the one named post; shown in the answer itself, kept nowhere."""
    issue = queries.get(request.actor, code, "issues.read_contact")
    form = panel.form_for("read_contact", issue, request.actor, request.at, request.POST)
    done, contact = pages.attempt(form, lambda: commands.read_contact(request.actor, issue=issue))
    if not done:
        return issue_page(request, queries.get(request.actor, code), status=422, verb="read_contact", form=form)
    request.site = issue.site
    return private(render(request, "issues/contact.html", {"issue": issue, "words": contact.words}))
