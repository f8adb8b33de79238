"""What the group's own page and a membership's page show, for whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.groups import forms, names, queries, rules, slots
from k2k.groups.models import Group, Membership
from k2k.places import queries as places


def group_page(request: HttpRequest, group: Group) -> HttpResponse:
    """A group to everybody: what it is, its posts without names, what it does; to its own what they may do."""
    request.site = group.site
    at, day, actor = request.at, clock.today(request.at), request.actor
    count = queries.members(group, at).count()
    context = {
        "group": group,
        "kind": names.KINDS[group.kind],
        "contested": group.body.contested(day),
        "count": count if count >= rules.SHOWN_FROM else None,
        "posts": list(dict.fromkeys(bodies.post_title(row.post.kind) for row in queries.committee(group, at))),
        "parts": slots.parts(group, actor, at),
        "own": [(one, names.holder(one), names.status(one)) for one in queries.of_home(actor, group)],
        "may_join": actor.kind == "card" and actor.may("groups.join", group.node),
        "may_run": queries.may_read_members(actor, group, at),
        "applicants": _applicants(request, group),
    }
    return render(request, "groups/group.html", context)


def _applicants(request: HttpRequest, group: Group) -> list[tuple[Membership, str, str, tuple[str, str]]]:
    """Whom members can look at before they belong; nobody else sees that somebody asked."""
    if not queries.is_members_home(request.actor, group):
        return []
    rows = queries.applicants(group)[: rules.APPLICANTS_SHOWN]
    return [(one, names.holder(one), _block(one), names.status(one)) for one in rows]


def membership_page(
    request: HttpRequest, one: Membership, tried: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A membership; `tried` has the forms that were refused, by verb."""
    group, actor, tried = one.group, request.actor, tried or {}
    request.site = group.site
    runs = queries.may_read_members(actor, group, request.at)
    own = actor.household_id is not None and actor.household_id == one.household_id
    context = {
        "one": one,
        "group": group,
        "holder": names.holder(one),
        "status": names.status(one),
        "shown_by": names.SHOWINGS.get(one.shown_by, ""),
        "ending": names.ENDINGS.get(one.ending, ""),
        "where": one.household.node.name if own or runs else _block(one),
        "objections": [(row, names.OBJECTIONS[row.reason]) for row in one.objections.order_by("at")],
        "vouches": one.vouches.count(),
        "own": own,
        "runs": runs,
        "can": _can(request, one, own, runs),
        "refused_form": next((form for form in tried.values() if form.errors), None),
        **{f"{name}_form": tried.get(name) or kind(auto_id=f"id_{name}_%s") for name, kind in FORMS.items()},
    }
    return render(request, "groups/membership.html", context, status=status)


FORMS = {"show_letter": forms.CodeForm, "object_to": forms.ObjectForm, "decide": forms.DecideForm,
         "end_membership": forms.EndForm}  # fmt: skip


def _block(one: Membership) -> str:
    block = one.household.node.block
    return places.short(block) if block else ""


def _can(request: HttpRequest, one: Membership, own: bool, runs: bool) -> dict[str, bool]:
    actor = request.actor
    neighbour = not own and queries.is_members_home(actor, one.group)
    counting = one.state in ("open", "disputed") and one.open_until is not None
    return {
        "show_letter": one.state == "asked" and (own or runs),
        "vouch": one.state == "asked" and (neighbour or (runs and not queries.is_own(actor, one))),
        "object": counting and neighbour and request.at < one.open_until,
        "decide": one.state == "disputed" and runs and not queries.is_own(actor, one),
        "withdraw": own and "withdrawn" in rules.MOVES[one.state],
        "leave": own and one.state == "member",
        "end": runs and one.state == "member",
    }
