"""Who is told what, when something has happened; inside the command's transaction."""

from datetime import datetime

from k2k.core import grants, notify
from k2k.core.actors import SYSTEM
from k2k.core.events import on
from k2k.issues import commands, messages, ranking
from k2k.issues.models import Issue

OFFICE = {"office"}


def neighbours(issue: Issue, but: int | None = None) -> list[str]:
    """Inboxes of the homes that reported or tapped, without `but`."""
    homes = (
        issue.taps.filter(ended_at=None).exclude(household=None).order_by("id").values_list("household_id", flat=True)
    )
    return [f"household:{pk}" for pk in homes if pk != but]


def office(issue: Issue, at: datetime) -> list[str]:
    """Inboxes of those who work in the office of the place."""
    return [f"account:{pk}" for pk in grants.holders(OFFICE, issue.node, at)]


def tell(message, issue: Issue, recipients: list[str], at: datetime, **args) -> None:
    """Send `message` about the issue; nothing is ever sent about an imported one."""
    if recipients and not issue.source:
        notify.send(message, recipients, subject=issue.ref, at=at, **args)


@on("issues.reported")
def _reported(*, at, actor, issue) -> None:
    tell(messages.Reported, issue, [key for key in office(issue, at) if key != actor.key], at)
    if issue.identity == "clerk" and issue.reporter_id:
        tell(messages.RecordedForYou, issue, [f"household:{issue.reporter_id}"], at)


@on("issues.accepted")
def _accepted(*, at, actor, issue) -> None:
    tell(messages.Accepted, issue, neighbours(issue), at)


@on("issues.handed_over")
def _handed_over(*, at, actor, issue) -> None:
    tell(messages.HandedOver, issue, neighbours(issue), at)


@on("issues.date_promised")
def _promised(*, at, actor, issue) -> None:
    tell(messages.Promised, issue, neighbours(issue), at)


@on("issues.slipped")
def _slipped(*, at, actor, issue) -> None:
    tell(messages.Slipped, issue, neighbours(issue), at)


@on("issues.claimed")
def _claimed(*, at, actor, issue) -> None:
    tell(messages.Claimed, issue, neighbours(issue), at)


@on("issues.reopened")
def _reopened(*, at, actor, issue) -> None:
    tell(messages.Reopened, issue, neighbours(issue, but=actor.household_id), at)
    tell(messages.Reopened, issue, office(issue, at), at, office=True)


@on("issues.rejected")
def _rejected(*, at, actor, issue) -> None:
    tell(messages.Rejected, issue, neighbours(issue), at)


@on("issues.taken_back")
def _taken_back(*, at, actor, issue) -> None:
    tell(messages.TakenBack, issue, neighbours(issue), at)


@on("issues.confirmed")
def _confirmed(*, at, actor, issue) -> None:
    tell(messages.Confirmed, issue, neighbours(issue), at)


@on("issues.merged")
def _merged(*, at, actor, issue, into) -> None:
    tell(messages.Joined, issue, neighbours(issue), at)


#: After these a report weighs another thing: more neighbours, opened again, taken up, ended. It is born weighed.
WEIGHED = (
    "tapped", "accepted", "claimed", "reopened", "rejected", "confirmed", "merged", "unmerged",
)  # fmt: skip


def _weigh(*, at, actor, issue, into: Issue | None = None, **more) -> None:
    for each in (issue, into) if into else (issue,):
        ranking.rank(each, at)


for _event in WEIGHED:
    on(f"issues.{_event}")(_weigh)


@on("issues.reported")
def _danger(*, at, actor, issue) -> None:
    if issue.danger:
        commands.escalate(SYSTEM, issue=issue, at=at)


def _issue_of(commitment) -> Issue | None:
    kind, _colon, pk = commitment.source.partition(":")
    return Issue.objects.filter(pk=pk).first() if kind == "issues.issue" else None


def _follow(*, at, actor, commitment) -> None:
    """A date may also be moved on the board: the issue repeats it."""
    issue = _issue_of(commitment)
    if issue and issue.body_id == commitment.body_id:
        gone = commitment.withdrawn_at is not None
        due, kind = (None, "") if gone else (commitment.due, commitment.kind)
        Issue.objects.filter(pk=issue.pk).update(due=due, due_kind=kind)


for _event in ("commitments.promised", "commitments.slipped", "commitments.withdrawn"):
    on(_event)(_follow)


@on("people.homes_joined")
def _homes_joined(*, at, actor, household, into) -> None:
    commands.join_homes(SYSTEM, household=household, into=into, at=at)
