"""Who is told what about a membership; inside the command's transaction."""

from k2k.core import notify
from k2k.core.events import on
from k2k.groups import messages


def _tell(message, membership, at) -> None:
    notify.send(message, [f"household:{membership.household_id}"], subject=membership.ref, at=at)


@on("groups.opened")
def _opened(*, at, actor, membership) -> None:
    _tell(messages.Opened, membership, at)


@on("groups.objected")
def _objected(*, at, actor, membership) -> None:
    _tell(messages.Objected, membership, at)


@on("groups.decided")
def _decided(*, at, actor, membership) -> None:
    _tell(messages.Decided, membership, at)


@on("groups.admitted")
def _admitted(*, at, actor, membership) -> None:
    _tell(messages.Decided, membership, at)
