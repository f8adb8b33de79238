"""Who says "We come": a home by its card, or a phone without one; and what the moment allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from k2k.core import ids
from k2k.core.commands import Context, Denied, Refused
from k2k.groups import queries as groups
from k2k.groups.commands.allowed import must_run

if TYPE_CHECKING:
    from k2k.activities.models import Activity, Story
    from k2k.core.actors import Actor
    from k2k.groups.models import Group


def device_hash(device: str) -> str:
    """The keyed hash of a phone's random mark; "" where there is none."""
    return ids.keyed_hash("activity-device", device) if device else ""


def who(actor: Actor) -> dict[str, Any]:
    """By what one who comes is told from another. Raises Refused for a browser that keeps no mark."""
    if actor.household_id:
        return {"household_id": actor.household_id, "device": ""}
    if not actor.device:
        raise Refused(_("This browser keeps no mark, so you could not be told from others. Use your home's card."))
    return {"household_id": None, "device": device_hash(actor.device)}


def locked(row: Any) -> Any:
    """The row as it stands now, held until the command is done."""
    row.refresh_from_db(from_queryset=type(row).objects.select_for_update())
    return row


def must_stand(activity: Activity, *states: str) -> None:
    """Raises Refused unless the activity is in one of `states`."""
    if activity.state not in states:
        raise Refused(_("This activity has moved on. Look at it again."))


def must_read_homes(ctx: Context, group: Group) -> None:
    """Who writes down which homes came, or which children: acts for the group and is no landlord. Raises Denied."""
    must_run(ctx, group)
    if not groups.may_read_members(ctx.actor, group, ctx.at) and not ctx.actor.is_system:
        raise Denied(ctx.verb)


def is_teller(actor: Actor, story: Story) -> bool:
    """Whether the story is of this card's home."""
    return actor.household_id is not None and actor.household_id == story.household_id
