"""What safety asks of somebody: letters to open, lines to check. And what it puts on the pages of others."""

from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.core import clock, nodes
from k2k.core.actors import Actor
from k2k.core.todo import Todo
from k2k.safety import names, queries, rules


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To the lead and the manager: unread letters. To the operator: lines that nobody checked for 90 days."""
    if actor.account is None:
        return []
    return _letters(actor, at) + _lines(actor, at)


def _letters(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.holds(rules.LEAD_ROLES | {"office"}):
        return []
    try:
        n = queries.inbox(actor, at).filter(unread__gt=0).count()
    except Http404:
        return []
    words = ngettext("%(n)s sealed letter to open", "%(n)s sealed letters to open", n) % {"n": n}
    return [Todo(words, reverse("safety:inbox"))] if n else []


def _lines(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.holds({"operator"}, nodes.root()):
        return []
    day = clock.today(at)
    return [
        Todo(_("Check the number: %(line)s") % {"line": names.LINES[line.slug]}, reverse("safety:lines"))
        for line in queries.lines()
        if line.is_old(day)
    ]
