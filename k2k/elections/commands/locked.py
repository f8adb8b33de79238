"""What every command about an election begins with: the election as it now stands, and the words that were typed."""

from typing import Any

from django.utils.translation import gettext as _

from k2k.bodies import commands as bodies
from k2k.core import clock
from k2k.core.commands import Context, Refused
from k2k.elections.models import Election

there: dict[str, Any] = {"at_node": lambda given: given["election"].node}
about_candidate: dict[str, Any] = {"at_node": lambda given: given["candidate"].election.node}


def locked(election: Election) -> Election:
    """The election as it stands now, held until the command is done."""
    election.refresh_from_db(from_queryset=Election.objects.select_for_update())
    return election


def words(text: str, most: int, field: str) -> str:
    """The words in one line. Raises Refused when there are none or too many."""
    plain = " ".join((text or "").split())
    if not plain or not plain.isprintable():
        raise Refused(_("Write it in a few words."), field=field)
    if len(plain) > most:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=field)
    return plain


def end_dispute(ctx: Context, election: Election) -> None:
    """The group is no longer disputed because this election was held up; another dispute stays."""
    day, body = clock.today(ctx.at), election.group.body
    if election.suspended_at and body.contested_since == clock.today(election.suspended_at):
        bodies.settle(ctx.actor, body=body, on=day, at=ctx.at)
