"""The chair elected four months ago takes over: the old one keeps the keys and signs nothing, and that is seen."""

from datetime import timedelta
from typing import TYPE_CHECKING

from k2k.core import actors
from k2k.handover import commands

if TYPE_CHECKING:
    from k2k.home.demo.build import World


def tell(world: "World") -> None:
    """Half is handed over, half is not; after its day the new chair closes the list alone. After `elections.tell`."""
    found = world.bodies["association"].handovers.filter(post="chair", state="open").order_by("id").first()
    if found is None or found.incoming is None:
        return
    at = found.opened_at + timedelta(days=3)
    outgoing, incoming = (actors.for_account(account, at) for account in (found.outgoing, found.incoming))
    numbers = {item.kind: item.number for item in found.items.all()}
    commands.mark(
        outgoing, handover=found, says={numbers["documents"]: "handed", numbers["keys"]: "refused"}, at=at
    )  # fmt: skip
    came = {kind: "received" if kind in ("documents", "action") else "missing" for kind in numbers}
    says = {item.number: came[item.kind] for item in found.items.all()}
    commands.mark(incoming, handover=found, says=says, at=at + timedelta(days=1))
    commands.sign(incoming, handover=found, at=at + timedelta(days=2))
    commands.close_unsigned(incoming, handover=found, at=found.opened_at + timedelta(days=20))
