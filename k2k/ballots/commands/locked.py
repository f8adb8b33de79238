"""What every command about a ballot begins with: the ballot as it now stands, and who its tellers are."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from k2k.ballots.models import Ballot, Teller
from k2k.bodies import queries as bodies
from k2k.core.actors import Actor
from k2k.core.commands import Context, Denied, Refused

there: dict[str, Any] = {"at_node": lambda given: given["ballot"].node}
NOT_NOW = {
    "draft": _("This ballot has begun. What it is about no longer changes."),
    "open": _("This ballot is not open."),
    "closed": _("This ballot has to be closed first."),
}


def in_state(ballot: Ballot, *states: str) -> Ballot:
    """The ballot, locked for the rest of the transaction. Raises Refused when it is in none of `states`."""
    ballot.refresh_from_db(from_queryset=Ballot.objects.select_for_update())
    if ballot.state not in states:
        raise Refused(str(NOT_NOW[states[0]]))
    return ballot


def runs(actor: Actor, ballot: Ballot, at: datetime) -> bool:
    """Whether the actor acts for who called this ballot; another committee of the same site does not."""
    if actor.is_system:
        return True
    return ballot.body is not None and bodies.speaks_for(actor, ballot.body, at)


def must_run(ctx: Context, ballot: Ballot) -> None:
    """Every verb of a committee begins so: the role alone is not enough. Raises Denied."""
    if not runs(ctx.actor, ballot, ctx.at):
        raise Denied(ctx.verb)


def teller_of(ctx: Context, ballot: Ballot) -> Teller:
    """The actor as a teller of this ballot. Raises Denied for everybody else."""
    found = ballot.tellers.filter(holder__in=keys_of(ctx.actor)).first()
    if found is None:
        raise Denied(ctx.verb)
    return found


def keys_of(actor: Actor) -> list[str]:
    """Under which keys an actor is written down: an account, or a person whose PIN was just given."""
    person = [f"people.person:{actor.person_id}"] if actor.person_id else []
    return person if actor.kind == "card" else [actor.key, *person]
