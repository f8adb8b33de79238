"""Motions: written down, seconded, voted on, promised; who has an interest stands aside."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from k2k.bodies import queries as bodies
from k2k.core import pages, registry
from k2k.groups import queries as groups
from k2k.meetings import canonical, commands, forms, queries, words
from k2k.meetings.models import Meeting, Motion
from k2k.meetings.page import given, must_read_names, run, the_meeting

#: What is said when it was done.
SAID = {
    "second": lazy("Seconded. Now vote."),
    "withdraw": lazy("Withdrawn."),
    "declare_interest": lazy("Written down: you neither vote in this nor count."),
    "recuse": lazy("Written down: they neither vote in this nor count."),
    "vote_hands": lazy("The vote is written down."),
    "vote_roll": lazy("The vote is written down."),
    "vote_secret": lazy("A ballot of those here is drafted. Name its tellers and open it there."),
    "decide": lazy("Promised. It stands on the board of promises."),
}


def propose(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """Write down what a member moves."""
    found = run(request, code, meeting, "propose", "open")
    must_read_names(request, found.group)
    form = forms.MotionForm(
        pages.posted(request), items=found.items.all(), here=queries.present(found),
        about=_removable(found, request.at), initial={"item": request.GET.get("item", "")},
    )  # fmt: skip
    done, made = pages.attempt(
        form, lambda: commands.propose(request.actor, meeting=found, client_id=pages.client_id(request), **form.given())
    )
    if done:
        return pages.go(words.motion_url(made))
    context = {"form": form, "title": _("A motion"), "back_url": words.url(found), "back_label": words.kind(found)}
    return render(request, "core/form.html", context, status=422 if form.errors else 200)


def _removable(meeting: Meeting, at) -> dict[str, tuple[str, Any]]:
    """Whom a motion can remove: posts first, then members."""
    found: dict[str, tuple[str, Any]] = {}
    for term in groups.committee(meeting.group, at):
        found[f"p{term.pk}"] = (term.post.title or bodies.post_title(term.post.kind), term)
    for row in groups.members(meeting.group, at):
        name = row.person.preferred_name if row.person else str(words.HOME)
        found[f"m{row.pk}"] = (f"{name}, {row.household.node.name}", row)
    return found


def _motion(meeting: Meeting, number: int) -> Motion:
    rows = Motion.objects.select_related(
        "item__approves", "proposer__membership__person", "proposer__appointment__post", "seconder__membership__person",
        "seconder__appointment__post", "about_post__post", "about_post__account", "about_member__person",
        "decision__post", "decision__commitment", "proposer__membership__household__node",
        "seconder__membership__household__node",
    )  # fmt: skip
    found = rows.filter(meeting=meeting, number=number).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


@require_safe
def motion(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """A motion: its words, how it went, what was promised; names for those who belong."""
    found = the_meeting(request, code, meeting)
    return _page(request, _motion(found, number))


def _page(request: HttpRequest, one: Motion, tried: dict[str, Form] | None = None) -> HttpResponse:
    meeting, actor, at, tried = one.meeting, request.actor, request.at, tried or {}
    names = queries.sees_names(actor, meeting, at)
    runs = groups.may_read_members(actor, meeting.group, at) and actor.may("meetings.propose", meeting.node)
    open_ = meeting.state == "open" and one.state in ("moved", "seconded") and not one.method
    context = {
        "motion": one,
        "meeting": meeting,
        "group": meeting.group,
        "state": words.MOTION_STATES[one.state],
        "subject": words.SUBJECTS[one.subject],
        "needs": words.needs(one.subject),
        "result": words.result(one),
        "method": words.METHODS.get(one.method, ""),
        "about": _about(one, names),
        "proposer": forms.attendance_name(one.proposer) if names else "",
        "seconder": forms.attendance_name(one.seconder) if names and one.seconder else "",
        "aside": [words.INTERESTS[row.why] for row in queries.interests(one)],
        "promised": canonical.promise_line(one) if hasattr(one, "decision") else "",
        "entitled": queries.count_of(queries.entitled(one), meeting.per_home) if open_ and runs else None,
        "runs": runs and open_,
        "decides": runs and one.state == "carried" and not hasattr(one, "decision"),
        "declares": open_ and queries.own_attendances(meeting, actor).exists(),
        "roll": _roll(one) if names and one.method == "roll" else [],
        "ballot_link": _ballot(one, actor),
        "refused_form": next((form for form in tried.values() if form.errors), None),
        **(_forms(request, one, tried) if runs else {}),
    }
    return render(request, "meetings/motion.html", context, status=422 if context["refused_form"] else 200)


def _ballot(one: Motion, viewer) -> tuple[str, str] | None:
    kind, _colon, pk = one.ballot.partition(":")
    resolve = registry.get("ref", kind) if one.ballot else None
    return resolve(int(pk), viewer) if resolve else None


def _roll(one: Motion) -> list[tuple[str, Any]]:
    rows = one.roll.select_related(
        "attendance__membership__person", "attendance__membership__household__node", "attendance__appointment__post"
    ).order_by("id")
    return [(forms.attendance_name(row.attendance), words.CHOICES[row.choice]) for row in rows]


def _about(one: Motion, names: bool) -> str:
    if one.about_post:
        return one.about_post.post.title or bodies.post_title(one.about_post.post.kind)
    if one.about_member:
        return one.about_member.person.preferred_name if names and one.about_member.person else _("a member")
    return ""


def _forms(request: HttpRequest, one: Motion, tried: dict[str, Form]) -> dict[str, Form]:
    made: dict[str, Form] = {}
    if one.state in ("moved", "seconded"):
        here = list(queries.entitled(one))
        others = [row for row in here if row.pk != one.proposer_id]
        made["second"] = forms.OneHereForm(
            pages.posted(request) if "second" in tried else None,
            here=others,
            name="seconder",
            label=_("Who seconds it?"),
        )
        made["recuse"] = forms.OneHereForm(None, here=here, name="attendance", label=_("Whom does it concern?"))
        made["vote_hands"], made["vote_roll"] = forms.HandsForm(), forms.RollForm(here=here)
    elif one.state == "carried":
        made["decide"] = forms.DecideForm(posts=bodies.posts(one.meeting.group.body), initial={"what": one.text[:160]})
    return {f"{name}_form": tried.get(name, form) for name, form in made.items()}


def _do(request: HttpRequest, code: str, meeting: str, number: int, make: Callable, call: Callable) -> HttpResponse:
    doing = call.__name__
    if doing == "declare_interest":
        found = the_meeting(request, code, meeting)
    else:
        found = run(request, code, meeting, doing)
        must_read_names(request, found.group)
    one = _motion(found, number)
    form = make(one)
    done, _made = pages.attempt(
        form, lambda: call(request.actor, motion=one, client_id=pages.client_id(request), **given(form))
    )
    if not done:
        return _page(request, _motion(found, number), {doing: form})
    messages.success(request, str(SAID[doing]))
    return pages.go(words.motion_url(one))


def _empty(request: HttpRequest) -> Callable:
    return lambda one: forms.EmptyForm(request.POST)


def _here(request: HttpRequest, name: str, label: str) -> Callable:
    return lambda one: forms.OneHereForm(request.POST, here=queries.present(one.meeting), name=name, label=label)


@require_POST
def second(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """Another member seconds it."""
    make = _here(request, "seconder", _("Who seconds it?"))
    return _do(request, code, meeting, number, make, commands.second)


@require_POST
def withdraw(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """It is taken back."""
    return _do(request, code, meeting, number, _empty(request), commands.withdraw)


@require_POST
def declare_interest(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """ "This concerns me"."""
    return _do(request, code, meeting, number, _empty(request), commands.declare_interest)


@require_POST
def recuse(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """Somebody is asked to stand aside."""
    make = _here(request, "attendance", _("Whom does it concern?"))
    return _do(request, code, meeting, number, make, commands.recuse)


@require_POST
def vote_hands(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """Three numbers."""
    return _do(request, code, meeting, number, lambda one: forms.HandsForm(request.POST), commands.vote_hands)


@require_POST
def vote_roll(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """Each by name."""

    def make(one: Motion) -> Form:
        return forms.RollForm(request.POST, here=queries.entitled(one))

    return _do(request, code, meeting, number, make, commands.vote_roll)


@require_POST
def vote_secret(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """A ballot of those here."""
    return _do(request, code, meeting, number, _empty(request), commands.vote_secret)


@require_POST
def decide(request: HttpRequest, code: str, meeting: str, number: int) -> HttpResponse:
    """What was carried becomes a promise."""

    def make(one: Motion) -> Form:
        return forms.DecideForm(request.POST, posts=bodies.posts(one.meeting.group.body))

    return _do(request, code, meeting, number, make, commands.decide)
