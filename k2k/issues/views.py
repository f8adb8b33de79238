"""The page of a report, and what a neighbour does there: me too, is it fixed, the other system's number."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from k2k.core import ids, limits, pages
from k2k.core.commands import Refused, TooOften
from k2k.issues import commands, names, page, panel, queries, rules
from k2k.issues.forms import AnswerForm, OutsideForm
from k2k.issues.models import Issue
from k2k.issues.views_report import private

#: More lines do not fit on one sheet.
LINES_ON_A_SLIP = 6


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One report: what, since when, who promised what, what happened, what is next."""
    return issue_page(request, queries.get(request.actor, code))


@require_safe
def ordered(request: HttpRequest) -> HttpResponse:
    """How we put reports in order: the whole formula, for everybody."""
    return render(request, "issues/ordered.html", page.formula())


@require_safe
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """The same, for whoever holds the secret link that was shown once."""
    return private(issue_page(request, queries.follow(secret), ids.clean_code(secret)))


def issue_page(
    request: HttpRequest, issue: Issue, secret: str = "", status: int = 200, verb: str = "", **bound: Any
) -> HttpResponse:
    """Show a report with every form that this actor can use; a refused one as it was filled in."""
    context = page.context(request, issue, secret)
    context["answer_form"] = bound.get("answer_form") or AnswerForm()
    context["outside_form"] = bound.get("outside_form") or OutsideForm(auto_id="outside_%s")
    form = bound.get("form")
    context["panel"] = panel.sections(issue, request.actor, context["can"], request.at, form, verb)
    context["refused"] = form or bound.get("answer_form") or bound.get("outside_form")
    return render(request, "issues/show.html", context, status=status)


@require_safe
def print_slip(request: HttpRequest, code: str) -> HttpResponse:
    """A slip with the number, for the fridge or the file."""
    return _slip(request, queries.get(request.actor, code))


@require_safe
def print_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """The slip of a report made without a card; its QR code is the secret link."""
    return private(_slip(request, queries.follow(secret), ids.clean_code(secret)))


def _slip(request: HttpRequest, issue: Issue, secret: str = "") -> HttpResponse:
    context = page.context(request, issue, secret, on_paper=True)
    context |= {"link": settings.URL + context["here"], "lines": context["lines"][-LINES_ON_A_SLIP:]}
    return render(request, "issues/slip.html", context)


@require_POST
def tap(request: HttpRequest, code: str) -> HttpResponse:
    """ "Saya juga": one tap, no account."""
    issue = queries.get(request.actor, code)
    done = _try(request, "tap", lambda: commands.tap(request.actor, issue=issue, client_id=pages.client_id(request)))
    if not done:
        return pages.go("issues:show", issue.code)
    return pages.go(reverse("issues:received", args=[issue.code]) + "?juga=1")


@require_POST
def untap(request: HttpRequest, code: str) -> HttpResponse:
    """Take "saya juga" back."""
    issue = queries.get(request.actor, code)
    if _try(request, "tap", lambda: commands.untap(request.actor, issue=issue)):
        messages.success(request, _("Taken back."))
    return pages.go("issues:show", issue.code)


def _try(request: HttpRequest, what: str, call: Callable[[], Any]) -> bool:
    """Run a command that has no form of its own; a refusal is said on the page that follows. Raises TooOften."""
    try:
        _hold_address(request, what)
        call()
        return True
    except TooOften:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return False


def _hold_address(request: HttpRequest, what: str, limit: int = limits.PER_ADDRESS) -> None:
    """Raises TooOften when far too much came from one address; the command counts cards and devices itself.

    A card or an account is counted by itself alone: it does not wait for what others on its line do.
    """
    if request.actor.kind != "anonymous":
        return
    allowed = limits.hit_address(f"issues.{what}", request, request.at, limit)
    if not allowed:
        sentence = _("Very many answers came from this line. Please try again in %(minutes)s minutes.")
        raise TooOften(sentence % {"minutes": allowed.minutes}, allowed.retry_after)


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """ "Sudah elok?" Ya or Belum, of equal weight."""
    issue = queries.get(request.actor, code)
    form = AnswerForm(request.POST)
    done, given = pages.attempt(form, lambda: _answer(request, issue, form))
    if not done:
        return issue_page(request, queries.get(request.actor, code), status=422, answer_form=form)
    messages.success(request, _said(given))
    return pages.go(reverse("issues:show", args=[issue.code]) + "#jawapan")


def _answer(request: HttpRequest, issue: Issue, form: AnswerForm):
    _hold_address(request, "answer")
    return commands.answer(request.actor, issue=issue, client_id=pages.client_id(request), **form.cleaned_data)


def _said(given) -> str:
    if not given.counts:
        return _("Your answer is written down.")
    return _("Thank you. Your yes counts.") if given.answer == "yes" else _("Thank you. It is opened again.")


def _outside(request: HttpRequest, issue: Issue, form: OutsideForm):
    _hold_address(request, "outside", rules.OUTSIDE_PER_ADDRESS)
    given = form.cleaned_data
    return commands.record_outside_number(request.actor, issue=issue, client_id=pages.client_id(request), **given)


@require_POST
def outside(request: HttpRequest, code: str) -> HttpResponse:
    """The number that Adu@KL, SISPAA or another system gave; anyone may type it."""
    issue = queries.get(request.actor, code)
    form = OutsideForm(request.POST, auto_id="outside_%s")
    done, _issue = pages.attempt(form, lambda: _outside(request, issue, form))
    if not done:
        return issue_page(request, queries.get(request.actor, code), status=422, outside_form=form)
    name = names.OUTSIDE_SYSTEMS[form.cleaned_data["system"]]
    messages.success(request, _("Written down: %(name)s.") % {"name": name})
    return pages.go("issues:show", issue.code)
