"""What issues ask of somebody, and what they say on the front of a site."""

from datetime import datetime

from django.db.models import Count, F, Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from k2k.bodies import queries as bodies
from k2k.core.actors import Actor
from k2k.core.nodes import Node, NodePath
from k2k.core.todo import Todo
from k2k.issues import names, queries, rules
from k2k.issues.models import Answer, Issue

#: So many questions stand on a home's page; the list of its reports has the rest.
MOST = 5


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """To a home: is it fixed? To an office: what is new. To who repairs: what waits. At most three queries."""
    if actor.household_id:
        return _of_home(actor, at)
    return _of_office(actor) + _of_repairer(actor, at)


def _of_home(actor: Actor, at: datetime) -> list[Todo]:
    said = Answer.objects.filter(household_id=actor.household_id, answer="yes")
    rows = queries.my_issues(actor).filter(state="claimed")
    answered = set(said.filter(issue__state="claimed", round=F("issue__reopened")).values_list("issue_id", flat=True))
    waiting = [issue for issue in rows.order_by("claimed_at", "id")[: MOST + len(answered)] if issue.pk not in answered]
    return [
        Todo(_("%(what)s: is it fixed?") % {"what": names.title(issue)}, names.url(issue), issue.ref)
        for issue in waiting[:MOST]
    ]


def _within(actor: Actor, roles: set[str]):
    return NodePath.objects.filter(ancestor_id__in=actor.nodes_for(roles)).values("descendant_id")


def _of_office(actor: Actor) -> list[Todo]:
    if not actor.nodes_for({"office"}):
        return []
    new = Issue.objects.filter(node_id__in=_within(actor, {"office"}), state="new", source="")
    by_site = new.values("site_id", "site__name", "site__code").annotate(n=Count("id"))
    return [
        Todo(
            ngettext("%(site)s: %(n)s new report", "%(site)s: %(n)s new reports", row["n"])
            % {"site": row["site__name"], "n": row["n"]},
            _page("desk:show", row["site__code"]),
            f"core.node:{row['site_id']}",
        )
        for row in by_site.order_by("site__name", "site_id")
    ]


def _of_repairer(actor: Actor, at: datetime) -> list[Todo]:
    if not actor.nodes_for({"contractor"}):
        return []
    mine = Q(body__in=bodies.bodies_of(actor, at), node_id__in=_within(actor, {"contractor"}))
    rows = Issue.objects.filter(mine, state__in=rules.IN_HAND, at_home=False, source="").select_related(*queries.ROW)
    return [
        Todo(names.title(issue), names.url(issue), issue.ref, issue.due) for issue in rows.order_by("due", "id")[:MOST]
    ]


def _page(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return "/"


def tile(site: Node, at: datetime) -> dict:
    """The way to report, with how many reports are open; asked once for each site object and moment."""
    n = queries.counts_once(site, at)["open"]
    return {
        "order": 10,
        "icon": "report",
        "title": _("Report"),
        "text": ngettext("%(n)s is open now", "%(n)s are open now", n) % {"n": n},
        "url": _page("issues:report_start", site.code),
    }
