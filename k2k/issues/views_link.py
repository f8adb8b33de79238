"""The page behind a signed link: somebody without an account tells how the work on one report goes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from k2k.core import pages
from k2k.core.accounts.links import SignedLink
from k2k.core.actors import Actor
from k2k.core.commands import Refused
from k2k.issues import commands, page, panel, queries

#: What the holder can do, and what is said when it was done.
DOES: dict[str, tuple[Callable[..., Any], Promise]] = {
    "promise_date": (commands.promise_date, gettext_lazy("Promised. Everybody can see the date.")),
    "slip": (commands.slip, gettext_lazy("The new date stands beside the first one.")),
    "start": (commands.start, gettext_lazy("Neighbours see that the work has begun.")),
    "claim": (commands.claim, gettext_lazy("Written down. Now neighbours say whether it is fixed.")),
}


def work(request: HttpRequest, link: SignedLink, actor: Actor) -> HttpResponse:
    """The purpose "contractor_work": one report, what is wrong there, and how far the work is. Raises Refused."""
    issue = queries.of_link(actor)
    if request.method != "POST":
        return _page(request, link, actor)
    verb = request.POST.get("do", "")
    if verb not in DOES:
        raise Refused(_("This form is not complete. Please start again."))
    command, said = DOES[verb]
    form = panel.form_for(verb, issue, actor, request.at, request.POST, request.FILES)
    client_id = pages.client_id(request)
    done, _issue = pages.attempt(form, lambda: command(actor, issue=issue, client_id=client_id, **form.given()))
    if not done:
        return _page(request, link, actor, verb, form)
    messages.success(request, str(said))
    return pages.go(request.path)


def _page(request: HttpRequest, link: SignedLink, actor: Actor, verb: str = "", form: Any = None) -> HttpResponse:
    """The report as the holder reads it; a refused form as it was filled in."""
    issue = queries.of_link(actor)
    words = page.work(request, issue, actor)
    shown = panel.sections(issue, actor, queries.can(actor, issue, request.at), request.at, form, verb)
    words |= {"link": link, "panel": shown, "refused": form}
    return render(request, "issues/work.html", words, status=422 if form else 200)
