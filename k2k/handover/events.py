"""What opens a list: an election that holds, or somebody who follows in a post."""

from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.handover import commands, queries, rules
from k2k.handover.models import Handover


@on("elections.settled")
def _settled(*, at, actor, election, ended, appointed) -> None:
    for term in ended:
        if term.post.kind in rules.LISTS and not queries.goes_on(term) and term.since < term.until:
            commands.open_handover(
                SYSTEM, appointment=term, source=election.ref, incoming=queries.successor(term), at=at
            )  # fmt: skip


@on("bodies.appointed")
def _appointed(*, at, actor, appointment) -> None:
    waiting = Handover.objects.filter(appointment__post=appointment.post, state="open", incoming=None)
    found = waiting.exclude(outgoing=appointment.account).order_by("due_on", "id").first()
    if found is not None:
        commands.name_incoming(SYSTEM, handover=found, account=appointment.account, at=at)
