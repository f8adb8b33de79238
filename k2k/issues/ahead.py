"""What happens next with a report, in the order of the loop, for the page that says "received"."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.bodies import queries as bodies
from k2k.core import clock
from k2k.core.ui import formats
from k2k.issues import rules
from k2k.issues.models import Issue


@dataclass(frozen=True)
class Ahead:
    """One step: how it is drawn ("" done, "now", "wait"), its sentence, what is said under it."""

    mark: str
    sentence: str
    under: str = ""


def steps(issue: Issue, at: datetime) -> list[Ahead]:
    """What was done, what is now, what is still to come. At most one query."""
    if issue.state == "new":
        return [_read_first(issue, at), Ahead("wait", _("The work begins")), _target(issue), _confirmation(issue)]
    done = [Ahead("", _accepted_by(issue), _when(issue.accepted_at, at))] if issue.accepted_at else []
    if issue.state == "accepted":
        return [*done, Ahead("now", _("The work begins")), _date(issue, at), _confirmation(issue)]
    if issue.state == "started":
        return [
            *done,
            Ahead("now", _("The work has begun"), _when(issue.started_at, at)),
            _date(issue, at),
            _confirmation(issue),
        ]
    if issue.state == "claimed":
        return [*done, Ahead("", _("Said to be done"), _when(issue.claimed_at, at)), _confirmation(issue, "now")]
    return done


def _when(moment: datetime | None, at: datetime, form: str = "") -> str:
    language = get_language() or "ms"
    return formats.when(clock.local(moment), language, clock.local(at), form) if moment else ""


def _read_first(issue: Issue, at: datetime) -> Ahead:
    office = bodies.office_of(issue.site, at)
    name = office.name if office else _("The office")
    return Ahead("now", _("%(office)s reads it and says who does it, and by when") % {"office": name})


def _accepted_by(issue: Issue) -> str:
    return _("%(body)s has accepted it") % {"body": issue.body.name} if issue.body else _("Accepted")


def _target(issue: Issue) -> Ahead:
    days = rules.TARGET_DAYS[issue.category]
    sentence = ngettext(
        "Target: done %(n)s working day after it is accepted",
        "Target: done %(n)s working days after it is accepted",
        days,
    )
    return Ahead("wait", sentence % {"n": days}, _("Late? Everybody sees it on the board of promises."))


def _date(issue: Issue, at: datetime) -> Ahead:
    if issue.due is None:
        return Ahead("wait", _("A date is named"))
    words = _("Promise: done by %(when)s") if issue.due_kind == "promise" else _("Target: done by %(when)s")
    under = _("Late? Everybody sees it on the board of promises.")
    return Ahead("wait", words % {"when": _when(issue.due, at, "mid")}, under)


def _confirmation(issue: Issue, mark: str = "wait") -> Ahead:
    if issue.at_home:
        return Ahead(mark, _("Your home says whether it is fixed"), _("Not fixed? It is opened again."))
    return Ahead(mark, _("You and your neighbours say whether it is fixed"), _("Not fixed? It is opened again."))
