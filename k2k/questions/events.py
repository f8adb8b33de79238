"""Who is told what about a question; inside the command's transaction."""

from datetime import datetime

from k2k.bodies import queries as bodies
from k2k.core import grants, notify
from k2k.core.events import on
from k2k.questions import messages, rules
from k2k.questions.models import Question


def _asker(question: Question) -> list[str]:
    return [f"household:{question.household_id}"] if question.household_id else []


def _moderators(question: Question, at: datetime, roles=frozenset({"office", "committee"})) -> list[str]:
    return [f"account:{pk}" for pk in grants.holders(roles, question.site, at)]


def _speakers(question: Question, at: datetime) -> list[str]:
    terms = [term for _post, held in bodies.terms_of(question.body, at) for term in held if term.since <= at]
    return [f"account:{pk}" for pk in dict.fromkeys(term.account_id for term in terms)]


def _tell(message, question: Question, to: list[str], at: datetime, **args) -> None:
    if to:
        notify.send(message, to, subject=question.ref, at=at, **args)


@on("questions.asked")
def _asked(*, at, actor, question) -> None:
    if question.state == "held":
        _tell(messages.Held, question, _moderators(question, at), at)
    else:
        _tell(messages.Asked, question, _speakers(question, at), at)


@on("questions.published")
def _published(*, at, actor, question) -> None:
    _tell(messages.Published, question, _asker(question), at)
    if question.state == "waiting":
        _tell(messages.Asked, question, [key for key in _speakers(question, at) if key != actor.key], at)


@on("questions.refused")
def _refused(*, at, actor, question) -> None:
    _tell(messages.NotPublished, question, _asker(question), at)


@on("questions.appealed")
def _appealed(*, at, actor, question) -> None:
    _tell(messages.Appealed, question, _moderators(question, at, rules.MODERATORS["appealed"]), at)


@on("questions.answered")
def _answered(*, at, actor, question, answer) -> None:
    _tell(messages.Answered, question, _asker(question), at, own=True)
    homes = question.wishes.exclude(household=None).order_by("id").values_list("household_id", flat=True)
    _tell(messages.Answered, question, [f"household:{pk}" for pk in homes], at)
