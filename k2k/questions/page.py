"""What the pages show of a question, for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.places import queries as places
from k2k.questions import forms, names, queries, rules
from k2k.questions.models import Question, Wish
from k2k.questions.standing import charter, device_hash, is_asker


@dataclass(frozen=True)
class Row:
    """One question in a list: its words where the reader may see them."""

    one: Question
    title: str
    seen: bool
    state: str
    words: str
    wanted: str
    marked: str


def row(one: Question, viewer: Actor, at: datetime, state: str) -> Row:
    """The question as the viewer sees it in a list; `state` is the federal state. No statement."""
    seen = one.state in rules.PUBLIC or is_asker(viewer, one) or viewer.holds(rules.MODERATORS["held"], one.site)
    today = clock.today(at)
    slug, words = names.status(one, queries.days_waited(clock.today(one.asked_at), today, state), today)
    title = names.title(one) if seen else names.unseen(one)
    return Row(one, title, seen, slug, words, names.wanted(one), str(names.MARKS.get(one.marked, "")))


def question_page(
    request: HttpRequest, question: Question, tried: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of one question; `tried` has the forms that were refused, by verb."""
    request.site = question.site
    state, actor, tried = places.site_of(question.site).state, request.actor, tried or {}
    answers = list(question.answers.order_by("-id"))
    rule = charter(question.body)
    context = {
        "question": question,
        "row": row(question, actor, request.at, state),
        "category": names.CATEGORIES[question.category],
        "held": names.HELD.get(question.held_because, ""),
        "reason": names.REASONS.get(question.refused_because, ""),
        "late": question.state in rules.OPEN and question.due_on < clock.today(request.at),
        "answer": answers[0] if answers else None,
        "former": answers[1:],
        "post": bodies.post_title(answers[0].post) if answers else "",
        "rule": names.rule(rule.days, rule.source),
        "own": is_asker(actor, question),
        "wished": _wished(actor, question),
        "refused_form": next((form for form in tried.values() if form.errors), None),
        "can": _can(actor, question, request.at),
        "follow": getattr(question, "followed_by", None),
        **_forms(tried),
    }
    return render(request, "questions/show.html", context, status=status)


def _forms(tried: dict[str, Any]) -> dict[str, Any]:
    made = {
        "answer": forms.AnswerForm,
        "correct": forms.CorrectForm,
        "refuse": forms.RefuseForm,
        "appeal": forms.AppealForm,
        "follow_up": forms.FollowForm,
    }
    return {f"{name}_form": tried.get(name) or kind(auto_id=f"id_{name}_%s") for name, kind in made.items()}


def _wished(actor: Actor, question: Question) -> bool:
    if question.state != "waiting":
        return False
    who = {"household_id": actor.household_id} if actor.household_id else {"device": device_hash(actor.device)}
    return any(who.values()) and Wish.objects.filter(question=question, **who).exists()


def _can(actor: Actor, question: Question, at: datetime) -> dict[str, bool]:
    """What the viewer may do to the question as it stands."""
    doing = rules.MOVES[question.state]
    own, moderates = is_asker(actor, question), queries.may_moderate(actor, question)
    speaks = (
        bool({"answer", "correct"} & doing.keys())
        and actor.may("questions.answer", question.site)
        and bodies.speaks_for(actor, question.body, at)
    )
    follows = question.follows_id or getattr(question, "followed_by", None)
    return {
        "publish": moderates and "publish" in doing,
        "refuse": moderates and "refuse" in doing,
        "answer": speaks and "answer" in doing,
        "correct": speaks and "correct" in doing,
        "mark": own and "mark" in doing,
        "appeal": own and "appeal" in doing and question.appealed_at is None,
        "want_to_know": not own and question.state == "waiting",
        "follow_up": own and question.state == "answered" and not follows,
        "panel": moderates or speaks,
    }
