"""What elections put on pages of others: a group's page and health, what is asked of whom, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from k2k.core import clock
from k2k.core.actors import Actor
from k2k.core.todo import Todo
from k2k.core.ui import formats
from k2k.elections import queries, rules, words
from k2k.elections.models import Candidate, Election, Objection, Seat
from k2k.groups import queries as groups
from k2k.groups.slots import Evidence, Part

if TYPE_CHECKING:
    from k2k.groups.models import Group


def group_part(group: Group, viewer: Actor, at: datetime) -> Part | None:
    """The election that runs, or where elections are found. One statement."""
    found = queries.running(group) or queries.of_group(group).first()
    if found is None:
        if not groups.may_run(viewer, group, at):
            return None
        return Part("ballot", _("Elections"), _("None yet"), reverse("elections:list", args=[group.code]), 30)
    state = queries.state(found, at)
    return Part("ballot", _("Election"), str(words.STATES[state][1]), reverse("elections:show", args=[found.code]), 30)


def group_health(group: Group, since: date, until: date) -> list[Evidence]:
    """How many seats had more candidates than places; whether those elected are like the members."""
    listed = Seat.objects.filter(
        election__group=group, election__listed_at__gte=clock.start_of_day(since),
        election__listed_at__lt=clock.start_of_day(until),
    ).exclude(election__state="cancelled")  # fmt: skip
    url = reverse("elections:list", args=[group.code])
    total, contested = listed.count(), listed.filter(filled="vote").count()
    found = [Evidence(_("Seats for which more stood than there are places"), contested, total, url)] if total else []
    return [*found, *_likeness(group, clock.start_of_day(until), url)]


def _likeness(group: Group, at: datetime, url: str) -> list[Evidence]:
    """Women, youth and the largest block: among members and among those who hold a post and are known as members."""
    members = list(groups.members(group, at).select_related("household__node__block"))
    holders = set(groups.committee(group, at).values_list("account_id", flat=True))
    posts = [member for member in members if member.account_id in holders]
    if len(members) < rules.FEW or not posts:
        return []
    said: list[tuple[str, Callable[..., bool]]] = [
        (_("Women"), lambda one: one.says == "woman"),
        (_("Youth"), lambda one: one.age == "youth"),
    ]
    for block in sorted(
        {one.household.node.block for one in members if one.household.node.block}, key=lambda b: b.name
    ):
        said.append(
            (_("Block %(name)s") % {"name": block.name}, lambda one, b=block: one.household.node.block_id == b.pk)
        )
    return [_like(what, is_one, members, posts, url) for what, is_one in said]


def _block(member) -> str:
    return member.household.node.block.name if member.household.node.block else ""


def _like(what: str, is_one, members: list, posts: list, url: str) -> Evidence:
    """One line in words; numbers of people under five are never printed, nor what they could be counted back from."""
    n = sum(map(is_one, members))
    given = {
        "what": what,
        "of": len(members),
        "n": few(n),
        "posts": few(sum(map(is_one, posts))),
        "all": few(len(posts)),
    }
    line = _("%(what)s: %(n)s of %(of)s members, %(posts)s of %(all)s in posts") % given
    return Evidence(line, None, None, url)


def few(number: int) -> str:
    """A number of people in words that single nobody out."""
    return formats.number(number) if number >= rules.FEW else _("fewer than five")


def todo(actor: Actor, at: datetime) -> list[Todo]:
    """Agree to stand; decide objections; name tellers, prepare the vote; tell those elected. Few statements."""
    if actor.household_id:
        return _consents(actor, at)
    if actor.account is None:
        return []
    return _decisions(actor) + _preparing(actor, at) + _telling(actor, at)


def _consents(actor: Actor, at: datetime) -> list[Todo]:
    mine = [row.pk for row in groups.memberships_of(actor)]
    rows = Candidate.objects.filter(
        membership__in=mine, state="proposed", consented_at=None, election__state="nominating"
    ).select_related("election__group__body")  # fmt: skip
    return [
        Todo(
            _("You are proposed in an election: %(group)s. Do you agree?") % {"group": row.election.group.name},
            reverse("elections:consent", args=[row.code]), row.election.ref,
            clock.end_of_day(row.election.nominate_until),
        )
        for row in rows.order_by("id")
    ]  # fmt: skip


def _decisions(actor: Actor) -> list[Todo]:
    """Objections that wait for this teller."""
    waiting = Objection.objects.filter(
        decided_at=None, election__state__in=("nominating", "objecting", "counted"),
        election__tellers__account=actor.account, election__tellers__ended_at=None,
    ).exclude(rulings__by=actor.account)  # fmt: skip
    rows = Election.objects.filter(objections__in=waiting).select_related("group__body").annotate(n=Count("objections"))
    return [
        Todo(
            _("An objection waits for you: election of %(group)s") % {"group": row.group.name},
            reverse("elections:objections", args=[row.code]), row.ref,
        )
        for row in rows.order_by("id")
    ]  # fmt: skip


def _preparing(actor: Actor, at: datetime) -> list[Todo]:
    """The list stands and there is no ballot yet."""
    if not actor.holds({"committee"}):
        return []
    rows = Election.objects.filter(
        state="listed", ballot=None, group__body__posts__appointments__account=actor.account,
        group__body__posts__appointments__since__lte=at,
    ).select_related("group__body")  # fmt: skip
    return [
        Todo(
            _("Prepare the vote: election of %(group)s") % {"group": row.group.name},
            reverse("elections:open_vote", args=[row.code]), row.ref, clock.start_of_day(row.vote_from),
        )
        for row in rows.distinct().order_by("id")
        if groups.may_run(actor, row.group, at)
    ]  # fmt: skip


def _telling(actor: Actor, at: datetime) -> list[Todo]:
    """For the secretary whose term ended with it, and the programme: somebody elected has not opened their account."""
    new = Candidate.objects.filter(
        state="elected", election__state="settled", membership__account__password__startswith="!"
    )
    rows = Election.objects.filter(candidates__in=new).select_related("group__body", "node").distinct()
    if not actor.holds({"officer", "operator"}):
        rows = rows.filter(
            group__body__posts__kind="secretary", group__body__posts__appointments__account=actor.account
        ).distinct()  # fmt: skip
    elif actor.grants:
        rows = rows.filter(node__above__ancestor__in=actor.nodes_for({"officer", "operator"})).distinct()
    said = _("Tell those elected to open their account with card and PIN: %(group)s")
    return [
        Todo(said % {"group": row.group.name}, reverse("elections:show", args=[row.code]), row.ref)
        for row in rows.order_by("id")
    ]


def interested(ballot, at: datetime) -> set[str]:
    """Who stands in the election of this ballot, or shares the vote of a home with somebody who does."""
    election = queries.by_ballot(ballot)
    if election is None:
        return set()
    rows = election.candidates.filter(state__in=rules.STANDS).select_related("membership")
    return {key for row in rows for key in groups.keys_of(row.membership, ballot.unit)}


def ref(pk: int, viewer: Actor) -> tuple[str, str] | None:
    """Title and page of an election."""
    found = Election.objects.select_related("group__body").filter(pk=pk).first()
    if found is None:
        return None
    title = _("Election: %(group)s") % {"group": found.group.name}
    return title, reverse("elections:show", args=[found.code])


def load(pks: Iterable[int]) -> dict[int, Election]:
    """The elections that messages are about."""
    return Election.objects.select_related("group__body").in_bulk(list(pks))
