"""Every write about questions: asked, published or not, answered, corrected, marked, followed up, appealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock, ids
from k2k.core.commands import Context, Denied, Refused, command
from k2k.places import queries as places
from k2k.questions import findable, rules
from k2k.questions.models import Answer, Charter, Question, Wish
from k2k.questions.standing import asker, charter, is_asker

if TYPE_CHECKING:
    from datetime import datetime

    from k2k.bodies.models import Body
    from k2k.core.nodes import Node

_there = {"at_node": lambda given: given["question"].site}


def _words(text: str, most: int, field: str = "text") -> str:
    """The words without spaces around them. Raises Refused when there are none or too many."""
    text = (text or "").strip()
    if not text:
        raise Refused(_("Write your words first."), field=field)
    if len(text) > most:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=field)
    return text


def _locked(question: Question) -> Question:
    question.refresh_from_db(from_queryset=Question.objects.select_for_update())
    return question


def _can(question: Question, doing: str) -> set[str]:
    """Where `doing` leads now. Raises Refused where the question does not stand so."""
    to = rules.moves(question.state, doing)
    if not to:
        raise Refused(_("This question has moved on. Look at it again."))
    return to


def _new(
    ctx: Context, *, site: Node, body: Body, text: str, category: str, about_person: bool, lang: str,
    claimed_at: datetime | str | None, follows: Question | None = None,
) -> Question:  # fmt: skip
    text = _words(text, rules.TEXT_LENGTH)
    occurred_at, _doubtful = clock.parse_claimed(claimed_at, ctx.at)
    who = asker(ctx.actor)
    held = rules.held_because(text, about_person=about_person, has_card=ctx.actor.household_id is not None)
    day, state = clock.today(ctx.at), places.site_of(site).state
    question = Question.objects.create(
        code=ids.unused_code(Question),
        site=site,
        body=body,
        category=category,
        text=text,
        lang=lang if lang in rules.LANGUAGES else "ms",
        state="held" if held else "waiting",
        held_because=held,
        asked_at=ctx.at,
        occurred_at=occurred_at,
        due_on=rules.due_on(day, charter(body).days, state),
        published_at=None if held else ctx.at,
        follows=follows,
        **who,
    )
    findable.put(question, ctx.at)
    ctx.detail(body=body.pk, category=category, held=held)
    ctx.announce("questions.asked", question=question)
    return question


@command("questions.ask", at_node=lambda given: given["site"])
def ask(
    ctx: Context, *, site: Node, body: Body, text: str, category: str = "other", about_person: bool = False,
    lang: str = "ms", claimed_at: datetime | str | None = None,
) -> Question:  # fmt: skip
    """Ask a body at the site's desk, in public; words about a person or a home, or without a card, wait first.

    Raises Refused.
    """
    if site.kind != "site" or body not in bodies.desk(site, ctx.at):
        raise Refused(_("Choose whom you ask: a body at the desk of this perumahan."), field="body")
    if category not in rules.CATEGORIES:
        raise Refused(_("Choose what it is about."), field="category")
    return _new(
        ctx, site=site, body=body, text=text, category=category, about_person=about_person, lang=lang,
        claimed_at=claimed_at,
    )  # fmt: skip


@command("questions.follow_up", **_there)
def follow_up(
    ctx: Context, *, question: Question, text: str, about_person: bool = False, lang: str = "ms", claimed_at=None
) -> Question:
    """Ask on after an answer, once, by who asked. Raises Refused and Denied."""
    question = _locked(question)
    _must_be_asker(ctx, question)
    if question.state != "answered":
        raise Refused(_("Ask on when there is an answer."))
    if question.follows_id or Question.objects.filter(follows=question).exists():
        raise Refused(_("You have asked on once already. Ask a new question."))
    return _new(
        ctx, site=question.site, body=question.body, text=text, category=question.category, about_person=about_person,
        lang=lang, claimed_at=claimed_at, follows=question,
    )  # fmt: skip


@command("questions.want_to_know", **_there)
def want_to_know(ctx: Context, *, question: Question) -> Wish:
    """ "I want to know too", once a household; without a card once a phone, counted apart. Raises Refused."""
    question = _locked(question)
    if question.state != "waiting":
        raise Refused(_("This question does not wait for an answer now."))
    if is_asker(ctx.actor, question):
        raise Refused(_("This is your own question; it counts already."))
    who = asker(ctx.actor)
    found = question.wishes.filter(**who).first()
    if found:
        return found
    made = Wish.objects.create(question=question, at=ctx.at, **who)
    question.households = question.wishes.exclude(household=None).count()
    question.without_card = question.wishes.filter(household=None).count()
    question.save(update_fields=["households", "without_card"])
    ctx.detail(households=question.households, without_card=question.without_card)
    return made


def _must_be_asker(ctx: Context, question: Question) -> None:
    if not is_asker(ctx.actor, question):
        raise Denied(ctx.verb)


def _must_moderate(ctx: Context, question: Question) -> None:
    """What was asked of a body is hidden or shown by others than itself once it is public or appealed."""
    if not ctx.actor.is_system and not ctx.actor.holds(rules.MODERATORS[question.state], question.site):
        raise Denied(ctx.verb)


@command("questions.publish", **_there)
def publish(ctx: Context, *, question: Question) -> Question:
    """Show the words to everybody; after an appeal by the programme officer alone. Raises Refused and Denied."""
    question = _locked(question)
    _can(question, "publish")
    _must_moderate(ctx, question)
    if question.state == "appealed":
        question.decided_at = ctx.at
    question.state = "answered" if question.answered_at else "waiting"
    question.published_at = question.published_at or ctx.at
    question.save(update_fields=["state", "published_at", "decided_at"])
    findable.put(question, ctx.at)
    ctx.announce("questions.published", question=question)
    return question


@command("questions.refuse", **_there)
def refuse(ctx: Context, *, question: Question, reason: str, repeats: Question | None = None) -> Question:
    """Do not publish, with one of few reasons; what is public already, by the programme officer alone.

    A repeat leads to the question it repeats. Raises Refused and Denied.
    """
    question = _locked(question)
    _can(question, "refuse")
    _must_moderate(ctx, question)
    if reason not in rules.REASONS:
        raise Refused(_("Choose why it is not published."), field="reason")
    if reason == "repeat":
        _must_repeat(question, repeats)
    if question.state == "appealed":
        question.decided_at = ctx.at
    question.repeats = repeats if reason == "repeat" else None
    question.state, question.refused_because = "refused", reason
    question.refused_at = question.refused_at or ctx.at
    question.save(update_fields=["state", "refused_because", "repeats", "refused_at", "decided_at"])
    findable.drop(question)
    ctx.detail(reason=reason, repeats=question.repeats_id)
    ctx.announce("questions.refused", question=question)
    return question


def _must_repeat(question: Question, other: Question | None) -> None:
    fits = other is not None and other.site_id == question.site_id and other.pk != question.pk
    if not fits or other.state not in rules.PUBLIC:
        raise Refused(_("Give the number of a public question of this perumahan that asks the same."), field="repeats")


@command("questions.appeal", **_there)
def appeal(ctx: Context, *, question: Question, text: str = "") -> Question:
    """The asker asks the programme officer, once, to publish after all. Raises Refused and Denied."""
    question = _locked(question)
    _must_be_asker(ctx, question)
    _can(question, "appeal")
    if question.appealed_at:
        raise Refused(_("The programme officer has decided. It can be appealed once."))
    question.appeal_text = (text or "").strip()[: rules.TEXT_LENGTH]
    question.state, question.appealed_at = "appealed", ctx.at
    question.save(update_fields=["state", "appealed_at", "appeal_text"])
    ctx.announce("questions.appealed", question=question)
    return question


def _speaks(ctx: Context, question: Question) -> str:
    """The post in which the actor answers for the body. Raises Refused."""
    if not bodies.speaks_for(ctx.actor, question.body, ctx.at):
        raise Refused(_("Only somebody with a post in the body that was asked can answer."))
    return bodies.post_of(ctx.actor, question.site, ctx.at)[1]


def _say(ctx: Context, question: Question, text: str, lang: str, corrects: Answer | None) -> Answer:
    said = Answer.objects.create(
        question=question,
        text=_words(text, rules.ANSWER_LENGTH),
        lang=lang if lang in rules.LANGUAGES else "ms",
        post=_speaks(ctx, question),
        at=ctx.at,
        corrects=corrects,
    )
    question.state, question.answered_at = "answered", question.answered_at or ctx.at
    question.marked, question.marked_at = "", None
    question.save(update_fields=["state", "answered_at", "marked", "marked_at"])
    findable.put(question, ctx.at)
    return said


@command("questions.answer", **_there)
def answer(ctx: Context, *, question: Question, text: str, lang: str = "ms") -> Answer:
    """Answer in public, by who holds a post in the body that was asked. Raises Refused."""
    question = _locked(question)
    _can(question, "answer")
    said = _say(ctx, question, text, lang, None)
    ctx.detail(question=question.pk, body=question.body_id)
    ctx.announce("questions.answered", question=question, answer=said)
    return said


@command("questions.correct", **_there)
def correct(ctx: Context, *, question: Question, text: str, lang: str = "ms") -> Answer:
    """A new answer in place of the last one, which stays and is shown; the asker is asked anew. Raises Refused."""
    question = _locked(question)
    _can(question, "correct")
    said = _say(ctx, question, text, lang, question.answers.order_by("-id").first())
    ctx.detail(question=question.pk, corrects=said.corrects_id)
    ctx.announce("questions.answered", question=question, answer=said)
    return said


@command("questions.mark", **_there)
def mark(ctx: Context, *, question: Question, says: str) -> Question:
    """Who asked says whether the answer answers. Nothing is closed by it. Raises Refused and Denied."""
    question = _locked(question)
    _must_be_asker(ctx, question)
    _can(question, "mark")
    if says not in rules.MARKS:
        raise Refused(_("Choose one of the two answers."), field="says")
    question.marked, question.marked_at = says, ctx.at
    question.save(update_fields=["marked", "marked_at"])
    ctx.detail(says=says)
    return question


@command("questions.set_charter", at_node=lambda given: given["body"].node)
def set_charter(ctx: Context, *, body: Body, days: int, source: str) -> Charter:
    """Say in how many working days the body answers from now on, and where that is written. Raises Refused."""
    if not bodies.speaks_for(ctx.actor, body, ctx.at):
        raise Refused(_("Only somebody with a post in this body can say it."))
    if not 1 <= days <= rules.MOST_DAYS:
        raise Refused(_("Between 1 and %(n)s working days.") % {"n": rules.MOST_DAYS}, field="days")
    row = Charter.objects.create(body=body, days=days, source=_words(source, rules.SOURCE_LENGTH, "source"), at=ctx.at)
    ctx.detail(days=days)
    return row
