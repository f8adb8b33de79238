"""What questions put on pages of the apps above: the tile, what is asked of the desk and of who asked, the links."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.questions import names, queries, rules
from k2k.questions.models import Question

#: So many of each kind stand on a page of what is asked; the list of the site has the rest.
MOST = 5


def tile(site: Node, at: datetime) -> dict:
    """Ask the office, on the front of a perumahan. No statement: the numbers stand on the page behind it."""
    return {
        "icon": "question",
        "title": _("Ask the office"),
        "text": _("One question, answered or shown unanswered"),
        "url": reverse("questions:board", args=[site.code]),
        "order": 30,
    }


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To a home: is that an answer? To the desk: what is to be published or answered. To the officer: appeals."""
    if actor.household_id:
        return _of_home(actor.household_id)
    if actor.account is None:
        return []
    return _of_body(actor, at) + _of_moderators(actor)


def _of_home(household_id: int) -> list[Todo]:
    rows = Question.objects.filter(household_id=household_id, state="answered", marked="")
    return [
        Todo(_("Your question was answered. Does it answer you?"), names.url(one), one.ref)
        for one in rows.order_by("-answered_at")[:MOST]
    ]


def _of_body(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.nodes_for(rules.VERBS["questions.answer"]):
        return []
    rows = Question.objects.filter(body__in=bodies.bodies_of(actor, at), state="waiting").order_by("due_on", "id")
    return [
        Todo(_("Answer: %(text)s") % {"text": names.title(one)}, names.url(one), one.ref, clock.due_at(one.due_on))
        for one in rows[:MOST]
    ]


def _of_moderators(actor: Actor) -> list[Todo]:
    found = []
    for state, sentence in (("held", _held), ("appealed", _appealed)):
        places = actor.nodes_for(rules.MODERATORS[state])
        if not places:
            continue
        inside = NodePath.objects.filter(ancestor_id__in=places).values("descendant_id")
        rows = Question.objects.filter(state=state, site_id__in=inside).values("site__name", "site__code", "site_id")
        which = "waiting" if state == "held" else "refused"
        found += [
            Todo(
                sentence(row["n"]) % {"site": row["site__name"], "n": row["n"]},
                f"{reverse('questions:board', args=[row['site__code']])}?list={which}",
                f"core.node:{row['site_id']}",
            )
            for row in rows.annotate(n=Count("id")).order_by("site__name", "site_id")
        ]
    return found


def _held(n: int) -> str:
    return ngettext("%(site)s: %(n)s question to publish or not", "%(site)s: %(n)s questions to publish or not", n)


def _appealed(n: int) -> str:
    return ngettext("%(site)s: %(n)s appeal about a question", "%(site)s: %(n)s appeals about questions", n)


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Name and page of a question; its words only for whom they are."""
    found = Question.objects.select_related("site").filter(pk=pk).first()
    if found is None:
        return None
    name = names.title(found) if queries.reads_words(viewer, found) else names.unseen(found)
    return name, names.url(found)


def load(pks: Iterable[int]) -> dict[int, Question]:
    """The questions that messages are about."""
    return Question.objects.select_related("body", "site").in_bulk(list(pks))
