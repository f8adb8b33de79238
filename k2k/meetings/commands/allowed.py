"""What every command about a meeting begins with: who may, the meeting as it now stands, words of the right length."""

from typing import Any

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Refused
from k2k.groups.commands.allowed import must_run
from k2k.meetings.models import Meeting, Motion

there: dict[str, Any] = {"at_node": lambda given: given["meeting"].node}
at_motion: dict[str, Any] = {"at_node": lambda given: given["motion"].meeting.node}


def run(ctx: Context, meeting: Meeting, *states: str) -> Meeting:
    """The meeting locked and in one of `states`, for who acts for its group. Raises Refused and Denied."""
    must_run(ctx, meeting.group)
    return stands(meeting, *states)


def stands(meeting: Meeting, *states: str) -> Meeting:
    """The meeting as it stands now, held until the command is done. Raises Refused when it is in none of `states`."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if states and meeting.state not in states:
        raise Refused(_("This meeting has moved on. Look at it again."))
    return meeting


def run_motion(ctx: Context, motion: Motion, *states: str) -> Motion:
    """The motion of a meeting that is open, locked, for who acts for the group. Raises Refused and Denied."""
    run(ctx, motion.meeting, "open")
    motion.refresh_from_db(from_queryset=Motion.objects.select_for_update())
    if states and motion.state not in states:
        raise Refused(_("This motion has moved on. Look at it again."))
    return motion


def plain(text: str, most: int, field: str, *, required: bool = True) -> str:
    """Some words in one line. Raises Refused when there are none or too many."""
    return _fits(" ".join((text or "").split()), most, field, required)


def lines(text: str, most: int, field: str, *, required: bool = True) -> str:
    """Some lines of words. Raises Refused when there are none or too many."""
    return _fits((text or "").strip().replace("\r\n", "\n"), most, field, required)


def _fits(text: str, most: int, field: str, required: bool) -> str:
    if required and not text:
        raise Refused(_("Write your words first."), field=field)
    if len(text) > most:
        raise Refused(_("Make it shorter: at most %(n)s letters.") % {"n": most}, field=field)
    return text
