"""What the commands share: take the row, move it by the rules, write the timeline, count again, hold the limits."""

from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock, limits
from k2k.core.actors import Actor
from k2k.core.commands import Context, Denied, Refused, TooOften
from k2k.issues import rules
from k2k.issues.models import Issue, Step
from k2k.issues.standing import is_of_home

HOUR = timedelta(hours=1)
TOLD_AFTERWARDS = timedelta(days=1)


def take(issue: Issue) -> Issue:
    """Read the row again and hold it until the transaction ends: two neighbours who answer at once take turns."""
    issue.refresh_from_db(from_queryset=Issue.objects.select_for_update())
    return issue


def move(issue: Issue, to: str, sentence: str = "") -> None:
    """Set the state. Raises Refused with `sentence` where the rules know no such move."""
    if not rules.may_move(issue.state, to):
        raise Refused(sentence or _("This cannot be done any more. Look at the report again: somebody was faster."))
    issue.state = to


def step(ctx: Context, issue: Issue, what: str, *, text: str = "", public: bool = True, **words) -> Step:
    """One line of the timeline, in the name of the actor's post, never of a person; `body` names another one."""
    body, post = bodies.post_of(ctx.actor, issue.site, ctx.at)
    if "body" in words:
        body, post = words.pop("body"), ""
    return Step.objects.create(
        issue=issue,
        what=what,
        at=ctx.at,
        body=body,
        post=post,
        text=text,
        lang=language_of(ctx.actor),
        public=public,
        **words,
    )


def language_of(actor: Actor) -> str:
    """The language the actor writes in: the account's own, else the page's."""
    return actor.account.language if actor.account else (get_language() or "ms")


def within(text: str, limit: int, field: str) -> str:
    """The text without blanks around it. Raises Refused beside `field` when it is too long."""
    text = (text or "").strip()
    if len(text) > limit:
        raise Refused(
            _("This is too long: at most %(limit)s letters, yours has %(length)s.")
            % {"limit": limit, "length": len(text)},
            field=field,
        )
    return text


def recount(issue: Issue) -> None:
    """Count the neighbours again: households of this perumahan by card, and apart from them all others."""
    here = Count("id", filter=Q(household__site=issue.site_id))
    found = issue.taps.filter(ended_at=None).aggregate(all=Count("id"), here=here)
    issue.households, issue.without_card = found["here"], found["all"] - found["here"]


def count_yes(issue: Issue) -> None:
    """Count again the households whose yes counts in this round."""
    issue.yes_households = issue.answers.filter(round=issue.round, counts=True, answer="yes").count()


def hold_limit(what: str, actor: Actor, at: datetime, key: str = "") -> None:
    """Count one try of the card, account or device. Raises TooOften when it was too often within the hour.

    Before the command, because a refused command takes its own count back. Where a browser keeps no mark there is
    nothing to count by; the views count its address as well. What is told days afterwards is no traffic.
    """
    key = key or (actor.key if actor.kind in ("card", "account", "link") else actor.device)
    if not key or actor.is_system or at < clock.now() - TOLD_AFTERWARDS:
        return
    allowed = limits.hit(f"issues.{what}", key, rules.PER_HOUR[what], HOUR, at)
    if not allowed:
        raise TooOften(
            _("That was very often in a short time. Please try again in %(minutes)s minutes.")
            % {"minutes": allowed.minutes},
            allowed.retry_after,
        )


def must_be_seen(ctx: Context, issue: Issue) -> None:
    """A report from inside a home is between the office, its reporter and whoever holds a link made for it.

    A link reaches the one report that it is about. Raises Denied for everybody else.
    """
    if not ctx.actor.reaches(issue.ref):
        raise Denied(ctx.verb)
    if not issue.at_home or ctx.actor.link is not None:
        return
    if not is_of_home(ctx.actor, issue) and not ctx.actor.may("issues.see_private", issue.node):
        raise Denied(ctx.verb)
