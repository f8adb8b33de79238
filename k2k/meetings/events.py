"""Who is told what about a meeting, and the count of a secret ballot; inside the command's transaction."""

from k2k.ballots import queries as ballots
from k2k.core import notify
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.groups import queries as groups
from k2k.meetings import commands, messages
from k2k.meetings.models import Meeting, Motion


def _committee(meeting: Meeting, at) -> list[str]:
    return [f"account:{term.account_id}" for term in groups.committee(meeting.group, at)]


def _homes(meeting: Meeting, at) -> list[str]:
    members = groups.members(meeting.group, at)
    if meeting.block_id:
        members = members.filter(household__node__block_id=meeting.block_id)
    return [
        f"household:{pk}" for pk in members.order_by("household_id").values_list("household_id", flat=True).distinct()
    ]


@on("meetings.told")
def _told(*, at, actor, meeting, notice) -> None:
    to = _committee(meeting, at) if meeting.kind == "committee" else _homes(meeting, at)
    notify.send(messages.Told, to, subject=meeting.ref, at=at, what=notice.what)


@on("meetings.published")
def _published(*, at, actor, meeting) -> None:
    rows = meeting.attendances.exclude(membership=None).order_by("membership__household_id")
    homes = rows.values_list("membership__household_id", flat=True).distinct()
    notify.send(messages.Published, [f"household:{pk}" for pk in homes], subject=meeting.ref, at=at)


@on("meetings.corrected")
def _corrected(*, at, actor, meeting, correction) -> None:
    notify.send(messages.Corrected, _committee(meeting, at), subject=meeting.ref, at=at)


@on("meetings.answered")
def _answered(*, at, actor, correction) -> None:
    to = [f"household:{correction.household_id}"]
    notify.send(messages.Answered, to, subject=correction.meeting.ref, at=at)


def _motion_of(ballot) -> Motion | None:
    kind, _colon, pk = ballot.source.partition(":")
    found = (
        Motion.objects.select_related("meeting__node", "item__approves").filter(pk=pk)
        if kind == "meetings.motion"
        else None
    )
    return found.first() if found is not None else None


@on("ballots.counted")
def _counted(*, at, actor, ballot) -> None:
    motion = _motion_of(ballot)
    if motion is not None and motion.ballot == ballot.ref and motion.state == "seconded":
        commands.read_secret(SYSTEM, motion=motion, result=ballots.counted(ballot)[0].outcome.result, at=at)


@on("ballots.cancelled")
def _cancelled(*, at, actor, ballot) -> None:
    motion = _motion_of(ballot)
    if motion is not None and motion.ballot == ballot.ref and motion.state == "seconded":
        commands.read_secret(SYSTEM, motion=motion, result=None, at=at)
