"""What the desk asks of somebody: to remind a body outside, to complete what it sent back."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.nodes import NodePath
from k2k.core.todo import Todo
from k2k.desk import rules
from k2k.desk.models import Sent
from k2k.issues import queries as issues

#: So many stand on a page; the others follow once these are done.
MOST = 5
ROLES = rules.VERBS["desk.send_outside"]


def url(sent: Sent) -> str:
    """Where it stands what a body outside was told."""
    return reverse("desk:case", args=[sent.issue.code])


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """What came back for a formality; whose charter has passed and who was not reminded for a week. One statement."""
    places = actor.nodes_for(ROLES)
    if not places:
        return []
    inside = NodePath.objects.filter(ancestor_id__in=places).values("descendant_id")
    missing = Q(returned_at__isnull=False, completed_at=None, issue__state__in=issues.IN_HAND)
    quiet = Q(reminded_at=None) | Q(reminded_at__lte=at - rules.REMIND_EVERY)
    late = Q(ended_at=None, due_on__lt=clock.today(at)) & quiet
    rows = Sent.objects.filter(missing | late, issue__node_id__in=inside).order_by("due_on", "id")
    private = actor.nodes_for({"office"})
    rows = rows if private else rows.filter(issue__at_home=False)
    found = rows.select_related("body", "issue__node__block", "issue__node__floor")[:MOST]
    return [Todo(_sentence(sent), url(sent), sent.issue.ref) for sent in found]


def _sentence(sent: Sent) -> str:
    given = {"what": issues.title(sent.issue), "body": sent.body.name}
    if sent.returned_at:
        return _("%(what)s: complete what %(body)s asks for") % given
    return _("%(what)s: remind %(body)s, its charter's days have passed") % given


def charter_passed(at: datetime) -> list[Sent]:
    """With a body outside longer than its charter says, and nobody was told yet."""
    rows = Sent.objects.filter(ended_at=None, told_at=None, due_on__lt=clock.today(at))
    return list(rows.select_related("body", "issue__node").order_by("id")[:200])
