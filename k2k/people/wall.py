"""The landlord's wall, in one place: no role of an owner or manager ever reads or changes a household."""

from k2k.core.actors import Actor
from k2k.core.commands import Denied
from k2k.core.nodes import Node
from k2k.people.models import Household
from k2k.people.rules import LANDLORD


def passes(actor: Actor, verb: str, node: Node) -> bool:
    """Whether `actor` may do `verb` at `node` and holds no landlord's role there."""
    return actor.may(verb, node) and not actor.holds(LANDLORD, node)


def keep(actor: Actor, verb: str, household: Household) -> None:
    """Raise Denied for a landlord, and for a card of another household (also an earlier one of the same unit)."""
    stranger = actor.kind == "card" and actor.household_id != household.pk
    if stranger or not passes(actor, verb, household.node):
        raise Denied(verb)
