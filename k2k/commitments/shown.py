"""How a promise is shown: its state in words, its reason, and its story date by date."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from k2k.commitments import rules
from k2k.commitments.models import Commitment
from k2k.core import clock
from k2k.core.ui import formats


@dataclass(frozen=True)
class Shown:
    """One row of a board. `state` is a slug of core.ui.words, `text` says it more exactly, `mark` colours the date."""

    row: Commitment
    state: str
    text: str
    reason: str
    mark: str

    @property
    def slipped(self) -> bool:
        """Whether the date is not the first one."""
        return self.row.due != self.row.first_due


def shown(row: Commitment, at: datetime) -> Shown:
    """The row as a page shows it at `at`; the newest slip's reason comes from `row.reason` where it was asked for."""
    state = rules.status(row, at)
    reason = row.withdrawn_reason or getattr(row, "reason", "") or ""
    return Shown(row, state, _text(row, state, at), reason, _MARKS.get(state, ""))


_MARKS = {"late": "late", "broken": "late", "done_late": "late", "kept": "ok", "target": "target"}


def _text(row: Commitment, state: str, at: datetime) -> str:
    if state in ("late", "done_late"):
        return _late(state, rules.days_late(row, at))
    if state != "broken":
        return ""
    if row.proof == "denied":
        return _("Broken: neighbours say it is not done")
    if row.withdrawn_at is not None:
        return _("Broken: taken back by who promised") if row.withdrawn_by_promiser else _("Broken: stopped when late")
    days = rules.days_late(row, at)
    return ngettext(
        "Broken: %(n)s day late, no new date", "Broken: %(n)s days late, no new date", days
    ) % {"n": formats.number(days)}  # fmt: skip


def _late(state: str, days: int) -> str:
    if days == 0:
        return _("Late since today") if state == "late" else ""
    if state == "late":
        return ngettext("Late by %(n)s day", "Late by %(n)s days", days) % {"n": formats.number(days)}
    return ngettext("Done, %(n)s day late", "Done, %(n)s days late", days) % {"n": formats.number(days)}


@dataclass(frozen=True)
class Step:
    """One line of a promise's story: what happened, when, and the words given with it, in their language."""

    what: str
    at: datetime
    mark: str = ""
    reason: str = ""


def _day(moment: datetime) -> str:
    return formats.day(clock.local(moment).date(), get_language() or "ms", "year")


def story(one: Commitment, at: datetime) -> list[Step]:
    """Every date a promise ever had, oldest first, with each slip's reason. Its slips should be prefetched."""
    steps = []
    if one.target_due:
        steps.append(Step(_("Target counted from the rule: %(day)s") % {"day": _day(one.target_due)}, one.made_at))
    if one.promised_at:
        steps.append(Step(_("Promised for %(day)s") % {"day": _day(one.first_due)}, one.promised_at))
    for slip in one.slips.all():
        what = _("New date: %(new)s instead of %(old)s") % {"new": _day(slip.new_due), "old": _day(slip.old_due)}
        steps.append(Step(what, slip.at, "late", slip.reason))
    if one.claimed_at:
        steps.append(Step(_("Said to be done"), one.claimed_at))
    if one.proof == "confirmed" and one.proof_at:
        steps.append(Step(_("Confirmed by neighbours"), one.proof_at, "ok"))
    if one.proof == "denied" and one.proof_at:
        steps.append(Step(_("Neighbours say it is not done"), one.proof_at, "late"))
    if one.withdrawn_at:
        steps.append(Step(_ended(one), one.withdrawn_at, "late", one.withdrawn_reason))
    return sorted((step for step in steps if step.at <= at), key=lambda step: step.at)


def _ended(one: Commitment) -> str:
    if one.replaced_by_id:
        return _("Joined with another date for the same thing")
    if one.withdrawn_by_promiser:
        return _("Taken back by who promised")
    return _("Stopped by somebody else than who promised")
