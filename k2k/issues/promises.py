"""The thread from an issue to its dates: which body, until when, and what neighbours made of it.

A date counted from a rule is a target; a date that the body names is a promise. The issue repeats the running date in
`due` so that its lists need no join.
"""

from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.commitments import commands as commitments
from k2k.commitments import queries as commitments_queries
from k2k.core import clock, hours
from k2k.core.accounts import links
from k2k.core.actors import SYSTEM, Actor
from k2k.core.commands import Refused
from k2k.core.nodes import Node
from k2k.issues import names, rules
from k2k.issues.models import Issue
from k2k.places import queries as places


def responsible_body(issue: Issue, at: datetime):
    """The body that maintains this kind of thing here, else the one that manages it. Raises Refused."""
    for duty in ("maintains", "manages"):
        found = bodies.responsible(issue.node, issue.node.noun, duty, at)
        if found:
            return found
    raise Refused(_("Nobody is named as responsible for this place yet. Choose who takes it."), field="body")


def body_for(issue: Issue, chosen, at: datetime):
    """The chosen body where it works or is named at the site, else who is responsible. Raises Refused."""
    if chosen is None:
        return responsible_body(issue, at)
    if not bodies.named_at(issue.site, at).filter(pk=chosen.pk).exists():
        raise Refused(_("This body does not work here. Choose another one."), field="body")
    return chosen


def target_day(issue: Issue, at: datetime) -> datetime:
    """When the target counted from the rule falls due: so many working days of the site's state, 17:00.

    It pauses over festive travel, unless somebody is in danger or the kind of fault has a single day.
    """
    return clock.due_at(target_date(issue, clock.today(at)))


def target_date(issue: Issue, day: date) -> date:
    """The day of the target, counted from `day`."""
    state, days = places.site_of(issue.node).state, rules.TARGET_DAYS[issue.category]
    if issue.danger or days == 1:
        return clock.add_working_days(day, 1, state)
    return hours.add_days(day, days, state)


def begin(actor: Actor, issue: Issue, at: datetime, due: datetime | None) -> None:
    """Start the clock for issue.body. Raises Refused.

    Without `due` a target is counted from the rule. A `due` is a promise only in the mouth of somebody who speaks for
    that body; named by another for it, it stays a target until the body accepts it.
    """
    given = {"source": issue.ref, "node": _shown_at(actor, issue), "body": issue.body, "at": at, "lang": "ms"}
    given |= {"what": _what(issue), "private": issue.at_home}
    if due and bodies.speaks_for(actor, issue.body, at):
        made = commitments.promise(actor, due=_later(due, at), **given)
    else:
        made = commitments.target(actor, due=_later(due, at) if due else target_day(issue, at), **given)
    keep(issue, made)


def _what(issue: Issue) -> str:
    """What is promised, in words that everybody may read."""
    with translation.override("ms"):
        return _("A repair inside a home") if issue.at_home else names.title(issue)[:160]


def _shown_at(actor: Actor, issue: Issue) -> Node:
    """Where the date is shown. Boards are public, so for a repair inside a home they name the perumahan only."""
    if issue.at_home and actor.may("commitments.target", issue.site):
        return issue.site
    return issue.node.block or issue.site if issue.at_home else issue.node


def dated_at(issue: Issue) -> Node:
    """Where somebody must have a right to name the issue's dates: its place, or where the date of a home is shown."""
    found = find(issue) if issue.at_home else None
    return found.node if found else issue.node


def _later(due: datetime, at: datetime) -> datetime:
    if due <= at:
        raise Refused(_("Choose a date that is still to come."), field="due")
    return due


def promise(actor: Actor, issue: Issue, at: datetime, due: datetime) -> None:
    """The body names a date itself: the running target becomes its promise. Raises Refused."""
    keep(issue, commitments.promise(actor, commitment=running(issue), due=_later(due, at), at=at))


def slip(actor: Actor, issue: Issue, at: datetime, new_due: datetime, reason: str) -> None:
    """A later date with its reason; the first date stays and judges too. Raises Refused."""
    keep(issue, commitments.slip(actor, commitment=running(issue), new_due=new_due, reason=reason, at=at))


def claim(actor: Actor, issue: Issue, at: datetime) -> None:
    """The promiser says that it is done."""
    commitments.claim(actor, commitment=running(issue), at=at)


def confirm(issue: Issue, at: datetime) -> None:
    """Neighbours confirmed it."""
    commitments.confirm(SYSTEM, commitment=running(issue), at=at)


def deny(issue: Issue, at: datetime) -> None:
    """Neighbours say that it is not fixed.

    A target is counted anew from the rule. A promise is broken and stands with its date until the body gives a new one
    with a reason, or says again that it is done.
    """
    denied = commitments.deny(SYSTEM, commitment=running(issue), at=at)
    anew = target_day(issue, at)
    if denied.kind == "target" and anew > denied.due:
        with translation.override("ms"):
            reason = _("Neighbours say that it is not fixed.")
        denied = commitments.slip(SYSTEM, commitment=denied, new_due=anew, reason=reason, at=at)
    keep(issue, denied)


def withdraw(actor: Actor, issue: Issue, at: datetime, reason: str, into: Issue | None = None) -> None:
    """The date no longer stands, and why; the same body's date for `into` stands for both. A link for it ends too."""
    links.revoke_about(rules.LINK_PURPOSE, issue.ref, at)
    commitment = find(issue)
    if commitment is not None:
        other = find(into) if into else None
        same = other if other and other.body_id == commitment.body_id else None
        commitments.withdraw(actor, commitment=commitment, reason=reason, into=same, at=at)
    issue.due, issue.due_kind = None, ""


def find(issue: Issue):
    """The commitment of the issue's body that runs for it, or None."""
    return commitments_queries.running_for(issue.ref)


def running(issue: Issue):
    """The commitment that runs for the issue. Raises Refused where none does."""
    found = find(issue)
    if found is None:
        raise Refused(_("There is no date yet. Accept the report first."))
    return found


def keep(issue: Issue, commitment) -> None:
    """Repeat the commitment's date on the issue."""
    issue.due, issue.due_kind = commitment.due, commitment.kind
