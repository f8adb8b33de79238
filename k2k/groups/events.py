"""Who is told what about a membership; inside the command's transaction."""

from k2k.core import notify
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.groups import commands, messages, rules
from k2k.groups.models import Membership


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


@on("people.homes_joined")
def _homes_joined(*, at, actor, household, into) -> None:
    """Where homes are members, the one that is no more is none any longer; people stay members as they are."""
    for each in Membership.objects.filter(household=household, person=None, state__in=rules.RUNNING):
        end = commands.leave if each.state == "member" else commands.withdraw
        end(SYSTEM, membership=each, at=at)
