"""Reads about questions. Those with a `viewer` say for themselves who may see what."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node
from k2k.places import queries as places
from k2k.questions import rules
from k2k.questions.models import Question
from k2k.questions.rules import days_waited
from k2k.questions.standing import Rule, charter, is_asker

__all__ = [
    "LISTS",
    "Rule",
    "Tally",
    "by_code",
    "charter",
    "days_waited",
    "get",
    "is_asker",
    "may_moderate",
    "page",
    "public_by_code",
    "reads_words",
    "rows",
    "tally",
]

#: The lists of a site's page: their states, and in which order. What waits stands oldest first.
LISTS: dict[str, tuple[tuple[str, ...], tuple[str, str]]] = {
    "waiting": (rules.OPEN, ("asked_at", "id")),
    "answered": (("answered",), ("-answered_at", "-id")),
    "refused": (rules.UNSEEN, ("-asked_at", "-id")),
}
PAGE = 20


@dataclass(frozen=True)
class Tally:
    """How many questions a site was asked and how many were answered; `oldest` is the working days the oldest waits."""

    answered: int
    waiting: int
    refused: int
    oldest: int

    @property
    def total(self) -> int:
        """All but those that are not published."""
        return self.answered + self.waiting


def tally(site: Node, at: datetime, state: str = "") -> Tally:
    """The numbers of a site. One statement, and one for its federal state where `state` does not name it."""
    found = Question.objects.filter(site=site, asked_at__lte=at).aggregate(
        answered=Count("id", filter=Q(state="answered")),
        waiting=Count("id", filter=Q(state__in=rules.OPEN)),
        refused=Count("id", filter=Q(state__in=rules.UNSEEN)),
        oldest=Min("asked_at", filter=Q(state__in=rules.OPEN)),
    )
    oldest = found.pop("oldest")
    days = 0
    if oldest:
        days = days_waited(clock.today(oldest), clock.today(at), state or places.site_of(site).state)
    return Tally(**found, oldest=days)


def rows(site: Node, which: str, at: datetime) -> QuerySet[Question]:
    """One list of a site: what waits oldest first, the rest newest first."""
    states, order = LISTS[which]
    found = Question.objects.filter(site=site, state__in=states, asked_at__lte=at)
    return found.select_related("body").order_by(*order)


def page(site: Node, which: str, at: datetime, after: str = "") -> tuple[list[Question], str]:
    """At most 20 rows behind the key `after`, and the key of the next page or "". One statement."""
    found, (field, _tie) = rows(site, which, at), LISTS[which][1]
    name, newest_first = field.lstrip("-"), field.startswith("-")
    if key := _key(after):
        side = "lt" if newest_first else "gt"
        moment, pk = key
        found = found.filter(Q(**{f"{name}__{side}": moment}) | Q(**{name: moment, f"id__{side}": pk}))
    some = list(found[: PAGE + 1])
    more = f"{getattr(some[PAGE - 1], name).isoformat()}_{some[PAGE - 1].pk}" if len(some) > PAGE else ""
    return some[:PAGE], more


def _key(after: str) -> tuple[datetime, int] | None:
    moment, _line, pk = after.partition("_")
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (when, int(pk)) if when.tzinfo and pk.isascii() and pk.isdigit() and len(pk) < 16 else None


def by_code(code: str) -> Question | None:
    """The question with this code, its body, its site and what it leads to. One statement."""
    found = Question.objects.select_related("body", "site", "repeats", "follows", "followed_by")
    return found.filter(code=code.replace("\x00", "")[:16]).first()


def public_by_code(site: Node, code: str) -> Question | None:
    """A public question of the site with this code."""
    found = Question.objects.filter(site=site, state__in=rules.PUBLIC)
    return found.filter(code=code.replace("\x00", "")[:16]).first()


def get(viewer: Actor, code: str, verb: str = "", *, own: bool = False) -> Question:
    """Fetch and authorise: Http404 where there is none, `viewer` may not do `verb` there, or it is not its `own`."""
    found = by_code(code)
    if found is None or (verb and not viewer.may(verb, found.site)) or (own and not is_asker(viewer, found)):
        raise Http404
    return found


def may_moderate(viewer: Actor, question: Question) -> bool:
    """Whether the viewer may publish or refuse it as it stands."""
    held = rules.MODERATORS.get(question.state)
    return held is not None and viewer.holds(held, question.site)


def reads_words(viewer: Actor, question: Question) -> bool:
    """Public words everybody; words that wait or were refused who asked, and those who publish."""
    if question.state in rules.PUBLIC or is_asker(viewer, question):
        return True
    return viewer.holds(rules.MODERATORS["held"], question.site)
