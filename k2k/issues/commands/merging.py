"""Two reports of one fault become one, with a way back."""

from django.utils.translation import gettext as _

from k2k.core.commands import Context, Refused, command
from k2k.issues import promises
from k2k.issues.changes import move, must_be_seen, recount, step, take
from k2k.issues.models import Issue, Tap


@command("issues.merge", at_node=lambda given: given["issue"].node)
def merge(ctx: Context, *, issue: Issue, into: Issue) -> Issue:
    """Join `issue` with `into`: its neighbours count there, each once. Raises Refused, Denied."""
    for each in sorted((issue, into), key=lambda row: row.pk):
        must_be_seen(ctx, take(each))
    _may_merge(ctx, issue, into)
    move(issue, "merged")
    promises.withdraw(ctx.actor, issue, ctx.at, _("Joined with another report of the same fault."), into=into)
    issue.merged_into, issue.closed_at = into, ctx.at
    issue.save()
    _lend_taps(issue, into)
    step(ctx, issue, "merged")
    step(ctx, into, "joined", count=into.households)
    ctx.detail(into=into.pk)
    ctx.announce("issues.merged", issue=issue, into=into)
    return issue


def _may_merge(ctx: Context, issue: Issue, into: Issue) -> None:
    if issue.pk == into.pk or into.state == "merged":
        raise Refused(_("Choose the other report that stays."), field="into")
    if into.state in ("confirmed", "rejected"):
        raise Refused(_("That report is closed. Choose one that is still open."), field="into")
    if issue.site_id != into.site_id:
        raise Refused(_("Both reports must be of the same perumahan."), field="into")
    if issue.at_home or into.at_home:
        raise Refused(_("A report from inside a home is never joined with another."), field="into")
    if issue.due_kind == "promise" and (issue.body_id != into.body_id or not into.due):
        raise Refused(_("A date was promised for this report. Join the other one with this one."), field="into")
    if issue.merged.exists():
        raise Refused(_("Other reports were joined with this one. Join this one the other way round."), field="into")
    if not ctx.actor.may("issues.merge", into.node):
        raise Refused(_("The other report is not in your hands."), field="into")


def _lend_taps(issue: Issue, into: Issue) -> None:
    """Copy the taps of neighbours that `into` does not have yet; the rows of `issue` stay where they are."""
    there = into.taps.filter(ended_at=None)
    homes = set(there.exclude(household=None).values_list("household_id", flat=True))
    devices = set(there.filter(household=None).exclude(device="").values_list("device", flat=True))
    new = [
        Tap(issue=into, household_id=tap.household_id, device=tap.device, at=tap.at, moved_from=issue)
        for tap in issue.taps.filter(ended_at=None)
        if tap.household_id not in homes and (tap.household_id or tap.device not in devices)
    ]
    Tap.objects.bulk_create(new)
    recount(into)
    into.save(update_fields=["households", "without_card"])


@command("issues.unmerge", at_node=lambda given: given["issue"].node)
def unmerge(ctx: Context, *, issue: Issue) -> Issue:
    """Take a joining back: the report is new again, and its neighbours are counted with it again. Raises Refused."""
    into = issue.merged_into
    for each in sorted((row for row in (issue, into) if row), key=lambda row: row.pk):
        take(each)
    must_be_seen(ctx, issue)
    if into is None:
        raise Refused(_("This report is not joined with another one."))
    if issue.merged_into_id != into.pk:
        raise Refused(_("This cannot be done any more. Look at the report again: somebody was faster."))
    move(issue, "new", _("This report is not joined with another one."))
    issue.merged_into = issue.closed_at = None
    issue.body = issue.accepted_at = issue.started_at = None
    issue.save()
    into.taps.filter(moved_from=issue, ended_at=None).update(ended_at=ctx.at)
    recount(into)
    into.save(update_fields=["households", "without_card"])
    step(ctx, issue, "unmerged")
    step(ctx, into, "parted", count=into.households)
    ctx.announce("issues.unmerged", issue=issue, into=into)
    return issue
