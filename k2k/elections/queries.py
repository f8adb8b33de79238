"""Reads about elections, for pages, for the rules of this app and for apps above."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from k2k.core.actors import Actor
from k2k.elections import rules
from k2k.elections.models import Candidate, Election, Objection, Seat
from k2k.groups import queries as groups

if TYPE_CHECKING:
    from k2k.groups.models import Group, Membership


def election(code: str) -> Election:
    """The election with this code; Http404 where there is none. Everybody may see it. One query."""
    rows = Election.objects.select_related("group__body", "group__site", "group__node", "site", "node", "ballot")
    found = rows.filter(code=code.replace("\x00", "")[:16]).first()
    if found is None:
        raise Http404
    return found


def candidate(code: str) -> Candidate:
    """A candidacy by its code; Http404 where there is none. One query."""
    rows = Candidate.objects.select_related(
        "seat__block", "membership", "election__group__body", "election__site", "election__node", "election__ballot"
    )
    found = rows.filter(code=code.replace("\x00", "")[:16]).first()
    if found is None:
        raise Http404
    return found


def of_group(group: Group) -> QuerySet[Election]:
    """The elections of a group, the newest first."""
    return Election.objects.filter(group=group).select_related("ballot").order_by("-called_at", "-id")


def running(group: Group) -> Election | None:
    """The newest election of a group that is not over. One query."""
    return of_group(group).filter(state__in=rules.RUNNING).first()


def state(election: Election, at: datetime) -> str:
    """The state as its days make it now."""
    return rules.state_at(election.state, election.days, at)


def seats(election: Election) -> list[Seat]:
    """The seats with those who stand for them, `stands` in the order of the list. Two queries."""
    order = ("place", "name", "id")
    standing = Candidate.objects.filter(state__in=("standing", *rules.ON_LIST)).order_by(*order)
    found = election.seats.select_related("block").order_by("number")
    return list(found.prefetch_related(Prefetch("candidates", standing, to_attr="stands")))


def proposed(election: Election) -> QuerySet[Candidate]:
    """Who was proposed and does not stand yet; for members and the committee only."""
    rows = election.candidates.filter(state="proposed").select_related("seat__block", "membership__person")
    return rows.order_by("seat__number", "id")


def own_candidacies(actor: Actor, election: Election) -> list[Candidate]:
    """What the person behind the card was proposed for and still stands for."""
    member = groups.own(actor, election.group)
    if member is None:
        return []
    rows = election.candidates.filter(membership=member, state__in=rules.STANDS)
    return list(rows.select_related("seat__block", "election", "membership__account"))


def stands_from(election: Election, household_id: int) -> bool:
    """Whether somebody of this home stands, or is proposed."""
    return election.candidates.filter(membership__household_id=household_id, state__in=rules.STANDS).exists()


def is_teller(actor: Actor, election: Election) -> bool:
    """Whether the actor is a teller of this election."""
    return actor.account is not None and election.tellers.filter(account=actor.account, ended_at=None).exists()


def is_neutral(actor: Actor, election: Election) -> bool:
    """Whether the actor neither stands nor shares a home with somebody who does, as far as is known."""
    member = groups.membership_of_account(election.group, actor.account)
    return member is None or not stands_from(election, member.household_id)


def may_decide(actor: Actor, election: Election, at: datetime) -> bool:
    """Whether the actor decides objections of this election now."""
    if actor.account is None:
        return False
    allowed = is_teller(actor, election) or (election.state != "counted" and groups.may_run(actor, election.group, at))
    return allowed and is_neutral(actor, election)


def objections(election: Election) -> QuerySet[Objection]:
    """Every objection with what was said about it, the oldest first; never whose home it was."""
    rows = election.objections.select_related("candidate__seat").prefetch_related("rulings")
    return rows.order_by("at", "id")


def can_be_proposed(election: Election) -> list[Membership]:
    """The grown-up members who do not stand yet, by name; for members' homes and the committee only. Two queries."""
    taken = set(election.candidates.filter(state__in=rules.STANDS).values_list("membership_id", flat=True))
    return [row for row in grown_members(election.group) if row.pk not in taken]


def grown_members(group: Group) -> list[Membership]:
    """The same, whoever stands."""
    rows = group.memberships.filter(state="member").exclude(age="under_18")
    found = rows.select_related("person", "household__node__block")
    return sorted(found, key=lambda row: (name_of(row).casefold(), row.pk))


def on_roll(election: Election) -> list[Membership]:
    """The members on the roll of the election's ballot, by name; for the committee only. Two queries."""
    if election.ballot is None:
        return []
    lines = election.ballot.roll.values_list("who", flat=True)
    rows = groups.by_voter(election.group, lines).values()
    return sorted(rows, key=lambda row: (name_of(row).casefold(), row.pk))


def name_of(membership: Membership) -> str:
    """How a member is called in a list: the name they gave, or the number of the home."""
    return membership.person.preferred_name if membership.person else membership.household.node.name


def by_ballot(ballot) -> Election | None:
    """The election for which a ballot is held. One query, none for other ballots."""
    kind, _colon, pk = ballot.source.partition(":")
    if kind != "elections.election" or not pk.isdecimal():
        return None
    return Election.objects.select_related("group__body", "node", "site").filter(pk=int(pk)).first()
