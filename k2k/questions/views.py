"""The lists of a site, asking, one question, and each verb on it: fetch and authorise, form, command."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import limits, pages
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.places import queries as places
from k2k.questions import commands, forms, names, queries, rules
from k2k.questions.page import question_page, row

DAY = timedelta(days=1)

#: What is said when it was done.
SAID: dict[str, Promise] = {
    "want_to_know": lazy("You are counted. The answer will stand here."),
    "mark": lazy("Everybody sees what you think of the answer."),
    "follow_up": lazy("Asked on."),
    "appeal": lazy("The programme officer looks at it and decides once."),
    "publish": lazy("Everybody can read it now."),
    "refuse": lazy("Written down. Who asked is told why."),
    "answer": lazy("Everybody can read the answer now."),
    "correct": lazy("The new answer stands; the former can still be read."),
}


def _site(request: HttpRequest, code: str) -> Node:
    node = places.by_code(code)
    if node is None or node.kind != "site":
        raise Http404
    request.site = node
    return node


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What the bodies of this site were asked: what waits first, the oldest first."""
    site, which = _site(request, code), request.GET.get("list", "")
    which = which if which in queries.LISTS else "waiting"
    state = places.site_of(site).state
    tally = queries.tally(site, request.at, state)
    found, more = queries.page(site, which, request.at, request.GET.get("after", "")[:60])
    numbers = {"waiting": tally.waiting, "answered": tally.answered, "refused": tally.refused}
    context = {
        "tally": tally,
        "finding": names.finding(tally.answered, tally.total, tally.oldest),
        "which": which,
        "chips": [(name, word, numbers[name]) for name, word in names.LISTS.items()],
        "rows": [row(one, request.actor, request.at, state) for one in found],
        "older_url": f"{request.path}?list={which}&after={more.replace('+', '%2B')}" if more else "",
    }
    return render(request, "questions/board.html", context)


@pages.read_write
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask: one field; whom and about what are chosen already."""
    site = _site(request, code)
    form = forms.AskForm(request.POST or None, bodies=bodies.desk(site, request.at))
    done, question = pages.attempt(form, lambda: _asked(request, site, form))
    if done:
        held = question.state == "held"
        messages.success(request, _("Sent. It waits to be published.") if held else _("Sent. Everybody can read it."))
        return pages.go("questions:show", question.code)
    return render(request, "questions/ask.html", {"form": form}, status=422 if form.errors else 200)


def _asked(request: HttpRequest, site: Node, form: forms.AskForm) -> Any:
    _hold(request, "ask", rules.ASKS_A_DAY, rules.ASKS_WITHOUT_CARD)
    sent = {"lang": get_language() or "ms", "claimed_at": request.POST.get("occurred_at")}
    return commands.ask(request.actor, site=site, **form.given(), **sent, client_id=pages.client_id(request))


def _hold(request: HttpRequest, what: str, with_card: int, without: int) -> None:
    """Raises Refused when too much came from one card, phone or line."""
    actor = request.actor
    key, most = (actor.key, with_card) if actor.household_id else (f"device:{actor.device}", without)
    allowed = limits.hit(f"questions.{what}", key, most, DAY, request.at)
    if allowed and actor.kind == "anonymous":
        allowed = limits.hit_address(f"questions.{what}", request, request.at, rules.ASKS_PER_ADDRESS)
    if not allowed:
        raise Refused(_("That is a lot for one day. Please try again in %(n)s minutes.") % {"n": allowed.minutes})


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One question: how long it waits, its answer, who else wants to know, and what one may do."""
    return question_page(request, queries.get(request.actor, code))


def _do(request: HttpRequest, code: str, form: Form, call: Callable[..., Any], *, own: bool = False) -> HttpResponse:
    doing = call.__name__
    question = queries.get(request.actor, code, f"questions.{doing}", own=own)

    def run():
        if doing in ("want_to_know", "follow_up"):
            _hold(request, doing, rules.WISHES_A_DAY, rules.WISHES_A_DAY)
        return call(request.actor, question=question, client_id=pages.client_id(request), **_given(form, question))

    done, made = pages.attempt(form, run)
    if not done:
        return question_page(request, queries.get(request.actor, code), {doing: form}, status=422)
    messages.success(request, str(SAID[doing]))
    return pages.go("questions:show", made.code if doing == "follow_up" else question.code)


def _given(form: Form, question) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    if "repeats" in given:
        given["repeats"] = queries.public_by_code(question.site, given["repeats"].strip().upper())
    if isinstance(form, (forms.AnswerForm, forms.FollowForm)):
        given["lang"] = get_language() or "ms"
    return given


@require_POST
def want_to_know(request: HttpRequest, code: str) -> HttpResponse:
    """ "I want to know too"."""
    return _do(request, code, forms.EmptyForm(request.POST), commands.want_to_know)


@require_POST
def mark(request: HttpRequest, code: str) -> HttpResponse:
    """Does the answer answer?"""
    return _do(request, code, forms.MarkForm(request.POST), commands.mark, own=True)


@require_POST
def follow_up(request: HttpRequest, code: str) -> HttpResponse:
    """Ask on, once."""
    return _do(request, code, forms.FollowForm(request.POST), commands.follow_up, own=True)


@require_POST
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the programme officer, once."""
    return _do(request, code, forms.AppealForm(request.POST), commands.appeal, own=True)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show the words to everybody."""
    return _do(request, code, forms.EmptyForm(request.POST), commands.publish)


@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Do not publish, with a reason."""
    return _do(request, code, forms.RefuseForm(request.POST), commands.refuse)


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answer for the body that was asked."""
    return _do(request, code, forms.AnswerForm(request.POST), commands.answer)


@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """A new answer beside the last one."""
    return _do(request, code, forms.CorrectForm(request.POST), commands.correct)


@pages.read_write
def set_charter(request: HttpRequest, code: str) -> HttpResponse:
    """The body's own rule: within how many working days it answers."""
    body = bodies.by_code(code)
    if body is None or not request.actor.may("questions.set_charter", body.node):
        raise Http404
    if not bodies.speaks_for(request.actor, body, request.at):
        raise Http404
    request.site = body.site
    form = forms.CharterForm(request.POST or None)
    done, _row = pages.attempt(
        form,
        lambda: commands.set_charter(
            request.actor, body=body, **form.cleaned_data, client_id=pages.client_id(request)
        ),
    )  # fmt: skip
    back = reverse("bodies:body", args=[body.code])
    if done:
        messages.success(request, _("Written down. New questions are counted by it."))
        return pages.go(back)
    context = {"form": form, "title": _("When do you answer?"), "back_url": back, "back_label": body.name}
    context["intro"] = _("A charter, not a promise: everybody sees it beside how long a question has waited.")
    return render(request, "core/form.html", context, status=422 if form.errors else 200)
