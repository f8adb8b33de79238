"""Bodies outside: text to paste, letter, hand-over, reminder, what is missing; their numbers back from a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from k2k.core import clock, pages
from k2k.desk import commands, outside, queries, rules, words
from k2k.desk.forms import EmptyForm, ListForm, ReturnForm, SendForm
from k2k.desk.models import Sent
from k2k.desk.views import site_of
from k2k.issues import commands as issue_commands
from k2k.issues import queries as issues

if TYPE_CHECKING:
    from k2k.issues.models import Issue


def _page(request: HttpRequest, issue: Issue, **more: Any) -> HttpResponse:
    request.site = issue.site
    history = list(queries.history(issue))
    sent = list(queries.sent_of(issue))
    latest = {one.body_id: one for one in history}
    found = {
        "issue": issue,
        "title": issues.title(issue),
        "state": issues.status(issue, request.at),
        "text": outside.text_for(issue),
        "history": [(one, words.STANCES[one.stance]) for one in history],
        "views": words.views(list(latest.values())),
        "sent": sent,
        "running": next((one for one in sent if one.ended_at is None), None),
        "missing": next((one for one in sent[:1] if one.returned_at and not one.completed_at), None),
        "today": clock.today(request.at),
        "send": SendForm(issue=issue, at=request.at),
        "back": ReturnForm(),
    }
    return render(request, "desk/case.html", found | more, status=422 if more else 200)


@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """What a body outside is told about a report, and how it stands there."""
    return _page(request, issues.get(request.actor, code, "desk.send_outside"))


@require_safe
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """A letter to the body outside, one A4 page."""
    issue = issues.get(request.actor, code, "desk.send_outside")
    request.site = issue.site
    sent = queries.sent_of(issue).first()
    found = {"issue": issue, "text": outside.text_for(issue), "what": issues.what(issue), "sent": sent}
    return render(request, "desk/letter.html", found)


def _sent(issue: Issue) -> Sent:
    found = queries.sent_of(issue).first()
    if found is None:
        raise Http404
    return found


#: Each doing: its form and command, and what is said when it was done.
DOINGS: dict[str, tuple[type, Any, Any]] = {
    "peringatan": (EmptyForm, commands.remind_outside, _("The reminder is written down. Neighbours see it.")),
    "kurang": (ReturnForm, commands.return_outside, _("The committee is asked to complete it. Neighbours see it.")),
    "lengkap": (EmptyForm, commands.complete_outside, _("It is with the body outside again.")),
}


@require_POST
def do(request: HttpRequest, code: str, doing: str) -> HttpResponse:
    """Hand it over, remind, write down what is missing, send it anew."""
    issue = issues.get(request.actor, code, "desk.send_outside")
    if doing == "hantar":
        form: Any = SendForm(request.POST, issue=issue, at=request.at)
        about: dict[str, Any] = {"issue": issue}
        command, said = commands.send_outside, _("Handed over. Neighbours see who has it.")
    elif doing in DOINGS:
        kind, command, said = DOINGS[doing]
        form, about = kind(request.POST), {"sent": _sent(issue)}
    else:
        raise Http404
    cid = pages.client_id(request)
    done, _result = pages.attempt(form, lambda: command(request.actor, **about, **form.given(), client_id=cid))
    if not done:
        return _page(request, issue, **{"back" if doing == "kurang" else "send": form})
    messages.success(request, said)
    return pages.go("desk:case", issue.code)


def read_back(request: HttpRequest, code: str) -> HttpResponse:
    """Outside numbers and statuses from a workbook: first every line and what it would change, then written."""
    site = site_of(request, code, "issues.record_outside_status")
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    lines: list[outside.Line] = []
    text = ""
    if request.method == "POST":
        done, text = pages.attempt(form, lambda: _text(form))
        lines = outside.read_back(request.actor, site, text or "") if done else []
        if done and request.POST.get("write"):
            return _written(request, site.code, lines)
    found = {"form": form, "lines": lines, "text": text, "site": site, "changes": sum(one.changes for one in lines)}
    found["odd"] = sum(bool(one.odd) for one in lines)
    return render(request, "desk/read_back.html", found, status=422 if form.errors else 200)


def _text(form: ListForm) -> str:
    upload = form.cleaned_data["upload"]
    return outside.lines_of(upload) if upload else form.cleaned_data["lines"]


def _written(request: HttpRequest, code: str, lines: list[outside.Line]) -> HttpResponse:
    """Write each line that changes something, each for itself; the same list twice changes nothing."""
    given = {line.issue.pk: line for line in lines if line.changes and line.issue}

    def write(issue: Issue, cid) -> None:
        line = given[issue.pk]
        if line.outside and (issue.outside_system, issue.outside_number) != (line.system, line.outside):
            issue_commands.record_outside_number(request.actor, issue=issue, system=line.system, number=line.outside)
        if line.status and line.status != issue.outside_status:
            issue_commands.record_outside_status(request.actor, issue=issue, status=line.status)

    done, left = commands.each([line.issue for line in given.values() if line.issue], write, None)
    for issue, why in left[: rules.PAGE]:
        messages.warning(request, f"{issue.code}: {why}")
    said = ngettext("%(n)s report brought up to date.", "%(n)s reports brought up to date.", len(done))
    messages.success(request, said % {"n": len(done)})
    return pages.go(reverse("desk:list", args=[code, "outside"]))
