"""What comes first: a post's own decision with its reason, danger that is over, the ladder of who is told."""

from datetime import datetime

from django.utils.translation import gettext as _

from k2k.core import grants, notify
from k2k.core.commands import Context, Refused, command
from k2k.issues import danger, messages, priority, ranking, rules
from k2k.issues.changes import must_be_seen, step, take, within
from k2k.issues.models import Issue


def _here(given: dict):
    return given["issue"].node


@command("issues.prioritise", at_node=_here)
def prioritise(ctx: Context, *, issue: Issue, move: str, reason: str) -> Issue:
    """Decide that a report comes before the others, later, or by the formula again, and why. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    if issue.state not in rules.OPEN:
        raise Refused(_("Nobody works on this any more."))
    if move not in priority.MOVES:
        raise Refused(_("Choose one of the three."), field="move")
    if issue.danger and move == "later":
        raise Refused(_("Somebody is in danger here, so it does not come later."), field="move")
    if move == issue.moved:
        raise Refused(_("It stands so already."), field="move")
    issue.moved = move
    issue.save(update_fields=["moved"])
    step(ctx, issue, {"first": "moved_first", "later": "moved_later", "": "moved_back"}[move], text=_reason(reason))
    ranking.rank(issue, ctx.at)
    ctx.detail(move=move, priority=issue.priority)
    return issue


@command("issues.make_safe", at_node=_here)
def make_safe(ctx: Context, *, issue: Issue, reason: str) -> Issue:
    """Say that nobody is in danger any more, and what was done; the repair itself goes on. Raises Refused, Denied."""
    must_be_seen(ctx, take(issue))
    if not issue.danger:
        raise Refused(_("No danger is written down here."))
    was, issue.danger = issue.danger, ""
    issue.save(update_fields=["danger"])
    step(ctx, issue, "made_safe", text=_reason(reason))
    ranking.rank(issue, ctx.at)
    ctx.detail(danger=was)
    return issue


def _reason(reason: str) -> str:
    words = within(reason, rules.REPLY_LIMIT, "reason")
    if len(words) < 4:
        raise Refused(_("Say why, in a sentence that the neighbours understand."), field="reason")
    return words


@command("issues.escalate", at_node=_here)
def escalate(ctx: Context, *, issue: Issue) -> Issue:
    """Tell those on the rungs of the ladder that are due, once each. By the house itself."""
    take(issue)
    if not issue.danger or issue.danger_at is None or issue.source:
        return issue
    due = danger.due_rungs(issue.danger_at, issue.rung, issue.state, ctx.at)
    issue.rung = max(issue.rung, danger.passed(issue.danger_at, ctx.at))
    issue.save(update_fields=["rung"])
    for number in due:
        _tell(issue, number, ctx.at)
        step(ctx, issue, "escalated", count=danger.LADDER[number].hours)
    ctx.detail(rungs=len(due))
    return issue


def _tell(issue: Issue, number: int, at: datetime) -> None:
    rung = danger.LADDER[number]
    to = [f"account:{pk}" for pk in grants.holders(set(rung.roles), issue.node, at)]
    if to:
        notify.send(messages.Danger, to, subject=issue.ref, at=at, hours=rung.hours)
